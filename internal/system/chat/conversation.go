package chat

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"spar/internal/delivery"
	"spar/internal/system/traffic"
)

// exchange is how many messages a conversation lasts for, on average.
const exchange = 10

// A conversation is two users or a group, whose messages the store numbers.
type conversation struct {
	first, size int32  // its members, among those of all conversations
	next        uint32 // the number of the next message
	oldest      int32  // the first message that some member's client has not passed
	last        int32  // the message stored last, which may be gone
	live        int32  // messages that are still wanted
	underWay    bool
	read        uint32 // the latest reading of history that had to do with it
}

// A member is a user in a conversation, with what their client knows of it, and the
// store of them. There are so many that what most do not need is kept apart.
type member struct {
	user     int32
	apart    int32  // one above its place among what is apart
	behind   int32  // the next member of the user with a backlog, or upToDate
	next     uint16 // of its inbox, a window over the numbers of the store
	numbers  uint16 // of the messages that it sent
	accepted uint16 // of those, by the store, which has a window over them
	backlog  uint16 // the number from which on the store keeps all for it
}

// upToDate stands for no backlog.
const upToDate = -2

// apart is what a member has only while something came out of order.
type apart struct {
	sent uint64 // seen by the store's window
	seen uint64 // by that of its inbox
	// What waits in the inbox, or is given up there, from its next number on.
	skipped   uint64 // lost for good: nothing will be shown
	unwatched uint64 // the receiver was away meanwhile, so its latency says nothing
	shown     uint32 // one past the latest message that was shown, if it is above the next
}

// progress is how far a member's client has come.
type progress struct {
	inbox              delivery.Window
	skipped, unwatched uint64
	shown              uint32
}

// progress returns that of a member.
func (ts *conversations) progress(at int32) progress {
	mb := &ts.members[at]
	if mb.apart == 0 {
		return progress{inbox: delivery.Resume(uint32(mb.next), 0)}
	}
	a := &ts.apart.All[mb.apart-1]
	return progress{delivery.Resume(uint32(mb.next), a.seen), a.skipped, a.unwatched, a.shown}
}

// keep notes how far a member's client has come.
func (ts *conversations) keep(at int32, p progress) {
	mb := &ts.members[at]
	next := p.inbox.Next()
	mb.next = uint16(next)
	a := apart{sent: ts.ahead(at), seen: p.inbox.Seen(), skipped: p.skipped, unwatched: p.unwatched}
	if p.shown > next {
		a.shown = p.shown
	}
	ts.setApart(mb, a)
}

// ahead says which messages of a member the store took before earlier ones.
func (ts *conversations) ahead(at int32) uint64 {
	if i := ts.members[at].apart; i > 0 {
		return ts.apart.All[i-1].sent
	}
	return 0
}

// accept says what the store makes of a message with a number from a member.
func (ts *conversations) accept(at int32, number uint32) delivery.Verdict {
	mb := &ts.members[at]
	before := ts.ahead(at)
	sent := delivery.Resume(uint32(mb.accepted), before)
	verdict := sent.Accept(number)
	sent.Settle()
	mb.accepted = uint16(sent.Next())
	if seen := sent.Seen(); seen != before {
		a := apart{}
		if mb.apart > 0 {
			a = ts.apart.All[mb.apart-1]
		}
		a.sent = seen
		ts.setApart(mb, a)
	}
	return verdict
}

func (ts *conversations) setApart(mb *member, a apart) {
	switch empty := a == (apart{}); {
	case empty && mb.apart > 0:
		ts.apart.Drop(mb.apart - 1)
		mb.apart = 0
		return
	case empty:
		return
	case mb.apart == 0:
		mb.apart = ts.apart.Take() + 1
	}
	ts.apart.All[mb.apart-1] = a
}

// conversations are those under way, among which the next message falls, and
// those whose messages are still wanted.
type conversations struct {
	m               *model
	talk, strangers *rand.Rand // who says something, and to whom
	groups          float64    // part of the conversations
	groupSize       int32

	all      []conversation
	members  []member
	apart    traffic.Slots[apart]
	free     [2][]int32 // conversations of two, and groups
	underWay []int32
}

