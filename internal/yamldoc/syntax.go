package yamldoc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxIndicators bounds the characters that can begin a node. It is checked
// before parsing because a file of nothing but commas would take the parser
// hundreds of megabytes; prose stays far below.
const maxIndicators = 4 * MaxNodes

// parse reads the tree of the one document in data. It returns nil if there is
// none or its syntax is broken.
func parse(data []byte, r *report) *yaml.Node {
	indicators := 0
	for _, c := range data {
		switch c {
		case ',', ':', '-', '?', '[', '{', '\n':
			indicators++
		}
	}
	if indicators > maxIndicators {
		r.add(Place{1, 1}, "split it", "the file is too dense to be read")
		return nil
	}
	tree, err := parseTree(data)
	switch {
	case errors.Is(err, io.EOF):
		r.add(Place{1, 1}, "", "the file is empty")
	case errors.Is(err, errSecondDocument):
		r.add(Place{tree.Line, tree.Column}, "remove the line", "a second document begins here")
	case err != nil && len(r.problems) > 0:
		// What does not belong in text is in the way of reading it.
	case err != nil:
		p := syntaxProblem(data)
		r.add(p.Place, p.Fix, "%s", p.Message)
	default:
		if s := findSlip(data); s != nil && s.swallows {
			r.add(s.Place, s.Fix, "%s", s.Message)
			return nil
		}
		return tree
	}
	return nil
}

// syntaxProblem returns what is wrong with the syntax of data: the slip that the parser
// stumbles over, or else what it says of itself.
func syntaxProblem(data []byte) Problem {
	at := syntaxPlace(data)
	if s := findSlip(data); s != nil && (s.Line <= at.Line || len(data) > maxSearch) {
		return s.Problem
	}
	_, cause := parseError(data)
	message, fix := explain(cause, line(data, at.Line))
	return Problem{at, message, fix}
}

var errSecondDocument = errors.New("a second document begins")

// parseTree returns the root value of data. With errSecondDocument it returns
// the second document.
func parseTree(data []byte) (tree *yaml.Node, err error) {
	// The parser reads input of strangers with code of others: whatever it
	// trips over is a mistake in the input, not the end of the program.
	defer func() {
		if p := recover(); p != nil {
			tree, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var first, second yaml.Node
	if err := decoder.Decode(&first); err != nil {
		return nil, err
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		return &second, errSecondDocument
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	return first.Content[0], nil
}

// maxSearch bounds the files in which the place of a syntax error is searched
// for, which parses about twenty times.
const maxSearch = 64 << 10

// syntaxPlace returns where the parser gave up: the end of the shortest beginning of
// data that has the same error, for the parser itself names the line where the
// structure around the error began.
func syntaxPlace(data []byte) Place {
	line, message := parseError(data)
	start := lineStart(data, line)
	if len(data) > maxSearch {
		return Place{line, 1}
	}
	end := start + sort.Search(len(data)-start, func(n int) bool {
		_, m := parseError(data[:start+n])
		return m == message
	})
	start = bytes.LastIndexByte(data[:max(end-1, 0)], '\n') + 1
	return Place{1 + bytes.Count(data[:start], []byte("\n")), max(1, utf8.RuneCount(data[start:end]))}
}

// parseError returns the syntax error of data and the line, from 1, of the
// structure around it; no message means no error. The parser counts lines from
// 0 in its grammar and from 1 in its tokens, and names no line 0: hence the
// blank line in front.
func parseError(data []byte) (line int, message string) {
	_, err := parseTree(append([]byte("\n"), data...))
	if err == nil || errors.Is(err, io.EOF) {
		return 1, ""
	}
	message = strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(message, "line "); ok {
		number, text, _ := strings.Cut(rest, ": ")
		line, _ = strconv.Atoi(number)
		message = text
	}
	if !strings.HasPrefix(message, "did not find expected") {
		line--
	}
	return max(line, 1), message
}

// lineStart returns the offset at which a line begins, or that of the last line
// if there are fewer.
func lineStart(data []byte, line int) int {
	start := 0
	for range line - 1 {
		i := bytes.IndexByte(data[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	return start
}

// line returns a line of data, from 1.
func line(data []byte, number int) string {
	text, _, _ := bytes.Cut(data[lineStart(data, number):], []byte("\n"))
	return string(text)
}

// explain says in plain words what a message of the parser means of a line, and what
// would be right.
func explain(m, line string) (message, fix string) {
	has := func(text string) bool { return strings.Contains(m, text) }
	switch {
	case has("mapping values are not allowed"):
		return "a key cannot stand here", `put text that contains ": " in quotes, and indent the keys of a mapping alike`
	case has("cannot start any token"):
		return "text cannot begin with this character", "put the text in quotes"
	case has("did not find expected key"), has("could not find expected ':'"):
		return wantKey(line)
	case has("did not find expected '-'"):
		return "want a list item here", `begin it with "- ", indented like the items above`
	case has("expected ',' or ']'"):
		return "want a comma or the end of the list", `close it with "]"`
	case has("expected ',' or '}'"):
		return "want a comma or the end of the mapping", `close it with "}"`
	case has("unexpected end of stream"):
		return "the text in quotes does not end", "close the quotes"
	case has("unknown anchor"):
		return "aliases are not allowed", "put text that begins with * in quotes"
	case has("tab character"):
		return "a tab indents", "indent with spaces"
	case has("block sequence entries"), has("mapping keys are not allowed"):
		return "a list or mapping cannot begin here", "begin it on the next line, or put text in quotes"
	case has("<document start>"), has("document indicator"):
		return "the document has ended above", "remove the line that ends it"
	case has("directive"), has("YAML document"), has("version number"):
		return "directives are not allowed", "remove the line; put text that begins with % in quotes"
	case has("escape"), has("surrogate"), has("hexdecimal"):
		return "the backslash begins nothing that text in quotes has", `write \\ for a backslash, or use single quotes`
	case has("comment or line break"), has("indentation indicator"):
		return "text cannot begin on the line of its | or >", "begin it on the next line, or put it in quotes"
	case has("tag"), has("URI"), has("expected '!'"):
		return "tags are not allowed", "put text that begins with ! in quotes"
	case has("alphabetic or numeric"):
		return "text cannot begin with * or &", "put the text in quotes"
	case has("max depth"):
		return fmt.Sprintf("lists and mappings within one another deeper than %d", MaxDepth), ""
	}
	return "what stands here is not YAML", "compare it with the lines above, or put text in quotes"
}

// wantKey says what is wrong with a line that begins with no key.
func wantKey(line string) (message, fix string) {
	name, text, ok := strings.Cut(strings.TrimLeft(line, " -"), ":")
	if ok && isPlain(name) && text != "" && !isBlank(text[0]) {
		return "a key ends with a colon and a space", "write " + quote(name+": "+text)
	}
	return "want a key here", `indent it like the keys above and write "key: value"`
}
