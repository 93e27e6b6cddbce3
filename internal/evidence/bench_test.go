package evidence

import "testing"

// BenchmarkRead reads the longest attempt.
func BenchmarkRead(b *testing.B) {
	all := load(b, *answers)
	a := all[0]
	Read(a.question, a.attempt)
	b.ResetTimer()
	for b.Loop() {
		Read(a.question, a.attempt)
	}
}
