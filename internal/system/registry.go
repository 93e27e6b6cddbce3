package system

import (
	"fmt"
	"strings"

	"spar/internal/sim"
	"spar/internal/spelling"
)

// A Registry holds the systems that can be run, in the order of a list of them.
type Registry []*System

// Find returns the system of a name.
func (r Registry) Find(name string) (*System, bool) {
	for _, s := range r {
		if s.Name == name {
			return s, true
		}
	}
	return nil, false
}

// Check returns everything that keeps a scenario from running, none if it can.
func (r Registry) Check(sc Scenario) Problems {
	_, _, problems := r.prepare(sc)
	return problems
}

// Cost returns what a run of a scenario is expected to take, or what keeps it from
// running.
func (r Registry) Cost(sc Scenario) (sim.Cost, Problems) {
	s, plan, problems := r.prepare(sc)
	if len(problems) > 0 {
		return sim.Cost{}, problems
	}
	return s.Cost(plan), nil
}

// Of returns the system that a scenario runs: the one of its name, made for its
// topology if it has one.
func (r Registry) Of(sc Scenario) (*System, Problems) {
	s, ok := r.Find(sc.System)
	switch {
	case !ok:
		return nil, Problems{{Where: "system", Message: r.unknown(sc.System)}}
	case sc.Topology == nil:
		return s, nil
	case s.Of == nil:
		return nil, Problems{{Where: "topology", Message: s.Name + " is what it is; remove the topology, or run the system topology"}}
	}
	return s.Of(sc.Topology)
}

func (r Registry) prepare(sc Scenario) (*System, *Plan, Problems) {
	s, problems := r.Of(sc)
	if len(problems) > 0 {
		return nil, nil, problems
	}
	plan, problems := newPlan(s, sc)
	if len(problems) == 0 && s.Validate != nil {
		problems = s.Validate(plan)
	}
	return s, plan, problems
}

func (r Registry) unknown(name string) string {
	names := make([]string, len(r))
	for i, s := range r {
		names[i] = s.Name
	}
	if near := spelling.Nearest(name, names); near != "" {
		return fmt.Sprintf("no system %q; did you mean %q?", name, near)
	}
	return fmt.Sprintf("no system %q; there are %s", name, strings.Join(names, ", "))
}
