package system

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"spar/internal/sim"
	"spar/internal/spelling"
)

// A Plan is a scenario that has been checked, in base units.
type Plan struct {
	Seed       uint64
	Parameters map[string]string // as written; defaults where the scenario is silent
	Faults     []Fault           // in the order of their times
	Objectives []Objective
	End        time.Duration // how long the run lasts, in virtual time
	// Budget is the most events that the run may take; zero means as many as a
	// [sim.Sim] does unless told otherwise.
	Budget uint64

	scenario Scenario // as it was given
	system   *System  // while its defaults are made to fit
	numbers  map[string]float64
	lists    map[string][]float64
}

// Number returns a parameter in seconds, bytes or units.
func (p *Plan) Number(name string) float64 { return p.numbers[name] }

// Int returns a parameter of kind [Count] or [Entries].
func (p *Plan) Int(name string) int { return int(p.numbers[name]) }

// Duration returns a parameter of kind [Duration].
func (p *Plan) Duration(name string) time.Duration { return sim.Seconds(p.numbers[name]) }

// Has reports whether a parameter has a value.
func (p *Plan) Has(name string) bool { return p.Parameters[name] != "" }

// List returns a parameter of kind [Numbers].
func (p *Plan) List(name string) []float64 { return p.lists[name] }

// Text returns a parameter as it was written: the word of a [Choice].
func (p *Plan) Text(name string) string { return p.Parameters[name] }

// With returns a copy of the plan in which parameters have other values, in base units. How
// they were written stays.
func (p *Plan) With(numbers map[string]float64) *Plan {
	other := *p
	other.numbers = maps.Clone(p.numbers)
	maps.Copy(other.numbers, numbers)
	return &other
}

// LoadFactor returns the largest factor that faults put on the load, 1 at least.
func (p *Plan) LoadFactor() float64 {
	factor := 1.
	for _, f := range p.Faults {
		if f.Verb == Load {
			factor = max(factor, f.Factor)
		}
	}
	return factor
}

// maxFaults bounds what a scenario can ask for.
const maxFaults = 100

// newPlan checks everything about a scenario that can be checked one item at a
// time.
func newPlan(s *System, sc Scenario) (*Plan, Problems) {
	p := &Plan{
		Seed: sc.Seed, Parameters: map[string]string{}, scenario: sc,
		numbers: map[string]float64{}, lists: map[string][]float64{},
	}
	var problems Problems
	p.readParameters(s, sc.Parameters, &problems)
	if len(problems) == 0 {
		p.fit(s)
		p.End = s.length(p)
	}
	if len(sc.Faults) > maxFaults {
		problems.add("faults", "%d faults are too many; write at most %d", len(sc.Faults), maxFaults)
		return p, problems
	}
	for i, text := range sc.Faults {
		p.readFault(s, fmt.Sprintf("faults[%d]", i), text, &problems)
	}
	for i, text := range sc.Objectives {
		o, err := ParseObjective(text, s.Metrics)
		if err != nil {
			problems.add(fmt.Sprintf("objectives[%d]", i), "%v", err)
			continue
		}
		p.Objectives = append(p.Objectives, o)
	}
	slices.SortStableFunc(p.Faults, func(a, b Fault) int { return cmp.Compare(a.At, b.At) })
	return p, problems
}

// insert adds a fault at a place in the order of faults.
func (p *Plan) insert(f Fault, at int) { p.Faults = slices.Insert(p.Faults, at, f) }

func (p *Plan) readParameters(s *System, given map[string]string, problems *Problems) {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, ok := s.Parameter(name); !ok {
			problems.add("parameters."+name, "%s", unknownParameter(s, name))
		}
	}
	replaced := s.replaced(given)
	// A size is divided by the record, so parameters that stand alone come first.
	for _, entries := range []bool{false, true} {
		for _, param := range s.Parameters {
			if (param.Kind == Entries) != entries {
				continue
			}
			by, gone := replaced[param.Name]
			if _, both := given[param.Name]; both && gone {
				problems.add("parameters."+param.Name, "%s stands in for %s; give one of them", by, param.Name)
			} else if !gone {
				p.readParameter(param, given, problems)
			}
		}
	}
}

// replaced returns the parameters that others which are given stand in for, and
// which others those are.
func (s *System) replaced(given map[string]string) map[string]string {
	by := map[string]string{}
	for _, param := range s.Parameters {
		if _, ok := given[param.Name]; !ok {
			continue
		}
		for _, name := range param.Replaces {
			by[name] = param.Name
		}
	}
	return by
}

// length returns how long the run of a plan lasts.
func (s *System) length(p *Plan) time.Duration {
	if s.Length == nil {
		return p.Duration("duration")
	}
	return s.Length(p)
}

func (p *Plan) readParameter(param Parameter, given map[string]string, problems *Problems) {
	text, ok := given[param.Name]
	if !ok {
		text = param.Default
	}
	if text == "" && !ok {
		return
	}
	if param.Kind == Numbers {
		list, err := param.parseList(text)
		if err != nil {
			problems.add("parameters."+param.Name, "%v", err)
		}
		p.Parameters[param.Name], p.lists[param.Name] = text, list
		return
	}
	value, err := param.parse(text, p.numbers["record"])
	if err != nil {
		problems.add("parameters."+param.Name, "%v", err)
		return
	}
	p.Parameters[param.Name] = text
	p.numbers[param.Name] = value
}

func unknownParameter(s *System, name string) string {
	names := make([]string, len(s.Parameters))
	for i, p := range s.Parameters {
		if p.Was == name {
			return fmt.Sprintf("%s is called %s now", name, p.Name)
		}
		names[i] = p.Name
	}
	if near := spelling.Nearest(name, names); near != "" {
		return fmt.Sprintf("%s has no such parameter; did you mean %q?", s.Name, near)
	}
	return fmt.Sprintf("%s has no such parameter; `spar sim describe %s` lists them", s.Name, s.Name)
}

func (p *Plan) readFault(s *System, where, text string, problems *Problems) {
	f, err := ParseFault(text)
	if err == nil {
		err = f.fits(s, p)
	}
	if err != nil {
		problems.add(where, "%v", err)
		return
	}
	p.Faults = append(p.Faults, f.timed(p.End))
}
