package network

import (
	"spar/internal/system"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// This file makes calls that nobody waits for: at once, after a delay, or once another
// such call is settled; and ends those that lead back.

// putOff gives an edge what its call says of when and how often.
func (m *model) putOff(e *edge) {
	spec := &m.spec.Components[e.from].Calls[e.number]
	if spec.Delay != "" {
		e.delay = traffic.NewDelay(&m.Sim, m.Plan.Duration(e.name+".delay"), func(k int32) {
			e.held--
			if q := m.components[e.from].queue; q != nil {
				e.backlog.Waiting.Add(m.Sim.Now(), -1)
			}
			m.calls.pass(k, e)
		})
	}
	if spec.Hops != "" {
		e.hops = uint8(m.Plan.Int(e.name + ".hops"))
	}
}

// follow lets an edge follow those of its component on whose answers it depends.
func (m *model) follow(e *edge) {
	for _, asked := range m.edges {
		if asked.from == e.from && e.asked>>asked.number&1 == 1 {
			asked.followers = append(asked.followers, e)
			e.back = m.spec.Leads(int(e.to), int(asked.to))
		}
	}
}

// beyond returns how many calls that lead back led to one of an edge.
func (e *edge) beyond(depth uint8) uint8 {
	if e.hops > 0 {
		depth++
	}
	return depth
}

// stops reports whether a visit may not make a call that leads back once more. That
// counts as a refusal.
func (cs *calls) stops(v *visit, e *edge) bool {
	if v.depth < e.hops {
		return false
	}
	v.answers.refused |= 1 << e.number
	if len(e.followers) > 0 {
		cs.follow(&call{key: v.key, job: v.job, class: v.class, depth: v.depth, write: v.write, region: v.at}, e, outcome{refused: true})
	}
	return true
}

// launch makes a call: at once, or after its delay.
func (cs *calls) launch(k int32, e *edge) {
	now, q := cs.net.Sim.Now(), cs.net.components[e.from].queue
	if q != nil {
		cs.net.later.publish(k, now)
	}
	if e.delay == nil {
		cs.pass(k, e)
		return
	}
	e.held++
	if q != nil {
		e.backlog.Waiting.Add(now, 1)
	}
	e.delay.Begin(k)
}

// pass lets a consumer have the message of a call, once it can, or makes the call.
func (cs *calls) pass(k int32, e *edge) {
	if cs.net.components[e.from].queue == nil {
		if !cs.join(k, e) {
			cs.attempt(k)
		}
		return
	}
	if e.polite != nil {
		e.polite.push(k)
	} else {
		e.backlog.Push(cs.net.Sim.Now(), k)
	}
	cs.net.components[e.to].pull()
}

// follow makes the calls that depend on how one was settled for which nobody waited. It
// reports whether any leads back to what that asked, which so gets another try.
func (cs *calls) follow(c *call, e *edge, o outcome) (again bool) {
	var told answers
	told.add(o, 1)
	for _, f := range e.followers {
		if f.classes>>c.class&1 == 0 || !told.have(f.when, 1) || f.share < 1 && f.chance.Float64() >= f.share {
			continue
		}
		if f.hops > 0 && c.depth >= f.hops {
			again = cs.follow(c, f, outcome{refused: true}) || again
			continue
		}
		n := 1
		if f.many != nil {
			n = f.many.draw()
		}
		for k := range n {
			key := c.key
			if f.many != nil {
				key = cs.net.key(f.many, int32(k), key)
			}
			cs.handOn(c, f, key)
		}
		again = again || f.back
	}
	return again
}

// handOn makes a call of an edge that follows another.
func (cs *calls) handOn(c *call, f *edge, key uint64) {
	f.calls++
	f.retries.Budget.Call(cs.net.Sim.Now())
	if c.job != 0 {
		cs.net.later.join(c.job)
	}
	k := cs.Put(call{
		key: key, job: c.job, depth: f.beyond(c.depth), class: c.class, write: c.write, caller: nobody, batch: nobody, next: nobody,
		edge: f.index, attempts: [2]int32{nobody, nobody}, used: true, region: c.region,
	})
	if cs.net.cargo != nil {
		cs.net.cargo.forget(k)
	}
	if cs.net.effects != nil {
		cs.net.effects.ask(k, nobody, f, nobody)
	}
	cs.launch(k, f)
}

// heldBack returns how long, in seconds, all delays of a topology together hold back,
// the length of the run at the most, and how many calls they hold at these flows.
func heldBack(p *system.Plan, spec *topology.Spec, f flows) (seconds, calls float64) {
	for i := range spec.Components {
		c := &spec.Components[i]
		for j := range c.Calls {
			if c.Calls[j].Delay == "" {
				continue
			}
			delay := min(p.Number(c.CallName(j)+".delay"), p.End.Seconds())
			seconds = min(p.End.Seconds(), seconds+delay)
			calls += float64(f.calls[c.CallName(j)] * delay)
		}
	}
	return seconds, calls
}

// endless returns what is wrong with calls that lead back, as they are set.
func endless(p *system.Plan, spec *topology.Spec) (call string, round *topology.Round) {
	round = spec.Endless(func(i, j int) float64 {
		c := &spec.Components[i]
		return p.Number(c.CallName(j)+".share") * times(p, spec, c, j)
	})
	if round == nil {
		return "", nil
	}
	return spec.Components[round.Component].CallName(round.Call), round
}
