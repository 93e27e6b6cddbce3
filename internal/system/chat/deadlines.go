package chat

import "time"

// deadlines hold when the first attempts to send run out. All have the same time, so
// they do so in their order: one event for the first of them is enough, where a timer
// for each would fill the simulation's queue and hardly ever be due.
type deadlines struct {
	m     *model
	all   []deadline
	first int
	set   bool // an event is pending
}

type deadline struct {
	draft int32
	due   time.Duration
}

// runsOut reports whether a deadline is still that of an unanswered message, and not
// of one whose place or deadline is another by now.
func (q *deadlines) runsOut(d deadline) bool {
	draft := &q.m.messages.drafts.All[d.draft]
	return !draft.acked && draft.due == d.due
}

// await adds the deadline of a message.
func (q *deadlines) await(d int32) {
	if len(q.all) == cap(q.all) && q.first > len(q.all)/2 {
		q.all = q.all[:copy(q.all, q.all[q.first:])]
		q.first = 0
	}
	q.all = append(q.all, deadline{d, q.m.messages.drafts.All[d].due})
	q.awaitNext()
}

// awaitNext schedules the first deadline that counts.
func (q *deadlines) awaitNext() {
	if q.set {
		return
	}
	for q.first < len(q.all) && !q.runsOut(q.all[q.first]) {
		q.first++
	}
	if q.first == len(q.all) {
		q.all, q.first = q.all[:0], 0
		return
	}
	q.set = true
	q.m.Sim.Schedule(q.all[q.first].due, q, 0, 0)
}

// Handle sends again what has not been answered in time. It is called by the
// simulation.
func (q *deadlines) Handle(_, _ int32) {
	q.set = false
	for ; q.first < len(q.all) && q.all[q.first].due <= q.m.Sim.Now(); q.first++ {
		if d := q.all[q.first]; q.runsOut(d) {
			q.m.outbox.sendAgain(d.draft)
		}
	}
	q.awaitNext()
}
