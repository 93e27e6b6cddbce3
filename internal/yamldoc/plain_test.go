package yamldoc

import (
	"reflect"
	"strings"
	"testing"
)

func TestParsePlain(t *testing.T) {
	for source, plain := range map[string]bool{
		"schema: 1\nid: url-shortener\ntitle: Design a URL shortener (v. 2)\nlike: bit.ly\nlevel: mid \ntags: [ids, read-heavy,a ]\n": true,
		"a: b":                              true,
		strings.Repeat("a", 1025) + ": b\n": false,
		"":                                  false, "a:\n": false, "a:  b\n": false, "a: b # c\n": false, "a: b: c\n": false, "a: 'b'\n": false, "a: b\n  c\n": false, "a: [b, [c]]\n": false,
		"a: []\n": false, "a: [b,]\n": false, "a: [b\n": false, "a: Null\n": false, "a: 01\n": false, "a: 1.5\n": false, "a: -\n": false, "a: é\n": false, "a b\n": false, "a: b\r\n": false, "\na: b\n": false,
	} {
		if got := parsePlain([]byte(source)) != nil; got != plain {
			t.Errorf("parsePlain(%q) finds a tree: %t, want %t", source, got, plain)
		}
		checkPlain(t, []byte(source))
	}
}

// FuzzParsePlain holds that the short way gives the tree that the parser gives.
func FuzzParsePlain(f *testing.F) {
	for _, seed := range []string{"a: b\nc: [d, e f]\ng: 1\n", "a-b: c.d (e)/f_\n", "a: [ b , c ]", "true: yes\n", "a: x1\na: y\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(checkPlain)
}

func checkPlain(t *testing.T, data []byte) {
	got := parsePlain(data)
	if got == nil {
		return
	}
	want, err := parseTree(data)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%q: tree\n%+v\nthe parser gives %v\n%+v", data, got.Content, err, want)
	}
}
