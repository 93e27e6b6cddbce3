//go:build linux

package cmd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"spar/internal/terminal/terminaltest"
)

// On a terminal a run is a lab, and what was done there is printed as the scenario
// that repeats it.
func TestLabOnATerminal(t *testing.T) {
	home := t.TempDir()
	x := terminaltest.Start(t, spar(t, home, "sim", "run", "balancing", "--set", "requests=200000", "--seed", "7"), 100, 30)
	x.WaitFor("Load balancing  seed 7")
	x.WaitFor("◆ busiest") // it runs
	x.Type(" ")
	x.WaitFor("paused")
	x.Type("k")
	x.WaitFor("kill server 1")
	x.Type(":slow server 2 by 3\r")
	x.WaitFor("3x slower")
	x.Resize(60, 20)
	x.WaitFor("slow server 2 by 3")
	x.Type("\x03")
	if state := x.Wait(); state.ExitCode() != 0 || !x.Cooked() {
		t.Fatalf("left with %v, terminal restored: %v", state, x.Cooked())
	}
	for _, text := range []string{"to repeat this run:", "spar sim run balancing", "--set requests=200000", "kill server 1'", "slow server 2 by 3'", "--seed 7"} {
		x.WaitFor(text)
	}
	// What stands below the command is a scenario that spar takes.
	_, yaml, found := strings.Cut(x.Screen(), "for spar sim run:\n")
	if !found {
		t.Fatalf("no scenario was printed:\n%s", x.Screen())
	}
	path := filepath.Join(home, "again.yaml")
	if err := os.WriteFile(path, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := spar(t, home, "sim", "run", path, "--plain").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "seed 7") {
		t.Errorf("run again it gave %v:\n%s", err, out)
	}
}

// What is too long to run is refused, on the screen as elsewhere.
func TestLabRefusesOnATerminal(t *testing.T) {
	x := terminaltest.Start(t, spar(t, t.TempDir(), "sim", "run", "balancing", "--max-events", "1000"), 100, 30)
	x.WaitFor("too many events")
	x.Type("\x03")
	if x.Wait(); !x.Cooked() {
		t.Error("the terminal is not restored")
	}
}
