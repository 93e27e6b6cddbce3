package chat

import "fmt"

// audit counts the messages, one for each receiver, that are neither shown nor
// given up, by what senders and receivers know: it uses none of the counters that
// it is held against.
func (m *model) audit() int64 {
	pending := int64(0)
	for i := range m.messages.drafts.All {
		if d := &m.messages.drafts.All[i]; d.conversation != nobody && d.message == nobody {
			pending += int64(m.talks.all[d.conversation].size - 1)
		}
	}
	for i := range m.messages.All {
		msg := &m.messages.All[i]
		if msg.conversation == nobody || msg.ghost {
			continue
		}
		for n := range m.talks.all[msg.conversation].size {
			at := m.talks.address(msg.conversation, n)
			if at != msg.sender && m.talks.progress(msg.conversation, at).awaits(uint32(msg.sequence), m.mistake == withoutNumbers) {
				pending++
			}
		}
	}
	return pending
}

// awaits reports whether a member may still be shown a message. Without order it
// has been as soon as it came.
func (p progress) awaits(sequence uint32, unordered bool) bool {
	next := p.inbox.Next()
	switch {
	case sequence < next:
		return false
	case !p.inbox.Has(sequence):
		return true
	}
	return !unordered && p.skipped>>(sequence-next)&1 == 0
}

// balanceBooks reports an error unless every message has one fate.
func (m *model) balanceBooks(pending int64) error {
	c := &m.count
	if c.sent != c.delivered+c.lost+pending {
		return fmt.Errorf("messages do not add up: %d sent, but %d delivered, %d lost and %d pending", c.sent, c.delivered, c.lost, pending)
	}
	return nil
}
