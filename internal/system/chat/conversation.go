package chat

import "spar/internal/delivery"

// exchange is how many messages a conversation lasts for, on average.
const exchange = 10

// A conversation is two users or a group, whose messages the store numbers.
type conversation struct {
	first, size int32  // its members, among those of all conversations
	next        uint32 // the number of the next message
	last        int32  // the message stored last, which may be gone
	live        int32  // messages that are still wanted
	underWay    bool
	read        uint32 // the latest reading of history that had to do with it
}

// A member is a user in a conversation, with what their client knows of it.
type member struct {
	user    int32
	shown   uint32          // one past the latest message that was shown
	numbers uint32          // of the messages that it sent
	sent    delivery.Window // over those, at the store
	inbox   delivery.Window // over the numbers of the store, at the client
	// What waits in the inbox, or is given up there, from its next number on.
	skipped   uint64 // lost for good: nothing will be shown
	unwatched uint64 // the receiver was away meanwhile, so its latency says nothing
}

// conversations are those under way, among which the next message falls, and
// those whose messages are still wanted.
type conversations struct {
	all      []conversation
	members  []member
	free     [2][]int32 // conversations of two, and groups
	underWay []int32
}

// start lets as many conversations be under way as send the load at their gap.
func (c *conversations) start(m *model) {
	c.underWay = make([]int32, underWay(m.size.rate, m.plan.Number("conversation_gap")))
	for i := range c.underWay {
		c.underWay[i] = nobody
	}
}

// underWay returns how many conversations go on at a time.
func underWay(rate, gap float64) int { return max(1, int(rate*gap)) }

// pick returns the conversation of the next message, and which member sends it. It
// reports false if nobody is there to send one.
func (m *model) pick() (c, sender int32, ok bool) {
	talk := m.draws.talk
	slot := &m.conversations.underWay[talk.IntN(len(m.conversations.underWay))]
	fresh := talk.IntN(exchange) == 0
	if *slot != nobody && !fresh {
		if sender, ok := m.sender(*slot); ok {
			return *slot, sender, true
		}
	}
	if m.people.present == 0 {
		return 0, 0, false
	}
	if *slot != nobody {
		old := *slot
		m.conversations.all[old].underWay = false
		m.release(old)
	}
	*slot = m.open(m.people.order[talk.IntN(m.people.present)])
	return *slot, m.conversations.all[*slot].first, true
}

// sender draws a member who is there.
func (m *model) sender(c int32) (int32, bool) {
	conv := &m.conversations.all[c]
	at := m.draws.talk.Int32N(conv.size)
	for range conv.size {
		if i := conv.first + at; m.people.here(m.conversations.members[i].user) {
			return i, true
		}
		if at++; at == conv.size {
			at = 0
		}
	}
	return 0, false
}

// open begins a conversation of a user.
func (m *model) open(user int32) int32 {
	size, class := int32(2), 0
	if m.draws.talk.Float64() < m.plan.Number("group_fraction") {
		size, class = int32(min(m.plan.Int("group_size"), m.size.users)), 1
	}
	c := &m.conversations
	i := c.take(size, class)
	members := c.members[c.all[i].first:][:size]
	clear(members)
	members[0].user = user
	for j := 1; j < len(members); j++ {
		members[j].user = m.someoneElse(user)
	}
	return i
}

// someoneElse draws a user other than one. A group may have somebody twice, as with
// two devices; there are few of those.
func (m *model) someoneElse(user int32) int32 {
	other := m.draws.members.Int32N(int32(m.size.users) - 1)
	if other >= user {
		other++
	}
	return other
}

// take returns a conversation of a class, with room for its members.
func (c *conversations) take(size int32, class int) int32 {
	var i int32
	if free := c.free[class]; len(free) > 0 {
		i = free[len(free)-1]
		c.free[class] = free[:len(free)-1]
	} else {
		i = int32(len(c.all))
		c.all = append(c.all, conversation{first: int32(len(c.members)), size: size})
		for range size {
			c.members = append(c.members, member{})
		}
	}
	old := c.all[i]
	c.all[i] = conversation{first: old.first, size: size, last: nobody, underWay: true}
	return i
}

// release forgets a conversation that is over, once none of its messages is wanted.
func (m *model) release(i int32) {
	c := &m.conversations.all[i]
	if c.underWay || c.live > 0 {
		return
	}
	class := 0
	if c.size > 2 {
		class = 1
	}
	m.conversations.free[class] = append(m.conversations.free[class], i)
}
