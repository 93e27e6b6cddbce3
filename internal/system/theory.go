package system

import "fmt"

// A Theory is what formulas say of a plan without its faults, and why they say no more
// than that.
type Theory struct {
	Figures map[string]float64 // by metric
	Source  string             // which formulas those are
	Gaps    []Gap
}

// A Gap is what formulas would say if their conditions held, and why these do not.
type Gap struct {
	Of      string `json:"of,omitempty"` // latencies, ...; empty for everything
	Because string `json:"because"`
}

// Set says what a metric is by the formulas.
func (t *Theory) Set(metric string, value float64) {
	if t.Figures == nil {
		t.Figures = map[string]float64{}
	}
	t.Figures[metric] = value
}

// Rest is what [Theory.None] is told of where formulas say no more.
const Rest = "the rest"

// None says of what there is no theory, and why. It returns the theory, for this may be
// the last word on it.
func (t *Theory) None(of, because string, arguments ...any) Theory {
	if of == Rest && len(t.Figures) == 0 {
		of = ""
	}
	t.Gaps = append(t.Gaps, Gap{of, fmt.Sprintf(because, arguments...)})
	return *t
}

// SetTheory adds what formulas say.
func (r *Result) SetTheory(t Theory) {
	r.Theory, r.TheorySource, r.TheoryGaps = t.Figures, t.Source, t.Gaps
}

// completeTheory says without which faults the theory is, and why there is none where
// the system does not.
func (r *Result) completeTheory(p *Plan) {
	if r.Theory == nil {
		r.Theory = map[string]float64{}
	}
	if len(r.Theory) == 0 {
		r.TheorySource = ""
		if len(r.TheoryGaps) == 0 {
			r.TheoryGaps = []Gap{{Because: "no formula is known for these parameters"}}
		}
		return
	}
	for _, f := range p.Faults {
		r.TheoryWithout = append(r.TheoryWithout, f.Text)
	}
}
