package chat

import (
	"time"

	"spar/internal/system/traffic"
)

// A message is known to its sender from the moment it is sent, and to the store
// once it has a number in its conversation.
type message struct {
	arrived      time.Duration
	due          time.Duration // when its sender sends again
	conversation int32
	sender       int32  // a member
	number       uint32 // given by the sender
	sequence     uint32 // given by the store
	following    int32  // the next message of the conversation
	heldBefore   int32  // the next message that the sender's client keeps
	open         int32  // members whose inbox has not passed it
	unseen       int32  // receivers who are there and have not seen it
	pins         int32  // attempts and copies under way
	tries        int32
	inStore      bool
	acked        bool // the sender need not send it again
	// ghost is set where the store took a message a second time.
	ghost bool
}

// messages are those that somebody still wants.
type messages struct {
	m *model
	traffic.Slots[message]
}

// create makes a message of a conversation.
func (ms *messages) create(msg message) int32 {
	c := &ms.m.talks.all[msg.conversation]
	c.live++
	msg.open = c.size
	msg.following = nobody
	i := ms.Take()
	ms.All[i] = msg
	return i
}

// append gives a message the next number of its conversation.
func (ms *messages) append(i int32) {
	msg := &ms.All[i]
	c := &ms.m.talks.all[msg.conversation]
	msg.inStore = true
	msg.sequence = c.next
	c.next++
	if c.last != nobody {
		// The place may belong to another message by now. Then everybody has passed
		// the one that was there, and nobody comes here from it.
		if last := &ms.All[c.last]; last.inStore && last.conversation == msg.conversation && last.sequence+1 == msg.sequence {
			last.following = i
		}
	}
	c.last = i
	msg.pins++
	ms.m.clients.skip(i, msg.sender) // who has seen it
	ms.m.copies.spread(i)
	ms.All[i].pins--
	ms.forget(i)
}

// forget gives up the place of a message that everybody has and nothing is about.
func (ms *messages) forget(i int32) {
	msg := &ms.All[i]
	if !msg.inStore || !msg.acked || msg.open > 0 || msg.pins > 0 || msg.conversation == nobody {
		return
	}
	c := msg.conversation
	msg.conversation = nobody
	ms.Drop(i)
	ms.m.talks.all[c].live--
	ms.m.talks.release(c)
}
