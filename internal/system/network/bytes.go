package network

import (
	"math/rand/v2"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// This file is bytes: what requests and answers weigh, and the links that they leave by.
// A topology that says nothing of sizes has no cargo, and none of this is asked.

// A cargo is what requests and answers weigh. Each request has a factor on the means of
// its class, which its calls and visits keep, beside them so that those of topologies
// without bytes are no larger.
type cargo struct {
	net           *model
	sizes         []parcel // by class, in bytes
	varies        bool     // any of them
	random        *rand.Rand
	visits, calls []float32 // factors by the index of a visit or call, if they vary

	fromClients float64 // since measuring began
}

// A parcel is what a class sends there and back on average, and how both vary.
type parcel struct {
	there, back float64
	law         sim.Distribution // of the factor; nil for none
}

// newCargo returns what weighs something in a topology; nil if nothing does.
func (m *model) newCargo() *cargo {
	if !m.spec.HasBytes() {
		return nil
	}
	c := &cargo{net: m, sizes: make([]parcel, len(m.classes)), random: m.Stream("sizes")}
	for i := range m.spec.Components {
		client := &m.spec.Components[i]
		if client.Kind != topology.Client {
			continue
		}
		for k := range c.sizes {
			if name := sizesOf(client, m.classes[k].name); m.Plan.Has(name+".size") || m.Plan.Has(name+".answer") {
				c.sizes[k] = c.newSize(name)
			}
			if client.Plays() && k < unnamed {
				c.sizes[k].back = answerBytes(m.Plan, client, "")
			}
		}
	}
	return c
}

// sizesOf returns what the parameters of the sizes of a class at a client begin with.
func sizesOf(client *topology.Component, class string) string {
	if class == "" {
		return client.Name
	}
	return client.Name + "." + class
}

func (c *cargo) newSize(name string) parcel {
	p := c.net.Plan
	s := parcel{there: p.Number(name + ".size"), back: p.Number(name + ".answer")}
	if law := p.Text(name + ".size_law"); law != "fixed" {
		var err error
		if s.law, err = traffic.Law(law, 1, p.Number(name+".size_spread")); err != nil {
			panic(err) // laws are choices, which were checked
		}
		c.varies = true
	}
	return s
}

// draw gives a request of a class its factor.
func (c *cargo) draw(i int32, class int) {
	if !c.varies {
		return
	}
	factor := 1.
	if law := c.sizes[class].law; law != nil {
		factor = law.Sample(c.random)
	}
	put(&c.visits, i, float32(factor))
}

// load gives a call the factor of the visit that makes it.
func (c *cargo) load(k, visit int32) {
	if c.varies {
		put(&c.calls, k, c.visits[visit])
	}
}

// forget gives a call that follows another, whose visit is gone, the mean of sizes.
func (c *cargo) forget(k int32) {
	if c.varies {
		put(&c.calls, k, 1)
	}
}

// unload gives a visit the factor of the call that it is an attempt at.
func (c *cargo) unload(i, k int32) {
	if c.varies {
		put(&c.visits, i, c.calls[k])
	}
}

// split gives a part at a replica the factor of the whole.
func (c *cargo) split(part, whole int32) {
	if c.varies {
		put(&c.visits, part, c.visits[whole])
	}
}

// put sets an element of a list that grows up to it.
func put(list *[]float32, i int32, factor float32) {
	for int(i) >= len(*list) {
		*list = append(*list, 1)
	}
	(*list)[i] = factor
}

// weight returns a mean times the factor of a visit.
func (c *cargo) weight(mean float64, i int32) float64 {
	if !c.varies {
		return mean
	}
	return mean * float64(c.visits[i])
}

// request counts what an attempt at a call sends, and returns how long it takes to leave.
func (c *cargo) request(i int32, e *edge) time.Duration {
	bytes := c.requestOf(i, e)
	if bytes == 0 {
		return 0
	}
	from := c.net.components[e.from]
	if v := &c.net.visits.All[i]; v.from != v.at && !e.atClient {
		from.crossed += bytes
	}
	if from.kind == topology.Client {
		c.fromClients += bytes
		return from.alone(bytes)
	}
	k := &c.net.calls.All[c.net.visits.All[i].call]
	if caller := c.net.calls.callerOf(k); caller != nobody {
		if at := c.net.visits.All[caller].instance; at != nobody {
			return from.instances[at].send(bytes)
		}
	}
	from.sent += bytes
	return 0
}

// requestOf returns the bytes of what an attempt at a call sends.
func (c *cargo) requestOf(i int32, e *edge) float64 {
	if e.request >= 0 {
		return e.request
	}
	return c.weight(c.sizes[c.net.visits.All[i].class].there, i)
}

// answer counts what a visit answers, and returns how long that takes to leave. Replicas
// answer their store where it was asked, which answers once, whatever its quorum.
func (c *cargo) answer(i int32) time.Duration {
	v := &c.net.visits.All[i]
	bytes := c.answerOf(v, i)
	if bytes == 0 {
		return 0
	}
	of, d := c.net.components[v.component], time.Duration(0)
	if v.instance != nobody { // else parts of it were sent
		d = of.instances[v.instance].send(bytes)
	}
	switch from := c.net.components[c.net.edges[v.edge].from]; {
	case v.parent == nobody && from.kind == topology.Client:
		of.egress += bytes
		if c.net.world != nil {
			c.net.world.egress[v.at] += bytes
		}
		d += from.alone(bytes)
	case v.from != v.at:
		of.crossed += bytes
	}
	return d
}

// answerOf returns the bytes of an answer. Errors and refusals have none, nor has what
// was not found, and what nobody waits for is only acknowledged.
func (c *cargo) answerOf(v *visit, i int32) float64 {
	e, of := c.net.edges[v.edge], c.net.components[v.component]
	hit := v.hit
	if v.parent != nobody {
		hit = c.net.visits.All[v.parent].hit
	}
	switch {
	case v.failed || v.refused || !hit && !v.write && (of.tier != nil || of.store != nil):
		return 0
	case e.answer >= 0:
		return e.answer
	case e.async || of.queue != nil:
		return 0
	}
	return c.weight(c.sizes[v.class].back, i)
}

// A link is what an instance sends by: one after the other.
type link struct {
	free time.Duration // when it will have sent all that it has been given
	busy time.Duration // what that takes in all, since measuring began
}

// send puts bytes on the link of an instance, and returns when they will have left it.
func (s *instance) send(bytes float64) time.Duration {
	s.of.sent += bytes
	if s.of.bandwidth == 0 {
		return 0
	}
	now, took := s.of.net.Sim.Now(), s.of.alone(bytes)
	s.link.free = max(s.link.free, now) + took
	s.link.busy += took
	return s.link.free - now
}

// alone returns how long bytes take on a link of a component with nothing else on it.
func (c *component) alone(bytes float64) time.Duration {
	if c.bandwidth == 0 {
		return 0
	}
	return sim.Seconds(bytes / c.bandwidth)
}

// resetStats keeps of what was given to the link only what is still to be sent.
func (l *link) resetStats(now time.Duration) { l.busy = max(0, l.free-now) }

// utilization returns the part of a time up to now that the link was busy.
func (l *link) utilization(now, elapsed time.Duration) float64 {
	return ratio((l.busy - max(0, l.free-now)).Seconds(), elapsed.Seconds())
}

func (c *cargo) resetStats() { c.fromClients = 0 }

// byteMetrics returns those of what is sent.
func byteMetrics(spec *topology.Spec) []system.Metric {
	if !spec.HasBytes() {
		return nil
	}
	list := []system.Metric{
		{Name: "egress_bytes_per_second", Unit: system.BytesPerSecond, Doc: "What is sent to clients."},
		{Name: "ingress_bytes_per_second", Unit: system.BytesPerSecond, Doc: "What clients send, all their attempts included."},
	}
	for _, c := range spec.Components {
		if c.Kind == topology.Client {
			continue
		}
		list = append(list, system.Metric{Name: c.Name + "_bytes_per_second", Unit: system.BytesPerSecond, Doc: "What all instances of " + c.Name + " send: answers to who asks them, and requests to whom they ask."})
		if c.Bandwidth != "" {
			list = append(list, system.Metric{Name: c.Name + "_link_utilization", Unit: system.Ratio, Doc: "Part of the time that the links of " + c.Name + " are busy."})
		}
	}
	return list
}

// measureBytes takes down what was sent since measuring began.
func (m *model) measureBytes(r *system.Result) {
	if m.cargo == nil {
		return
	}
	now, elapsed := m.Sim.Now(), m.Sim.Now()-m.Rec.Warmup()
	r.Set("ingress_bytes_per_second", ratio(m.cargo.fromClients, elapsed.Seconds()))
	egress := 0.
	for _, c := range m.components {
		if c.kind == topology.Client {
			continue
		}
		egress += c.egress
		r.Set(c.name+"_bytes_per_second", ratio(c.sent, elapsed.Seconds()))
		if c.bandwidth == 0 {
			continue
		}
		mean, hottest := c.linksBusy(now, elapsed)
		r.Set(c.name+"_link_utilization", mean)
		if hottest >= full {
			r.Warn("a link of %s has no time left: what it sends waits ever longer, so latencies depend on the duration and on time-outs", c.name)
		}
	}
	r.Set("egress_bytes_per_second", ratio(egress, elapsed.Seconds()))
}

// linksBusy returns which part of a time up to now the links of a component were busy, on
// average and the busiest.
func (c *component) linksBusy(now, elapsed time.Duration) (mean, hottest float64) {
	sum := 0.
	for _, s := range c.instances {
		busy := s.link.utilization(now, elapsed)
		sum += busy
		hottest = max(hottest, busy)
	}
	return ratio(sum, float64(len(c.instances))), hottest
}

// linksOf begins what the links of a component are called where they are what limits.
const linksOf = "the link of "

// links returns the links of components as what may limit the system.
func (m *model) links() []system.Component {
	var list []system.Component
	now := m.Sim.Now()
	for _, c := range m.components {
		if c.bandwidth > 0 && c.kind != topology.Client {
			mean, hottest := c.linksBusy(now, now-m.Rec.Warmup())
			list = append(list, system.Component{Name: linksOf + c.name, Utilization: mean, Hottest: hottest, BackloggedSeconds: -1})
		}
	}
	return list
}

// ownSize returns the size of what a call sends, if that is not the request's; negative
// if it is.
func ownSize(p *system.Plan, name string) float64 {
	if !p.Has(name) {
		return -1
	}
	return p.Number(name)
}
