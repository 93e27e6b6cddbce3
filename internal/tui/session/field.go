package session

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/tui/editor"
	"spar/internal/tui/keymap"
)

// A fieldSection edits one list of lines.
type fieldSection struct {
	page        *Page
	field       interview.Field
	editor      *editor.Editor
	placeholder string
	// notes returns what stands beside and below line i where the list is drawn
	// width cells wide; nil for nothing.
	notes func(width int) func(i int) editor.Note
	// special are keys that mean more here than text; nil for none.
	special func() keymap.Table
	// changed is called with the new lines; nil for nothing.
	changed func(lines []string)
	// below draws what stands under the list; nil for nothing.
	below func(width int) []string

	lines []int // the line of each row of the latest drawing
}

func (p *Page) newField(f interview.Field, placeholder string) *fieldSection {
	return &fieldSection{page: p, field: f, editor: editor.New(p.session().Lines(f)), placeholder: placeholder}
}

func (s *fieldSection) render(width int, focused bool) drawing {
	d := drawing{rows: []string{s.page.heading(s.field.Title(), focused)}}
	v := editor.View{
		Width: width, Focused: focused && !s.page.commanding, Theme: s.page.theme, Placeholder: s.placeholder,
	}
	if s.notes != nil {
		v.Note = s.notes(width)
	}
	e := s.editor.Render(v)
	d.cursor = 1 + e.Cursor
	s.lines = e.Lines
	d.add(e.Rows...)
	if s.below != nil {
		d.add(s.below(width)...)
	}
	return d
}

// heading draws the name of a section.
func (p *Page) heading(name string, focused bool) string {
	if focused {
		return p.theme.Accent.Render(name)
	}
	return p.theme.Heading.Render(name)
}

func (s *fieldSection) keys() keymap.Table {
	table := keymap.Table{
		keymap.On(undoKey, s.editor.CanUndo(), func() { s.changedBy(s.editor.Undo) }),
		keymap.On(redoKey, s.editor.CanRedo(), func() { s.changedBy(s.editor.Redo) }),
	}
	if s.special != nil {
		table = append(table, s.special()...)
	}
	return table
}

var (
	undoKey = key.NewBinding(key.WithKeys("ctrl+/", "ctrl+_"), key.WithHelp("ctrl+/", "undo"))
	redoKey = key.NewBinding(key.WithKeys("ctrl+y"), key.WithHelp("ctrl+y", "redo"))
)

// changedBy does something to the lines and keeps what came of it.
func (s *fieldSection) changedBy(do func() bool) {
	if do() {
		s.write()
	}
}

func (s *fieldSection) press(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "tab", "shift+tab":
		return false
	case "up":
		if s.editor.AtTop() {
			return false
		}
	case "down":
		if s.editor.AtBottom() {
			return false
		}
	}
	if s.editor.Press(msg) {
		s.write()
	}
	return true
}

func (s *fieldSection) paste(text string) {
	if s.editor.Paste(text) {
		s.write()
	}
}

// write hands the lines to the journal. If a rule forbids it, the editor goes
// back to what the journal holds.
func (s *fieldSection) write() {
	lines := s.editor.Lines()
	if err := s.page.coach.Journal.Write(s.page.deps.Now(), s.field, lines); err != nil {
		s.page.refuse(err)
		s.editor = editor.New(s.page.session().Lines(s.field))
		return
	}
	if s.changed != nil {
		s.changed(lines)
	}
}

func (s *fieldSection) toText() bool { return true }

func (s *fieldSection) lost() string { return s.editor.Lost() }

func (s *fieldSection) typing() bool { return true }

func (s *fieldSection) enter(bottom bool) {
	if bottom {
		s.editor.MoveToBottom()
	}
}

func (s *fieldSection) click(row int) {
	if row >= 1 && row-1 < len(s.lines) {
		s.editor.MoveTo(s.lines[row-1])
	}
}
