package solve

import (
	"slices"
	"strings"

	"spar/internal/quantity"
	"spar/internal/system"
)

// findings are what a run of the design as it is tells of where to look.
type findings struct {
	system   *system.System
	scenario system.Scenario
	result   *system.Result // nil if it cannot run to its end
	missed   []system.Objective
	struck   map[string][]system.Verb // parts, by the faults that befall them
}

// findingsOf returns those of the design as it is.
func (r *runner) findingsOf(s *system.System, base *trial) *findings {
	f := &findings{system: s, scenario: base.scenario, struck: map[string][]system.Verb{}}
	if len(base.seeds) > 0 {
		f.result = base.seeds[0].result
		for i, o := range r.objectives {
			if !base.seeds[0].met[i] {
				f.missed = append(f.missed, o)
			}
		}
	}
	for _, text := range base.scenario.Faults {
		if fault, err := system.ParseFault(text); err == nil && fault.Verb != system.Set && fault.Verb != system.Load {
			f.struck[fault.Part] = append(f.struck[fault.Part], fault.Verb)
		}
	}
	return f
}

// text returns the value of a parameter as it was written; empty if it has none.
func (f *findings) text(name string) string {
	if f.result != nil {
		return f.result.Parameters[name]
	}
	if value, ok := f.scenario.Parameters[name]; ok {
		return value
	}
	p, _ := f.system.Parameter(name)
	return p.Default
}

// has reports whether a parameter has a value.
func (f *findings) has(name string) bool { return f.text(name) != "" }

// quantity returns a value of a parameter; zero if it has none.
func (f *findings) quantity(name string) quantity.Quantity {
	q, err := quantity.Parse(f.text(name))
	if err != nil {
		return quantity.Quantity{}
	}
	return q
}

// number returns the same in base units.
func (f *findings) number(name string) float64 {
	if !f.has(name) {
		return 0
	}
	return f.quantity(name).Base()
}

// metric returns what the run measured; zero for what it did not.
func (f *findings) metric(name string) float64 {
	if f.result == nil {
		return 0
	}
	return f.result.Metrics[name]
}

// component returns what a run says of a part; false if it says nothing.
func (f *findings) component(name string) (system.Component, bool) {
	if f.result == nil {
		return system.Component{}, false
	}
	i := slices.IndexFunc(f.result.Components, func(c system.Component) bool { return strings.EqualFold(c.Name, name) })
	if i < 0 {
		return system.Component{}, false
	}
	return f.result.Components[i], true
}

// about reports whether a missed objective is about a metric in whose name a word is.
func (f *findings) about(words ...string) bool {
	return slices.ContainsFunc(f.missed, func(o system.Objective) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(o.Metric, word) })
	})
}

// limit returns the latency that is asked for and missed, the shortest; zero for none.
func (f *findings) limit() float64 {
	least := 0.
	for _, o := range f.missed {
		if o.Unit == system.Seconds && (least == 0 || o.Threshold < least) {
			least = o.Threshold
		}
	}
	return least
}

// full is the part of its time from which a member counts as having little left.
const full = .9

// suspicion says how much points to a component: that it limits the design, was struck,
// has no time or room left, or that an objective about it is missed.
func (f *findings) suspicion(name string) int {
	suspicion := 0
	if len(f.struck[strings.ToLower(name)]) > 0 {
		suspicion += 3
	}
	if f.about(name + "_") {
		suspicion += 3
	}
	c, known := f.component(name)
	if !known {
		if f.result == nil {
			suspicion++
		}
		return suspicion
	}
	if strings.EqualFold(f.result.Bottleneck, name) {
		suspicion += 3
	}
	if c.Hottest >= full {
		suspicion += 2
	}
	if c.Refused > 0 {
		suspicion++
	}
	if c.BackloggedSeconds >= 0 {
		suspicion++
	}
	return suspicion
}

// befell reports whether any of these faults befall a part; of any part where that is empty.
func (f *findings) befell(part string, verbs ...system.Verb) bool {
	for name, list := range f.struck {
		if part != "" && !strings.EqualFold(name, part) {
			continue
		}
		if slices.ContainsFunc(list, func(v system.Verb) bool { return slices.Contains(verbs, v) }) {
			return true
		}
	}
	return false
}

// storms reports whether much of the load is what was tried again.
func (f *findings) storms() bool { return f.result == nil || f.metric("attempts_per_request") > 1.1 }
