// Package health finds out whether something works: named checks of what it needs,
// a manager that runs them all, and a judge that makes up its mind about somebody
// whose answers may get lost.
//
// Formulas say what judging costs: how long it takes to notice a death, and how
// often somebody healthy is evicted.
package health

import (
	"context"
	"errors"
	"fmt"
)

// A Check returns why something does not work, nil if it does. It gives up when its
// context ends.
type Check func(ctx context.Context) error

// A Manager runs named checks. The zero Manager has none and finds everything
// healthy.
type Manager struct {
	names  []string
	checks []Check
	errs   []error // of the latest run
}

// Add adds a check under a name that no other has. A manager that only has a check
// of its own process is shallow; one that asks what the process depends on is deep,
// and finds every such process ill at once when that is.
func (m *Manager) Add(name string, check Check) error {
	if check == nil {
		return fmt.Errorf("add health check %q: there is no check", name)
	}
	for _, other := range m.names {
		if other == name {
			return fmt.Errorf("add health check %q: the name is taken", name)
		}
	}
	m.names, m.checks, m.errs = append(m.names, name), append(m.checks, check), append(m.errs, nil)
	return nil
}

// Run runs all checks, one after the other in the order in which they were added,
// and returns nil if every one passed, or else what the others say behind their
// names.
func (m *Manager) Run(ctx context.Context) error {
	healthy := true
	for i, check := range m.checks {
		m.errs[i] = check(ctx)
		healthy = healthy && m.errs[i] == nil
	}
	if healthy {
		return nil
	}
	var failed []error
	for i, err := range m.errs {
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", m.names[i], err))
		}
	}
	return errors.Join(failed...)
}

// A Result is what one check found in the latest run.
type Result struct {
	Name string
	Err  error // nil if it passed
}

// Results returns what each check found in the latest run.
func (m *Manager) Results() []Result {
	results := make([]Result, len(m.names))
	for i, name := range m.names {
		results[i] = Result{name, m.errs[i]}
	}
	return results
}
