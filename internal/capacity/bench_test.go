package capacity

import (
	"fmt"
	"testing"
)

// BenchmarkSheet changes one of 500 lines: the first, on which all others
// depend, and one on which two do.
func BenchmarkSheet(b *testing.B) {
	for name, change := range map[string]func(lines []string, i int){
		"all": func(lines []string, i int) { lines[0] = fmt.Sprintf("users = %dM DAU", 100+i%2) },
		"few": func(lines []string, i int) { lines[2] = fmt.Sprintf("reads0 = writes0 * %dx", 10+i%2) },
	} {
		b.Run(name, func(b *testing.B) { benchmarkSheet(b, change) })
	}
}

func benchmarkSheet(b *testing.B, change func([]string, int)) {
	lines := []string{"users = 100M DAU"}
	for i := 0; len(lines) < 500; i++ {
		lines = append(
			lines,
			fmt.Sprintf("writes%d = users * 2 posts/user/day", i),
			fmt.Sprintf("reads%d = writes%d * 10x", i, i),
			fmt.Sprintf("peak%d = reads%d * 3", i, i),
			fmt.Sprintf("storage%d = writes%d * 500 B * 10 years in TB", i, i),
			fmt.Sprintf("traffic%d = peak%d * 500 B in Gbps", i, i),
		)
	}
	lines = lines[:500]
	s := New()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		change(lines, i)
		s.SetLines(lines)
		if l := s.entries[499].line; l.Err != nil {
			b.Fatal(l.Err)
		}
	}
}
