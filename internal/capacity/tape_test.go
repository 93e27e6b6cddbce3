package capacity

import (
	"fmt"
	"testing"
)

func TestTape(t *testing.T) {
	var tape Tape
	for i, c := range []struct{ in, want string }{
		{"writes = 100M/day", "1.16k/s (100M/day)"},
		{"storage = writes * 500 B * 10 y", "182.5 TB"},
		{"# a comment", ""},
		{"storage ? 1460 TB", "one order off: about 8 times too high: bits instead of bytes?"},
		{"later * 2", "nothing is named later; name a line so: later = 10M users"},
		{"later = 5", "5"},
		{"later * 2", "10"},
		{"later = later + 1", "6"},
		{"later = later + 1", "7"},
		{"later = 3 GB + 5/s", "a size and a rate per second cannot be added"},
		{"Later * 2", "14"},
		{"latr * 2", "nothing is named latr; try later * 2 → 14"},
		{"4 KB in bytes", "4,000 bytes"},
		{"base 1024", "1 KB is 1,024 bytes"},
		{"4 KB in bytes", "4,096 bytes"},
		{"mine = mine * 2", "nothing is named mine; name a line so: mine = 10M users"},
		{"", ""},
	} {
		l := tape.Add(c.in)
		got := l.Result.Display
		if l.Err != nil {
			got = l.Err.Error()
		}
		if got != c.want || l.Number != i+1 {
			t.Errorf("line %d, Add(%q) = %q, want %q", l.Number, c.in, got, c.want)
		}
	}
}

// A tape that runs for ever keeps no more than its names.
func TestTapeKeepsOnlyNames(t *testing.T) {
	var tape Tape
	for i := range 1000 {
		tape.Add(fmt.Sprintf("x = %d", i))
		tape.Add("x = x + 1")
		tape.Add("x * 2")
		tape.Add("y + 1")
	}
	if n := len(tape.sheet.entries); n != 1 {
		t.Errorf("%d entries are kept of 4,000 lines with one name, want 1", n)
	}
	if e := tape.sheet.entries[0]; e.uses != nil {
		t.Error("the entry keeps those before it")
	}
}
