package capacity

import (
	"math"
	"testing"

	"spar/internal/quantity"
)

func TestModify(t *testing.T) {
	for _, c := range []struct {
		in, want, applied string
		modifier          Modifier
		factor            float64 // of the result; 0 where it is not that of the line
	}{
		{"reads = 1bn/day", "reads = 1bn/day * 3x peak", "3x peak", Peak, 3},
		{"reads = 1bn/day * 3x peak", "reads = 1bn/day * 5x peak", "5x peak", Peak, 5. / 3},
		{"1bn/day*5x", "1bn/day * 10x peak", "10x peak", Peak, 2},
		{"1bn/day * 10x peak", "1bn/day * 2x peak", "2x peak", Peak, .2},
		{"1bn/day * 2x peak", "1bn/day", "", Peak, .5},
		{"1bn/day * 4x peak", "1bn/day * 3x peak", "3x peak", Peak, .75},
		{"1/s + 2/s", "(1/s + 2/s) * 3x peak", "3x peak", Peak, 3},
		{"1 h 30 min", "1 h 30 min * 3x peak", "3x peak", Peak, 3},
		{"storage = 5 TB * 20% in GiB # text", "storage = 5 TB * 20% * 3 replicas in GiB # text", "3 replicas", Replicas, 3},
		{"5 TB * 3 replicas", "5 TB * 5 replicas", "5 replicas", Replicas, 5. / 3},
		{"5 TB * 2 replicas to PB", "5 TB to PB", "", Replicas, .5},
		{"5 TB * 3 replicas", "5 TB * 3 replicas + 30% headroom", "30% headroom", Headroom, 1.3},
		{"1 TB + 2 TB", "1 TB + 2 TB + 30% headroom", "30% headroom", Headroom, 1.3},
		{"5 TB + 30% headroom", "(5 TB + 30% headroom) * 3 replicas", "3 replicas", Replicas, 3},
		{"(5 TB + 30% headroom) * 3 replicas", "(5 TB + 50% headroom) * 3 replicas", "50% headroom", Headroom, 1.5 / 1.3},
		{"~100M/day * 500 B", "~100M/day * 500 B * 3x peak", "3x peak", Peak, 3},
		{"100M users", "100M users * 3x peak", "3x peak", Peak, 3},
		{"50 to 200 bytes", "50 to 200 bytes * 3 replicas", "3 replicas", Replicas, 3},
		{"10M * 10 KB in boxes of 64 GB", "10M * 10 KB * 3 replicas in boxes of 64 GB", "3 replicas", Replicas, 0},
	} {
		s := New()
		s.SetLines([]string{c.in})
		before := s.Lines()[0].Result.Quantity.Base()
		got, applied, err := s.Modify(0, c.modifier)
		if err != nil || got != c.want || applied != c.applied {
			t.Errorf("Modify(%q, %s) = %q, %q, %v, want %q, %q", c.in, c.modifier, got, applied, err, c.want, c.applied)
			continue
		}
		s.SetLines([]string{got})
		after := s.Lines()[0]
		if ratio := after.Result.Quantity.Base() / before; after.Err != nil || c.factor > 0 && math.Abs(ratio/c.factor-1) > 1e-9 {
			t.Errorf("%q gives %s, %v: %g times %q, want %g times", got, after.Result.Display, after.Err, ratio, c.in, c.factor)
		}
	}
}

// In a sheet with a line named peak, 3x peak would be three times that line.
func TestModifyLeavesNamesAlone(t *testing.T) {
	s := New(Given{"headroom", "7"})
	s.SetLines([]string{"peak = 10/s", "reads = 5/s", "total = reads + 1/s"})
	for _, c := range []struct {
		line     int
		modifier Modifier
		want     string
	}{
		{1, Peak, "reads = 5/s * 3x"},
		{2, Headroom, "total = reads + 1/s + 30%"},
	} {
		if got, _, err := s.Modify(c.line, c.modifier); got != c.want || err != nil {
			t.Errorf("Modify(%d, %s) = %q, %v, want %q", c.line, c.modifier, got, err, c.want)
		}
	}
}

func TestModifyRefuses(t *testing.T) {
	s := New()
	lines := []string{"", "# comment", "base 1024", "a = 3 GB + 5/s", "b1 = 5 GB", "b1 ? 4 GB", "3 GB +"}
	s.SetLines(lines)
	for _, i := range []int{-1, 0, 1, 2, 3, 5, 6, 7} {
		for _, m := range []Modifier{Peak, Headroom, Replicas} {
			if text, _, err := s.Modify(i, m); err == nil {
				t.Errorf("Modify(%d, %s) = %q, want an error", i, m, text)
			}
		}
	}
}

func TestRoughly(t *testing.T) {
	s := New(Given{"new_urls", "100M/day"})
	s.SetLines([]string{
		"reads = 1bn/day * 500 B # average", "new_urls = new_urls * 2", "rough(1bn/day)", "20 * 5", "3 GB + 5/s", "# none", "base 1024", "x ? 5", "1bn/day in /s", "(1 - 99.9%) * 1 year",
	})
	for i, want := range []string{
		"≈ 1 billion/day × 500 bytes, a day (86,400 s) ≈ 10^5 s; 13.6% below the exact 5.52 MiB/s",
		"≈ new_urls (100M/day) × 2, a day (86,400 s) ≈ 10^5 s; 13.6% below the exact 2.31k/s",
		"", "", "", "", "", "",
		"≈ 1 billion/day, a day (86,400 s) ≈ 10^5 s; 13.6% below the exact 11.6k/s",
		"", "",
	} {
		r, ok := s.Roughly(i)
		if ok != (want != "") || ok && r.Reading != want {
			t.Errorf("Roughly(%d) reads %q, %v, want %q", i, r.Reading, ok, want)
		}
	}
}

// Every fact can stand in another expression.
func TestTerm(t *testing.T) {
	for _, f := range Facts() {
		alone, err := f.Result()
		if err != nil {
			t.Fatal(err)
		}
		twice, err := quantity.Eval("2 * "+f.Term(), nil)
		if ratio := twice.Quantity.Base() / alone.Quantity.Base(); err != nil || math.Abs(ratio-2) > 1e-9 {
			t.Errorf("2 * %s = %s, %v; the fact is %s", f.Term(), twice.Display, err, alone.Display)
		}
	}
}
