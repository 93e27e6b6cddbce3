//go:build linux

package cmd

import (
	"strings"
	"testing"

	"spar/internal/terminal/terminaltest"
)

// What a terminal sends in pieces ends no phase of a mock and types nothing, and words
// that are typed among commands arrive whole.
func TestMockOnATerminal(t *testing.T) {
	home := t.TempDir()
	x := terminaltest.Start(t, spar(t, home, "mock", "url-shortener"), 100, 30)
	x.WaitFor("start the clock")
	x.Type("\r")
	x.WaitFor("ask the interviewer")
	x.Type("\tShorten")
	x.WaitFor("Shorten")
	x.Type("\x0e") // ctrl+n
	x.WaitFor("asking ─")
	x.Type("\x0e\r") // the same key, and enter too soon
	x.Type("\x1b")
	x.WaitFor("writing ─")
	for _, rest := range []string{"]11;rgb:1e1e/1e1e/1e1e\x1b\\", "[<64;10;10M", "[n", "P1$rn\x1b\\"} {
		x.Type("\x1b")
		x.WaitFor("commands ─")
		x.Type(rest)
		x.Type("\r") // back to the text
		x.WaitFor("writing ─")
	}
	x.Type("\x1b")
	x.WaitFor("commands ─")
	x.Type("next queue, then POST")
	x.WaitFor("Shortennext queue, then POST")
	x.Type("\x1b")
	x.WaitFor("commands ─")
	x.Type("[200~\r\none\rtwo\n水\x1b[201~")
	x.WaitFor("水")
	x.WaitFor("◐ requirements")
	x.Type("\x03")
	if state := x.Wait(); state.ExitCode() != 0 {
		t.Errorf("ended with %v", state)
	}
	if got, want := functional(t, home), "Shortennext queue, then POST|one|two|水"; got != want {
		t.Errorf("stored %q, want %q", strings.ReplaceAll(got, "|", "\n"), want)
	}
}
