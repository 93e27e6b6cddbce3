package calculator

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/capacity"
	"spar/internal/tui/editor"
	"spar/internal/tui/frame"
	"spar/internal/tui/sheet"
	"spar/internal/tui/theme"
)

// facts is the table of figures worth knowing, searched by typing.
type facts struct {
	page   *Page
	search *editor.Line
	shown  []capacity.Fact
	cursor int
	offset int
	room   int   // rows of the list in view
	rows   []int // the fact of each row of the list in the latest drawing, -1 for a heading
}

func newFacts(p *Page) *facts {
	return &facts{page: p, search: editor.NewLine(""), shown: capacity.Facts()}
}

func (f *facts) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, insertKey):
		f.insert()
	case key.Matches(msg, clearKey) && f.search.Text() != "":
		f.search.Set("")
		f.filter()
	case key.Matches(msg, clearKey), key.Matches(msg, factsKey):
		f.page.overlay = nil
	case key.Matches(msg, frame.UpKey) && msg.Text == "":
		f.move(-1)
	case key.Matches(msg, frame.DownKey) && msg.Text == "":
		f.move(1)
	case key.Matches(msg, scrollKey) && msg.String() == "pgup":
		f.move(-10)
	case key.Matches(msg, scrollKey):
		f.move(10)
	default:
		if f.search.Press(msg) {
			f.filter()
		}
	}
	return nil
}

func (f *facts) move(step int) { f.cursor = max(0, min(f.cursor+step, len(f.shown)-1)) }

func (f *facts) paste(text string) {
	if f.search.Paste(text) {
		f.filter()
	}
}

// filter shows the facts that have all words of the search.
func (f *facts) filter() {
	f.shown, f.cursor = nil, 0
	words := strings.Fields(strings.ToLower(f.search.Text()))
next:
	for _, fact := range capacity.Facts() {
		text := strings.ToLower(strings.Join([]string{string(fact.Topic), fact.Name, fact.Value, fact.Source}, " "))
		for _, word := range words {
			if !strings.Contains(text, word) {
				continue next
			}
		}
		f.shown = append(f.shown, fact)
	}
}

// insert puts the fact at the cursor into the sheet.
func (f *facts) insert() {
	if len(f.shown) == 0 {
		return
	}
	p := f.page
	p.overlay, p.commanding, p.scrolled = nil, false, false
	term := f.shown[f.cursor].Term()
	if before := p.editor.BeforeCursor(); before != "" && !strings.HasSuffix(before, " ") && !strings.HasSuffix(before, "(") {
		term = " " + term
	}
	if p.editor.Paste(term) {
		p.changed()
	}
}

func (f *facts) wheel(msg tea.MouseWheelMsg) {
	if msg.Button == tea.MouseWheelUp {
		f.move(-1)
	} else {
		f.move(1)
	}
}

// factsTop is the rows above the list, and factsDetail those below it.
const (
	factsTop    = 1
	factsDetail = 2
)

func (f *facts) click(row int) tea.Cmd {
	if row -= factsTop; row < 0 || row >= f.room {
		return nil
	}
	if row += f.offset; row < len(f.rows) && f.rows[row] >= 0 {
		f.cursor = f.rows[row]
		f.insert()
	}
	return nil
}

func (f *facts) view(width, height int, t theme.Theme) []string {
	search, _ := f.search.Render(width-9, true, "memory, disk, round trip ...", t)
	rows := []string{" " + t.Muted.Render("search ") + search[0]}
	list, at := f.list(width, t)
	f.room = max(1, height-factsTop-factsDetail)
	f.offset = frame.Window(f.offset, at, f.room, len(list))
	rows = append(rows, frame.Box(list[f.offset:], width, f.room, t)...)
	return append(rows, f.detail(width, t)...)
}

// list draws the facts below the headings of their topics, and returns the row
// of the one at the cursor.
func (f *facts) list(width int, t theme.Theme) (list []string, at int) {
	f.rows = f.rows[:0]
	for i, fact := range f.shown {
		if i == 0 || fact.Topic != f.shown[i-1].Topic {
			list = append(list, " "+t.Heading.Render(string(fact.Topic)))
			f.rows = append(f.rows, -1)
		}
		pointer, style := "   ", t.Text
		if i == f.cursor {
			pointer, style = " "+t.Accent.Render(t.Signs.Pointer)+" ", t.Chosen
			at = len(list)
		}
		value := factValue(fact, t)
		list = append(list, frame.Ends(pointer+style.Render(fact.Name), t.Accent.Render(value)+" ", width, t))
		f.rows = append(f.rows, i)
	}
	if len(list) == 0 {
		list = append(list, t.Muted.Render("   no fact has these words; esc clears the search"))
	}
	return list, at
}

// factValue writes a fact as a result.
func factValue(fact capacity.Fact, t theme.Theme) string {
	result, err := fact.Result()
	if err != nil {
		return fact.Value
	}
	value, _, _ := strings.Cut(result.Display, " (")
	return sheet.Clean(value, t)
}

// detail says where the fact at the cursor is from.
func (f *facts) detail(width int, t theme.Theme) []string {
	if len(f.shown) == 0 {
		return nil
	}
	fact := f.shown[f.cursor]
	from := "arithmetic"
	if fact.Source != "" {
		from = fact.Source
	}
	if fact.Year > 0 {
		from = strconv.Itoa(fact.Year) + ", " + from
	}
	var rows []string
	for _, row := range frame.Wrap(fact.Name+": "+from, width-2) {
		rows = append(rows, " "+t.Muted.Render(row))
	}
	return rows
}
