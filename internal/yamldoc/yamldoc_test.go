package yamldoc

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// sample has a field of every kind that Decode fills.
type sample struct {
	Name    string            `yaml:"name"`
	Count   int               `yaml:"count,omitempty"`
	Share   float64           `yaml:"share,omitempty"`
	Ready   bool              `yaml:"ready,omitempty"`
	Words   []string          `yaml:"words,omitempty"`
	Labels  map[string]string `yaml:"labels,omitempty"`
	Ordered ordered           `yaml:"ordered,omitempty"`
	Parts   []part            `yaml:"parts,omitempty"`
	One     *part             `yaml:"one,omitempty"`
	shared  `yaml:",inline"`
	Skipped string `yaml:"-"`
}

type part struct {
	ID string `yaml:"id"`
}

type shared struct {
	Note string `yaml:"note,omitempty"`
}

type ordered []string

func (o *ordered) SetText(key, value string) { *o = append(*o, key+"="+value) }

func TestDecode(t *testing.T) {
	const source = `
name: first
count: 1_000
share: 3
ready: true
words: [one, "2", 3, 4.50, true, 2026-11-24]
labels: {a: b, 1: 2}
ordered: {z: 1/s, a: 2}
parts:
  - id: x
  - {id: y}
one: {id: z}
note: |
  two
  lines
`
	var got sample
	if _, problems := Decode([]byte(source), &got); len(problems) > 0 {
		t.Fatalf("Decode reports %v", problems)
	}
	want := sample{
		Name: "first", Count: 1000, Share: 3, Ready: true,
		Words:   []string{"one", "2", "3", "4.50", "true", "2026-11-24"},
		Labels:  map[string]string{"a": "b", "1": "2"},
		Ordered: ordered{"z=1/s", "a=2"},
		Parts:   []part{{"x"}, {"y"}}, One: &part{"z"},
		shared: shared{"two\nlines\n"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Decode = %+v\nwant %+v", got, want)
	}
}

// TestProblems gives one mistake a row; the last row has one a line.
func TestProblems(t *testing.T) {
	tests := []struct{ source, want string }{
		// Syntax.
		{"", "1:1: the file is empty"},
		{"# nothing\n", "1:1: the file is empty"},
		{"name: a: b", `1:8: a key cannot stand here (put text that contains ": " in quotes, and indent the keys of a mapping alike)`},
		{"name: a\nnote: b: c\n", `2:8: a key cannot stand here (put text that contains ": " in quotes, and indent the keys of a mapping alike)`},
		{"name: a\n\tnote: b\n", "2:1: a tab indents (indent with spaces)"},
		{"labels:\n  a: b\n c: d\nname: x\n", `3:2: the key is indented less than those above (indent it by 2 spaces, like those above)`},
		{"name: x\nwords: [a, b\nnote: c\n", `2:8: the list does not end (close it with "]")`},
		{"name: x\nwords: [a?, b]\n", `2:9: text with a ? among others needs quotes (put the text in quotes)`},
		{"name: x\nlabels: {a: b\nnote: c\n", `2:9: the mapping does not end (close it with "}")`},
		{"name: \"x\nnote: c\n", "1:7: the text in quotes does not end (close the quotes)"},
		{"note: x\nname: @x\n", "2:7: text cannot begin with @ (put the text in quotes)"},
		{"name: a\n---\nname: b\n", "2:1: a second document begins here (remove the line)"},
		{"name: *x\n", "1:7: text cannot begin with * (put the text in quotes)"},
		// What YAML has and this subset has not.
		{"name: &x y\nnote: *x\n", "1:7: anchors are not allowed (remove it; put text that begins with & in quotes)\n" +
			"2:7: aliases are not allowed (write the value again; put text that begins with * in quotes)"},
		{"name: !!binary aGk=\n", `1:7: tag "!!binary" is not allowed (remove it; put text that begins with ! in quotes)`},
		{"name: x\n<<: {note: y}\n", "2:1: merge keys are not allowed (write the keys out)"},
		{"name: x\nname: y\n", `2:1: key "name" is already on line 1 (remove it, or begin the item that it belongs to above it)`},
		{"name: x\nparts: [{id: a}]\nnote: x\nname: y\nparts: []\nready: true\nnote: z\n", `4:1: key "name" is already on line 1 (remove it, or begin the item that it belongs to above it)
7:1: key "note" is already on line 3 (remove it, or begin the item that it belongs to above it)`},
		{"name: x\nparts:\n  - id: a\n    id: b\n    id: c\n", `4:5: key "id" is already on line 3 (remove it, or begin the item that it belongs to above it)`},
		{"name: x\n? [a]\n: b\n", "2:3: a key must be text"},
		{"name: x\nshare: .nan\n", `2:8: ".nan" is not a finite number (put it in quotes if it is text)`},
		// Characters.
		{"name: é\x1b[31m\n", "1:8: character U+001B does not belong in text (remove it)"},
		{"name: \"\\e[31m\"\n", "1:7: text with the character U+001B (remove it)"},
		{"name: a\u202eb\n", "1:8: character U+202E does not belong in text (remove it)"},
		{"name: a\xffb\n", "1:8: byte 0xff is not UTF-8 text (save the file as UTF-8)"},
		{"name: a\rnote: b\n", "1:8: character U+000D does not belong in text (remove it)"},
		{"name: a\rnote: b\r", "1:1: the lines end with carriage returns alone (save the file with line feeds)"},
		{"name: " + strings.Repeat("\x00", 300) + "\xe9t\xe9\n", "1:7: character U+0000 does not belong in text, here and in 299 other places (remove it)\n" +
			"1:307: byte 0xe9 is not UTF-8 text, here and in another place (save the file as UTF-8)"},
		{"\xff\xfen\x00a\x00", "1:1: the file is UTF-16 text (save the file as UTF-8)"},
		{"\x00n\x00a\x00m\x00e\x00:", "1:1: the file is UTF-16 text (save the file as UTF-8)"},
		// Spaces.
		{"name:\u00a0x\nwords:\n  -\u00a0a\u00a0b\n\u00a0 - c\n", "1:6: a no-break space stands in place of a space, here and in 2 other places (write a plain one)"},
		{"name: x\nnote: |\n  a:\u3000b\nlabels:\n\u2003 a: b\n", "5:1: the space U+2003 stands in place of a space (write a plain one)"},
		// Keys.
		{"note: x\n", `1:1: key "name" is missing`},
		{"nmae: x\n", `1:1: unknown key "nmae" (did you mean name?)`},
		{"name: x\nzzzzzz: y\n", `2:1: unknown key "zzzzzz" (want name, count, share, ready, words, labels, ordered, parts, one, note)`},
		{"name: x\nName: y\n", `2:1: unknown key "Name" (did you mean name?)`},
		{"name: x\nparts: [{key: a}]\n", `2:10: unknown key "key" (did you mean id, which is missing?)`},
		// Types.
		{"words\n", `1:1: the file: want a mapping, found "words"`},
		{"name:\n", "1:6: name: want text, found nothing (remove the key or give it a value)"},
		{"name: [a]\n", "1:7: name: want text, found a list (put text that begins with [ in quotes)"},
		{"name: x\nwords: {a: b}\n", "2:8: words: want a list of text, found a mapping"},
		{"name: x\nwords: a\n", `2:8: words: want a list of text, found "a" (write ["a"])`},
		{"name: x\nwords:\n  - a\n  - b: c\n", `4:5: words, item 2: want text, found a mapping (put text that contains ": " in quotes)`},
		{"name: x\nlabels: [a]\n", "2:9: labels: want a mapping to text, found a list"},
		{"name: x\nlabels: {a: [b]}\n", "2:13: a: want text, found a list (put text that begins with [ in quotes)"},
		{"name: x\nordered: a\n", `2:10: ordered: want a mapping to text, found "a"`},
		{"name: x\nparts: {a: b}\n", "2:8: parts: want a list of mappings, found a mapping"},
		{"name: x\nparts: [a]\n", `2:9: parts, item 1: want a mapping, found "a"`},
		{"name: x\nparts: [{}]\n", `2:9: key "id" is missing`},
		{"name: x\ncount: 1.5\n", `2:8: count: want a whole number, found "1.5"`},
		{"name: x\ncount: 99999999999999999999\n", `2:8: count: want a whole number, found "99999999999999999999"`},
		{"name: x\ncount: 010\nshare: 010\n", "2:8: count: \"010\" has a zero in front (write 10)\n3:8: share: \"010\" has a zero in front (write 10)"},
		{"name: x\ncount: 0x1F\n", `2:8: count: "0x1F" has a zero in front (write it in decimal digits, without a zero in front)`},
		{"name: 007\ncount: 0\nshare: 0.5\n", ""},
		{"name: x\nshare: much\n", `2:8: share: want a number, found "much"`},
		{"name: x\nready: maybe\n", `2:8: ready: want true or false, found "maybe"`},
		{"nam: x\ncount: a\nshare: b\nwordz: [c, {}]\nnote: d\none: {}\n", `1:1: unknown key "nam" (did you mean name?)
2:8: count: want a whole number, found "a"
3:8: share: want a number, found "b"
4:1: unknown key "wordz" (did you mean words?)
4:12: words, item 2: want text, found a mapping (put text that contains ": " in quotes)
6:6: key "id" is missing`},
	}
	for _, tt := range tests {
		var s sample
		if _, problems := Decode([]byte(tt.source), &s); list(problems) != tt.want {
			t.Errorf("Decode(%q) reports\n%s\nwant\n%s", tt.source, list(problems), tt.want)
		}
	}
}

func TestWindowsLinesAndByteOrderMark(t *testing.T) {
	var s sample
	_, problems := Decode([]byte("\ufeffname: x\r\nnote: \"a b\"\r\ncount: y\r\n"), &s)
	if got, want := list(problems), `3:8: count: want a whole number, found "y"`; got != want {
		t.Errorf("Decode reports %q, want %q", got, want)
	}
	if s.Name != "x" || s.Note != "a b" {
		t.Errorf("Decode = %+v", s)
	}
}

// TestBounds holds what is just within a bound against what is just beyond.
func TestBounds(t *testing.T) {
	nested := func(depth int) string {
		return "name: x\nwords: " + strings.Repeat("[", depth) + strings.Repeat("]", depth) + "\n"
	}
	items := func(n int) string { return "name: x\nwords: [" + strings.Repeat("a,", n) + "]\n" }
	keys := func(n int) string {
		source := "name: x\n"
		for i := range n {
			source += fmt.Sprintf("key%d: x\n", i)
		}
		return source
	}
	tests := []struct{ name, source, want string }{
		{"bytes", "name: " + strings.Repeat("x", MaxBytes-6), ""},
		{"bytes", "name: " + strings.Repeat("x", MaxBytes-5), "more than 1048576"},
		{"depth", nested(MaxDepth - 1), "want text, found a list"},
		{"depth", nested(MaxDepth), "deeper than 32"},
		{"entries", items(MaxEntries), ""},
		{"entries", items(MaxEntries + 1), "1001 entries are more than 1000"},
		{"keys", keys(MaxEntries - 1), "unknown key"},
		{"keys", keys(MaxEntries), "1001 entries are more than 1000"},
		{"nodes", "name: x\nwords: [" + strings.Repeat("["+strings.Repeat("a,", 99)+"],", 500) + "]\n", "more than 50000 values"},
		{"dense", items(MaxBytes/2 - 100), "too dense"},
	}
	for _, tt := range tests {
		var s sample
		_, problems := Decode([]byte(tt.source), &s)
		if got := list(problems); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: Decode of %d bytes reports %.200q, want %q", tt.name, len(tt.source), got, tt.want)
		}
	}
}

func TestProblemsAreBounded(t *testing.T) {
	source := "name: x\n"
	for i := range MaxEntries - 1 {
		source += fmt.Sprintf("unknown%d: x\n", i)
	}
	var s sample
	if _, problems := Decode([]byte(source), &s); len(problems) != maxProblems {
		t.Errorf("Decode reports %d problems, want %d", len(problems), maxProblems)
	}
}

func list(problems []Problem) string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Message)
		if p.Fix != "" {
			lines[i] += " (" + p.Fix + ")"
		}
	}
	return strings.Join(lines, "\n")
}
