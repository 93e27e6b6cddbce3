package session

import (
	"spar/internal/capacity"
	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/tui/editor"
	"spar/internal/tui/keymap"
	"spar/internal/tui/sheet"
)

// placeholders say what belongs into an empty list.
var placeholders = map[interview.Field]string{
	interview.Functional:    "what must it do?",
	interview.NonFunctional: "how well: availability, latency, durability ...",
	interview.Constraints:   "what limits the design?",
	interview.Assumptions:   "what do you take for granted?",
	interview.Sheet:         "writes = 100M/day",
	interview.Graph:         "client -> load balancer -> gateway -> service -> cache, db",
	interview.Components:    "db: what it keeps, and why this one",
	interview.APIs:          "POST /things -> 201 {id}",
	interview.Flow:          "what happens to a request, step by step",
	interview.Notes:         "tables, indexes, keys, limits ...",
	interview.Bottlenecks:   "what gives way first?",
	interview.Optimizations: "what would you change?",
	interview.Monitoring:    "what tells you before users do?",
	interview.Failures:      "what breaks, and what happens then?",
}

// sections lays out the workspace of the open phase.
func (p *Page) sections() []section {
	var sections []section
	switch p.session().Phase {
	case interview.Requirements:
		sections = append(sections, p.newAsk())
	case interview.Capacity:
		return []section{p.newSheet(), p.newEstimates()}
	case interview.Detail:
		for _, d := range p.coach.Decisions() {
			sections = append(sections, p.newDecision(d))
		}
	case interview.Scale:
		sections = append(sections, p.newPrediction(), &runSection{page: p})
	}
	for _, f := range interview.Fields(p.session().Phase) {
		if f == interview.Graph {
			sections = append(sections, p.newGraph())
			continue
		}
		sections = append(sections, p.newField(f, placeholders[f]))
	}
	return sections
}

// newSheet returns the sheet with its results to the right.
func (p *Page) newSheet() section {
	s := p.newField(interview.Sheet, placeholders[interview.Sheet])
	s.notes = func(width int) func(i int) editor.Note {
		return sheet.Notes(p.coach.Sheet().Lines(), width, p.theme)
	}
	modify := func(m capacity.Modifier) func() {
		return func() {
			said, changed := sheet.Modify(s.editor, p.coach.Sheet(), m)
			p.notice = said
			if changed {
				s.write()
			}
		}
	}
	s.special = func() keymap.Table { return sheet.ModifierKeys(modify) }
	return s
}

// sheetSection returns the sheet of the workspace, nil outside its phase.
func (p *Page) sheetSection() *fieldSection {
	for _, s := range p.work.sections {
		if f, ok := s.(*fieldSection); ok && f.field == interview.Sheet {
			return f
		}
	}
	return nil
}

// sheetLine returns the line of the sheet at its cursor.
func (p *Page) sheetLine() (capacity.Line, bool) {
	s := p.sheetSection()
	lines := p.coach.Sheet().Lines()
	if s == nil || s.editor.Row() >= len(lines) {
		return capacity.Line{}, false
	}
	return lines[s.editor.Row()], true
}

// newGraph returns the editor of the design with its drawing below, which
// follows every key.
func (p *Page) newGraph() section {
	s := p.newField(interview.Graph, placeholders[interview.Graph])
	graph, problems := p.coach.Graph()
	s.changed = func([]string) { graph, problems = p.coach.Graph() }
	s.notes = func(int) func(i int) editor.Note {
		return func(i int) editor.Note {
			var note editor.Note
			for _, problem := range problems {
				if problem.Line == i {
					note.Below = append(note.Below, p.theme.Warning.Render(problem.Text()))
				}
			}
			for _, told := range graph.Notes {
				if told.Line == i {
					note.Below = append(note.Below, p.theme.Muted.Render(told.Text))
				}
			}
			return note
		}
	}
	var drawn []string
	var drawnGraph *diagram.Graph
	drawnWidth := 0
	s.below = func(width int) []string {
		if graph != drawnGraph || width != drawnWidth {
			drawnGraph, drawnWidth = graph, width
			drawn = drawGraph(graph, width, p.theme.ASCII)
		}
		return drawn
	}
	return s
}

func drawGraph(graph *diagram.Graph, width int, ascii bool) []string {
	if len(graph.Nodes) == 0 {
		return nil
	}
	return append([]string{""}, diagram.Labelled(graph, diagram.Options{Width: width, ASCII: ascii})...)
}
