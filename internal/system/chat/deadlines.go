package chat

import "time"

// deadlines hold when the first attempts to send run out. All have the same time, so
// they do so in their order: one event for the first of them is enough, where a timer
// for each would fill the simulation's queue and hardly ever be due.
type deadlines struct {
	all   []deadline
	first int
	set   bool // an event is pending
}

type deadline struct {
	message int32
	due     time.Duration
}

// runsOut reports whether a deadline is still that of an unanswered message, and not
// of one whose place or deadline is another by now.
func (m *model) runsOut(d deadline) bool {
	msg := &m.messages.All[d.message]
	return msg.conversation != nobody && !msg.acked && msg.due == d.due
}

// await adds the deadline of a message.
func (m *model) await(i int32) {
	q := &m.deadlines
	if len(q.all) == cap(q.all) && q.first > len(q.all)/2 {
		q.all = q.all[:copy(q.all, q.all[q.first:])]
		q.first = 0
	}
	q.all = append(q.all, deadline{i, m.messages.All[i].due})
	m.awaitNext()
}

// awaitNext schedules the first deadline that counts.
func (m *model) awaitNext() {
	q := &m.deadlines
	if q.set {
		return
	}
	for q.first < len(q.all) && !m.runsOut(q.all[q.first]) {
		q.first++
	}
	if q.first == len(q.all) {
		q.all, q.first = q.all[:0], 0
		return
	}
	q.set = true
	m.sim.Schedule(q.all[q.first].due, m, ranOut, 0)
}

// expire sends again what has not been answered in time.
func (m *model) expire() {
	q := &m.deadlines
	q.set = false
	for ; q.first < len(q.all) && q.all[q.first].due <= m.sim.Now(); q.first++ {
		if d := q.all[q.first]; m.runsOut(d) {
			m.sendAgain(d.message)
		}
	}
	m.awaitNext()
}
