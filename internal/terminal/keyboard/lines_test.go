package keyboard

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// linesOf reads all lines, each with the length that it had before it was cut.
func linesOf(t *testing.T, from io.Reader) []string {
	t.Helper()
	var lines []string
	for l := NewLineReader(from, 10); ; {
		text, length, err := l.Next()
		if errors.Is(err, io.EOF) {
			return lines
		}
		if err != nil {
			t.Fatal(err)
		}
		if length > len(text) {
			text += fmt.Sprintf(" of %d", length)
		}
		lines = append(lines, text)
	}
}

func TestLines(t *testing.T) {
	for in, want := range map[string][]string{
		"":                       nil,
		"a\nb":                   {"a", "b"},
		"a\rb\r":                 {"a", "b"},
		"a\r\nb\r\n":             {"a", "b"},
		"a\n\nb\r\rc\r\n\r\nd":   {"a", "", "b", "", "c", "", "d"},
		"a\n\rb":                 {"a", "", "b"},
		"0123456789\nx":          {"0123456789", "x"},
		"0123456789ab\nx":        {"0123456789 of 12", "x"},
		"012345678水水\nx":         {"012345678 of 15", "x"},
		"01234567é":              {"01234567é"},
		"0123456789\xff\xff\xff": {"0123456789 of 13"},
	} {
		for _, from := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in)), iotest.DataErrReader(strings.NewReader(in))} {
			if got := linesOf(t, from); !slices.Equal(got, want) {
				t.Errorf("%q has the lines %q, want %q", in, got, want)
			}
		}
	}
}

// A line is there as soon as its end is, whatever the end is.
func TestLineAtOnce(t *testing.T) {
	for _, end := range []string{"\n", "\r", "\x1b[106;5u"} {
		r, w := io.Pipe()
		go func() { _, _ = io.WriteString(w, "one"+end) }()
		if text, _, err := NewLineReader(Text(r), 10).Next(); text != "one" || err != nil {
			t.Errorf("before %q stands %q, %v", end, text, err)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[106;5ub\x1b[13uc":      "a\nb\nc",
		"\x1b[200~a\rb\x1b[201~c\r\n": "a\nbc\n",
		"水\x1b[31m水\x00\x03":          "水水",
		"a\x1b":                       "a",
	} {
		for _, from := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
			if got, err := io.ReadAll(Text(from)); string(got) != want || err != nil {
				t.Errorf("%q reads as %q, %v, want %q", in, got, err, want)
			}
		}
	}
}
