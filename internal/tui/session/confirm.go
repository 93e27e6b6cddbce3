package session

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/tui/keymap"
	"spar/internal/tui/nav"
	"spar/internal/tui/words"
)

// A confirmation asks about what cannot be taken back.
type confirmation struct {
	text, does string      // what is asked, and what the answer does
	word       *words.Word // of the key that led to it
	at         time.Time   // when
	harmless   bool        // it can be taken back, so that the answer may come at once
	do         func() tea.Cmd
}

// A question cannot be answered by the same keystrokes that asked it, nor long after
// it was asked.
const (
	answerFrom  = 500 * time.Millisecond
	answerUntil = 10 * time.Second
)

func (p *Page) ask(by tea.KeyPressMsg, text, does string, do func() tea.Cmd) {
	p.asked = &confirmation{text: text, does: does, word: words.Begin(by), at: p.deps.Now(), do: do}
}

// sure returns what a key does: by a letter only once it is confirmed, as the letter may
// begin a word, however slowly that is typed. What does not work says so at once.
func (p *Page) sure(works bool, does string, do func() tea.Cmd) func(tea.KeyPressMsg) tea.Cmd {
	return func(by tea.KeyPressMsg) tea.Cmd {
		if !words.IsText(by) || !works {
			return do()
		}
		p.ask(by, words.Question(does), does, do)
		p.asked.harmless = true
		return nil
	}
}

// confirmKeys work while a question is open.
func (p *Page) confirmKeys() keymap.Table {
	return keymap.Table{
		keymap.On(words.Yes(p.asked.does), true, p.answerYes),
		keymap.Rest(words.No, true, p.answerNo),
	}
}

// answerYes does what was asked about, unless the key comes so soon that it was meant
// for something else.
func (p *Page) answerYes() tea.Cmd {
	q := p.asked
	if !q.harmless && p.deps.Now().Sub(q.at) < answerFrom {
		return nil
	}
	p.asked = nil
	return q.do()
}

// answerNo stays. What is typed is text, together with the letters that asked.
func (p *Page) answerNo(msg tea.KeyPressMsg) tea.Cmd {
	q := p.asked
	word, open := q.word.Press(msg)
	if open {
		q.at = p.deps.Now()
		return nil
	}
	p.asked = nil
	switch {
	case len(word) == 0:
		return nil
	case q.word.Typed():
		return p.write(word...)
	}
	return p.press(msg)
}

// ageConfirmation forgets a question that was not answered for long, or is about a phase
// that is over.
func (p *Page) ageConfirmation() {
	if p.asked != nil && p.deps.Now().Sub(p.asked.at) > answerUntil {
		p.asked = nil
	}
}

// next goes to the next phase or, from the last, ends the session. What cannot be
// taken back is asked about.
func (p *Page) next(by tea.KeyPressMsg) {
	if !words.IsText(by) && p.heldUp() {
		return
	}
	next, more := p.session().NextPhase()
	switch {
	case !more:
		p.ask(by, "enter ends the session and scores it, other keys stay", "end the session", func() tea.Cmd {
			if !p.heldUp() {
				p.act(interview.Finished{}) // the review follows
			}
			return nil
		})
	case p.coach.Practising():
		p.sure(true, "go to "+string(next), func() tea.Cmd {
			if !p.heldUp() {
				p.enter(next)
			}
			return nil
		})(by)
	default:
		p.askToEnter(by, next)
	}
}

// askToEnter asks whether a mock is to go on to a phase.
func (p *Page) askToEnter(by tea.KeyPressMsg, phase interview.Phase) {
	p.ask(by, "a mock does not go back: enter ends "+string(p.session().Phase)+", other keys stay", "end the phase", func() tea.Cmd {
		if !p.heldUp() {
			p.enter(phase)
		}
		return nil
	})
}

// heldUp reports whether the interviewer has something to say before the phase is left.
func (p *Page) heldUp() bool { return p.interrupt(p.coach.ThrowBeforeLeaving(p.deps.Now())) }

// leave goes home. Whoever leaves a mock is asked first.
func (p *Page) leave(by tea.KeyPressMsg) tea.Cmd {
	if p.session().Finished {
		return nav.Back()
	}
	if p.coach.Practising() {
		return p.sure(true, "home", nav.Back)(by)
	}
	p.ask(by, "enter leaves the mock, whose clock runs on; other keys stay", "leave the mock", nav.Back)
	return nil
}

// write types keys where text is edited, wherever the page is.
func (p *Page) write(keys ...tea.KeyPressMsg) tea.Cmd {
	if p.refused = nil; !p.toEditor() {
		return nil
	}
	for _, k := range keys {
		p.work.press(k)
	}
	return nil
}

// toEditor goes to where text is edited: at the focus, or next to it. The clock goes
// on if it stood.
func (p *Page) toEditor() bool {
	p.notice, p.asked, p.answers, p.work.scrolled = "", nil, nil, false
	if p.session().Paused() {
		p.act(interview.Resumed{})
		p.notice = "the clock goes on"
	}
	p.commanding, p.coachOnTop = false, false
	return p.work.toEditor()
}
