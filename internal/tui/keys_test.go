package tui

import (
	"context"
	"slices"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/store/mem"
	"spar/internal/tui/nav"
	"spar/questions"
)

// Every binding of every page has help, and none takes a key of the root.
var escape = tea.KeyPressMsg{Code: tea.KeyEscape}

func TestKeys(t *testing.T) {
	m := New(context.Background(), Config{
		Store: new(mem.Store), Notebook: new(mem.Store), NewID: func(string) string { return "s1" }, Now: time.Now,
		Library: func() *question.Library { return question.Open(question.Shelves{BuiltIn: questions.FS}) },
	})
	m.library = m.cfg.Library()
	begin := nav.Begin{Question: "spar/chat", Settings: coach.Settings{Mode: interview.Practice, Level: interview.Mid, Minutes: 45}}
	for _, route := range []nav.Route{
		nav.Home{},
		nav.Questions{Mode: interview.Mock},
		nav.Setup{Question: "spar/chat"},
		begin,
		nav.Session{ID: "s1"},
		nav.Review{ID: "s1"},
		nav.History{},
		nav.Calculator{},
		nav.Drill{Seed: 7},
	} {
		p := m.page(route)
		p.SetTheme(m.theme)
		p.SetSize(80, 24)
		if cmd := p.Init(); cmd != nil {
			p.Update(cmd())
		}
		for _, typing := range []string{"as it opens", "after esc"} {
			for _, k := range p.Keys() {
				if k.Help().Key == "" || k.Help().Desc == "" {
					t.Errorf("%T, %s: the keys %v have no help", route, typing, k.Keys())
				}
				for _, global := range []key.Binding{quitKey, helpKey} {
					for _, name := range global.Keys() {
						if slices.Contains(k.Keys(), name) {
							t.Errorf("%T, %s: %q is the root's, not for %q", route, typing, name, k.Help().Desc)
						}
					}
				}
			}
			if s, ok := route.(nav.Begin); ok && s == begin {
				p.Update(escape)
			}
		}
	}
}
