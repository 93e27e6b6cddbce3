package yamldoc

import (
	"reflect"
	"strings"
	"testing"
)

// top is what stands at the top of a sample.
type top struct {
	Name  string   `yaml:"name"`
	Words []string `yaml:"words,omitempty"`
}

// withHead is a document that begins with a top.
type withHead struct {
	top    `yaml:",inline"`
	Note   string            `yaml:"note,omitempty"`
	Labels map[string]string `yaml:"labels,omitempty"`
}

func TestDecodeHead(t *testing.T) {
	const beginning, document = false, true
	tests := []struct {
		source string
		whole  bool
		want   *top
	}{
		{"name: x\nwords: [a]\nnote: y\n", beginning, &top{"x", []string{"a"}}},
		{"# c\n\nname: x # c\nwords: [a, b]\n# c\nnote: y\n", beginning, &top{"x", []string{"a", "b"}}},
		{"name : x\r\nwords: [a]\r\n\r\nnote: y\r\n", beginning, &top{"x", []string{"a"}}},
		{"words:\n  - a\n  - b\nname: >-\n  x\n\n  y\nnote: z\n", beginning, &top{"x\ny", []string{"a", "b"}}},
		{"words: [a,\n  b]\nname: x\nnote: y\n", beginning, &top{"x", []string{"a", "b"}}},
		{"name: x\nwords: [a]\nnote: [is never read", beginning, &top{"x", []string{"a"}}},
		{"name: x\nname: is twice\n", document, &top{"x", nil}},
		// A key that need not be there may stand further down.
		{"name: x\nnote: y\n", beginning, nil},
		{"name: x\nnote: y\n", document, &top{"x", nil}},
		{"name: x\nlabels:\n  words: y\n  'k': v\n", document, &top{"x", nil}},
		{"name: x\nnote: y\nwords: [a]\n", document, nil},
		{"name: x\nnote: y\nwords : [a]\n", document, nil},
		{"name: x\nnote: y\n'words': [a]\n", document, nil},
		{"name: x\nnote: y\n\"word\\x73\": [a]\n", document, nil},
		{"name: x\nnote: y\n? words\n: [a]\n", document, nil},
		// What is not read: values that may go on, what the left margin does not tell,
		// and mistakes.
		{"", document, nil},
		{"name: x\n", document, nil},
		{"name: x\nwords: [a, b", document, nil},
		{"note: y\nname: x\n", document, nil},
		{"words: [a]\nnote: y\n", document, nil},
		{"\ufeffname: x\nnote: y\n", document, nil},
		{"---\nname: x\nnote: y\n", document, nil},
		{"{name: x,\nnote: y}\n", document, nil},
		{"\"name\": x\nnote: y\n", document, nil},
		{"name: x\nwords:\n- a\nnote: y\n", document, nil},
		{"name: x\nwords: [a,\nb]\nnote: y\n", document, nil},
		{"name: \"x\nnote: y\"\n", document, nil},
		{"name: 'x\nnote: y'\n", document, nil},
		{"name: [x]\nnote: y\n", document, nil},
		{"name: &a x\nnote: y\n", document, nil},
		{"name: x\x1b\nnote: y\n", document, nil},
	}
	for _, tt := range tests {
		var got top
		if _, ok := DecodeHead([]byte(tt.source), tt.whole, &got); ok != (tt.want != nil) || ok && !reflect.DeepEqual(got, *tt.want) {
			t.Errorf("DecodeHead(%q, %t) = %+v, %t, want %+v", tt.source, tt.whole, got, ok, tt.want)
		}
	}
}

// FuzzDecodeHead holds that a head, and the place of a value in it, is what it is in
// a sound document as a whole, however little of the rest is read.
func FuzzDecodeHead(f *testing.F) {
	for _, seed := range []string{
		"name: x\nnote: y\n", "words: [a, b]\nname: 'x'\nlabels: {a: b}\n", "name: \"x\n  y\"\nnote: z\n", "name: x\nnote: |\n  y\nwords: [a]\n",
		"name: |2-\n   x\n\r\n\n\nnote: x\n", "name: x\nwords:\n- a\nnote: y\n", "name: >\n x\n# c\n\n y\nnote: x\n", "name: x\n...\n", "words: [a,\nb, c]\nname: x\nnote: y",
		" name: x\n words: [a]\n note: y\n", "name: x\n'words': [a]\nnote: y", "name: x\nlabels:\n? words\n: b\nnote: y",
	} {
		f.Add([]byte(seed), uint16(len(seed)))
	}
	f.Fuzz(func(t *testing.T, data []byte, read uint16) {
		beginning := data[:min(len(data), int(read))]
		var head top
		at, ok := DecodeHead(beginning, len(beginning) == len(data), &head)
		var all withHead
		root, problems := Decode(data, &all)
		if !ok || len(problems) > 0 {
			return
		}
		if !reflect.DeepEqual(head, all.top) {
			t.Fatalf("%q: head %+v, in the whole %+v", data, head, all.top)
		}
		if got, want := at.Field("name").Place(), root.Field("name").Place(); got != want {
			t.Fatalf("%q: name at %v, in the whole at %v", data, got, want)
		}
	})
}

func BenchmarkDecodeHead(b *testing.B) {
	source := []byte("name: Design a chat service\nwords: [real-time, fan-out, ordering, connections]\nnote: |\n" + strings.Repeat("  A line of text.\n", 500))
	for b.Loop() {
		var head top
		if _, ok := DecodeHead(source, false, &head); !ok {
			b.Fatal("no head")
		}
	}
}
