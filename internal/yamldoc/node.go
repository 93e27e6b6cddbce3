package yamldoc

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A document is what all nodes of a file share.
type document struct {
	lines   []string
	index   map[*yaml.Node]map[string]int // of each mapping: the position of a key's value
	refused map[*yaml.Node]bool           // values with a mistake that is reported already
	texts   map[*yaml.Node]bool           // what was taken for text although it looks like a number, a date or a boolean
	values  int                           // keys, values and items
}

func newDocument(data []byte) *document {
	return &document{
		lines:   strings.Split(string(data), "\n"),
		index:   make(map[*yaml.Node]map[string]int),
		refused: make(map[*yaml.Node]bool),
		texts:   make(map[*yaml.Node]bool),
	}
}

// A Node is a value in a document, for finding places. Steps to what does not
// exist stay at the innermost value that does.
type Node struct {
	doc     *document
	key     *yaml.Node // nil for items of lists and for the root
	value   *yaml.Node
	missing bool
}

// Field returns the value of a key of the mapping n.
func (n Node) Field(name string) Node {
	if n.value == nil || n.missing {
		return n
	}
	i, ok := n.doc.index[n.value][name]
	if !ok {
		n.missing = true
		return n
	}
	return Node{doc: n.doc, key: n.value.Content[i-1], value: n.value.Content[i]}
}

// Item returns item i of the list n, from 0.
func (n Node) Item(i int) Node {
	if n.value == nil || n.missing {
		return n
	}
	if n.value.Kind != yaml.SequenceNode || i < 0 || i >= len(n.value.Content) {
		n.missing = true
		return n
	}
	return Node{doc: n.doc, value: n.value.Content[i]}
}

// Values returns how many keys, values and items the document has, 0 if it could not be
// read.
func (n Node) Values() int {
	if n.doc == nil {
		return 0
	}
	return n.doc.values
}

// Exists reports whether the steps to n led to a value.
func (n Node) Exists() bool { return n.value != nil && !n.missing }

// Place returns where the value begins.
func (n Node) Place() Place {
	if n.value == nil {
		return Place{1, 1}
	}
	return n.doc.within(place(n.value))
}

// within returns a place that the file has: what is missing after its end is given to
// its last line.
func (d *document) within(at Place) Place {
	if at.Line > len(d.lines) {
		return Place{len(d.lines), 1}
	}
	return at
}

// KeyPlace returns where the key of the value begins, or the value itself if it
// has none.
func (n Node) KeyPlace() Place {
	if n.key == nil || n.missing {
		return n.Place()
	}
	return n.doc.within(place(n.key))
}

// Within returns the place of the character at a byte offset of a text. Where
// the source spells the text otherwise (escapes, folded lines) it is the
// beginning of the text.
func (n Node) Within(offset int) Place {
	at := n.Place()
	if !n.Exists() || n.value.Kind != yaml.ScalarNode || offset < 0 || offset > len(n.value.Value) {
		return at
	}
	text := n.value.Value
	if n.value.Style == yaml.LiteralStyle {
		return n.withinBlock(text, offset)
	}
	quotes := 0
	if n.value.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		quotes = 1
	}
	source := skipCharacters(n.doc.lines[at.Line-1], at.Column-1+quotes)
	if strings.HasPrefix(source, text) {
		at.Column += quotes + utf8.RuneCountInString(text[:offset])
	}
	return at
}

// withinBlock is Within for text under a "|": it stands in the source line by
// line, behind an indentation.
func (n Node) withinBlock(text string, offset int) Place {
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	line, _, _ := strings.Cut(text[start:], "\n")
	row := n.Place().Line + strings.Count(text[:offset], "\n") // from 0
	if row >= len(n.doc.lines) {
		return n.Place()
	}
	indent, ok := strings.CutSuffix(n.doc.lines[row], line)
	if !ok {
		return n.Place()
	}
	return Place{row + 1, 1 + utf8.RuneCountInString(indent) + utf8.RuneCountInString(text[start:offset])}
}

// Touches reports whether one of the places is that of a key or value in n or, where the
// steps to n led nowhere, of a key beside which it would stand.
func (n Node) Touches(places map[Place]bool) bool {
	if n.value == nil || len(places) == 0 {
		return false
	}
	if n.missing {
		for i := 0; i < len(n.value.Content) && n.value.Kind == yaml.MappingNode; i += 2 {
			if places[place(n.value.Content[i])] {
				return true
			}
		}
		return places[place(n.value)]
	}
	return n.key != nil && places[place(n.key)] || touches(n.value, places)
}

func touches(n *yaml.Node, places map[Place]bool) bool {
	return places[place(n)] || slices.ContainsFunc(n.Content, func(child *yaml.Node) bool { return touches(child, places) })
}

// Texts returns every value that is a single one, not a list or mapping, as
// written, and every item of the lists among them, in order. Keys are not among
// them.
func (n Node) Texts() iter.Seq2[Place, string] {
	return func(yield func(Place, string) bool) {
		if n.Exists() {
			texts(n.value, yield)
		}
	}
}

func texts(n *yaml.Node, yield func(Place, string) bool) bool {
	switch n.Kind {
	case yaml.ScalarNode:
		return yield(place(n), n.Value)
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if !texts(item, yield) {
				return false
			}
		}
	case yaml.MappingNode:
		for i := 1; i < len(n.Content); i += 2 {
			if !texts(n.Content[i], yield) {
				return false
			}
		}
	}
	return true
}

func place(n *yaml.Node) Place { return Place{max(n.Line, 1), max(n.Column, 1)} }
