package markdown

import (
	"strings"
	"testing"
)

// BenchmarkRows renders a strong answer of the length that packs have.
func BenchmarkRows(b *testing.B) {
	source := strings.Repeat("**Codes.** A counter hands out blocks of a thousand to each server; the id goes through a\nfixed permutation and base 62: `62^7` codes, *enough* for 96 years.\n\n- one\n- two\n  - three\n\n|a|b|\n|-|-:|\n|c|1|\n\n", 5)
	for b.Loop() {
		Rows(b.Context(), source, 76, Look{})
	}
}
