package network

import (
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// anyTopology draws a small topology without mistakes: components call later ones.
func anyTopology(t *rapid.T) *topology.Spec {
	kinds := []topology.Kind{
		topology.CDN, topology.Balancer, topology.Gateway, topology.Service, topology.Cache, topology.Store,
		topology.Queue, topology.Worker, topology.External,
	}
	n := rapid.IntRange(2, 6).Draw(t, "components")
	spec := &topology.Spec{}
	for i := range n {
		c := topology.Component{Name: fmt.Sprintf("c%d", i), Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
		if i == 0 {
			c.Kind = topology.Client
			c.Rate = rapid.SampledFrom([]string{"50/s", "500/s"}).Draw(t, "rate")
			c.Writes = rapid.SampledFrom([]string{"", "30%"}).Draw(t, "writes")
			if anyProfile(t, &c); c.Profile == "" && !c.Plays() && rapid.Bool().Draw(t, "closed") {
				c.Rate, c.Users = "", rapid.SampledFrom([]string{"1", "30"}).Draw(t, "users")
				c.Think = rapid.SampledFrom([]string{"", "5 ms", "200 ms"}).Draw(t, "think")
				c.ThinkLaw = rapid.SampledFrom([]string{"", "deterministic", "pareto"}).Draw(t, "think law")
			}
		} else {
			c.Workers = rapid.SampledFrom([]string{"", "1", "3"}).Draw(t, "workers")
			c.QueueLimit = rapid.SampledFrom([]string{"", "0", "5"}).Draw(t, "queue limit")
			c.Time = rapid.SampledFrom([]string{"", "0 s", "20 ms"}).Draw(t, "time")
			anyTime(t, &c)
		}
		if c.Kind == topology.Store {
			c.Replicas = "3"
			c.ReadQuorum = rapid.SampledFrom([]string{"1", "2"}).Draw(t, "read quorum")
			c.Lag = rapid.SampledFrom([]string{"", "30 ms"}).Draw(t, "lag")
			c.ReadFrom = rapid.SampledFrom([]string{"", "leader"}).Draw(t, "read from")
			c.Speculate = rapid.SampledFrom([]string{"", "5 ms"}).Draw(t, "speculate")
			c.WriteQuorum = rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "write quorum")
			if rapid.IntRange(0, 3).Draw(t, "one copy") == 0 {
				c.Replicas, c.ReadQuorum, c.WriteQuorum = "1", "1", "1"
				c.Contention = rapid.SampledFrom([]string{"none", "lock", "optimistic"}).Draw(t, "contention")
				c.Durability = rapid.SampledFrom([]string{"", "sync", "group", "async"}).Draw(t, "durability")
				c.Stock = rapid.SampledFrom([]string{"", "3"}).Draw(t, "stock")
			}
		}
		if i+1 < n {
			c.Calls = append(c.Calls, anyCall(t, c.Kind, i+1))
			for range rapid.IntRange(0, 2).Draw(t, "calls") {
				c.Calls = append(c.Calls, anyCall(t, c.Kind, rapid.IntRange(i+1, n-1).Draw(t, "to")))
			}
		}
		if c.Kind == topology.Gateway {
			c.Limit = rapid.SampledFrom([]string{"", "40/s"}).Draw(t, "limit")
			if c.Limit != "" {
				c.Algorithm = rapid.SampledFrom([]string{"", "leaky-queue", "sliding-log"}).Draw(t, "algorithm")
				c.Per = rapid.SampledFrom([]string{"", "key", "class"}).Draw(t, "per")
				c.Scope = rapid.SampledFrom([]string{"", "local", "divided"}).Draw(t, "scope")
				c.Instances = rapid.SampledFrom([]string{"", "3"}).Draw(t, "instances")
			}
		}
		if c.Kind == topology.Service || c.Kind == topology.External {
			c.Refuses = rapid.SampledFrom([]string{"", "20%"}).Draw(t, "refuses")
		}
		if c.Kind == topology.Store {
			c.Found = rapid.SampledFrom([]string{"", "50%"}).Draw(t, "found")
		}
		spec.Components = append(spec.Components, c)
	}
	anyBytes(t, spec)
	for i := range spec.Components {
		anyMany(t, spec, &spec.Components[i])
	}
	for i := range spec.Components {
		for j := 1; j < len(spec.Components[i].Calls); j++ {
			spec.Components[i].Calls[j].Parallel = rapid.Bool().Draw(t, "parallel")
		}
		anyCondition(t, spec, &spec.Components[i])
	}
	for i := range spec.Components {
		anyLater(t, spec, i)
	}
	for i := range spec.Components {
		anyUndoing(t, spec, &spec.Components[i])
	}
	anyRegions(t, spec)
	return spec
}

func anyCall(t *rapid.T, from topology.Kind, to int) topology.Call {
	call := topology.Call{
		To:       fmt.Sprintf("c%d", to),
		Share:    rapid.SampledFrom([]string{"", "50%"}).Draw(t, "share"),
		Timeout:  rapid.SampledFrom([]string{"", "10 ms", "100 ms"}).Draw(t, "timeout"),
		Retries:  rapid.SampledFrom([]string{"", "2"}).Draw(t, "retries"),
		Backoff:  rapid.SampledFrom([]string{"", "5 ms"}).Draw(t, "backoff"),
		Breaker:  rapid.SampledFrom([]string{"", "50%"}).Draw(t, "breaker"),
		Throttle: rapid.SampledFrom([]string{"", "1.5"}).Draw(t, "throttle"),
		Async:    rapid.Bool().Draw(t, "async"),
	}
	if from != topology.Queue && !call.Async {
		call.Hedge = rapid.SampledFrom([]string{"", "5 ms"}).Draw(t, "hedge")
		call.Fallback = rapid.Bool().Draw(t, "fallback")
		call.Coalesce = rapid.Bool().Draw(t, "coalesce")
	}
	return call
}

// anyMany lets some calls of a component be made several times.
func anyMany(t *rapid.T, spec *topology.Spec, c *topology.Component) {
	if c.Kind == topology.Queue {
		return
	}
	for j := range c.Calls {
		call := &c.Calls[j]
		to := spec.Components[spec.Find(call.To)].Kind
		switch rapid.IntRange(0, 3).Draw(t, "many") {
		case 0:
			call.Times = rapid.SampledFrom([]string{"2", "3.5", "0.5"}).Draw(t, "times")
			call.TimesLaw = rapid.SampledFrom([]string{"", "exponential", "pareto"}).Draw(t, "law")
			call.Keys = rapid.SampledFrom([]string{"", "same", "own"}).Draw(t, "keys")
		case 1:
			if to == topology.Store || to == topology.Cache || to == topology.CDN {
				call.Keys = topology.EachPart
			}
		}
		if call.IsMany() && !call.Async {
			call.Await = rapid.SampledFrom([]string{"", "first", "2"}).Draw(t, "await")
			call.InTurn = rapid.Bool().Draw(t, "in turn")
		}
	}
}

// anyCondition lets the last call of a component depend on the first.
func anyCondition(t *rapid.T, spec *topology.Spec, c *topology.Component) {
	last := len(c.Calls) - 1
	if last < 1 || c.HandsOver(0) && !c.HandsOver(last) || !rapid.Bool().Draw(t, "depends") {
		return
	}
	answers := []topology.Answer{topology.Refused, topology.Allowed, topology.Failed, topology.OK}
	switch to := spec.Components[spec.Find(c.Calls[0].To)].Kind; to {
	case topology.Cache, topology.CDN:
		answers = []topology.Answer{topology.Hit, topology.Miss, topology.Failed}
	case topology.Store:
		answers = []topology.Answer{topology.Found, topology.Missing, topology.Failed}
	}
	c.Calls[last].Parallel = false
	c.Calls[last].When = c.Calls[0].To + " " + string(rapid.SampledFrom(answers).Draw(t, "answer"))
}

// anyLater lets some of what a component hands over be held back, and some of what it does
// lead back to a queue.
func anyLater(t *rapid.T, spec *topology.Spec, i int) {
	c := &spec.Components[i]
	for j := range c.Calls {
		if c.HandsOver(j) {
			if c.Kind == topology.Queue && rapid.IntRange(0, 2).Draw(t, "polite") == 0 {
				c.Calls[j].PerKey = rapid.SampledFrom([]string{"1", "2"}).Draw(t, "per key")
				c.Calls[j].Gap = rapid.SampledFrom([]string{"", "20 ms"}).Draw(t, "gap")
				c.Calls[j].Groups = rapid.SampledFrom([]string{"", "5"}).Draw(t, "groups")
			}
			c.Calls[j].Delay = rapid.SampledFrom([]string{"", "", "30 ms", "1 s"}).Draw(t, "delay")
		}
	}
	if c.Kind == topology.Client || !rapid.Bool().Draw(t, "leads back") {
		return
	}
	for k := range spec.Components[:i+1] {
		if q := &spec.Components[k]; q.Kind == topology.Queue && spec.Leads(k, i) {
			c.Calls = append(c.Calls, topology.Call{To: q.Name, Share: "10%", Hops: "2", Async: rapid.Bool().Draw(t, "async")})
			return
		}
	}
}

// anyUndoing lets a component undo what it has asked for.
func anyUndoing(t *rapid.T, spec *topology.Spec, c *topology.Component) {
	if c.Kind != topology.Service && c.Kind != topology.Worker {
		return
	}
	for j := len(c.Calls) - 1; j >= 0; j-- {
		call := &c.Calls[j]
		call.Idempotent = rapid.SampledFrom([]string{"", "no", "yes"}).Draw(t, "idempotent")
		if call.Async || call.Coalesce || call.Keys == topology.EachPart || !rapid.Bool().Draw(t, "undone") {
			continue
		}
		c.Calls = append(c.Calls, topology.Call{
			To: call.To, Undoes: call.To, Idempotent: rapid.SampledFrom([]string{"", "no", "yes"}).Draw(t, "idempotent"),
			Timeout: rapid.SampledFrom([]string{"", "10 ms"}).Draw(t, "timeout"),
			Retries: rapid.SampledFrom([]string{"0", "3"}).Draw(t, "retries"), Backoff: "5 ms",
			Breaker: rapid.SampledFrom([]string{"", "50%"}).Draw(t, "breaker"),
		})
		if last := len(c.Calls) - 1; c.Undone(last) != j || len(topology.Check(spec)) > 0 { // it goes round for ever
			c.Calls = c.Calls[:last]
		}
	}
}

// anyPart lets one in two of a topology be run, where that stands for all.
func anyPart(t *rapid.T, sc *system.Scenario) {
	if !rapid.Bool().Draw(t, "part") {
		return
	}
	for i := range sc.Topology.Components {
		switch c := &sc.Topology.Components[i]; c.Kind {
		case topology.Client:
			if c.Users != "" {
				c.Users = "30"
			}
		case topology.Store:
			c.Shards = "2"
		default:
			c.Instances = "4"
		}
	}
	part := *sc
	part.Parameters = maps.Clone(sc.Parameters)
	part.Parameters["one_in"], part.Parameters["zipf"] = "2", "0"
	if len((system.Registry{System()}).Check(part)) == 0 {
		*sc = part
	}
}

// anyFaults draws faults that the components can suffer.
func anyFaults(t *rapid.T, s *system.System) []string {
	var list []string
	for range rapid.IntRange(0, 4).Draw(t, "faults") {
		form := rapid.SampledFrom(s.Faults).Draw(t, "fault")
		text := fmt.Sprintf("at %d ms %s %s", rapid.IntRange(0, 1900).Draw(t, "at"), form.Verb, form.Part)
		switch form.Verb {
		case system.Load:
			text += "x3" + rapid.SampledFrom([]string{"", " over 500 ms"}).Draw(t, "over")
		case system.Hot, system.Errors:
			text += " 50%"
		case system.Slow:
			text += " by 20"
		case system.Add:
		default:
			if form.Count == "" { // a region, or the only one of its kind
				break
			}
			text += rapid.SampledFrom([]string{"", " 1"}).Draw(t, "which")
		}
		list = append(list, text)
	}
	return list
}

// Whatever the topology and its faults, every request that arrives is answered,
// failed, timed out or still under way, and in the end nothing is left behind: once
// nothing arrives and nobody waits any more, every slot is free and every worker.
func TestNothingGetsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := anyTopology(t)
		if problems := topology.Check(spec); len(problems) > 0 {
			t.Fatalf("%v", problems)
		}
		sc := system.Scenario{System: "topology", Topology: spec, Parameters: map[string]string{
			"duration": "2 s", "warmup": "0 s", "keys": "100", "timeout": "300 ms", "detection": "50 ms",
		}, Seed: rapid.Uint64().Draw(t, "seed")}
		sc.Faults = anyFaults(t, describe(spec))
		anyPart(t, &sc)
		if _, err := (system.Registry{System()}).Begin(sc, sim.Cost{}); errors.Is(err, sim.ErrBudget) || errors.Is(err, sim.ErrMemory) {
			t.Skip("a loop of fan-outs becomes too much")
		}
		m := modelOf(t, sc)
		for _, step := range []time.Duration{500, 1000, 2000} {
			strikeUntil(t, m, step*time.Millisecond)
			flying := int64(0)
			for i := range m.visits.All {
				if v := &m.visits.All[i]; v.state != free && v.call == nobody && v.parent == nobody && !v.abandoned {
					flying++
				}
			}
			if c := m.Counts; c.Arrived != c.Served+c.Failed+c.TimedOut+c.Refused+flying {
				t.Fatalf("at %v: %+v and %d under way", m.Sim.Now(), c, flying)
			}
		}
		if err := m.AwaitAlone(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, c := range m.components {
			for k := range c.instances {
				for _, verb := range []system.Verb{system.Slow, system.Errors, system.Restart, system.Heal} {
					m.Strike(system.Fault{Verb: verb, Part: c.name, Index: k + 1, Factor: 1})
				}
			}
		}
		for _, name := range spec.RegionNames() {
			m.Strike(system.Fault{Verb: system.Heal, Part: system.RegionPart(name)})
		}
		if err := m.RunUntil(t.Context(), 3*time.Hour); err != nil {
			t.Fatal(err)
		}
		m.checkIdle(t)
	})
}

