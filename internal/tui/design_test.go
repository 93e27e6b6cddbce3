package tui_test

import (
	"testing"

	"spar/internal/interview"
)

// The editor of the design says below a line what is wrong with it, how it was read if
// it looks otherwise, and why it draws nothing.
func TestDesignSaysHowLinesAreRead(t *testing.T) {
	a := start(t, newStore(), 80, 40, begin(interview.Practice))
	a.phase(2)
	a.write("flowchart LR", "C[Web app] -->|HTTPS| LB -> db", "db replicas 2", "LB ->")
	a.shows("the header of another notation names no component", `"HTTPS" is a remark on the arrow, and changes nothing in a run`, `read as "db: replicas 2"`,
		"the arrow leads nowhere: name what is called", "│ Web app ├", "replicas 2 ║")
}
