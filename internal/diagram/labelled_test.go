package diagram_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/diagram"
)

func ExampleLabelled() {
	g, _ := diagram.Parse([]string{
		"a: client", "a -> app x2", "app -> cache (redis)", "cache -> db x3: on miss, timeout 200 ms", "app -> limiter: asks",
	}, nil)
	for _, row := range diagram.Labelled(g, diagram.Options{Width: 70}) {
		fmt.Println(row)
	}
	// Output:
	// ┌─────────┐        ╓───────╖
	//                                 ┌──────▶│ cache   ├───────▶║ db ×3 ║
	// ╭ client ─╮        ┌ service ─┐ │       │ redis   │        ╙───────╜
	// │ a       ├───────▶│ app ×2   ├─┤       └─────────┘
	// ╰─────────╯        └──────────┘ │       ┌─────────┐
	//                                 └─asks─▶│ limiter │
	//                                         └─────────┘
	//
	// cache -> db: on miss, timeout 200 ms
}

// What arrows say stands in every drawing whole, whatever its width, and the rows are no
// wider than allowed.
func TestLabelledLosesNothing(t *testing.T) {
	lines := []string{
		"client -> lb x2 -> app x4", "app -> limiter: asks, then goes on", "app -> cache (redis)", "cache -> db x3: on miss",
		"app ~> feed queue", "feed queue -> workers x8: x300 each", "workers -> db: timeout 200 ms, retries 2, writes",
		"app -> search: optional", "search -> index x4: each", "index -> app: 1%",
	}
	g, problems := diagram.Parse(lines, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for width := 14; width < 160; width++ {
		for _, ascii := range []bool{false, true} {
			rows := diagram.Labelled(g, diagram.Options{Width: width, ASCII: ascii})
			for _, row := range rows {
				if got := ansi.StringWidth(row); got > width {
					t.Errorf("width %d: %q takes %d cells", width, row, got)
				}
			}
			all := squeeze(strings.Join(rows, ""))
			for _, e := range g.Edges {
				if label := squeeze(strings.Join(e.Terms.Label(), ", ")); !strings.Contains(all, label) {
					t.Errorf("width %d: nothing says %q:\n%s", width, label, strings.Join(rows, "\n"))
				}
			}
		}
	}
}

func squeeze(s string) string { return strings.ReplaceAll(s, " ", "") }
