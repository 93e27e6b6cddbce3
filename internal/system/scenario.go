package system

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"spar/internal/topology"
)

// A Scenario is a system with its parameters, the faults that befall it and the
// objectives that it should meet. Parameters left out have their defaults.
type Scenario struct {
	System     string            `json:"system"`
	Parameters map[string]string `json:"parameters,omitempty"`
	Faults     []string          `json:"faults,omitempty"`
	Objectives []string          `json:"objectives,omitempty"`
	Seed       uint64            `json:"seed"`
	// Topology is what a system runs that is described by its components; nil for
	// others.
	Topology *topology.Spec `json:"topology,omitempty"`
}

// A Setting is a parameter and the value that it is to have.
type Setting struct{ Name, Value string }

// Set returns the scenario with a parameter set, in place of those that it stands
// in for and of those that stand in for it.
func (r Registry) Set(sc Scenario, name, value string) Scenario {
	parameters := maps.Clone(sc.Parameters)
	if parameters == nil {
		parameters = map[string]string{}
	}
	if s, problems := r.Of(sc); len(problems) == 0 {
		for _, p := range s.Parameters {
			if slices.Contains(p.Replaces, name) {
				delete(parameters, p.Name)
			}
			if p.Name == name {
				for _, other := range p.Replaces {
					delete(parameters, other)
				}
			}
		}
	}
	parameters[name] = value
	sc.Parameters = parameters
	return sc
}

// A Problem is one mistake in a scenario: where it is and what would be right.
type Problem struct {
	Where   string `json:"where"` // system, parameters.NAME, faults[N], objectives[N] or a place such as topology.components[N].kind
	Message string `json:"message"`
	// File, line and column tell the place in a file that was read; they are zero
	// for other scenarios.
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`   // from 1
	Column int    `json:"column,omitempty"` // from 1, in characters
}

// String returns the problem behind its place, in a file as compilers print it.
func (p Problem) String() string {
	if p.File == "" {
		return p.Where + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// Problems is what is wrong with a scenario. As an error it lists all of it.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "; ")
}

// Check adds a problem with a parameter unless something is right.
func (ps *Problems) Check(right bool, parameter, format string, arguments ...any) {
	if !right {
		ps.add("parameters."+parameter, format, arguments...)
	}
}

func (ps *Problems) add(where, format string, arguments ...any) {
	*ps = append(*ps, Problem{Where: where, Message: fmt.Sprintf(format, arguments...)})
}
