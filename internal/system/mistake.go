package system

import (
	"fmt"
	"slices"
	"strings"
)

// A Mistake is a value of a parameter that is there to be seen failing.
type Mistake struct {
	Parameter, Value string
	// Shows are the metrics that show it, by being above zero or, where Over names a
	// parameter, above that.
	Shows []string
	Over  string
	// Wants is a parameter without which it can do nothing; empty for none.
	Wants string
	// Needs is what it takes to be seen, such as "a code space that is used up".
	Needs string
}

// unseen warns of mistakes of which the run shows nothing.
func (r *Result) unseen(s *System, p *Plan) {
	for _, m := range s.Mistakes {
		value := p.Text(m.Parameter)
		set := slices.ContainsFunc(p.Faults, func(f Fault) bool { return f.Verb == Set && f.Part == m.Parameter && f.Value == m.Value })
		if value != m.Value && !set {
			continue
		}
		least := 0.
		if m.Over != "" {
			least = p.Number(m.Over)
		}
		var shown []string
		for _, metric := range m.Shows {
			if r.Metrics[metric] > least {
				shown = nil
				break
			}
			said := "not measured"
			if value, ok := r.Metrics[metric]; ok {
				said = s.Unit(metric).Format(value)
			}
			shown = append(shown, fmt.Sprintf("%s is %s", metric, said))
		}
		if m.Wants != "" && !p.Has(m.Wants) {
			shown = append(shown, "no "+m.Wants+" are given")
		}
		if len(shown) > 0 {
			r.Warn("the mistake %s did nothing in this run: %s; to be seen it needs %s", m.Value, strings.Join(shown, " and "), m.Needs)
		}
	}
}
