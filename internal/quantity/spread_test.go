package quantity

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// TestRanges checks bounds, what is likely, and the driver, worked out by hand.
func TestRanges(t *testing.T) {
	for _, c := range []struct {
		in                               string
		low, likelyLow, likelyHigh, high float64
		driver                           string
	}{
		{"50..200 bytes", 50, 50, 200, 200, "50..200"},
		{"1bn * 50..200 bytes", 50e9, 50e9, 200e9, 200e9, "50..200"},
		// Half widths ln 2 and ln √2 around 200·√2.
		{"50..200 * 2..4", 100, 130.26, 614.18, 800, "50..200"},
		{"2..4 / 2..4", 0.5, 0.6126, 1.6325, 2, "2..4"},
		{"10 - 2..4", 6, 6, 8, 8, "2..4"},
		{"-(2..4)", -4, -4, -2, -2, "2..4"},
		{"(2..4)^2", 4, 4, 16, 16, "2..4"},
		{"(2..4) - (1..3)", -1, -0.4182, 2.4779, 3, "2..4"},
		{"ceil(1.5..2.5)", 2, 2, 3, 3, "1.5..2.5"},
		{"max(1..5, 3)", 3, 3, 5, 5, "1..5"},
		{"min(1..5, 3)", 1, 1, 3, 3, "1..5"},
		{"100 GB + 10..20%", 110e9, 110e9, 120e9, 120e9, "10..20"},
		{"5..5", 5, 5, 5, 5, ""},
		{"span - span", 0, 0, 0, 0, ""},
		{"span / span", 1, 1, 1, 1, ""},
		{"span * (10 - span)", 16, 16, 24, 24, "2..4"},
		{"span + 1..2", 3, 3.3362, 5.5913, 6, "2..4"},
	} {
		r, err := Eval(c.in, names)
		if err != nil {
			t.Errorf("Eval(%q): %v", c.in, err)
			continue
		}
		got := []float64{r.Low, r.LikelyLow, r.LikelyHigh, r.High}
		for i, want := range []float64{c.low, c.likelyLow, c.likelyHigh, c.high} {
			if math.Abs(got[i]-want) > 2e-3*max(1, math.Abs(want)) {
				t.Errorf("%s = %v, want low %v, likely %v..%v, high %v", c.in, got, c.low, c.likelyLow, c.likelyHigh, c.high)
				break
			}
		}
		if r.Driver != c.driver {
			t.Errorf("driver of %s = %q, want %q", c.in, r.Driver, c.driver)
		}
	}
}

// TestSharedInputs: what depends on one range moves together across lines, and
// equal ranges in two lines are two inputs.
func TestSharedInputs(t *testing.T) {
	size, err := ParseLine("size = 50..200 bytes")
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string]Quantity)
	env := Env{Names: func(name string) (Quantity, bool) { q, ok := known[name]; return q, ok }}
	for _, step := range []struct {
		name, text string
		low, high  float64
	}{
		{"total", "size * 1M", 50e6, 200e6},
		{"portion", "total / 2", 25e6, 100e6},
		{"rest", "total - portion", 25e6, 100e6},
		{"none", "total - 2 * portion", 0, 0},
		{"other", "50..200 bytes * 1M - total", -150e6, 150e6},
	} {
		r, err := size.Eval(env) // again and again: it stays the same input
		if err != nil {
			t.Fatal(err)
		}
		known["size"] = r.Quantity
		r, err = env.Eval(step.text)
		if err != nil || r.Low != step.low || r.High != step.high {
			t.Errorf("%s = %v..%v, %v, want %v..%v", step.text, r.Low, r.High, err, step.low, step.high)
		}
		known[step.name] = r.Quantity
	}
}

func TestTooManyRanges(t *testing.T) {
	text := strings.TrimSuffix(strings.Repeat("1..2 + ", maxInputs), " + ")
	if r := eval(t, text); r.Low != maxInputs || r.High != 2*maxInputs {
		t.Errorf("%s = %v..%v", text, r.Low, r.High)
	}
	if r, err := Eval(text+" + 1..2", nil); err == nil || !strings.Contains(err.Error(), "more than 10 ranges") {
		t.Errorf("eleven ranges = %s, %v, want a refusal", r.Display, err)
	}
}

// TestAbout checks rounded estimates with their route and drift.
func TestAbout(t *testing.T) {
	for _, c := range []struct{ in, display, reading string }{
		{"rough(1B/day) in /s", "10k/s", "≈ 1 billion/day, a day (86,400 s) ≈ 10^5 s; 13.6% below the exact 11.6k/s"},
		{"rough(1B/day)", "10k/s", "≈ 1 billion/day, a day (86,400 s) ≈ 10^5 s; 13.6% below the exact 11.6k/s"},
		{"rough(100M/day * 500 B * 10 y)", "200 TB", "≈ 100 million/day × 500 bytes × 10 years (365 d), a year ≈ 400 days; 9.59% above the exact 182.5 TB"},
		{"rough(86,400 * 3)", "300,000", "≈ 100,000 × 3; 15.7% above the exact 259,200"},
		{"rough(20 * 5 MB)", "100 MB", "≈ 20 × 5 MB; no drift"},
		{"rough(reads * 3.2)", "0.03/s", "≈ reads (1k/day) × 3, a day (86,400 s) ≈ 10^5 s; 19% below the exact 0.037/s"},
	} {
		r, err := Eval(c.in, names)
		if err != nil || r.Display != c.display || r.Reading != c.reading {
			t.Errorf("Eval(%q) = %q, %q, %v, want %q, %q", c.in, r.Display, r.Reading, err, c.display, c.reading)
		}
	}
	if r := eval(t, "1000 * rough(1157)"); r.Quantity.Base() != 1e6 || !slices.Contains(r.Warnings, "rounded 1157 to 1,000") {
		t.Errorf("1000 * rough(1157) = %s, %q", r.Display, r.Warnings)
	}
}
