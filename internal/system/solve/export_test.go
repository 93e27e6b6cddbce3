package solve

import (
	"testing"

	"spar/internal/system"
)

// Usual returns the usual changes to a scenario that can run, before anything has.
func Usual(t testing.TB, r system.Registry, sc system.Scenario) []*Remedy {
	t.Helper()
	run, v, err := newRunner(r, sc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := &cure{runner: run, system: v.System(), base: &attempt{trial: trial{scenario: sc}}}
	var list []*Remedy
	for _, m := range usual(c.findingsOf(c.system, &c.base.trial)) {
		if c.attempt(m) != nil {
			list = append(list, m)
		}
	}
	return list
}
