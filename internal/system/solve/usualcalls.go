package solve

import (
	"fmt"

	"spar/internal/quantity"
	"spar/internal/system"
	"spar/internal/topology"
)

var second = quantity.Dim{Second: 1}

// call adds how a component may ask another.
func (l *list) call(from *topology.Component, j int, to *topology.Component, suspicion int) {
	call := &from.Calls[j]
	name := from.CallName(j)
	way := fmt.Sprintf("from %s to %s", from.Name, to.Name)
	waits := !call.Async && from.Kind != topology.Queue
	if waits {
		l.patience(name, way, to, suspicion)
	}
	l.retries(name, way, suspicion)
	l.restraint(name, way, to, suspicion)
	if waits && !call.Coalesce {
		weight := suspicion
		if _, answer := call.Condition(); answer == topology.Miss {
			weight += 2
		}
		if l.befell("", system.Hot, system.Flush) {
			weight += 2
		}
		if to.Kind == topology.Store || to.Kind == topology.External {
			l.add(Coalesce, weight, 1, name, name+".coalesce", "true", "one call %s for all that ask for the same key at the same time", way)
		}
	}
}

// took returns about how long a component takes for a request, what it asks for included.
func (l *list) took(c *topology.Component, deep int) float64 {
	all := l.number(c.Name+".time") + l.number("network")
	for i := range c.Calls {
		spec := l.system.Topology
		if to := spec.Find(c.Calls[i].To); !c.Calls[i].Async && c.Kind != topology.Queue && deep > 0 {
			all += l.took(&spec.Components[to], deep-1)
		}
	}
	return all
}

// patience adds time-outs and second attempts.
func (l *list) patience(name, way string, to *topology.Component, suspicion int) {
	weight := suspicion
	if l.befell(to.Name, system.Hang, system.Cut, system.Slow, system.Kill) {
		weight += 2
	}
	const deep = 8
	usual, longest := max(1e-4, l.took(to, deep)), l.number("timeout")
	waits := []float64{rounded(20 * usual), rounded(5 * usual)}
	if now := l.number(name + ".timeout"); now > 0 {
		waits = []float64{rounded(now / 2), rounded(now / 5), rounded(2 * now)}
	}
	for step, wait := range waits {
		if longest > 0 && wait >= longest || wait == l.number(name+".timeout") {
			continue
		}
		value := duration(wait)
		m := l.add(Timeout, weight-step, step+1, name, name+".timeout", value, "a time-out of %s %s", value, way)
		if l.number(name+".retries") == 0 {
			again := *m
			again.Sort, again.Text, again.weight = Retry, fmt.Sprintf("a time-out of %s and one retry within a budget of 20%%, %s", value, way), weight-step-1
			again.Settings = append([]Setting{m.Settings[0]}, Setting{name + ".retries", "1"}, Setting{name + ".retry_budget", "20%"})
			l.all = append(l.all, &again)
		}
	}
	if !l.has(name + ".hedge") {
		value := duration(rounded(3 * usual))
		l.add(Hedge, suspicion-1, 2, name, name+".hedge", value, "a second attempt %s after %s", way, value)
	}
}

// retries adds retries where there are none, and bounds where there are.
func (l *list) retries(name, way string, suspicion int) {
	weight := suspicion
	if l.number(name+".retries") == 0 {
		m := l.add(Retry, weight, 1, name, name+".retries", "1", "one retry within a budget of 20%% %s", way)
		m.Settings = append(m.Settings, Setting{name + ".retry_budget", "20%"})
		m = l.add(Retry, weight-1, 2, name, name+".retries", "3", "up to three retries within a budget of 50%% %s", way)
		m.Settings = append(m.Settings, Setting{name + ".retry_budget", "50%"})
		return
	}
	l.bounds(name+".", name, way, weight)
}

// bounds adds what keeps retries from adding to an overload. The prefix is that of their
// parameters.
func (l *list) bounds(prefix, part, way string, weight int) {
	if l.storms() {
		weight += 5
	}
	if !l.has(prefix+"retry_budget") || l.number(prefix+"retry_budget") > .1 {
		l.add(RetryBudget, weight, 1, part, prefix+"retry_budget", "10%", "a retry budget of 10%% %s", way)
	}
	pause := rounded(max(.1, 4*l.number(prefix+"backoff")))
	l.add(Backoff, weight-1, 1, part, prefix+"backoff", duration(pause), "pauses of up to %s before retries, doubling, %s", duration(pause), way)
	l.add(RetryBudget, weight-2, 2, part, prefix+"retries", "0", "no retries %s", way)
}

// everywhere adds a bound for the retries of all calls, which multiply where one that is
// tried again makes others that are.
func (l *list) everywhere(spec *topology.Spec) {
	m := &Remedy{Sort: RetryBudget, Text: "a retry budget of 10% for every call that is tried again", weight: 3, step: 1}
	for i := range spec.Components {
		c := &spec.Components[i]
		for j := range c.Calls {
			if name := c.CallName(j); l.number(name+".retries") > 0 {
				m.Settings = append(m.Settings, Setting{name + ".retry_budget", "10%"})
			}
		}
	}
	if l.storms() {
		m.weight += 5
	}
	if len(m.Settings) > 1 {
		l.all = append(l.all, m)
	}
}

// restraint adds what refuses calls to those who are in trouble.
func (l *list) restraint(name, way string, to *topology.Component, suspicion int) {
	weight := suspicion - 1
	c, _ := l.component(to.Name)
	if l.number(name+".retries") > 0 && l.storms() || c.Hottest >= full {
		weight += 3
	}
	if !l.has(name + ".breaker") {
		l.add(Breaker, weight, 1, name, name+".breaker", "50%", "a circuit breaker %s that opens at half of the calls failed", way)
	}
	if !l.has(name + ".throttle") {
		l.add(Throttle, weight-1, 1, name, name+".throttle", "2", "a throttle %s of two attempts for each that succeeds", way)
	}
}
