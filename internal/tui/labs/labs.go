// Package labs lists the systems that can be run, each of which opens its lab.
package labs

import (
	"charm.land/bubbles/v2/key"

	"spar/internal/system"
	"spar/internal/tui/list"
	"spar/internal/tui/nav"
)

var runKey = key.NewBinding(key.WithKeys(list.OpenKey.Keys()...), key.WithHelp("enter", "run it"))

// New returns a page that lists systems. Each opens with the defaults of a session
// but for its faults: those are the user's.
func New(systems system.Registry) *list.Page {
	p := list.New(list.Config{
		Title: "Labs", Remark: "run it, and break it", Noun: "system", Open: runKey, Back: list.BackKey,
	})
	var items []list.Item
	for _, s := range systems {
		items = append(items, list.Item{
			Title: s.Title, Remark: []string{s.Name}, Detail: s.Doc,
			Route: nav.Lab{Scenario: system.Scenario{System: s.Name, Objectives: s.DefaultObjectives, Seed: 1}},
		})
	}
	p.SetItems(items)
	return p
}
