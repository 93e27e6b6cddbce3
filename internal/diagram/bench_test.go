package diagram

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// BenchmarkDraw draws a design of 25 components, as happens on every key.
func BenchmarkDraw(b *testing.B) {
	source, err := os.ReadFile("testdata/large.design")
	if err != nil {
		b.Fatal(err)
	}
	lines := strings.Split(string(source), "\n")
	for n := len(lines); ; n-- {
		if g, _ := Parse(lines[:n], nil); len(g.Nodes) <= 25 {
			lines = lines[:n]
			break
		}
	}
	for _, width := range []int{40, 76, 120, 160} {
		b.Run(fmt.Sprint(width), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g, _ := Parse(lines, nil)
				Draw(g, Options{Width: width})
			}
		})
	}
}
