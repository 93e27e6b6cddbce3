package tui_test

import (
	"context"
	"strings"
	"testing"

	"spar/internal/interview"
	"spar/internal/tui/nav"
)

// What a stored session says of itself commands no terminal, on any screen that shows it.
func TestHostileSessions(t *testing.T) {
	const hostile = "x\x1b]0;title\a\u009b2Jy\u202etxt"
	store := newStore()
	events := []interview.Event{{Seq: 1, At: noon, Act: interview.Started{
		Pack: "spar", Question: "url-shortener", Title: hostile, Mode: hostile, Level: hostile, Plan: interview.PlanOf([5]int{5, 5, 10, 15, 10}),
	}}}
	for _, act := range []interview.Act{
		interview.Lost{Stored: hostile, Data: []byte("{"), Reason: hostile},
		interview.Asked{Text: hostile, Kind: hostile, Clarification: hostile, Answer: hostile},
		interview.Wrote{Field: interview.Functional, Inserted: []string{hostile}},
		interview.CurveballThrown{Curveball: hostile, Says: hostile},
	} {
		events = append(events, interview.Event{Seq: len(events) + 1, At: noon, Act: act})
	}
	if err := store.Append(context.Background(), "s"+hostile, events...); err != nil {
		t.Fatal(err)
	}
	for name, route := range map[string]nav.Route{
		"home": nil, "history": nav.History{}, "session": nav.Session{ID: "s" + hostile}, "review": nav.Review{ID: "s" + hostile},
	} {
		a := start(t, store, 120, 40, route)
		if name == "review" {
			a.shows("damaged: event 2 cannot be read")
		}
		for range 4 {
			shown := a.model.View().Content
			for _, bad := range []string{"\x1b]0", "\a", "\u009b", "\u202e"} {
				if strings.Contains(shown, bad) {
					at := strings.Index(shown, bad)
					t.Errorf("%s shows %q: %q", name, bad, shown[max(0, at-80):min(len(shown), at+40)])
				}
			}
			if !strings.Contains(shown, "x2Jytxt") && !strings.Contains(shown, "xtitle") && name == "home" {
				t.Errorf("%s shows no session:\n%s", name, shown)
			}
			a.press("tab")
		}
	}
}
