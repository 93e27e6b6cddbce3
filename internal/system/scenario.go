package system

import (
	"fmt"
	"strings"
)

// A Scenario is a system with its parameters, the faults that befall it and the
// objectives that it should meet. Parameters left out have their defaults.
type Scenario struct {
	System     string            `json:"system"`
	Parameters map[string]string `json:"parameters,omitempty"`
	Faults     []string          `json:"faults,omitempty"`
	Objectives []string          `json:"objectives,omitempty"`
	Seed       uint64            `json:"seed"`
}

// A Problem is one mistake in a scenario: where it is and what would be right.
type Problem struct {
	Where   string `json:"where"` // system, parameters.NAME, faults[N] or objectives[N]
	Message string `json:"message"`
}

func (p Problem) String() string { return p.Where + ": " + p.Message }

// Problems is what is wrong with a scenario. As an error it lists all of it.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "; ")
}

func (ps *Problems) add(where, format string, arguments ...any) {
	*ps = append(*ps, Problem{where, fmt.Sprintf(format, arguments...)})
}
