package system

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"time"

	"spar/internal/spelling"
)

// A Fault is something that breaks, or is repaired, at a virtual time.
type Fault struct {
	Text string        // as it was written
	At   time.Duration // since the start of the run
	Verb Verb
	Part string // what it befalls: app, database, ...
	// Index is which of the parts, from 1; zero means all of them, unless a Fraction is
	// given: 0 to 1, such as what goes with a zone.
	Index    int
	Fraction float64

	Factor float64 // of slow and load
	// Over is how long the load takes to get there, evenly; zero is at once.
	Over  time.Duration
	Share float64 // of errors and hot, 0 to 1
	Value string  // of set; the parameter is the part

	percent float64 // of the run's duration, where At was written so
}

// Befalls reports whether the fault is about one of n parts of its name, numbered
// from zero. A fraction is of parts at equal distances, and of one at least: where
// the replicas of shards are numbered shard by shard, a third takes one of three from
// each.
func (f Fault) Befalls(i, n int) bool {
	if f.Fraction == 0 {
		return f.Index == 0 || i == f.Index-1
	}
	struck := max(1, int(math.Round(f.Fraction*float64(n))))
	nth := (i*struck + n - 1) / n
	return nth < struck && nth*n/struck == i
}

// Among returns those of n parts of its name that the fault is about, numbered from
// zero; see [Fault.Befalls].
func (f Fault) Among(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if f.Befalls(i, n) && !yield(i) {
				return
			}
		}
	}
}

// fits reports why a system cannot suffer the fault, nil if it can.
func (f Fault) fits(s *System, p *Plan) error {
	for _, form := range s.Faults {
		if form.Verb == f.Verb && strings.EqualFold(form.Part, f.Part) {
			return f.counts(s, form, p)
		}
	}
	return fmt.Errorf("%q: %s", f.Text, f.unfit(s))
}

// unfit says what of a fault a system does not know, and what would be right.
func (f Fault) unfit(s *System) string {
	var parts, verbs, whole []string // all parts, what can befall this one, and what can befall all at once
	for _, form := range s.Faults {
		switch {
		case form.Verb == Set:
		case form.Part == "":
			whole = append(whole, string(form.Verb))
		case strings.EqualFold(form.Part, f.Part):
			verbs = append(verbs, string(form.Verb))
		case !slices.Contains(parts, form.Part):
			parts = append(parts, form.Part)
		}
	}
	switch {
	case f.Verb == Set:
		if settable := slices.DeleteFunc(slices.Clone(s.Faults), func(form FaultForm) bool { return form.Verb != Set }); len(settable) == 0 {
			return s.Name + " lets no parameter be set while it runs; write it among the parameters"
		}
		return unfitForm(s)
	case f.Part == "":
		return unfitForm(s)
	case len(verbs) > 0:
		return fmt.Sprintf("%s cannot suffer that; it can %s", f.Part, strings.Join(verbs, ", "))
	case s.Topology != nil && s.Topology.Find(f.Part) >= 0:
		return fmt.Sprintf("%s is a client, which cannot suffer that; write %s for the requests of all clients, or one of %s", f.Part, strings.Join(whole, " or "), strings.Join(parts, ", "))
	}
	if near := spelling.Nearest(f.Part, parts); near != "" {
		return fmt.Sprintf("%s has no part %q; did you mean %q?", s.Name, f.Part, near)
	}
	return fmt.Sprintf("%s has no part %q; write one of %s", s.Name, f.Part, strings.Join(parts, ", "))
}

// unfitForm lists the faults of a system, for one that it does not know.
func unfitForm(s *System) string {
	var forms []string
	for _, form := range s.Faults {
		forms = append(forms, strings.TrimSpace(string(form.Verb)+" "+form.Part))
	}
	return fmt.Sprintf("%s cannot suffer that; it can %s", s.Name, strings.Join(forms, ", "))
}

func (f Fault) counts(s *System, form FaultForm, p *Plan) error {
	if f.Verb == Set {
		parameter, _ := s.Parameter(f.Part)
		if _, err := parameter.parse(f.Value, p.numbers["record"]); err != nil {
			return fmt.Errorf("%q: %w", f.Text, err)
		}
	}
	n := 1
	if form.Count != "" {
		for name := range strings.SplitSeq(form.Count, "*") {
			n *= p.Int(name)
		}
		for _, earlier := range p.Faults {
			if earlier.Verb == Add && earlier.Part == f.Part {
				n++
			}
		}
	}
	if f.Fraction > 0 && form.Count == "" {
		return fmt.Errorf("%q: there is only one %s; leave out the percentage", f.Text, f.Part)
	}
	if f.Index > n && n > 0 {
		return fmt.Errorf("%q: there are only %d; number %d does not exist", f.Text, n, f.Index)
	}
	if f.At > p.End && p.End > 0 {
		return fmt.Errorf("%q: the run ends at %v; write an earlier time, or one like 50%%", f.Text, p.End)
	}
	return nil
}

// timed returns the fault with a time in percent of the duration worked out.
func (f Fault) timed(duration time.Duration) Fault {
	if f.percent > 0 {
		f.At = time.Duration(math.Round(float64(duration) * f.percent / 100))
	}
	return f
}
