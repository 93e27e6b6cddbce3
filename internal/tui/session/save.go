package session

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
)

// saveAfter is how long a change may wait to be saved together with those that
// follow it. With the write itself it stays well below a second.
const saveAfter = 400 * time.Millisecond

// flushTimeout bounds the last write before the page closes.
const flushTimeout = time.Second

// A saver knows whether the journal is about to be written or being written.
type saver struct {
	scheduled bool
	forked    bool // it was said that the session has a new id
	failed    error
}

type (
	saveMsg  struct{ journal *interview.Journal }
	savedMsg struct {
		journal *interview.Journal
		err     error
	}
)

// autosave schedules a save if something has changed and none is under way. A
// failed save is tried again at the next change or tick.
func (p *Page) autosave() tea.Cmd {
	if p.saver.scheduled || !p.coach.Journal.Dirty() {
		return nil
	}
	p.saver.scheduled = true
	journal := p.coach.Journal
	return p.deps.After(saveAfter, func(time.Time) tea.Msg { return saveMsg{journal} })
}

func (p *Page) save(msg saveMsg) tea.Cmd {
	if msg.journal != p.coach.Journal {
		return nil
	}
	ctx, journal := p.deps.Context, msg.journal
	return func() tea.Msg { return savedMsg{journal, journal.Flush(ctx)} }
}

func (p *Page) saved(msg savedMsg) {
	if msg.journal == p.coach.Journal {
		p.saver.scheduled, p.saver.failed = false, msg.err
		if from := msg.journal.Forked(); from != "" && !p.saver.forked {
			p.saver.forked = true
			p.notice = fmt.Sprintf("another spar changed %s; yours goes on as %s", from, msg.journal.ID())
		}
	}
}

// flush writes what is left before the page closes.
func flush(ctx context.Context, journal *interview.Journal) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, flushTimeout)
		defer cancel()
		// Nobody is left to tell, and the next start shows what was stored.
		_ = journal.Flush(ctx)
		return nil
	}
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
