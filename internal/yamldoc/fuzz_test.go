package yamldoc

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzDecode holds that no input panics, that places lie in the input, and
// that nothing unprintable comes out of an accepted document.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(placed))
	f.Add([]byte("name: \"\\e[31m\\u202e\"\nnote: !!binary Gw==\n"))
	f.Add([]byte("a: &a [*a, *a]\n<<: *a\n"))
	f.Add([]byte("name: |2-\n   x\n\r\n? - a\n: {b, c: [d}\n"))
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data) })
}

// TestHostile decodes generated mixtures of what YAML is made of.
func TestHostile(t *testing.T) {
	pieces := []string{
		"name: ", "words: ", "labels: ", "parts: ", "one: ", "- ", "? ", ": ", ":", ",", "[", "]", "{", "}", "\n", "\n  ", "\n\t", " ",
		"&a ", "*a", "!!binary ", "!x ", "<<: ", "|\n", ">-\n", "\"", "'", "\\e", "\x1b[31m", "\u202e", "\xff", "#", "---\n", "...\n", "%YAML 1.1\n",
		"é", "0x", ".inf", "1e999", "~", "true", "2001-01-01", "\r", "\r\n", "\u2028", "\x00", "x",
	}
	for seed := range uint64(3000) {
		random := rand.New(rand.NewPCG(seed, 0))
		var b strings.Builder
		for range random.IntN(60) {
			piece := pieces[random.IntN(len(pieces))]
			b.WriteString(strings.Repeat(piece, 1+random.IntN(3)*random.IntN(3)))
		}
		check(t, []byte(b.String()))
	}
}

// TestLarge decodes files near the bound of bytes that would cost a careless
// reader quadratic time or hundreds of megabytes.
func TestLarge(t *testing.T) {
	const size = MaxBytes - 16
	fill := func(head, piece string) []byte {
		return []byte(head + strings.Repeat(piece, (size-len(head))/len(piece)))
	}
	for _, data := range [][]byte{
		fill("", "#\n"), fill("", "[ "), fill("", "- "), fill("", "? "), fill("", "{a: "), fill("", "\n"), fill("", "\x01"),
		fill("name: \"", "x"), fill("name: \"", "\\n"), fill("name: |\n", " x                 \n"), fill("name:", " "), fill("k", "k"),
		fill("words: [", "&a b               ,"), fill("words: [", "b #                \n,"), fill("", "%"), fill("name: !", "%41"),
		fill("name: >\n", "  x                   \n\n"), fill("", "# a comment that is long\n"),
	} {
		check(t, data)
	}
}

func check(t *testing.T, data []byte) {
	t.Helper()
	var s sample
	root, problems := Decode(data, &s)
	lines := bytes.Split(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))
	for _, p := range problems {
		if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > utf8.RuneCount(lines[p.Line-1])+1 {
			t.Fatalf("%.200q: problem at %d:%d lies outside: %s", data, p.Line, p.Column, p.Message)
		}
		if strings.ContainsFunc(p.Message+p.Fix, func(r rune) bool { return !Printable(r) || r == '\n' }) {
			t.Fatalf("%.200q: unprintable message %q", data, p.Message+p.Fix)
		}
	}
	if len(problems) > 0 {
		return
	}
	for _, text := range root.Texts() {
		if strings.ContainsFunc(text, func(r rune) bool { return !Printable(r) }) {
			t.Fatalf("%.200q: accepted text %q", data, text)
		}
	}
}
