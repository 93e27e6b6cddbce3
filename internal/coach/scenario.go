package coach

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"spar/internal/quantity"
	"spar/internal/question"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/topology"
)

// A Scenario is a run made of the candidate's own figures, design and decisions.
type Scenario struct {
	system.Scenario
	ID, Title string   // of the question's scenario
	Origins   []Origin // of what a candidate can set, by name
	// Notes are sentences about how the design is run: what was left out and what was
	// assumed.
	Notes []string

	reference *topology.Spec // what the design stands in for; nil if nothing is drawn in a run
}

// An Origin says where a parameter of a run comes from.
type Origin struct {
	Parameter, Value string
	From             string // such as "your estimate of reads"
	// Assumed is set where the candidate left it open and the question's own
	// figure stands in.
	Assumed bool
}

// String returns the origin as a line of text.
func (o Origin) String() string { return fmt.Sprintf("%s = %s: %s", o.Parameter, o.Value, o.From) }

// set gives a parameter a value, in place of an earlier one. In a topology it may be
// that of a component which stands for one of the reference.
func (s *Scenario) set(name, value, shown, from string, assumed bool) {
	if s.Topology == nil || !strings.Contains(name, ".") {
		s.Parameters[name] = value
		s.origin(Origin{name, shown, from, assumed})
		return
	}
	for _, set := range s.Topology.Set(s.reference, name, value) {
		s.origin(Origin{set.Parameter, readable(set.Value), from, assumed})
	}
}

func (s *Scenario) origin(origin Origin) {
	s.Origins = slices.DeleteFunc(s.Origins, func(o Origin) bool { return o.Parameter == origin.Parameter })
	s.Origins = append(s.Origins, origin)
}

// has reports whether the scenario's system has a parameter, be it in a component
// that stands for one of the reference.
func (s *Scenario) has(name string) bool {
	of, problems := builtin.Systems().Of(s.Scenario)
	if len(problems) > 0 {
		return false
	}
	if _, ok := of.Parameter(name); ok {
		return true
	}
	what, _, dotted := strings.Cut(name, ".")
	return dotted && s.Topology != nil && len(s.Topology.Match(s.reference, what)) > 0
}

// ErrPredictFirst means that a run was asked for before a prediction was made.
var ErrPredictFirst = errors.New("predict the p99 and the first bottleneck, then run")

// Scenario builds the chosen scenario of the question from what the candidate
// estimated, drew and decided. What they left open comes from the question and is
// said. Curveballs that were thrown strike it.
func (c *Coach) Scenario() (*Scenario, error) {
	if !c.CanRun() {
		return nil, fmt.Errorf("run: %q has no scenario", c.Question.Title)
	}
	if p := c.Session().Prediction; p.P99 == "" || p.Bottleneck == "" {
		return nil, ErrPredictFirst
	}
	from := c.Chosen()
	s := &Scenario{Scenario: Build(*from, c.expected().Lookup), ID: from.ID, Title: from.Title}
	s.Seed = c.Session().Started.Seed
	spec, err := c.draw(s)
	if err != nil {
		return nil, fmt.Errorf("run %s: %w", from.ID, err)
	}
	c.applyEstimates(s, from)
	c.applyDecisions(s) // after the estimates: who decides against a cache needs no memory for it
	c.applyDesign(s, from, spec)
	c.assumeRest(s, from)
	c.applyCurveballs(s)
	s.shorten()
	slices.SortStableFunc(s.Origins, func(a, b Origin) int { return strings.Compare(a.Parameter, b.Parameter) })
	if problems := s.check(); len(problems) > 0 {
		return nil, fmt.Errorf("run %s: %w", from.ID, s.named(problems))
	}
	return s, nil
}

// check returns what keeps the scenario from running. Faults and objectives that
// are about what the design does not have are left out of a run, and said.
func (s *Scenario) check() system.Problems {
	problems := builtin.Systems().Check(s.Scenario)
	if s.Topology == nil {
		return problems
	}
	var faults, objectives []string
	for i, fault := range s.Faults {
		if at := problemAt(problems, fmt.Sprintf("faults[%d]", i)); at != "" {
			s.Notes = append(s.Notes, "a fault is left out: "+at)
			continue
		}
		faults = append(faults, fault)
	}
	for i, objective := range s.Objectives {
		if at := problemAt(problems, fmt.Sprintf("objectives[%d]", i)); at != "" {
			s.Notes = append(s.Notes, "an objective is left out: "+at)
			continue
		}
		objectives = append(objectives, objective)
	}
	if len(faults) == len(s.Faults) && len(objectives) == len(s.Objectives) {
		return problems
	}
	s.Faults, s.Objectives = faults, objectives
	return builtin.Systems().Check(s.Scenario)
}

func problemAt(problems system.Problems, where string) string {
	for _, p := range problems {
		if p.Where == where {
			return p.Message
		}
	}
	return ""
}

// Build makes a scenario of a question ready to run: names in its parameters and in
// the figures of its topology are replaced by what they stand for.
func Build(from question.Scenario, names quantity.Names) system.Scenario {
	evaluate := func(text string) string {
		// What is no expression is a word, which the system checks.
		if result, err := quantity.Eval(text, names); err == nil {
			return result.Quantity.Exact()
		}
		return text
	}
	sc := system.Scenario{System: from.System, Parameters: make(map[string]string), Faults: slices.Clone(from.Faults), Objectives: from.Objectives}
	for name, text := range from.Parameters {
		sc.Parameters[name] = evaluate(text)
	}
	if from.Topology != nil {
		sc.Topology = from.Topology.Map(evaluate)
	}
	return sc
}

// settings returns the parameters of the run, those of components among them.
func (s *Scenario) settings() map[string]string {
	settings := maps.Clone(s.Parameters)
	if s.Topology != nil {
		for _, set := range s.Topology.Settings() {
			if _, given := settings[set.Parameter]; !given {
				settings[set.Parameter] = set.Value
			}
		}
	}
	return settings
}
