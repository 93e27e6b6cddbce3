package system

import (
	"maps"
	"slices"
	"strings"

	"spar/internal/topology"
)

// A Footprint is how much a scenario takes as its run begins.
type Footprint struct {
	Machines int     // members of all parts that can be struck, without what others run
	Dollars  float64 // a month
	Priced   bool    // whether Dollars says anything
}

// Variants are a scenario with other values of some of its parameters, which are looked at
// without running anything, many at a time.
type Variants struct {
	system *System
	base   *Plan
	others map[string]bool // parts that others run
	names  []string
	record float64
}

// Variants returns those of a scenario, which must have no problems, in the parameters of
// these names.
func (r Registry) Variants(sc Scenario, names ...string) (*Variants, Problems) {
	s, plan, problems := r.prepare(sc)
	if len(problems) > 0 {
		return nil, problems
	}
	// What is varied is set each time, and must not have made defaults give way.
	sc.Parameters = maps.Clone(sc.Parameters)
	for _, name := range names {
		delete(sc.Parameters, name)
	}
	if base, wrong := newPlan(s, sc); len(wrong) == 0 {
		plan = base
	}
	v := &Variants{system: s, base: plan, names: names, others: map[string]bool{}, record: plan.numbers["record"]}
	if sc.Topology != nil {
		for _, c := range sc.Topology.Components {
			v.others[c.Name] = c.Kind == topology.External
		}
	}
	return v, nil
}

// System returns what runs.
func (v *Variants) System() *System { return v.system }

// Objectives returns those that the scenario should meet.
func (v *Variants) Objectives() []Objective { return v.base.Objectives }

// Footprint returns that of the scenario with values of the parameters, in their order, or
// what keeps it from running.
func (v *Variants) Footprint(values []string) (Footprint, Problems) {
	p := *v.base
	p.numbers, p.Parameters = maps.Clone(p.numbers), maps.Clone(p.Parameters)
	p.scenario.Parameters = maps.Clone(p.scenario.Parameters)
	if p.scenario.Parameters == nil {
		p.scenario.Parameters = map[string]string{}
	}
	var problems Problems
	for i, name := range v.names {
		parameter, _ := v.system.Parameter(name)
		number, err := parameter.parse(values[i], v.record)
		if err != nil {
			problems.add("parameters."+name, "%v", err)
			continue
		}
		p.numbers[name], p.Parameters[name], p.scenario.Parameters[name] = number, values[i], values[i]
	}
	if len(problems) > 0 {
		return Footprint{}, problems
	}
	p.fit(v.system)
	if v.system.Validate != nil {
		if problems = v.system.Validate(&p); len(problems) > 0 {
			return Footprint{}, problems
		}
	}
	f := Footprint{Machines: v.machines(&p)}
	if v.system.Dollars != nil {
		f.Dollars, f.Priced = v.system.Dollars(&p), true
	}
	return f, nil
}

// machines counts the members of the parts of a plan. A zone is no machine, but where some
// of them stand.
func (v *Variants) machines(p *Plan) int {
	counts := map[string]int{}
	for _, form := range v.system.Faults {
		if form.Count == "" || form.Part == "zone" || v.others[form.Part] {
			continue
		}
		n := 1
		for name := range strings.SplitSeq(form.Count, "*") {
			n *= p.Int(name)
		}
		counts[form.Part] = n
	}
	all := 0
	for _, part := range slices.Sorted(maps.Keys(counts)) {
		all += counts[part]
	}
	return all
}

// MachineParameters returns the parameters that say how many members a part has.
func (s *System) MachineParameters() []string {
	var names []string
	for _, form := range s.Faults {
		for name := range strings.SplitSeq(form.Count, "*") {
			if name != "" && form.Part != "zone" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
