package interviewer_test

import (
	"testing"

	. "spar/internal/interviewer"
)

// Who names a part of a design and asks what to think of it asks for the design, and
// who announces what comes next states it; a fact in the same words stays a fact.
func TestProposed(t *testing.T) {
	in := For(builtIn(t, "chat"))
	for _, tt := range []struct {
		text string
		want Kind
	}{
		{"I'd put photos in the object store and send only a link through the chat, fine by you?", Design},
		{"Would polling for presence be something you'd be comfortable with?", Design},
		{"is it ok if i shard by conversation?", Design},
		{"Assumption: phones only, I'm ignoring browsers.", Statement},
		{"ok going to sketch the api now, send / receive / history", Statement},
		{"is it ok if a message takes a second to arrive?", Answered},
		{"photos too, fine by you?", Answered},
	} {
		if got := in.Ask(tt.text, Reply{}); got.Kind != tt.want {
			t.Errorf("Ask(%q) is %v, want %v", tt.text, got.Kind, tt.want)
		}
	}
}
