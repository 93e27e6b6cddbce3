// Package questions is the screen that lists the questions and filters them by
// what is typed.
package questions

import (
	"strings"

	"charm.land/bubbles/v2/key"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/tui/list"
	"spar/internal/tui/nav"
)

var chooseKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "choose"))

// New returns a page that lists the questions of a library, to start a session
// in one mode.
func New(library *question.Library, mode interview.Mode) *list.Page {
	title := "Practise"
	if mode == interview.Mock {
		title = "Mock interview"
	}
	p := list.New(list.Config{
		Title: title, Remark: "which question?", Noun: "question",
		Empty: "there are no questions: see spar pack lint", Open: chooseKey, Back: list.BackKey, Typing: true,
	})
	var items []list.Item
	for _, q := range library.Questions() {
		items = append(items, list.Item{
			Title: q.Title, Remark: []string{q.Level}, About: about(&q),
			Route: nav.Setup{Question: q.FullID(), Mode: mode},
		})
	}
	p.SetItems(items)
	return p
}

func about(q *question.Summary) []string {
	var parts []string
	if q.Like != "" {
		parts = append(parts, "like "+q.Like)
	}
	if len(q.Tags) > 0 {
		parts = append(parts, strings.Join(q.Tags, ", "))
	}
	return parts
}
