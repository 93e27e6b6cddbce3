package yamldoc

import (
	"slices"
	"testing"
)

const placed = `name: first
note: |

  one
    two é three
words: [plain, "quoted", 'single', "esc\taped"]
parts:
  - id: x
  - {id: y}
`

func TestPlaces(t *testing.T) {
	var s sample
	root, problems := Decode([]byte(placed), &s)
	if len(problems) > 0 {
		t.Fatalf("Decode reports %v", problems)
	}
	note, words, parts := root.Field("note"), root.Field("words"), root.Field("parts")
	tests := []struct {
		what string
		got  Place
		want Place
	}{
		{"root", root.Place(), Place{1, 1}},
		{"value", root.Field("name").Place(), Place{1, 7}},
		{"key", root.Field("name").KeyPlace(), Place{1, 1}},
		{"item", parts.Item(1).Place(), Place{9, 5}},
		{"field of item", parts.Item(1).Field("id").Place(), Place{9, 10}},
		{"missing field", parts.Item(1).Field("title").Place(), Place{9, 5}},
		{"field of missing", parts.Item(7).Field("id").Place(), Place{8, 3}},
		{"key of missing", root.Field("title").KeyPlace(), Place{1, 1}},
		{"in plain", words.Item(0).Within(2), Place{6, 11}},
		{"in double quotes", words.Item(1).Within(2), Place{6, 19}},
		{"in single quotes", words.Item(2).Within(2), Place{6, 29}},
		{"in escaped", words.Item(3).Within(5), Place{6, 36}},
		{"past the end", words.Item(0).Within(99), Place{6, 9}},
		{"in a block, blank line", note.Within(0), Place{3, 1}},
		{"in a block", note.Within(2), Place{4, 4}},
		{"in a block, indented", note.Within(7), Place{5, 5}},
		{"in a block, after two bytes", note.Within(14), Place{5, 11}},
		{"of nothing", Node{}.Field("a").Item(0).Within(0), Place{1, 1}},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("place %s = %v, want %v", tt.what, tt.got, tt.want)
		}
	}
	if parts.Item(2).Exists() || !parts.Item(1).Exists() || (Node{}).Exists() {
		t.Error("Exists is wrong")
	}
}

func TestTexts(t *testing.T) {
	var s sample
	root, _ := Decode([]byte(placed), &s)
	var got []string
	for _, text := range root.Texts() {
		got = append(got, text)
	}
	want := []string{"first", "\none\n  two é three\n", "plain", "quoted", "single", "esc\taped", "x", "y"}
	if !slices.Equal(got, want) {
		t.Errorf("Texts = %q, want %q", got, want)
	}
	for range root.Texts() {
		break // stopping early must not go on or panic
	}
}

func TestSlipKeepsItsPlace(t *testing.T) {
	var s sample
	root, _ := Decode([]byte("name: x\nwordz: [a]\n"), &s)
	if got, want := root.Field("words").Item(0).Place(), (Place{2, 9}); got != want {
		t.Errorf("place = %v, want %v", got, want)
	}
}

// The place of what is missing after the end is in the file.
func TestPlaceAfterTheEnd(t *testing.T) {
	var into struct{ A string }
	root, _ := Decode([]byte("?"), &into)
	if at := root.Place(); at.Line != 1 {
		t.Errorf("the file %q has its root at %v", "?", at)
	}
}
