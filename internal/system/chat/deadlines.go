package chat

// deadlines are when the first attempts to send run out. All have the same time, so they
// do so in their order: the drafts that wait for an answer stand in a line, out of which
// those go that get one, and one event for the first is enough. A timer for each would
// fill the simulation's queue and hardly ever be due.
type deadlines struct {
	m           *model
	first, last int32 // drafts
	set         bool  // an event is pending
}

// unlisted stands for the neighbour of a draft that is not in the line.
const unlisted = -2

func (q *deadlines) draft(d int32) *draft { return &q.m.messages.drafts.All[d] }

// await puts a draft at the end of the line.
func (q *deadlines) await(d int32) {
	at := q.draft(d)
	at.earlier, at.later = q.last, nobody
	if q.last == nobody {
		q.first = d
	} else {
		q.draft(q.last).later = d
	}
	q.last = d
	q.awaitNext()
}

// leave takes a draft out of the line, if it is there.
func (q *deadlines) leave(d int32) {
	at := q.draft(d)
	if at.earlier == unlisted {
		return
	}
	if at.earlier == nobody {
		q.first = at.later
	} else {
		q.draft(at.earlier).later = at.later
	}
	if at.later == nobody {
		q.last = at.earlier
	} else {
		q.draft(at.later).earlier = at.earlier
	}
	at.earlier = unlisted
}

// awaitNext schedules the deadline of the first.
func (q *deadlines) awaitNext() {
	if q.set || q.first == nobody {
		return
	}
	q.set = true
	q.m.Sim.Schedule(q.draft(q.first).due, q, 0, 0)
}

// Handle sends again what has not been answered in time. It is called by the
// simulation.
func (q *deadlines) Handle(_, _ int32) {
	q.set = false
	for q.first != nobody && q.draft(q.first).due <= q.m.Sim.Now() {
		d := q.first
		q.leave(d)
		q.m.outbox.sendAgain(d)
	}
	q.awaitNext()
}
