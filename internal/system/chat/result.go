package chat

import (
	"context"
	"fmt"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// Result ends the run where it stands: what is under way is pending.
func (m *model) Result(context.Context) (*system.Result, error) {
	pending := m.audit()
	if err := m.balanceBooks(pending); err != nil {
		return nil, err
	}
	m.settle()
	r := m.NewResult()
	r.Events = m.Sim.Events()
	for _, c := range m.counts() {
		r.Set(c.metric, float64(c.count))
	}
	r.Set("pending", float64(pending))
	r.Set("scale", m.size.scale)
	m.fillTimes(r)
	m.fillRates(r)
	m.fillParts(r)
	r.SetTheory(m.theory())
	r.Series = system.Series(m.Rec)
	r.Warnings = m.warnings(r)
	if measured := m.Sim.Now().Seconds(); measured < leastSessions*m.Plan.Number("session_mean") {
		r.Uncertain(fmt.Sprintf("the run lasts %s, sessions %s on average, so it has seen one set of users; other seeds have others",
			system.Seconds.Format(measured), m.Plan.Text("session_mean")), "delivery_latency_*", "send_latency_*", "fanout_latency_*", "throughput_per_second")
	}
	return r, nil
}

// leastSessions is how many mean sessions a run lasts at least that has seen users come
// and go often enough to say how they scatter.
const leastSessions = 20

// settle files what waits at the end under its wait so far: leaving it out for being
// slow would flatter the percentiles.
func (m *model) settle() {
	now := m.Sim.Now()
	for k := range m.copies.All {
		cp := &m.copies.All[k]
		if msg := &m.messages.All[cp.message]; cp.state != over && cp.live && m.people.here(m.copies.user(int32(k))) && !msg.ghost {
			arrived := m.messages.waiting(cp.message).arrived
			m.Rec.TimedOut(arrived, now-arrived)
		}
	}
	for i := range m.messages.drafts.All {
		if d := &m.messages.drafts.All[i]; d.conversation != nobody {
			m.settleDraft(d, now)
		}
	}
	for i := range m.links.connections.All {
		if c := &m.links.connections.All[i]; c.state == open {
			m.links.countHeartbeats(c, now)
		}
	}
}

// settleDraft files what waits because the store has not taken it, or not said so.
func (m *model) settleDraft(d *draft, now time.Duration) {
	wait := now - d.arrived
	if !d.acked && wait > m.retry {
		m.sending.TimedOut(d.arrived, wait)
	}
	if d.message != nobody {
		return // its copies are filed by themselves
	}
	for n := range m.talks.all[d.conversation].size {
		if at := m.talks.address(d.conversation, n); at != d.sender && m.people.here(m.talks.member(at).user) {
			m.Rec.TimedOut(d.arrived, wait)
		}
	}
}

// A counted is a metric that is a count.
type counted struct {
	metric string
	count  int64
}

func (m *model) counts() []counted {
	c := &m.count
	return []counted{
		{"sent", c.sent},
		{"delivered", c.delivered},
		{"lost", c.lost},
		{"duplicated", c.duplicated},
		{"out_of_order", c.outOfOrder},
		{"resends", c.resends},
		{"pushes", c.pushes},
		{"history_pages", c.pages},
		{"fanout_max", c.widest},
		{"reconnects", c.reconnects},
		{"reconnect_peak_per_second", c.peak},
		{"buffers_full", c.buffersFull},
		{"gateway_connections_max", int64(c.connectionsMax)},
	}
}

func (m *model) fillTimes(r *system.Result) {
	r.MeasureTimes("delivery_latency", m.Rec, system.Percentiles...)
	r.MeasureTimes("send_latency", m.sending, 9900)
	r.MeasureTimes("fanout_latency", m.fanOut, 9900)
	r.Measure("throughput_per_second", system.Tallies(m.Rec, func(p sim.Point) sim.Tally {
		return sim.Tally{Part: float64(p.Completed), Whole: p.Width.Seconds()}
	}))
	r.Measure("availability", system.Tallies(m.sending, func(p sim.Point) sim.Tally {
		return sim.Tally{Part: float64(p.Served), Whole: float64(p.All())}
	}))
	c := &m.count
	r.Set("detection_mean_seconds", (c.detectedSum / time.Duration(max(1, c.detections))).Seconds())
	r.Set("detection_min_seconds", c.detectedMin.Seconds())
	r.Set("detection_max_seconds", c.detectedMax.Seconds())
}

func (m *model) fillRates(r *system.Result) {
	c, seconds := &m.count, m.Sim.Now().Seconds()
	r.Set("deliveries_mean", ratio(float64(c.arrivals), float64(c.received)))
	r.Set("fanout_mean", ratio(float64(c.recipients), float64(c.stored)))
	r.Set("receipts_per_second", float64(c.receipts)/seconds)
	r.Set("uploads_per_second", float64(c.uploads)/seconds)
	r.Set("presence_updates_per_second", float64(c.presence)/seconds)
	r.Set("heartbeats_per_second", float64(c.heartbeats)/seconds)
}

func (m *model) fillParts(r *system.Result) {
	connections := make([]float64, len(m.gateways.connections))
	for i, n := range m.gateways.connections {
		connections[i] = float64(n)
	}
	r.Arrays = map[string][]float64{"gateway_connections": connections}
	for _, part := range []*tier{&m.gateways.tier, &m.store.tier} {
		r.Components = append(r.Components, system.NewComponent(part.name, part.all()))
	}
	for _, c := range r.Components {
		r.Set(c.Name+"_utilization", c.Utilization)
		r.Set(c.Name+"_queue_max", float64(c.QueueMax))
	}
	r.FindBottleneck()
	m.gateways.tell(r)
	m.store.tell(r, m.Plan.Policy("gateways", "", "for clients that send again after "+system.Seconds.Format(m.retry.Seconds())))
}

// availability returns the part of the messages so far that their sender did not
// have to send again.
func availability(rec *sim.Recorder) float64 {
	c := rec.Counts()
	return ratio(float64(c.Served), float64(c.All()))
}

// ratio returns a quotient, zero if there is nothing to divide by.
func ratio(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}
