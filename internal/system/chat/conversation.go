package chat

import (
	"math/rand/v2"

	"spar/internal/hugepages"
	"spar/internal/system/traffic"
)

// exchange is how many messages a conversation lasts for, on average.
const exchange = 10

// A conversation is two users or a group, whose messages the store numbers. One of two
// is all together in one line of a cache, for millions of them are under way, in any
// order.
type conversation struct {
	others   int32  // the first of those of its members who come after the second
	size     int32  // its members
	next     uint32 // the number of the next message
	last     int32  // the message stored last, which may be gone
	live     int32  // messages that are still wanted
	apart    int32  // the first that a member has apart, or nobody
	read     uint32 // the latest reading of history that had to do with it
	underWay bool
	two      [2]member // the first ones
}

// conversations are those under way, among which the next message falls, and
// those whose messages are still wanted.
type conversations struct {
	m               *model
	talk, strangers *rand.Rand // who says something, and to whom
	groups          float64    // part of the conversations
	groupSize       int32

	all        []conversation
	others     []member // of groups, those after the second
	withOthers []int32  // whose those are, a group after the other
	apart      traffic.Slots[apart]
	free       [2][]int32 // conversations of two, and groups
	underWay   []int32
}

// newConversations lets as many conversations be under way as send the load at their gap.
func newConversations(m *model) conversations {
	p := m.Plan
	c := conversations{
		m: m, talk: m.Stream("conversations"), strangers: m.Stream("members"),
		groups: p.Number("group_fraction"), groupSize: int32(min(p.Int("group_size"), m.size.users)),
	}
	slots := underWay(m.size.rate, p.Number("conversation_gap"))
	c.underWay = hugepages.Make[int32](slots)[:slots]
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
	return *slot, ts.address(*slot, 0), true
}

// sender draws a member who is there.
func (ts *conversations) sender(c int32) (int32, bool) {
	conv := &ts.all[c]
	at := ts.talk.Int32N(conv.size)
	for range conv.size {
		if i := ts.address(c, at); ts.m.people.here(ts.member(i).user) {
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
	*ts.member(ts.address(i, 0)) = member{user: user, behind: upToDate}
	for j := int32(1); j < size; j++ {
		*ts.member(ts.address(i, j)) = member{user: ts.someoneElse(user), behind: upToDate}
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
		ts.all = append(ts.all, conversation{others: int32(len(ts.others))})
		for range size - 2 {
			ts.others = append(ts.others, member{})
		}
		if size > 2 {
			ts.withOthers = append(ts.withOthers, i)
		}
	}
	ts.all[i] = conversation{others: ts.all[i].others, size: size, last: nobody, apart: nobody, underWay: true}
	return i
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
