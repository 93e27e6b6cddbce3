package coach_test

import (
	"testing"

	"spar/internal/interview"
)

// A line of another name that is chosen for an estimate sets the parameter of
// the run, and follows its line until it is there no more.
func TestChosenLineIsRun(t *testing.T) {
	c := begin(t, interview.Practice, 9)
	write(t, c, interview.Sheet, "peak redirects = redirects * 3x", "reads = redirects * 2")
	do(t, c, interview.Estimated{Estimate: "reads", Value: "peak_redirects"})
	do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
	for _, test := range []struct{ line, value, from string }{
		{"peak redirects = redirects * 3x", "34.7k/s", "your estimate of reads, peak_redirects"},
		{"peak redirects = redirects * 4x", "46.3k/s", "your estimate of reads, peak_redirects"},
		{"peak load = redirects * 4x", "23.1k/s", "your estimate of reads"},
	} {
		write(t, c, interview.Sheet, test.line, "reads = redirects * 2")
		s, err := c.Scenario()
		if err != nil {
			t.Fatal(err)
		}
		for _, origin := range s.Origins {
			if origin.Parameter == "redirects" && (origin.Value != test.value || origin.From != test.from) {
				t.Errorf("with %q redirects are %s, %s; want %s, %s", test.line, origin.Value, origin.From, test.value, test.from)
			}
		}
	}
}
