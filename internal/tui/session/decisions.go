package session

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sanitize"
	"spar/internal/tui/editor"
	"spar/internal/tui/keymap"
	"spar/internal/wrap"
)

// A decisionSection is one design choice: an option, and the reason for it.
type decisionSection struct {
	page     *Page
	decision question.Decision
	choice   int // index of the option taken, -1 for none yet
	cursor   int // index of the option at the cursor
	reason   *editor.Line
	onReason bool  // the cursor is on the reason
	tops     []int // the row of each option in the latest drawing
	end      int   // the row after them
}

func (p *Page) newDecision(d question.Decision) *decisionSection {
	s := &decisionSection{page: p, decision: d, choice: -1, reason: editor.NewLine("")}
	for _, made := range p.session().Decisions {
		if made.Decision != d.ID {
			continue
		}
		s.reason.Set(made.Because)
		for i, o := range d.Options {
			if o.Choice == made.Choice {
				s.choice, s.cursor = i, i
			}
		}
	}
	return s
}

func (s *decisionSection) render(width int, focused bool) drawing {
	t := s.page.theme
	title := string(s.decision.Topic) + ": " + strings.TrimSpace(sanitize.Line(s.decision.Ask))
	var d drawing
	for _, row := range wrap.Rows(title, width) {
		d.add(s.page.heading(row, focused))
	}
	s.options(&d, width, focused && !s.onReason)
	if s.choice < 0 {
		return d
	}
	rows, cursor := s.reason.Render(width-9, focused && s.onReason && !s.page.commanding, "why, for this system?", t)
	if s.onReason {
		d.cursor = len(d.rows) + cursor
	}
	for i, row := range rows {
		label := "         "
		if i == 0 {
			label = t.Muted.Render("because  ")
		}
		d.add(label + row)
	}
	return d
}

// options draws the choices, the one taken marked.
func (s *decisionSection) options(d *drawing, width int, focused bool) {
	t := s.page.theme
	s.tops = s.tops[:0]
	for i, o := range s.decision.Options {
		mark, style := "( ) ", t.Muted
		if i == s.choice {
			mark, style = "(x) ", t.Text
		}
		if focused && i == s.cursor {
			style = t.Chosen
		}
		s.tops = append(s.tops, len(d.rows))
		if i == s.cursor {
			d.cursor = len(d.rows)
		}
		for _, row := range wrap.Rows(sanitize.Line(o.Choice), width-len(mark)) {
			d.add(style.Render(mark + row))
			mark = "    "
		}
	}
	s.end = len(d.rows)
}

var chooseKey = key.NewBinding(key.WithKeys("enter", "space"), key.WithHelp("enter", "choose"))

func (s *decisionSection) keys() keymap.Table {
	choosing := !s.onReason && len(s.decision.Options) > 0
	return keymap.Table{
		keymap.On(chooseKey, choosing, func() { s.choose(s.cursor); s.onReason = true }),
		keymap.On(s.numberKey(), choosing, s.chooseByNumber),
	}
}

// chooseByNumber chooses an option once that is confirmed, as a figure may begin a text.
func (s *decisionSection) chooseByNumber(by tea.KeyPressMsg) tea.Cmd {
	i := int(by.String()[0] - '1')
	return s.page.sure(true, "choose "+by.String(), func() tea.Cmd { s.choose(i); return nil })(by)
}

// numberKey has a number for each of the options.
func (s *decisionSection) numberKey() key.Binding {
	numbers := "123456789"[:min(9, len(s.decision.Options))]
	return key.NewBinding(key.WithKeys(strings.Split(numbers, "")...), key.WithHelp("1-"+strconv.Itoa(len(numbers)), "choose"))
}

func (s *decisionSection) press(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "tab", "shift+tab", "enter":
		return false
	case "up":
		return s.up()
	case "down":
		return s.down()
	}
	if s.onReason && s.reason.Press(msg) {
		s.record()
	}
	return s.onReason
}

func (s *decisionSection) up() bool {
	switch {
	case s.onReason:
		s.onReason = false
	case s.cursor > 0:
		s.cursor--
	default:
		return false
	}
	return true
}

func (s *decisionSection) down() bool {
	switch {
	case s.onReason:
		return false
	case s.cursor < len(s.decision.Options)-1:
		s.cursor++
	case s.choice >= 0:
		s.onReason = true
	default:
		return false
	}
	return true
}

func (s *decisionSection) choose(i int) {
	s.choice, s.cursor = i, i
	s.record()
}

func (s *decisionSection) record() {
	s.page.act(interview.Decided{
		Decision: s.decision.ID, Topic: s.decision.Topic,
		Choice:  s.decision.Options[s.choice].Choice,
		Because: strings.TrimSpace(s.reason.Text()),
	})
}

func (s *decisionSection) paste(text string) {
	if s.onReason && s.reason.Paste(text) {
		s.record()
	}
}

func (s *decisionSection) toText() bool {
	s.onReason = s.choice >= 0
	return s.onReason
}

func (s *decisionSection) lost() string { return s.reason.Lost() }

func (s *decisionSection) typing() bool { return s.onReason }

func (s *decisionSection) enter(bottom bool) {
	s.onReason = bottom && s.choice >= 0
	if !s.onReason {
		s.cursor = max(0, s.choice)
	}
}

func (s *decisionSection) click(row int) {
	i := rowOf(s.tops, row)
	s.onReason = s.choice >= 0 && row >= s.end
	if i >= 0 && row < s.end {
		s.choose(i)
	}
}
