package chat

import (
	"time"

	"spar/internal/system/traffic"
)

// A message has a number in its conversation, which the store has given it.
type message struct {
	conversation int32 // nobody once it is forgotten
	sender       int32 // a member
	previous     int32 // the message of the conversation before it, which may be gone
	open         int32 // members whose inbox has not passed it
	copies       int32 // under way
	draft        int32 // nobody once nobody waits for it
	sequence     uint16
	// ghost is set where the store took a message a second time.
	ghost bool
}

// A draft is a message for as long as its sender waits for an answer, or somebody who
// is there for the message. Most messages are kept much longer.
type draft struct {
	arrived        time.Duration
	due            time.Duration // when its sender sends again
	conversation   int32         // nobody once it is given up
	sender         int32         // a member
	message        int32         // nobody until the store has taken it
	heldBefore     int32         // the next draft that the sender's client keeps
	earlier, later int32         // among those that wait for the answer to their first attempt
	tries          int32
	attempts       int32  // under way
	unseen         int32  // receivers who are there and have not seen it
	number         uint16 // given by the sender
	acked          bool   // the sender need not send it again
}

// messages are those that somebody still wants.
type messages struct {
	m *model
	traffic.Slots[message]
	drafts traffic.Slots[draft]
}

// create makes the draft of a message of a conversation.
func (ms *messages) create(d draft) int32 {
	ms.m.talks.all[d.conversation].live++
	d.message, d.earlier = nobody, unlisted
	return ms.drafts.Put(d)
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
	ms.finish(ms.All[i].draft)
	return last
}

// finish gives up the draft of a message for which nobody waits.
func (ms *messages) finish(i int32) {
	d := &ms.drafts.All[i]
	if !d.acked || d.unseen > 0 || d.attempts > 0 {
		return
	}
	message := d.message
	ms.All[message].draft = nobody
	d.conversation, d.due = nobody, -1
	ms.drafts.Drop(i)
	ms.forget(message)
}

// append gives the message of a draft the next number of its conversation.
func (ms *messages) append(d int32) {
	draft := &ms.drafts.All[d]
	draft.message = ms.number(message{conversation: draft.conversation, sender: draft.sender, draft: d})
	ms.spread(draft.message)
}

// appendGhost does so once more with a message that the store has.
func (ms *messages) appendGhost(conversation, sender int32) {
	ms.m.talks.all[conversation].live++
	ms.spread(ms.number(message{conversation: conversation, sender: sender, draft: nobody, ghost: true}))
}

// number puts a message at the end of its conversation.
func (ms *messages) number(msg message) int32 {
	i := ms.Take()
	c := &ms.m.talks.all[msg.conversation]
	msg.open, msg.previous, msg.sequence = c.size, c.last, uint16(c.next)
	ms.All[i] = msg
	c.next++
	c.last = i
	return i
}

// spread lets everybody have a message that the store has just taken.
func (ms *messages) spread(i int32) {
	msg := &ms.All[i]
	msg.copies++                     // so that it is not forgotten meanwhile
	ms.m.clients.skip(i, msg.sender) // who has seen it
	ms.m.copies.spread(i)
	ms.All[i].copies--
	ms.forget(i)
}

// numbered returns the message of a conversation with a number that some member has
// not passed.
func (ms *messages) numbered(c int32, sequence uint16) int32 {
	i := ms.m.talks.all[c].last
	for ms.All[i].sequence != sequence {
		i = ms.All[i].previous
	}
	return i
}

// forget gives up the place of a message that everybody has and nothing is about.
func (ms *messages) forget(i int32) {
	msg := &ms.All[i]
	if msg.draft != nobody || msg.open > 0 || msg.copies > 0 || msg.conversation == nobody {
		return
	}
	c := msg.conversation
	msg.conversation = nobody
	ms.Drop(i)
	ms.m.talks.all[c].live--
	ms.m.talks.release(c)
}
