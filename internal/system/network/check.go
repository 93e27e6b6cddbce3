package network

import (
	"fmt"

	"spar/internal/system"
	"spar/internal/topology"
)

// tenth is the part of a run that is not measured unless it is given.
const tenth = 10

// mostInstances of all components together.
const mostInstances = 20_000

// fit returns what lets replicas and quorums fit what was set of either.
func fit(spec *topology.Spec) func(*system.Plan) {
	return func(p *system.Plan) {
		for _, c := range spec.Components {
			fitTimes(p, &c)
			fitPlayer(p, &c)
			fitRegions(p, spec, &c)
			if c.Kind == topology.Store && c.Replicas == "" && c.ReadQuorum == "" && c.WriteQuorum == "" { // a topology is what it says
				replicas := c.Name + ".replicas"
				p.AtLeast(replicas, max(p.Number(c.Name+".read_quorum"), p.Number(c.Name+".write_quorum")))
				p.AtMost(c.Name+".read_quorum", p.Number(replicas))
				p.AtMost(c.Name+".write_quorum", p.Number(replicas))
			}
		}
	}
}

// validate returns what finds parameters that do not fit each other.
func validate(spec *topology.Spec) func(*system.Plan) system.Problems {
	return func(p *system.Plan) system.Problems {
		var problems system.Problems
		check := problems.Check
		check(p.Warmup(tenth) < p.End, "warmup", "%q leaves nothing of a run of %v; write less, such as a tenth of it", p.Text("warmup"), p.End)
		problems = append(problems, unparted(p, spec)...)
		all, most, largest := 0, 0, ""
		for i := range spec.Components {
			c := &spec.Components[i]
			problems = append(problems, unsharedClasses(p, c)...)
			problems = append(problems, misspread(p, c)...)
			problems = append(problems, unplayable(p, c)...)
			problems = append(problems, unfitProfile(p, c)...)
			if p.Has(c.Name + ".limit") {
				_, _, err := limitOf(p, c)
				check(err == nil, c.Name+".limit", "%v", err)
			}
			n := instancesOf(p, c) / oneIn(p)
			if all += n; n > most {
				most, largest = n, c.Name+"."+c.Figures()[0].Name
			}
			if c.Kind == topology.Store {
				check(!contends(c) || p.Int(c.Name+".replicas") == 1, c.Name+".replicas", "rows of %s are run where there is one copy of them; write 1, or remove contention and stock", c.Name)
				check(c.Durability == "" || p.Int(c.Name+".replicas") == 1, c.Name+".replicas", "the log of %s is run where there is one copy of what it keeps; write 1, or remove durability", c.Name)
				for _, quorum := range []string{".read_quorum", ".write_quorum"} {
					check(p.Int(c.Name+quorum) <= p.Int(c.Name+".replicas"), c.Name+quorum, "%s of %s replicas cannot answer; write %s at most", p.Text(c.Name+quorum), p.Text(c.Name+".replicas"), p.Text(c.Name+".replicas"))
				}
			}
		}
		problems = append(problems, uneven(p, spec)...)
		if call, round := endless(p, spec); round != nil {
			problems.Check(false, call+".share", "%s", round)
		}
		check(all <= mostInstances, largest, "%d instances in all are more than %d; write fewer", all, mostInstances)
		return problems
	}
}

// instancesOf returns how many instances a component begins with.
func instancesOf(p *system.Plan, c *topology.Component) int {
	switch c.Kind {
	case topology.Client:
		return 0
	case topology.Store:
		return p.Int(c.Name+".shards") * p.Int(c.Name+".replicas")
	}
	return p.Int(c.Name + ".instances")
}

// warnings says what makes figures of this run less than they seem.
func (m *model) warnings(r *system.Result) []string {
	var warnings []string
	warn := func(format string, arguments ...any) { warnings = append(warnings, fmt.Sprintf(format, arguments...)) }
	for _, c := range r.Components {
		if c.Hottest >= full {
			warn("%s has no time left: queues grow until they refuse, or callers give up, so latencies depend on the duration and the limits", c.Name)
		}
	}
	if w := unusedShares(m.Plan, m.spec); w != "" {
		warnings = append(warnings, w)
	}
	for _, name := range m.spec.Repriced() {
		warn("the price of %s is that of prices beside the topology, and the one in the topology is not used", name)
	}
	if w := m.size.warning(); w != "" {
		warnings = append(warnings, w)
	}
	return append(warnings, r.Doubt("latency_p99_seconds", m.Rec.Counts().All())...)
}
