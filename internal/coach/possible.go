package coach

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"spar/internal/quantity"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/topology"
)

// This file keeps a run possible, whatever the candidate wrote: in the last phase of a
// mock the others are closed, and nothing there can be mended any more.

// try gives a parameter the candidate's value, unless no run can have that. It returns
// why not.
func (s *Scenario) try(name, value, shown, from string) error {
	with := *s
	with.Parameters, with.Origins = maps.Clone(s.Parameters), slices.Clone(s.Origins)
	if s.Topology != nil {
		with.Topology = s.Topology.Map(strings.TrimSpace)
	}
	with.set(name, value, shown, from, false)
	before := builtin.Systems().Check(s.Scenario)
	for _, p := range builtin.Systems().Check(with.Scenario) {
		if !slices.Contains(before, p) {
			return errors.New(p.Message)
		}
	}
	*s = with
	return nil
}

// clearImpossible takes figures out of a drawing that no run can have, and says so. It
// reports whether there were any.
func (s *Scenario) clearImpossible(spec *topology.Spec) bool {
	cleared := false
	figures := s.Scenario
	figures.Faults, figures.Objectives = nil, nil // they hide what figures do to each other
	for _, p := range builtin.Systems().Check(figures) {
		component, figure, _ := s.place(p)
		parameter := component + "." + figure
		if slices.ContainsFunc(spec.Settings(), func(stated topology.Setting) bool { return stated.Parameter == parameter }) {
			cleared = spec.Apply(topology.Setting{Parameter: parameter})
			s.Notes = append(s.Notes, fmt.Sprintf("%s of %s is the question's own: %s", figure, component, p.Message))
		}
	}
	return cleared
}

// named says of problems which component they are about, in place of its index, which
// whoever drew it does not know.
func (s *Scenario) named(problems system.Problems) system.Problems {
	named := slices.Clone(problems)
	for i := range named {
		if component, figure, ok := s.place(named[i]); ok {
			named[i].Where = component + ": " + figure
		}
	}
	return named
}

// place returns which component a problem is about, and what of it.
func (s *Scenario) place(p system.Problem) (component, figure string, ok bool) {
	if parameter, ok := strings.CutPrefix(p.Where, "parameters."); ok {
		return strings.Cut(parameter, ".")
	}
	rest, ok := strings.CutPrefix(p.Where, "topology.components[")
	number, figure, _ := strings.Cut(rest, "].")
	i, err := strconv.Atoi(number)
	if !ok || err != nil || i >= len(s.Topology.Components) {
		return "", "", false
	}
	return s.Topology.Components[i].Name, figure, true
}

// What a run in a session may take: events, as many as one waits for, and the
// shortest time that shows anything.
const (
	mostEvents   = 200e6
	leastSeconds = 1
)

// shorten lets a run at a large load cover less time, so that it comes to an end while
// somebody waits for it.
func (s *Scenario) shorten() {
	duration, err := quantity.Parse(s.Parameters["duration"])
	cost, problems := builtin.Systems().Cost(s.Scenario)
	if err != nil || len(problems) > 0 || cost.Events <= mostEvents {
		return
	}
	part := max(mostEvents/cost.Events, leastSeconds/duration.Base())
	if part >= 1 {
		return
	}
	for _, name := range []string{"duration", "warmup"} {
		if long, err := quantity.Parse(s.Parameters[name]); err == nil {
			s.Parameters[name] = fmt.Sprintf("%.3g s", long.Base()*part)
		}
	}
	s.Notes = append(s.Notes, fmt.Sprintf("at this load the run covers %s in place of %s, so that nobody has to wait for long", s.Parameters["duration"], duration))
}
