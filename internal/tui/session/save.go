package session

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// autosave schedules a save if something has changed.
func (p *Page) autosave() tea.Cmd { return p.saver.Schedule(p.coach.Journal) }

// saving handles the messages of a save.
func (p *Page) saving(msg tea.Msg) tea.Cmd {
	cmd, ended := p.saver.Update(msg)
	journal := p.coach.Journal
	if from := journal.Forked(); ended && from != "" && !p.forked {
		p.forked = true
		p.notice = fmt.Sprintf("another spar changed %s; yours goes on as %s", from, journal.ID())
	}
	return cmd
}

// Status says when the session was saved last.
func (p *Page) Status() string {
	if p.coach == nil {
		return ""
	}
	at, err := p.coach.Journal.Saved()
	switch {
	case err != nil:
		return p.theme.Danger.Render("not saved")
	case at.IsZero():
		return ""
	}
	return p.theme.Faint.Render("saved " + at.In(p.deps.Now().Location()).Format("15:04"))
}