// checkIdle fails if anything is under way, but for messages whose consumers were
// all taken away.
func (m *model) checkIdle(t *rapid.T) {
	backlog := 0
	for _, c := range m.components {
		backlog += len(c.undoing.waiting)
		if len(c.undoing.waiting) > 0 && c.isUp() {
			t.Fatalf("%d calls wait for %s", len(c.undoing.waiting), c.name)
		}
	}
	if x := m.effects; x != nil && backlog == 0 {
		x.checkIdle(t)
	}
	for _, e := range m.edges {
		backlog += e.backlog.Len()
		if e.polite != nil {
			backlog += int(e.polite.waits)
			for _, key := range e.polite.keys {
				if to := m.components[e.to]; key.first != nobody && to.isUp() && m.components[e.from].isUp() || e.backlog.Len() == 0 && key.taken != 0 {
					t.Fatalf("%d messages wait for keys, %d of one count", e.polite.waits, key.taken)
				}
			}
		}
		if to := m.components[e.to]; e.backlog.Len() > 0 && to.isUp() && m.components[e.from].isUp() {
			t.Fatalf("%d messages wait for %s", e.backlog.Len(), to.name)
		}
	}
	if left := m.visits.Live() + m.calls.Live(); left != backlog || m.Open != 0 {
		t.Fatalf("%d visits and calls are under way for ever, %d messages wait, %d requests open", left, backlog, m.Open)
	}
	if l := m.later; l != nil && backlog == 0 && (l.jobs.Live() != 1 || l.open != 0) {
		t.Fatalf("%d requests have no end, %d of those that count", l.jobs.Live()-1, l.open)
	}
	if left := m.calls.batches.Live(); left != 0 {
		t.Fatalf("%d batches are left", left)
	}
	for _, c := range m.components {
		for _, s := range c.instances {
			if s.busy.Value() != 0 || s.queue.Len() != 0 || s.queue.Waiting.Value() != 0 {
				t.Fatalf("%s has %d busy and %d waiting", c.name, s.busy.Value(), s.queue.Len())
			}
		}
	}
}

// checkIdle fails if any effect is not accounted for.
func (x *effects) checkIdle(t *rapid.T) {
	if x.all.Live() != 1 || x.sagas.Live() != 1 {
		t.Fatalf("%d effects and %d sagas are left", x.all.Live()-1, x.sagas.Live()-1)
	}
	for _, e := range x.net.edges {
		if l := e.ledger; l.done < l.twice || l.done-l.undone+l.over < l.orphaned || l.done > 0 && !e.tracked {
			t.Fatalf("%s: %+v", e.name, l)
		}
	}
}

// strikeUntil carries a run on with the faults of its plan.
func strikeUntil(t *rapid.T, m *model, until time.Duration) {
	for len(m.Plan.Faults) > 0 && m.Plan.Faults[0].At <= until {
		f := m.Plan.Faults[0]
		m.Plan.Faults = m.Plan.Faults[1:]
		if f.At > m.Sim.Now() {
			if err := m.RunUntil(t.Context(), f.At); err != nil {
				t.Fatal(err)
			}
		}
		m.Strike(f)
	}
	if err := m.RunUntil(t.Context(), until); err != nil {
		t.Fatal(err)
	}
}
