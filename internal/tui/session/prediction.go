package session

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/tui/editor"
	"spar/internal/tui/keymap"
)

// A predictionSection states what the candidate expects of the run.
type predictionSection struct {
	page   *Page
	lines  [3]*editor.Line // p99, bottleneck and whether it holds
	cursor int
}

var predictionLabels = [3]struct{ name, placeholder string }{
	{"p99 latency ", "such as 40 ms"},
	{"bottleneck  ", "which component first?"},
	{"survives    ", "yes or no: are the objectives met in spite of the faults?"},
}

func (p *Page) newPrediction() *predictionSection {
	made := p.session().Prediction
	return &predictionSection{page: p, lines: [3]*editor.Line{editor.NewLine(made.P99), editor.NewLine(made.Bottleneck), editor.NewLine(made.Survives)}}
}

func (s *predictionSection) render(width int, focused bool) drawing {
	t := s.page.theme
	d := drawing{rows: []string{s.page.heading("predict, before you run", focused)}}
	for i, label := range predictionLabels {
		here := focused && i == s.cursor
		if here {
			d.cursor = len(d.rows)
		}
		rows, _ := s.lines[i].Render(width-len(label.name), here && !s.page.commanding, label.placeholder, t)
		d.add(t.Muted.Render(label.name) + rows[0])
		for _, row := range rows[1:] {
			d.add(strings.Repeat(" ", len(label.name)) + row)
		}
	}
	return d
}

func (s *predictionSection) keys() keymap.Table { return nil }

func (s *predictionSection) press(msg tea.KeyPressMsg) bool {
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
		if s.cursor == len(s.lines)-1 {
			return false
		}
		s.cursor++
		return true
	}
	if s.lines[s.cursor].Press(msg) {
		s.record()
	}
	return true
}

func (s *predictionSection) paste(text string) {
	if s.lines[s.cursor].Paste(text) {
		s.record()
	}
}

func (s *predictionSection) record() {
	s.page.act(interview.Predicted{
		P99:        strings.TrimSpace(s.lines[0].Text()),
		Bottleneck: strings.TrimSpace(s.lines[1].Text()),
		Survives:   strings.TrimSpace(s.lines[2].Text()),
	})
}

func (s *predictionSection) toText() bool { return true }

func (s *predictionSection) lost() string { return s.lines[s.cursor].Lost() }

func (s *predictionSection) typing() bool { return true }

func (s *predictionSection) enter(bottom bool) {
	s.cursor = 0
	if bottom {
		s.cursor = len(s.lines) - 1
	}
}

func (s *predictionSection) click(row int) {
	if row >= 1 && row <= len(s.lines) {
		s.cursor = row - 1
	}
}
