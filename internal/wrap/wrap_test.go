package wrap

import (
	"slices"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
)

func TestRows(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 8, []string{"one two", "three"}},
		{"a read-through cache", 8, []string{"a", "read-thr", "ough", "cache"}},
		{"a read-through cache", 13, []string{"a", "read-through", "cache"}},
		{"a - b - - c - d", 7, []string{"a - b -", "- c - d"}},
		{"世界 世界", 4, []string{"世界", "世界"}},
		{"kept\n\nlines", 10, []string{"kept", "", "lines"}},
		{"ab", 0, []string{"a", "b"}},
		{"\x1b[1mone two\x1b[m", 3, []string{"\x1b[1mone\x1b[m", "\x1b[1mtwo\x1b[m"}},
	} {
		if got := Rows(test.text, test.width); !slices.Equal(got, test.want) {
			t.Errorf("Rows(%q, %d) = %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func FuzzRows(f *testing.F) {
	f.Add("a read-through cache - - - - and 世界", 7)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 2 + (width%50+50)%50 // a character may take two cells
		for _, row := range Rows(sanitize.Text(text), width) {
			if w := ansi.StringWidth(row); w > width {
				t.Errorf("Rows(%q, %d): a row is %d wide: %q", text, width, w, row)
			}
		}
	})
}
