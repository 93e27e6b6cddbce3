package network

import (
	"context"
	"slices"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// This file follows work that is done later: messages until their consumer has finished,
// and requests until all that they handed over is done.

// later are the requests under way with what they have handed over; nil in a topology
// that hands nothing over.
type later struct {
	jobs      traffic.Slots[job] // the first stands for none
	rec       *sim.Recorder      // of requests that hand something over, until all is done
	classes   []*sim.Recorder    // likewise, by class; nil for those without a name
	open      int                // such requests that are measured and not done
	published []time.Duration    // when the message of a call was, by the call
}

// A job is a request and all that it has handed over.
type job struct {
	sent  time.Duration
	live  int32 // visits and calls of it
	class uint8
	used  bool // the slot is
	hands bool // it has handed something over
	dead  bool // of which something was given up
}

// handsOver reports whether anything in a topology is done later.
func handsOver(spec *topology.Spec) bool {
	return slices.ContainsFunc(spec.Components, func(c topology.Component) bool {
		return consumed(&c) || c.Undoes() || slices.ContainsFunc(c.Calls, func(call topology.Call) bool { return call.Async })
	})
}

// consumed reports whether a component is a queue with consumers.
func consumed(c *topology.Component) bool { return c.Kind == topology.Queue && len(c.Calls) > 0 }

func (m *model) newLater() *later {
	if !handsOver(m.spec) {
		return nil
	}
	l := &later{rec: m.newRecorder(), classes: make([]*sim.Recorder, len(m.classes))}
	for i := range m.classes[unnamed:] {
		l.classes[unnamed+i] = m.newRecorder()
	}
	l.jobs.Take()
	return l
}

func (m *model) newRecorder() *sim.Recorder {
	return sim.NewRecorder(m.Plan.End, m.Plan.Warmup(tenth), system.Steps)
}

// begin opens the job of a request, which is live once.
func (l *later) begin(sent time.Duration, class uint8) int32 {
	return l.jobs.Put(job{sent: sent, live: 1, class: class, used: true})
}

// join lets another visit or call belong to a job.
func (l *later) join(j int32) { l.jobs.All[j].live++ }

// handOver notes that a call of a job is one that nobody waits for.
func (l *later) handOver(j int32) {
	if g := &l.jobs.All[j]; !g.hands {
		g.hands = true
		if l.rec.Measures(g.sent) {
			l.open++
		}
	}
}

// leave takes a visit or call out of a job, and ends that with its last.
func (l *later) leave(j int32, now time.Duration) {
	g := &l.jobs.All[j]
	if g.live--; g.live > 0 {
		return
	}
	g.used = false
	if g.hands {
		if l.rec.Measures(g.sent) {
			l.open--
		}
		for _, rec := range [...]*sim.Recorder{l.rec, l.classes[g.class]} {
			switch {
			case rec == nil:
			case g.dead:
				rec.Failed(g.sent)
			default:
				rec.Served(g.sent, now)
			}
		}
	}
	l.jobs.Drop(j)
}

// handedOver takes note of how a call ended that nobody waits for.
func (cs *calls) handedOver(k int32, c *call, e *edge, o outcome) {
	l, now := cs.net.later, cs.net.Sim.Now()
	published := time.Duration(0)
	q := cs.net.components[e.from].queue
	if q != nil {
		published = l.published[k]
	}
	if e.polite != nil {
		e.polite.ended(c.key)
	}
	again := len(e.followers) > 0 && cs.follow(c, e, o)
	switch {
	case q == nil || e.follows || o.failed && again:
	case o.failed:
		q.rec.Failed(published)
	default:
		q.rec.Served(published, now)
	}
	if c.job != 0 {
		if o.failed && !again {
			l.jobs.All[c.job].dead = true
		}
		l.leave(c.job, now)
	}
}

// publish notes when the message of a call was published.
func (l *later) publish(k int32, now time.Duration) {
	for int(k) >= len(l.published) {
		l.published = append(l.published, 0)
	}
	l.published[k] = now
}

// delivers notes that the message of a call waits no more, and for how long it did.
func (l *later) delivers(q *queue, k int32, now time.Duration) {
	q.oldest = max(q.oldest, now-l.published[k])
}

// awaitLater goes on after the end of the run until what was handed over by requests
// that count is done, but no longer than until a time.
func (m *model) awaitLater(ctx context.Context, until time.Duration) error {
	if m.later == nil {
		return nil
	}
	step := max(1, (until-m.Sim.Now())/looks)
	for m.later.open > 0 && m.Sim.Now() < until {
		if err := m.RunUntil(ctx, min(until, m.Sim.Now()+step)); err != nil {
			return err
		}
	}
	return nil
}

// looks is how often [model.awaitLater] looks whether all is done.
const looks = 30

// giveUpLater counts what is not done even now with the time that it took so far.
func (m *model) giveUpLater(r *system.Result) {
	l, now, undone := m.later, m.Sim.Now(), 0
	for i := range l.jobs.All {
		if g := &l.jobs.All[i]; g.used && g.hands && l.rec.Measures(g.sent) {
			undone++
			l.rec.TimedOut(g.sent, now-g.sent)
			if rec := l.classes[g.class]; rec != nil {
				rec.TimedOut(g.sent, now-g.sent)
			}
		}
	}
	if undone > 0 {
		r.Warn("what %d requests handed over was not done in the end: they count with the time until then, so times until done are longer", undone)
	}
	for i := range m.calls.All {
		c := &m.calls.All[i]
		e := m.edges[c.edge]
		if q := m.components[e.from].queue; c.used && q != nil && !e.follows {
			q.rec.TimedOut(l.published[i], now-l.published[i])
		}
	}
}
