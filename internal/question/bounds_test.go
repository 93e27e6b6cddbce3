package question

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"spar/internal/yamldoc"
)

// mostAllocated bounds the work on a pack, counted and not timed: what is allocated for it
// altogether, garbage included, in bytes. What a linter holds at a time is less.
const mostAllocated = 256 << 20

// lists returns a text four times, with a number each.
func lists(format string) string {
	all := ""
	for i := range 4 {
		all += fmt.Sprintf(format, i)
	}
	return all
}

// TestWorkIsBounded lints packs that are too large in each way, and holds that reading stops
// at the file that exceeds a bound, says so once, and costs no more than the bound of all.
func TestWorkIsBounded(t *testing.T) {
	for _, test := range []struct {
		name, what string
		file       func(i int) string
	}{
		{"bytes", "bytes", func(i int) string {
			return minimal(fmt.Sprintf("q%d", i)) + strings.Repeat("# a comment of some length\n", yamldoc.MaxBytes/27-100)
		}},
		{"values", "values", func(i int) string {
			return minimal(fmt.Sprintf("q%d", i)) + lists("k%d: ["+strings.Repeat("a tag of several words, ", 900)+"a]\n")
		}},
		{"long text", "bytes", func(i int) string {
			return strings.Replace(minimal(fmt.Sprintf("q%d", i)), "brief: Text", "brief: "+strings.Repeat("word ", yamldoc.MaxBytes/5-200), 1)
		}},
		{"mistakes", "values", func(i int) string {
			return minimal(fmt.Sprintf("q%d", i)) + lists("k%d: {"+strings.Repeat("the same name: and a text, ", 450)+"z: 1}\n")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			fsys := fstest.MapFS{"pack.yaml": {Data: []byte(packYAML)}}
			for i := range 100 {
				fsys[fmt.Sprintf("questions/q%03d.yaml", i)] = &fstest.MapFile{Data: []byte(test.file(i))}
			}
			r := newReader(fsys, "p")
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, problems := Linter{}.lint(r)
			runtime.ReadMemStats(&after)
			told := 0
			for _, p := range problems {
				if strings.Contains(p.Message, "too large") && strings.Contains(p.Message, test.what) {
					told++
				}
			}
			if told != 1 {
				t.Errorf("it is told %d times that there are too many %s, want once; %d problems", told, test.what, len(problems))
			}
			if r.bytes > MaxPackBytes+yamldoc.MaxBytes || r.values > MaxPackValues+5000 {
				t.Errorf("%d bytes and %d values were read, of at most %d and %d", r.bytes, r.values, MaxPackBytes, MaxPackValues)
			}
			allocated := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d bytes, %d values: %d MB allocated", r.bytes, r.values, allocated>>20)
			if allocated > mostAllocated {
				t.Errorf("%d MB are allocated for %d bytes and %d values, want at most %d MB", allocated>>20, r.bytes, r.values, mostAllocated>>20)
			}
		})
	}
}
