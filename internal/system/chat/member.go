package chat

import "spar/internal/delivery"

// A member is a user in a conversation, with what their client knows of it, and the
// store of them. There are so many that what most do not need is kept apart.
type member struct {
	user     int32
	behind   int32  // the next member of the user with a backlog, or upToDate
	next     uint16 // of its inbox, a window over the numbers of the store
	numbers  uint16 // of the messages that it sent
	accepted uint16 // of those, by the store, which has a window over them
	backlog  uint16 // the number from which on the store keeps all for it
}

// The addresses of members: upToDate stands for no backlog, as nobody is a member, and
// below it are those of the members of groups after the second.
const (
	upToDate   = nobody - 1
	firstOther = upToDate - 1
)

// apart is what a member has only while something came out of order. That of one
// conversation is a list, mostly an empty one.
type apart struct {
	member, following int32
	sent              uint64 // seen by the store's window
	progress
}

// progress is how far a member's client has come.
type progress struct {
	inbox delivery.Window
	// What waits in the inbox, or is given up there, from its next number on.
	skipped   uint64 // lost for good: nothing will be shown
	unwatched uint64 // the receiver was away meanwhile, so its latency says nothing
	shown     uint32 // one past the latest message that was shown, if it is above the next
}

// member returns one by its address. The first two of a conversation are with it.
func (ts *conversations) member(at int32) *member {
	if at >= 0 {
		return &ts.all[at>>1].two[at&1]
	}
	return &ts.others[firstOther-at]
}

// address returns that of a member of a conversation, counted from 0.
func (ts *conversations) address(c, i int32) int32 {
	if i < 2 {
		return c<<1 + i
	}
	return firstOther - (ts.all[c].others + i - 2)
}

// of returns the conversation of a member.
func (ts *conversations) of(at int32) int32 {
	if at >= 0 {
		return at >> 1
	}
	return ts.withOthers[(firstOther-at)/(ts.groupSize-2)]
}

// apartOf returns the place of what a member of a conversation has apart, or nobody.
func (ts *conversations) apartOf(c, at int32) int32 {
	i := ts.all[c].apart
	for i != nobody && ts.apart.All[i].member != at {
		i = ts.apart.All[i].following
	}
	return i
}

// progress returns that of a member of a conversation.
func (ts *conversations) progress(c, at int32) progress {
	if i := ts.apartOf(c, at); i != nobody {
		return ts.apart.All[i].progress
	}
	return progress{inbox: delivery.Resume(uint32(ts.member(at).next), 0)}
}

// keep notes how far the client of a member of a conversation has come.
func (ts *conversations) keep(c, at int32, p progress) {
	next := p.inbox.Next()
	ts.member(at).next = uint16(next)
	if p.shown <= next {
		p.shown = 0
	}
	i := ts.apartOf(c, at)
	if i == nobody && p == (progress{inbox: delivery.Resume(next, 0)}) {
		return
	}
	var sent uint64
	if i != nobody {
		sent = ts.apart.All[i].sent
	}
	ts.setApart(c, i, apart{member: at, sent: sent, progress: p})
}

// accept says what the store makes of a message with a number from a member of a
// conversation.
func (ts *conversations) accept(c, at int32, number uint32) delivery.Verdict {
	mb, i, before := ts.member(at), ts.apartOf(c, at), uint64(0)
	if i != nobody {
		before = ts.apart.All[i].sent
	}
	window := delivery.Resume(uint32(mb.accepted), before)
	verdict := window.Accept(number)
	window.Settle()
	mb.accepted = uint16(window.Next())
	if seen := window.Seen(); seen != before {
		ts.setApart(c, i, apart{member: at, sent: seen, progress: ts.progress(c, at)})
	}
	return verdict
}

// setApart puts what a member of a conversation has apart to its place, if it has one,
// and gives that up if there is nothing.
func (ts *conversations) setApart(c, i int32, a apart) {
	nothing := a.sent == 0 && a.progress == progress{inbox: delivery.Resume(a.inbox.Next(), 0)}
	first := &ts.all[c].apart
	switch {
	case i == nobody:
		a.following = *first
		*first = ts.apart.Put(a)
	case !nothing:
		a.following = ts.apart.All[i].following
		ts.apart.All[i] = a
	default:
		for *first != i {
			first = &ts.apart.All[*first].following
		}
		*first = ts.apart.All[i].following
		ts.apart.Drop(i)
	}
}
