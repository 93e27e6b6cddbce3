package markdown

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/golden"
	"spar/internal/palette"
)

// looks by their name in testdata.
var looks = map[string]Look{
	"dark":  {Colors: palette.For(true)},
	"light": {Colors: palette.For(false)},
	"plain": {},
	"ascii": {ASCII: true},
}

// One answer with everything that packs have, in each look at each width. What
// begins a style shows as "␛".
func TestFrames(t *testing.T) {
	source, err := os.ReadFile("testdata/answer.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, look := range looks {
		for _, width := range []int{40, 80, 120} {
			rows := Rows(t.Context(), string(source), width, look)
			for _, row := range rows {
				if w := ansi.StringWidth(row); w > width {
					t.Errorf("%s: a row of %d cells in %d: %q", name, w, width, row)
				}
			}
			frame := strings.ReplaceAll(strings.Join(rows, "\n")+"\n", "\x1b", "␛")
			golden.Check(t, fmt.Sprintf("%d.%s.txt", width, name), []byte(frame))
		}
	}
}
