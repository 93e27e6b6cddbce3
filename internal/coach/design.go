package coach

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"spar/internal/diagram"
	"spar/internal/question"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/topology"
)

// Findings says what the drawing alone shows to be wrong, the worst first. That nothing
// can be run is told only where no flaw of the drawing says why. In a mock that is scored,
// and nothing is told before its end.
func (c *Coach) Findings() []string {
	if c.Reserved() {
		return nil
	}
	graph, _ := c.Graph()
	var texts []string
	told := false
	for _, finding := range graph.Findings() {
		texts = append(texts, finding.Text)
		told = told || finding.Flaw == diagram.NoClient || finding.Flaw == diagram.Unreached || finding.Flaw == diagram.Uncalled
	}
	if _, _, err := topology.FromDesign(graph); err != nil && !told {
		texts = append([]string{err.Error()}, texts...)
	}
	return texts
}

// draw reads the candidate's design. In a scenario with a topology it takes the
// place of that, and without a way from a client to a store there is nothing to run.
// Others run all the same, and say so.
func (c *Coach) draw(s *Scenario) (topology.Spec, error) {
	graph, _ := c.Graph()
	spec, notes, err := topology.FromDesign(graph, s.Topology.ClassNames()...)
	switch {
	case err != nil && s.Topology != nil:
		return spec, err
	case err != nil:
		s.Notes = append(s.Notes, "your design counts for nothing in this run: "+err.Error())
		return spec, nil
	case s.Topology == nil:
		s.Notes = append(s.Notes, c.taken())
		return spec, nil
	}
	s.Notes = append(s.Notes, notes...)
	s.reference = s.Topology
	for again := true; again; again = s.clearImpossible(&spec) {
		s.Topology = spec.Map(strings.TrimSpace)
		s.complete()
	}
	return spec, nil
}

// taken says what a run of the question's own system takes from the drawing.
func (c *Coach) taken() string {
	names := slices.Sorted(maps.Keys(c.Chosen().Design))
	if len(names) == 0 {
		return "this run is of the question's own system, and takes nothing from your drawing"
	}
	return "this run is of the question's own system; your drawing can set " + strings.Join(names, ", ")
}

// drawable are the figures of components that a drawing can state.
var drawable = []string{"instances", "shards", "replicas", "capacity", "limit"}

// complete fills in what the design leaves open and says what was assumed.
func (s *Scenario) complete() {
	assumed := make(map[string]string)
	for _, taken := range s.Topology.Complete(s.reference) {
		assumed[taken.Parameter] = taken.Value
	}
	for i := range s.Topology.Components {
		c := &s.Topology.Components[i]
		for _, f := range c.Figures() {
			name := c.Name + "." + f.Name
			value, isAssumed := assumed[name]
			switch {
			case !slices.Contains(drawable, f.Name):
			case isAssumed:
				s.origin(Origin{name, readable(value), "assumed, as your design does not say", true})
			case f.Given == "" && f.Default != "":
				s.origin(Origin{name, f.Default, "assumed, as your design does not say", true})
			}
		}
	}
	s.rename()
}

// rename lets faults and objectives that name components of the reference be about
// those that stand for them.
func (s *Scenario) rename() {
	for i, text := range s.Faults {
		s.Faults[i] = s.renamed(text)
	}
	s.Objectives = slices.Clone(s.Objectives)
	for i, text := range s.Objectives {
		for _, c := range s.reference.Components {
			rest, ok := strings.CutPrefix(text, c.Name+"_")
			if name := s.standIn(c.Name); ok && name != "" {
				s.Objectives[i] = name + "_" + rest
				break
			}
		}
	}
}

// standIn returns the name of the component that stands for one of the reference: the
// one of that name if it is drawn, or else the first that matches; "" if none does.
func (s *Scenario) standIn(name string) string {
	if i := s.Topology.Find(name); i >= 0 {
		return s.Topology.Components[i].Name
	}
	if matched := s.Topology.Match(s.reference, name); len(matched) > 0 {
		return matched[0].Name
	}
	return ""
}

// renamed returns a fault with the name that a component of the reference has in the
// design.
func (s *Scenario) renamed(text string) string {
	fault, err := system.ParseFault(text)
	if err != nil || fault.Part == "" {
		return text
	}
	fields := strings.Fields(text)
	for i, field := range fields {
		name, figure, dotted := strings.Cut(field, ".")
		if field != fault.Part && !dotted {
			continue
		}
		if own := s.standIn(name); own != "" {
			fields[i] = strings.TrimSuffix(own+"."+figure, ".")
		}
	}
	return strings.Join(fields, " ")
}

// applyDesign lets what the drawing states set parameters: that is more certain than
// what the question makes of a choice.
func (c *Coach) applyDesign(s *Scenario, from *question.Scenario, spec topology.Spec) {
	if s.Topology != nil {
		for _, stated := range spec.Settings() {
			if s.Topology.Apply(stated) {
				s.origin(Origin{stated.Parameter, readable(stated.Value), "your design", false})
			}
		}
		return
	}
	if len(spec.Components) == 0 {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(from.Design)) {
		kind, figure, _ := strings.Cut(from.Design[name], ".")
		drawn, value := largest(spec, topology.Kind(kind), figure)
		switch {
		case value != "":
			s.set(name, value, readable(value), "your design", false)
		case !drawn && figure == "capacity":
			s.set(name, "0", "0", "your design, which has no "+kind, false)
		}
	}
}

// largest returns whether a design has components of a kind, and the largest that
// they state of a figure, the first if it is no count. Services count that requests
// come to first, not those that only other services call.
func largest(spec topology.Spec, kind topology.Kind, figure string) (drawn bool, value string) {
	for i := range spec.Components {
		c := &spec.Components[i]
		if c.Kind != kind || kind == topology.Service && !spec.InFront(c.Name) {
			continue
		}
		drawn = true
		for _, f := range c.Figures() {
			if f.Name == figure && f.Given != "" && (value == "" || number(f.Given) > number(value)) {
				value = f.Given
			}
		}
	}
	return drawn, value
}

// applyCurveballs lets what the interviewer threw strike the run, as far as it fits:
// a curveball may have faults for several scenarios.
func (c *Coach) applyCurveballs(s *Scenario) {
	for _, curveball := range c.Question.Phases.Scale.Curveballs {
		if !c.thrown(curveball.ID) {
			continue
		}
		if err := s.strikeAny(curveball.Faults); err != nil {
			s.Notes = append(s.Notes, fmt.Sprintf("%s does not strike this run: %v", curveball.ID, err))
		}
	}
}

// strikeAny adds those faults that the scenario can have. It returns why not, if it
// can have none.
func (s *Scenario) strikeAny(faults []string) error {
	var why error
	struck := false
	for _, fault := range faults {
		if s.reference != nil {
			fault = s.renamed(fault)
		}
		err := s.strike(fault)
		struck = struck || err == nil
		if why == nil {
			why = err
		}
	}
	if struck {
		return nil
	}
	return why
}

// strike adds a fault, if the scenario can have it. What two components of the
// reference stand in for is struck once.
func (s *Scenario) strike(fault string) error {
	if slices.Contains(s.Faults, fault) {
		return nil
	}
	with := s.Scenario
	with.Faults = append(slices.Clone(s.Faults), fault)
	at := problemAt(builtin.Systems().Check(with), fmt.Sprintf("faults[%d]", len(s.Faults)))
	if at != "" {
		return errors.New(at)
	}
	s.Faults = with.Faults
	return nil
}
