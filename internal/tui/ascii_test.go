package tui_test

import (
	"strings"
	"testing"
	"time"

	"spar/internal/system"
	"spar/internal/tui/nav"
)

// Where only ASCII can be shown nothing else is, whatever was typed, and no row is
// longer for it.
func TestASCII(t *testing.T) {
	a := startOn(t, newStore(), 100, 30, nil, true)
	look := func(step string) {
		t.Helper()
		if text := a.frame(); strings.ContainsFunc(text, func(r rune) bool { return r > '~' }) {
			t.Errorf("%s:\n%s", step, text)
		}
	}
	look("home")
	a.press("?")
	look("help")
	a.press("esc", "=")
	a.write("名前 = 5 µs × 3 ≈ Zoë", "5 TB → 世界", "1bn items * 50 to 200 bytes")
	a.wait(time.Second)
	look("calculator")
	for _, name := range []string{"balancing", "caching", "sharding", "topology"} {
		sc := system.Scenario{System: name, Objectives: []string{"availability >= 99.9%"}, Seed: 1}
		a = startOn(t, newStore(), 100, 30, nav.Lab{Scenario: sc}, true)
		for _, key := range []string{"k", ".", "s", ".", "]", "tab", "c", "+"} {
			a.press(key)
			a.wait(100 * time.Millisecond)
			look(name + " after " + key)
		}
	}
}
