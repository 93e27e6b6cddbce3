package chat

import (
	"time"

	"spar/internal/system/traffic"
)

// A message is known to its sender from the moment it is sent, and to the store
// once it has a number in its conversation.
type message struct {
	conversation int32  // nobody once it is forgotten
	sender       int32  // a member
	following    int32  // the next message of the conversation
	open         int32  // members whose inbox has not passed it
	pins         int32  // attempts and copies under way
	draft        int32  // nobody once nobody waits for it
	sequence     uint16 // given by the store
	inStore      bool
	// ghost is set where the store took a message a second time.
	ghost bool
}

// A draft is what is known of a message for as long as its sender waits for an answer,
// or somebody who is there for the message. Most messages are kept much longer.
type draft struct {
	arrived    time.Duration
	due        time.Duration // when its sender sends again
	message    int32
	heldBefore int32 // the next draft that the sender's client keeps
	tries      int32
	unseen     int32  // receivers who are there and have not seen it
	number     uint16 // given by the sender
	acked      bool   // the sender need not send it again
}

// messages are those that somebody still wants.
type messages struct {
	m *model
	traffic.Slots[message]
	drafts traffic.Slots[draft]
}

// create makes a message of a conversation, with a draft unless it is a ghost.
func (ms *messages) create(msg message, d draft) int32 {
	c := &ms.m.talks.all[msg.conversation]
	c.live++
	msg.open = c.size
	msg.following, msg.draft = nobody, nobody
	i := ms.Take()
	if !msg.ghost {
		d.message = i
		msg.draft = ms.drafts.Put(d)
	}
	ms.All[i] = msg
	return i
}

// waiting returns the draft of a message, nil if nobody waits for it any more.
func (ms *messages) waiting(i int32) *draft {
	if d := ms.All[i].draft; d != nobody {
		return &ms.drafts.All[d]
	}
	return nil
}

// unwatch notes that one more of those who are there does not wait for a message, and
// reports whether that was the last of them.
func (ms *messages) unwatch(i int32) (last bool) {
	d := ms.waiting(i)
	if d == nil {
		return false
	}
	d.unseen--
	last = d.unseen == 0
	ms.finish(i)
	return last
}

// finish gives up the draft of a message for which nobody waits.
func (ms *messages) finish(i int32) {
	if d := ms.waiting(i); d != nil && d.acked && d.unseen == 0 {
		d.due = -1
		ms.drafts.Drop(ms.All[i].draft)
		ms.All[i].draft = nobody
	}
}

// append gives a message the next number of its conversation.
func (ms *messages) append(i int32) {
	msg := &ms.All[i]
	c := &ms.m.talks.all[msg.conversation]
	msg.inStore = true
	msg.sequence = uint16(c.next)
	c.next++
	if c.last != nobody {
		// The place may belong to another message by now. Then everybody has passed
		// the one that was there, and nobody comes here from it.
		if last := &ms.All[c.last]; last.inStore && last.conversation == msg.conversation && uint32(last.sequence)+1 == uint32(msg.sequence) {
			last.following = i
		}
	}
	c.last = i
	if c.oldest == nobody {
		c.oldest = i
	}
	msg.pins++
	ms.m.clients.skip(i, msg.sender) // who has seen it
	ms.m.copies.spread(i)
	ms.All[i].pins--
	ms.forget(i)
}

// forget gives up the place of a message that everybody has and nothing is about.
func (ms *messages) forget(i int32) {
	msg := &ms.All[i]
	if !msg.inStore || msg.draft != nobody || msg.open > 0 || msg.pins > 0 || msg.conversation == nobody {
		return
	}
	c := msg.conversation
	msg.conversation = nobody
	ms.Drop(i)
	ms.m.talks.all[c].live--
	ms.m.talks.release(c)
}
