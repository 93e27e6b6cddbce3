package quantity

import "testing"

func BenchmarkEval(b *testing.B) {
	for _, text := range []string{
		"100M/day * 500B * 10y",
		"100M/day * 500 bytes * 10 years in TB",
		"1B items * 50..200 bytes in GB",
		"(2M/s / 5 * 500 KB + 2M/s / 10 * 2 MB) in Tbps",
	} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Eval(text, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
