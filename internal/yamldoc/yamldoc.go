// Package yamldoc reads YAML that a stranger wrote: bounded, strict, and with
// every mistake named at its line and column. [Decode] fills a struct by its
// yaml tags and returns the [Node] of the whole document, through which a
// caller finds the place of any value for checks of its own.
//
// The subset of YAML is the one that people write by hand: one document of
// mappings with text keys, lists, text, numbers and true or false. Anchors,
// aliases, merge keys and tags are refused, and so are control characters and
// whatever else could command a terminal or disguise text. Time and memory grow
// in proportion to the input, whatever it holds.
//
// Struct tags have the form of the yaml module, with one meaning added: a key
// without "omitempty" must be present.
package yamldoc

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
)

// Bounds of a document.
const (
	MaxBytes = 1 << 20
	MaxDepth = 32     // lists and mappings within one another
	MaxNodes = 50_000 // keys, values and items

	MaxEntries = 1000 // items of a list, or keys of a mapping
)

// maxProblems bounds the mistakes that are named, so that a hostile file
// cannot make its report larger than itself.
const maxProblems = 200

// A Place is a position in a document.
type Place struct {
	Line   int // from 1
	Column int // from 1, in characters
}

// A Problem is one mistake at its place.
type Problem struct {
	Place
	Message string // what is wrong
	Fix     string // what would be right; empty if that cannot be said
}

// A TextMapping is a mapping from text to text that keeps the order in which
// it was written. [Decode] calls SetText for every entry in turn.
type TextMapping interface {
	SetText(key, value string)
}

// A Named is a struct that may be written as its name alone, "eu" in place of
// {name: eu}. [Decode] then calls SetName.
type Named interface {
	SetName(name string)
}

// A TextList is text that may be written as a list as well, [eu, us] in place of
// "eu, us". [Decode] then calls SetList.
type TextList interface {
	SetList(items []string)
}

// Decode reads the one YAML document in data into the struct that into points
// to. It returns all mistakes, sorted by place; what they leave readable is
// filled in, so that a caller can look for further mistakes. The Node is the
// whole document, or the zero Node if it could not be read at all. Decode
// panics if into is not a pointer to a struct made of structs, pointers,
// slices, string-keyed maps, strings, numbers, booleans, TextMappings,
// Nameds and TextLists.
func Decode(data []byte, into any) (Node, []Problem) {
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.Elem().Kind() != reflect.Struct {
		panic(fmt.Sprintf("yamldoc: decode into %T: want a pointer to a struct", into))
	}
	r := report{lines: 1 + bytes.Count(data, []byte("\n"))}
	root := decode(data, target.Elem(), &r)
	return root, r.sorted()
}

func decode(data []byte, target reflect.Value, r *report) Node {
	if len(data) > MaxBytes {
		r.add(Place{1, 1}, "split it", "the file has %d bytes, more than %d", len(data), MaxBytes)
		return Node{}
	}
	data, ok := checkSource(data, r)
	if !ok {
		return Node{}
	}
	tree := parsePlain(data)
	if tree == nil {
		tree = parse(data, r)
	}
	if tree == nil {
		return Node{}
	}
	doc := newDocument(data)
	c := checker{doc: doc, report: r}
	sound := c.check(tree, 1)
	doc.values = c.nodes
	if !sound {
		return Node{}
	}
	root := Node{doc: doc, value: tree}
	d := decoder{doc: doc, report: r}
	d.value(tree, "the file", target)
	return root
}

// A report collects problems up to a bound.
type report struct {
	lines    int // of the file
	problems []Problem
}

func (r *report) add(at Place, fix, format string, arguments ...any) {
	if at.Line > r.lines {
		at = Place{r.lines, 1} // what is missing after the end
	}
	if len(r.problems) < maxProblems {
		r.problems = append(r.problems, Problem{at, fmt.Sprintf(format, arguments...), fix})
	}
}

func (r *report) sorted() []Problem {
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return r.problems
}