// newConversations lets as many conversations be under way as send the load at their gap.
func newConversations(m *model) conversations {
	p := m.Plan
	c := conversations{
		m: m, talk: m.Stream("conversations"), strangers: m.Stream("members"),
		groups: p.Number("group_fraction"), groupSize: int32(min(p.Int("group_size"), m.size.users)),
		underWay: make([]int32, underWay(m.size.rate, p.Number("conversation_gap"))),
	}
	for i := range c.underWay {
		c.underWay[i] = nobody
	}
	return c
}

// underWay returns how many conversations go on at a time.
func underWay(rate, gap float64) int { return max(1, int(rate*gap)) }

// pick returns the conversation of the next message, and which member sends it. It
// reports false if nobody is there to send one.
func (ts *conversations) pick() (c, sender int32, ok bool) {
	talk := ts.talk
	slot := &ts.underWay[talk.IntN(len(ts.underWay))]
	fresh := talk.IntN(exchange) == 0
	if *slot != nobody && !fresh {
		if sender, ok := ts.sender(*slot); ok {
			return *slot, sender, true
		}
	}
	if ts.m.people.present == 0 {
		return 0, 0, false
	}
	if *slot != nobody {
		old := *slot
		ts.all[old].underWay = false
		ts.release(old)
	}
	*slot = ts.open(ts.m.people.order[talk.IntN(ts.m.people.present)])
	return *slot, ts.all[*slot].first, true
}

// sender draws a member who is there.
func (ts *conversations) sender(c int32) (int32, bool) {
	conv := &ts.all[c]
	at := ts.talk.Int32N(conv.size)
	for range conv.size {
		if i := conv.first + at; ts.m.people.here(ts.members[i].user) {
			return i, true
		}
		if at++; at == conv.size {
			at = 0
		}
	}
	return 0, false
}

// open begins a conversation of a user.
func (ts *conversations) open(user int32) int32 {
	size, class := int32(2), 0
	if ts.talk.Float64() < ts.groups {
		size, class = ts.groupSize, 1
	}
	i := ts.take(size, class)
	members := ts.members[ts.all[i].first:][:size]
	members[0] = member{user: user, behind: upToDate}
	for j := 1; j < len(members); j++ {
		members[j] = member{user: ts.someoneElse(user), behind: upToDate}
	}
	return i
}

// someoneElse draws a user other than one. A group may have somebody twice, as with
// two devices; there are few of those.
func (ts *conversations) someoneElse(user int32) int32 {
	other := ts.strangers.Int32N(int32(ts.m.size.users) - 1)
	if other >= user {
		other++
	}
	return other
}

// take returns a conversation of a class, with room for its members.
func (ts *conversations) take(size int32, class int) int32 {
	var i int32
	if free := ts.free[class]; len(free) > 0 {
		i = free[len(free)-1]
		ts.free[class] = free[:len(free)-1]
	} else {
		i = int32(len(ts.all))
		ts.all = append(ts.all, conversation{first: int32(len(ts.members)), size: size})
		for range size {
			ts.members = append(ts.members, member{})
		}
	}
	old := ts.all[i]
	ts.all[i] = conversation{first: old.first, size: size, last: nobody, oldest: nobody, underWay: true}
	return i
}

// of returns the conversation of a member. Their members follow one another as they do.
func (ts *conversations) of(at int32) int32 {
	i, _ := slices.BinarySearchFunc(ts.all, at+1, func(c conversation, at int32) int { return cmp.Compare(c.first, at) })
	return int32(i - 1)
}

// release forgets a conversation that is over, once none of its messages is wanted.
func (ts *conversations) release(i int32) {
	c := &ts.all[i]
	if c.underWay || c.live > 0 {
		return
	}
	class := 0
	if c.size > 2 {
		class = 1
	}
	ts.free[class] = append(ts.free[class], i)
}
