package frame

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestASCIIKeepsCells(t *testing.T) {
	for text, want := range map[string]string{
		"plain":     "plain",
		"5 µs → 世界": "5 us > ????",
		"\x1b[1mZoë ≤ 3\x1b[0m │ 👩‍👩‍👧": "\x1b[1mZoe < 3\x1b[0m | ??",
		"e\u0301 ±1": "e ?1",
	} {
		got := ASCII(text)
		if got != want || ansi.StringWidth(got) != ansi.StringWidth(text) {
			t.Errorf("ASCII(%q) = %q, want %q", text, got, want)
		}
	}
}
