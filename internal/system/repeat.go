package system

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"spar/internal/shell"
	"spar/internal/topology"
)

// YAML returns the scenario as a file from which `spar sim run` repeats it.
func (sc Scenario) YAML() string {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	// Writing strings and a number to memory cannot fail.
	_ = encoder.Encode(struct {
		System     string            `yaml:"system"`
		Seed       uint64            `yaml:"seed"`
		Parameters map[string]string `yaml:"parameters,omitempty"`
		Faults     []string          `yaml:"faults,omitempty"`
		Objectives []string          `yaml:"objectives,omitempty"`
		Topology   *topology.Spec    `yaml:"topology,omitempty"`
	}{sc.System, sc.Seed, sc.Parameters, sc.Faults, sc.Objectives, sc.Topology})
	_ = encoder.Close()
	return b.String()
}

// Command returns the command line that repeats the scenario, one word or option
// with its value in each string, quoted for a shell where it has to be. A topology
// has no place in a command line: then it is empty, and only a file will do.
func (sc Scenario) Command() []string {
	if sc.Topology != nil {
		return nil
	}
	words := []string{"spar sim run " + shell.Quote(sc.System)}
	for _, name := range slices.Sorted(maps.Keys(sc.Parameters)) {
		words = append(words, "--set "+shell.Quote(name+"="+sc.Parameters[name]))
	}
	for _, fault := range sc.Faults {
		words = append(words, "--fault "+shell.Quote(fault))
	}
	for _, objective := range sc.Objectives {
		words = append(words, "--objective "+shell.Quote(objective))
	}
	return append(words, fmt.Sprintf("--seed %d", sc.Seed))
}
