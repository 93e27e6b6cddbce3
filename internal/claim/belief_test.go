package claim

import "testing"

func TestBeliefs(t *testing.T) {
	for _, b := range Beliefs() {
		for want, lines := range map[bool][]string{true: b.Yes, false: b.No} {
			for _, text := range lines {
				l := Read(Vocabulary(), text, "notes")
				if got := b.held(l); got != want {
					t.Errorf("%s: held by %q: %v, want %v", b.Name, text, got, want)
				}
			}
		}
	}
}
