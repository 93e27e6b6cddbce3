package network

import (
	"fmt"
	"strings"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// This file is clients whose users send the next request after the answer.

// addCrowd makes the users of a client.
func (m *model) addCrowd(c *client, spec *topology.Component) {
	if m.crowds == nil {
		m.crowds = make([]*traffic.Crowd, len(m.spec.Components))
	}
	mean := m.Plan.Number(spec.Name + ".think")
	law, err := traffic.Law(m.Plan.Text(spec.Name+".think_law"), mean, spreadOf(m.Plan, spec.Name+".think_"))
	if err != nil {
		panic(fmt.Sprintf("think of %s: %v", spec.Name, err)) // it was checked
	}
	think := traffic.Work{Law: law, Stream: m.Stream("think " + spec.Name)}
	m.crowds[c.component] = m.Crowd(m.Plan.Int(spec.Name+".users"), think, mean, func() { m.arrive(c) })
}

// letThink tells the user of a request, if it is of one, that it has ended.
func (m *model) letThink(v *visit) {
	if m.crowds != nil && m.crowds[v.component] != nil {
		m.crowds[v.component].Ended()
	}
}

// mostRate returns how many requests a second the users of a client send if they wait for
// nothing but the work itself: N / (Z + the least time that a request takes).
func mostRate(p *system.Plan, spec *topology.Spec, c *topology.Component) float64 {
	least := map[string]float64{}
	return p.Number(c.Name+".users") / (p.Number(c.Name+".think") + leastCalls(p, spec, c, least))
}

// leastCalls returns how long, in seconds, the calls that each request makes at a component
// take at the least: those that only some make, and all but one that are made together,
// count as nothing. known are the times of components that were looked at.
func leastCalls(p *system.Plan, spec *topology.Spec, c *topology.Component, known map[string]float64) float64 {
	if c.Kind == topology.Queue || isCache(c.Kind) {
		return 0 // a hit makes none
	}
	sum := 0.
	for j := range c.Calls {
		call := &c.Calls[j]
		if call.Async || call.Parallel || call.When != "" || call.Only != "" {
			continue
		}
		to := &spec.Components[spec.Find(call.To)]
		stay, ok := known[to.Name]
		if !ok {
			stay = meanTime(p, to) + leastCalls(p, spec, to, known)
			known[to.Name] = stay
		}
		if c.Kind != topology.Client {
			stay += p.Number("network")
		}
		sum += float64(p.Number(c.CallName(j)+".share") * min(1, times(p, spec, c, j)) * stay)
	}
	return sum
}

// closedClients returns the clients with users who wait, and whether others come at a rate.
func closedClients(spec *topology.Spec) (closed []*topology.Component, open bool) {
	for i := range spec.Components {
		switch c := &spec.Components[i]; {
		case c.IsClosed():
			closed = append(closed, c)
		case c.Kind == topology.Client:
			open = true
		}
	}
	return closed, open
}

// closedTheory returns what formulas say of a plan with users who wait, whose hit ratios are
// known.
func closedTheory(p *system.Plan, spec *topology.Spec, t system.Theory, hits map[string]float64) system.Theory {
	closed, open := closedClients(spec)
	if open || len(closed) > 1 {
		return t.None(system.Rest, "%s has users who wait, and others ask for something too", closed[0].Name)
	}
	f := flowsOf(p, spec, func(name string) float64 { return hits[name] }, once)
	if because := entangled(p, spec, f); because != "" {
		return t.None(system.Rest, "%s", because)
	}
	name := closed[0].Name
	users, think, servers := p.Int(name+".users"), p.Number(name+".think"), 0
	pauses := think + float64(p.Number("network")*inside(spec, f))
	var stations []sim.ClosedStation
	for i := range spec.Components {
		c := &spec.Components[i]
		n, workers := instancesOf(p, c), min(users, p.Int(c.Name+".workers"))
		switch {
		case c.Kind == topology.Client:
			continue
		case !isExponential(p, c):
			return t.None(system.Rest, "times of %s are not exponential", c.Name)
		case p.Int(c.Name+".queue_limit")+p.Int(c.Name+".workers") < users:
			return t.None(system.Rest, "the queue of %s does not hold all users", c.Name)
		}
		each := float64((f.reads[i]+f.writes[i])/f.rate*meanTime(p, c)) / float64(n)
		for range n {
			stations = append(stations, sim.ClosedStation{Servers: workers, Demand: each})
			servers += workers
		}
	}
	if float64(float64(users)*float64(servers)) > mostConvolved {
		return t.None(system.Rest, "%d users at %d workers take too long to add up", users, servers)
	}
	rate := sim.ClosedThroughput(users, pauses, stations)
	latency := float64(users)/rate - think
	if latency > p.Number("timeout")/patient {
		return t.None(system.Rest, "some users give up, as answers take %s on average and they wait for %s", system.Seconds.Format(latency), p.Text("timeout"))
	}
	t.Source = strings.TrimPrefix(t.Source+"; exact mean values of a closed network, by W. J. Gordon and G. F. Newell, 1967, and J. P. Buzen, 1973", "; ")
	t.Set("throughput_per_second", rate)
	t.Set("latency_mean_seconds", latency)
	for i := range spec.Components {
		if c := &spec.Components[i]; c.Kind != topology.Client {
			busy := float64((f.reads[i] + f.writes[i]) / f.rate * rate * meanTime(p, c))
			t.Set(c.Name+"_utilization", busy/float64(instancesOf(p, c)*p.Int(c.Name+".workers")))
		}
	}
	return t
}

const (
	mostConvolved = 1e8 // users times workers for which a formula is summed up
	patient       = 5   // mean answers for which users wait at the least where none gives up
)

// kindOfLoad says whether requests come whatever becomes of those before.
func kindOfLoad(spec *topology.Spec) string {
	closed, open := closedClients(spec)
	var names []string
	for _, c := range closed {
		names = append(names, c.Name)
	}
	switch all := strings.Join(names, ", "); {
	case len(closed) == 0:
		return "The load is open: requests arrive at a rate, whatever becomes of those before."
	case open:
		return "The load is open, as requests arrive at a rate, but for users of " + all + ", who wait for the answer before they send the next."
	}
	return "The load is closed: users wait for the answer before they send the next request, so an overload shows as a lower throughput."
}

// warnOfWaiting says whose users wait, which hides overloads.
func (m *model) warnOfWaiting(r *system.Result) {
	var names []string
	closed, _ := closedClients(m.spec)
	for _, c := range closed {
		names = append(names, fmt.Sprintf("%s of %s", system.Jobs.Format(m.whole.Number(c.Name+".users")), c.Name))
	}
	if len(names) > 0 {
		r.Warn("users wait for the answer before they ask for more, %s: where the system is slow they ask for less, so that an overload shows as a lower throughput; availability and latency look better than at a rate that goes on whatever happens", strings.Join(names, ", "))
	}
}
