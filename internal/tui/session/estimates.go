package session

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"spar/internal/capacity"
	"spar/internal/interview"
	"spar/internal/sanitize"
	"spar/internal/score"
	"spar/internal/tui/editor"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/wrap"
)

// An estimatesSection lists the estimates asked for: what the sheet says of
// each, how good that is, and what the candidate says it decides.
type estimatesSection struct {
	page    *Page
	decides []*editor.Line // by estimate
	cursor  int
	tops    []int // the row of each estimate in the latest drawing
}

func (p *Page) newEstimates() *estimatesSection {
	s := &estimatesSection{page: p}
	for _, e := range p.coach.Question.Phases.Capacity.Estimates {
		s.decides = append(s.decides, editor.NewLine(p.session().Estimates[e.ID].Decides))
	}
	return s
}

func (s *estimatesSection) render(width int, focused bool) drawing {
	d := drawing{rows: []string{s.page.heading("asked of you", focused)}}
	s.tops = s.tops[:0]
	for i, e := range s.page.coach.Estimates() {
		s.tops = append(s.tops, len(d.rows))
		here := focused && i == s.cursor
		if here {
			d.cursor = len(d.rows)
		}
		d.add(s.status(e, width))
		d.add(s.origin(e, here, width)...)
		d.add(s.decision(i, e, here, width)...)
	}
	return d
}

// status draws one estimate with its value and its grade.
func (s *estimatesSection) status(e score.EstimateGrade, width int) string {
	t := s.page.theme
	ask := sanitize.Line(e.Ask)
	if !e.Stated() {
		return frame.Ends(t.Faint.Render(t.Signs.Todo)+" "+ask, t.Faint.Render(fmt.Sprintf("%s = ?", e.ID)), width, t)
	}
	if !s.page.coach.Practising() {
		return frame.Ends(t.Text.Render(t.Signs.Bullet)+" "+ask, e.Guess, width, t)
	}
	sign, style := t.Signs.Yes, t.Good
	if !e.Passed {
		sign, style = t.Signs.No, t.Warning
	}
	return frame.Ends(style.Render(sign)+" "+ask, e.Guess+"  "+style.Render(string(e.Verdict)), width, t)
}

// origin draws which line of the sheet was chosen for an estimate, and which one
// can be.
func (s *estimatesSection) origin(e score.EstimateGrade, here bool, width int) []string {
	t := s.page.theme
	var rows []string
	add := func(style lipgloss.Style, text string) {
		for _, row := range wrap.Rows(sanitize.Line(text), width-4) {
			rows = append(rows, "    "+style.Render(row))
		}
	}
	chosen, offered := s.page.session().Estimates[e.ID].Value, s.offered()
	switch {
	case chosen == "":
	case s.states(chosen):
		add(t.Muted, "by your line: "+chosen)
	default:
		add(t.Warning, "the sheet no longer says "+chosen)
	}
	switch {
	case !here || offered == "" || !s.page.atWork(): // the key works where the cursor is
	case chosen == offered:
		add(t.Faint, "ctrl+l lets it go")
	default:
		add(t.Faint, "ctrl+l takes the sheet's "+offered)
	}
	return rows
}

// states reports whether a line that was chosen can be evaluated.
func (s *estimatesSection) states(chosen string) bool {
	_, err := s.page.coach.Evaluate(chosen)
	return err == nil
}

// offered returns what stands for the line at the sheet's cursor: its name or
// its expression; "" if it has no figure.
func (s *estimatesSection) offered() string {
	line, ok := s.page.sheetLine()
	if !ok || line.Err != nil || line.Kind != capacity.AssumedLine && line.Kind != capacity.DerivedLine {
		return ""
	}
	if line.Name != "" {
		return line.Name
	}
	expression, _, _ := strings.Cut(line.Text, "#")
	return strings.TrimSpace(expression)
}

// take chooses the line at the sheet's cursor for the estimate, or lets it go if
// it is chosen already.
func (s *estimatesSection) take() {
	offered := s.offered()
	if offered == "" {
		s.page.notice = "the sheet's cursor is on no line with a figure"
		return
	}
	if offered == s.estimated().Value {
		offered = ""
	}
	s.record(offered)
}

// estimated returns what was said of the estimate at the cursor.
func (s *estimatesSection) estimated() interview.Estimated {
	return s.page.session().Estimates[s.page.coach.Question.Phases.Capacity.Estimates[s.cursor].ID]
}

// decision draws what an estimate decides: asked for once it has a value.
func (s *estimatesSection) decision(i int, e score.EstimateGrade, here bool, width int) []string {
	t := s.page.theme
	line := s.decides[i]
	if !here && line.Text() == "" {
		return nil
	}
	rows, _ := line.Render(width-4, here && !s.page.commanding, "so what does this decide?", t)
	for j := range rows {
		rows[j] = "    " + rows[j]
	}
	if here && s.page.coach.Practising() && e.Slip != "" {
		for _, row := range wrap.Rows(e.Slip, width-4) {
			rows = append(rows, "    "+t.Warning.Render(row))
		}
	}
	return rows
}

var takeKey = key.NewBinding(key.WithKeys("ctrl+l"), key.WithHelp("ctrl+l", "take the sheet's line"))

func (s *estimatesSection) keys() keymap.Table {
	return keymap.Table{keymap.On(takeKey, len(s.decides) > 0 && s.offered() != "", s.take).Refusing()}
}

func (s *estimatesSection) press(msg tea.KeyPressMsg) bool {
	if len(s.decides) == 0 {
		return false
	}
	switch msg.String() {
	case "tab", "shift+tab":
		return false
	case "up":
		if s.cursor == 0 {
			return false
		}
		s.cursor--
		return true
	case "down", "enter":
		if s.cursor == len(s.decides)-1 {
			return false
		}
		s.cursor++
		return true
	}
	if s.decides[s.cursor].Press(msg) {
		s.record(s.estimated().Value)
	}
	return true
}

func (s *estimatesSection) paste(text string) {
	if len(s.decides) > 0 && s.decides[s.cursor].Paste(text) {
		s.record(s.estimated().Value)
	}
}

// record notes what is said of the estimate at the cursor.
func (s *estimatesSection) record(value string) {
	s.page.act(interview.Estimated{
		Estimate: s.page.coach.Question.Phases.Capacity.Estimates[s.cursor].ID,
		Value:    value,
		Decides:  strings.TrimSpace(s.decides[s.cursor].Text()),
	})
}

func (s *estimatesSection) toText() bool { return s.typing() }

func (s *estimatesSection) lost() string {
	if len(s.decides) == 0 {
		return ""
	}
	return s.decides[s.cursor].Lost()
}

func (s *estimatesSection) typing() bool { return len(s.decides) > 0 }

func (s *estimatesSection) enter(bottom bool) {
	s.cursor = 0
	if bottom {
		s.cursor = max(0, len(s.decides)-1)
	}
}

func (s *estimatesSection) click(row int) { s.cursor = max(0, rowOf(s.tops, row)) }

// rowOf returns which of the things that begin at tops is at a row, -1 above all.
func rowOf(tops []int, row int) int {
	at := -1
	for i, top := range tops {
		if row >= top {
			at = i
		}
	}
	return at
}
