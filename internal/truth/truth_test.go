package truth

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"
)

func TestRows(t *testing.T) {
	for _, tt := range []struct {
		patterns []string
		want     []string
	}{
		{[]string{"*"}, []string{"circle.r2.area", "circle.r2.girth", "circle.r1000000.sizes", "square.a1"}},
		{[]string{"circle.*.area"}, []string{"circle.r2.area"}},
		{[]string{"square.*", "circle.r2.*", "*area"}, []string{"circle.r2.area", "circle.r2.girth", "square.a1"}},
	} {
		var got []string
		for _, r := range Rows(t, tt.patterns...) {
			got = append(got, r.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("Rows(%q) = %q, want %q", tt.patterns, got, tt.want)
		}
	}
}

func TestRow(t *testing.T) {
	area := Find(t, "circle.r2.area")
	if area.Number("radius") != 2 || area.Text("radius") != "2" || area.Figure() != 12.5 || Figure(t, area.ID) != 12.5 || !slices.Equal(area.Figures(), []float64{12.5}) {
		t.Errorf("the row is %+v", area)
	}
	if got := area.NumberOr("radius", 7) + area.NumberOr("shape", 7) + area.NumberOr("height", 7); got != 2+7+7 {
		t.Errorf("NumberOr gives %v in all, want 16", got)
	}
	sizes := Find(t, "circle.r1000000.sizes")
	if sizes.Text("radius") != "1000000" || !slices.Equal(sizes.Figures(), []float64{1e6, 2.5}) {
		t.Errorf("the row is %+v", sizes)
	}
	for _, tt := range []struct {
		row        Row
		want, most float64
	}{{area, -100, 2}, {Find(t, "circle.r2.girth"), 100, .5}, {sizes, 100, 0}} {
		if got := tt.row.Slack(tt.want); got != tt.most {
			t.Errorf("%s: Slack(%v) = %v, want %v", tt.row.ID, tt.want, got, tt.most)
		}
	}
}

// A recorder notes that a test failed.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Fatalf(string, ...any) {
	r.failed = true
	runtime.Goexit()
}

// What must fail a test fails it, and what need not does not.
func TestFailures(t *testing.T) {
	area := Find(t, "circle.r2.area") // 12.5 within .25
	for name, tt := range map[string]struct {
		fails bool
		check func(t testing.TB)
	}{
		"no row":             {true, func(t testing.TB) { Rows(t, "circle.*", "triangle.*") }},
		"a bad pattern":      {true, func(t testing.TB) { Rows(t, "[") }},
		"too few":            {true, func(t testing.TB) { Exactly(t, 3, "circle.r2.*") }},
		"as many":            {false, func(t testing.TB) { Exactly(t, 2, "circle.r2.*") }},
		"only the beginning": {true, func(t testing.TB) { Find(t, "circle.r2") }},
		"within the row":     {false, func(t testing.TB) { area.Check(t, "area", 12.7, 12.5, 0) }},
		"outside of it":      {true, func(t testing.TB) { area.Check(t, "area", 12.8, 12.5, 0) }},
		"as chance has it":   {false, func(t testing.TB) { area.Check(t, "area", 12.8, 12.5, .1) }},
		"no number":          {true, func(t testing.TB) { area.Check(t, "area", math.NaN(), 12.5, 1) }},
		"near":               {false, func(t testing.TB) { Check(t, "area", -101, -100, .01) }},
		"far":                {true, func(t testing.TB) { Check(t, "area", -101.1, -100, .01) }},
		"not near anything":  {true, func(t testing.TB) { Check(t, "area", math.NaN(), 1, 1) }},
	} {
		r := &recorder{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			tt.check(r)
		}()
		<-done
		if r.failed != tt.fails {
			t.Errorf("%s: failed is %v, want %v", name, r.failed, tt.fails)
		}
	}
}

func TestWhatIsMissingPanics(t *testing.T) {
	unknown := Find(t, "square.a1")
	for name, read := range map[string]func(){
		"number": func() { unknown.Number("radius") }, "text": func() { unknown.Text("radius") },
		"figure": func() { unknown.Figure() }, "figures": func() { unknown.Figures() },
	} {
		func() {
			defer func() {
				if said := fmt.Sprint(recover()); !slices.Contains([]string{"row square.a1 has no number radius", "row square.a1 is unknown, which is no number"}, said) {
					t.Errorf("%s: panics with %s", name, said)
				}
			}()
			read()
		}()
	}
}
