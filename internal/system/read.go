package system

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"spar/internal/topology"
	"spar/internal/yamldoc"
)

// scenarioFile is a scenario as a file has it, with the keys of one in a pack.
type scenarioFile struct {
	System     string            `yaml:"system"`
	Parameters map[string]string `yaml:"parameters,omitempty"`
	Faults     []string          `yaml:"faults,omitempty"`
	Objectives []string          `yaml:"objectives,omitempty"`
	Seed       string            `yaml:"seed,omitempty"`
	Topology   *topology.Spec    `yaml:"topology,omitempty"`
	Prices     map[string]string `yaml:"prices,omitempty"` // before those of the topology
}

// ReadScenario reads a scenario from YAML and checks it. Problems name the file as
// it is given here, with line and column; with any, the scenario is not to be run.
//
// Settings are what the caller sets after that, by [Registry.Set]: what is wrong only
// without them is no problem. They themselves are not judged, nor applied.
func (r Registry) ReadScenario(file string, data []byte, settings ...Setting) (Scenario, Problems) {
	var f scenarioFile
	root, found := yamldoc.Decode(data, &f)
	report := placed{file: file, found: map[yamldoc.Place]bool{}}
	for _, p := range found {
		if p.Fix != "" {
			p.Message += " (" + p.Fix + ")"
		}
		report.add(p.Place, Problem{Message: p.Message})
		report.found[p.Place] = true
	}
	sc := Scenario{System: f.System, Parameters: f.Parameters, Faults: f.Faults, Objectives: f.Objectives, Topology: f.Topology}
	if len(f.Prices) > 0 && sc.Topology == nil {
		report.add(root.Field("prices").KeyPlace(), Problem{Where: "prices", Message: "only a topology says what there is to pay for; write the system topology and its components, or remove prices"})
	} else if len(f.Prices) > 0 {
		r.replaced(sc, f.Prices, root, &report)
		sc.Topology = sc.Topology.WithPrices(f.Prices)
	}
	if f.Seed != "" {
		var err error
		if sc.Seed, err = strconv.ParseUint(f.Seed, 10, 64); err != nil {
			report.add(root.Field("seed").Place(), Problem{Where: "seed", Message: strconv.Quote(f.Seed) + " is no seed; write a whole number from 0 on"})
		}
	}
	if root.Field("system").Exists() {
		r.check(sc, settings, root, &report)
	}
	return sc, report.sorted()
}

// replaced reports what is wrong with prices of a topology in whose place others stand.
func (r Registry) replaced(sc Scenario, prices map[string]string, root yamldoc.Node, report *placed) {
	_, problems := r.Of(sc)
	for _, p := range problems {
		name, ok := strings.CutPrefix(p.Where, "topology.prices.")
		if _, both := prices[name]; ok && both {
			report.add(find(root, "topology.prices").Field(name).Place(), p)
		}
	}
}

// check reports what is wrong with a scenario that was read.
func (r Registry) check(sc Scenario, settings []Setting, root yamldoc.Node, report *placed) {
	s, _ := r.Of(sc)
	problems := r.Check(sc)
	if len(problems) > 0 && len(settings) > 0 {
		problems = r.remaining(sc, settings, problems)
	}
	for _, p := range problems {
		at := find(root, p.Where)
		if name, ok := strings.CutPrefix(p.Where, "topology.prices."); ok && root.Field("prices").Field(name).Exists() {
			at = root.Field("prices").Field(name)
		}
		place := at.Place()
		if name, ok := strings.CutPrefix(p.Where, "parameters."); ok {
			if stated := find(root, "topology."+sc.Topology.PlaceOf(name)); !at.Exists() && sc.Topology != nil && stated.Exists() {
				report.add(stated.Place(), p)
				continue
			}
			if _, known := s.Parameter(name); !known {
				place = at.KeyPlace()
			}
			if !at.Exists() { // a default that does not fit what the file says
				p.Message = name + ": " + p.Message
			}
		}
		report.add(place, p)
	}
}

// remaining returns those problems of a scenario that settings leave.
func (r Registry) remaining(sc Scenario, settings []Setting, problems Problems) Problems {
	for _, s := range settings {
		sc = r.Set(sc, s.Name, s.Value)
	}
	left := r.Check(sc)
	return slices.DeleteFunc(problems, func(p Problem) bool { return !slices.Contains(left, p) })
}

// placed collects problems at their places in a file.
type placed struct {
	file     string
	found    map[yamldoc.Place]bool // where reading the file found a mistake
	problems Problems
}

// add reports a problem, unless reading found one at that place: what could not be
// read is empty, and a complaint about that would only be noise.
func (r *placed) add(at yamldoc.Place, p Problem) {
	if !r.found[at] {
		p.File, p.Line, p.Column = r.file, at.Line, at.Column
		r.problems = append(r.problems, p)
	}
}

func (r *placed) sorted() Problems {
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return r.problems
}

// find returns what a problem is about.
func find(root yamldoc.Node, where string) yamldoc.Node {
	if name, ok := strings.CutPrefix(where, "parameters."); ok {
		return root.Field("parameters").Field(name)
	}
	for step := range strings.SplitSeq(where, ".") {
		key, index, _ := strings.Cut(step, "[")
		root = root.Field(key)
		if i, err := strconv.Atoi(strings.TrimSuffix(index, "]")); err == nil {
			root = root.Item(i)
		}
	}
	return root
}
