package yamldoc

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSlips holds that a mistake is blamed where its writer made it, whatever follows.
func TestSlips(t *testing.T) {
	const below = "\nlike: \"It is\"\ntags: ['a', \"b\"]\nlist:\n  - {id: a, says: [\"[b]\"]}\n"
	const (
		quotes  = "the text in quotes does not end"
		ends    = "the text in quotes ends here, but the line goes on"
		list    = "the list does not end"
		mapping = "the mapping does not end"
	)
	tests := []struct {
		source, message string
		line, column    int
	}{
		{`a: "b`, quotes, 1, 4},
		{`a: 'b`, quotes, 1, 4},
		{`a: "b \"c\"`, quotes, 1, 4},
		{"a:\n  - 'x'\n  - \"y\n  - 'z'", quotes, 3, 5},
		{"a:\n  - b: \"y\n    c: 'z'", quotes, 2, 8},
		{"a: |\n  It's \"text\n\n  [and more\nb: 'c", quotes, 5, 4},
		{"a: text\n  \"goes on\nb: 'c", quotes, 3, 4},
		{`a: ["b, "c"]`, quotes, 1, 5},
		{`a: {b: "c, d: "e"}`, quotes, 1, 8},
		{`a: [b, c`, list, 1, 4},
		{"a: [b,\n  c", list, 1, 4},
		{`a: {b: [c}`, list, 1, 8},
		{`a: {b: [c]`, mapping, 1, 4},
		{"a:\n  - {b: [c]\n  - {b: [c]}", mapping, 2, 5},
		{"a:\n  - {b: 'c', d: [\"]\"]\nb: c", mapping, 2, 5},
		{`a: 'It's b'`, ends, 1, 7},
		{`a: "b" c`, ends, 1, 6},
		{`a: "b "c" d"`, ends, 1, 7},
		{"a:\n- 'It's b'", ends, 2, 6},
		{`a: ['It's b']`, "the text in quotes ends here, but the item goes on", 1, 8},
		{`a: "C:\user"`, "the backslash begins nothing that text in quotes has", 1, 7},
		{`a: **b** c`, "text cannot begin with *", 1, 4},
		{"a:\n- **b** c", "text cannot begin with *", 2, 3},
		{`a: {b: **c**}`, "text cannot begin with *", 1, 8},
		{`a: @b`, "text cannot begin with @", 1, 4},
		{`a: [b] c`, "the line goes on behind the closing ]", 1, 4},
		{`a: [b]]`, "] stands behind the last bracket", 1, 7},
		{`a: [b, c[0]]`, "text with a [ among others needs quotes", 1, 8},
		{`a: > 5 b`, "text cannot begin behind > on its line", 1, 4},
		{`a: - b`, "a list cannot begin behind its key", 1, 4},
		{`a: b: c`, "a key cannot stand here", 1, 5},
		{"a:\n\tb: c", "a tab indents", 2, 1},
		{"a: b\nc:d", "a key ends with a colon and a space", 2, 1},
		{"a: b\nc d", "want a key here", 2, 1},
		{"a: 'b'\n c: d", "the key is indented more than those above", 2, 2},
		{"a: b\n c: d", "the key is indented more than those above", 2, 2},
		{"a:\n  b: c\n d: e", "the key is indented less than those above", 3, 2},
		{"a:\n  - b: c\n   d: e", "the key is indented less than those above", 3, 4},
		{"a:\n  - b: c\n     d: e", "the key is indented more than those above", 3, 6},
		{"a:\n  - 'b'\n   - c", "the item is indented more than those above", 3, 4},
		{"a:\n  - b\n   - c", "the item is indented more than those above", 3, 4},
		{"a:\n  - b\n - c", "the item is indented less than those above", 3, 2},
		{"a: b\n- c", "an item stands among keys", 2, 1},
		{"a:\n- b\n- c: d\n e: f", "the key is indented less than those above", 4, 2},
	}
	for _, tt := range tests {
		for _, source := range []string{tt.source + below, "x: 'it''s'\n" + tt.source + below} {
			r := report{lines: 100}
			if tree := parse([]byte(source), &r); tree != nil || len(r.problems) != 1 {
				t.Errorf("%q has problems %v, want one", source, r.problems)
				continue
			}
			want := Problem{Place{tt.line, tt.column}, tt.message, r.problems[0].Fix}
			if source[0] == 'x' {
				want.Line++
			}
			if r.problems[0] != want || want.Fix == "" {
				t.Errorf("%q:\n%+v\nwant\n%+v", source, r.problems[0], want)
			}
		}
	}
}

// TestSwallowedLines holds that text in quotes does not take the keys below it for more
// of itself, though the parser would.
func TestSwallowedLines(t *testing.T) {
	var s sample
	_, problems := Decode([]byte("name: \"x\nnote: c\"\n"), &s)
	if got, want := list(problems), "1:7: the text in quotes does not end (close the quotes)"; got != want {
		t.Errorf("Decode reports %q, want %q", got, want)
	}
	_, problems = Decode([]byte("name: \"x\n\n  note: c\"\n"), &s)
	if len(problems) > 0 || s.Name != "x\nnote: c" {
		t.Errorf("Decode reports %v, reads %q", problems, s.Name)
	}
}

// TestNoSlips holds that nothing is found in the sound documents of the repository.
func TestNoSlips(t *testing.T) {
	found := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".yaml" || strings.Contains(path, "broken") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if tree, err := parseTree(data); err == nil && tree != nil {
			found++
			if s := findSlip(data); s != nil {
				t.Errorf("%s: %+v", path, s)
			}
		}
		return nil
	})
	if err != nil || found < 10 {
		t.Errorf("read %d documents, %v", found, err)
	}
}

// TestCutTexts holds which comments may have been meant as text.
func TestCutTexts(t *testing.T) {
	for source, want := range map[string]Place{ // none is the zero Place
		"name: service #1 of two\n":                   {1, 15},
		"name: x\nwords: [C #now\n  , b]\n":           {2, 11},
		"name: x\nwords:\n  - C # now\n":              {3, 7},
		"name: x\nnote: goes on\n  with é  #1\n":      {3, 11},
		"name: x\nparts: [{id: a #b\n  }]\n":          {2, 16},
		"name: x  # a comment\nnote: y  #\n":          {},
		"name: 'x' #1\nnote: \"y #2\"\nlabels: {} #3": {},
		"name: x\ncount: 1 #1\n":                      {},
		"name: 007 #1\n":                              {1, 11},
		"name: 1.5 # or so\n":                         {1, 11},
		"name: -1_0  #1\n":                            {1, 13},
		"name: yes #1\n":                              {1, 11},
		"name: true #1\n":                             {1, 12},
		"name: 2024-01-01 #1\n":                       {1, 18},
		"name: x\nwords: [a, 7 #now\n  , b]\n":        {2, 14},
		"name: x\nlabels: {a: 7 #1\n  }\n":            {2, 15},
		"name: 007  # an agent\n":                     {},
		"name: a#b\nwords: [a, # first\n  b]\n":       {},
		"name: x\nnote: |\n  y #1\n":                  {},
	} {
		var s sample
		root, problems := Decode([]byte(source), &s)
		var got Place
		cut := root.CutTexts()
		if len(cut) > 0 {
			got = cut[0].Place
		}
		if got != want || len(cut) > 1 || len(problems) > 0 {
			t.Errorf("%q: cut %v, problems %v, want %v", source, cut, problems, want)
		}
	}
}
