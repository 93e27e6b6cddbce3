package calculator

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"spar/internal/capacity"
	"spar/internal/tui/editor"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/sheet"
	"spar/internal/tui/theme"
	"spar/internal/wrap"
)

// facts is the table of figures worth knowing, searched by typing.
type facts struct {
	page   *Page
	search *editor.Line
	shown  []capacity.Fact
	list   frame.List // its cursor; headings stand between its rows
	offset int
	room   int   // rows of the list in view
	rows   []int // the fact of each row of the list in the latest drawing, -1 for a heading
}

func newFacts(p *Page) *facts {
	return &facts{page: p, search: editor.NewLine(""), shown: capacity.Facts()}
}

func (f *facts) keys() keymap.Table {
	searched := f.search.Text() != ""
	leave := func() { f.page.overlay = nil }
	near, far := f.list.TypingKeys(factsPage, len(f.shown))
	return append(keymap.Table{
		keymap.On(insertKey, len(f.shown) > 0, f.insert),
		keymap.Rest(searchKey, true, f.typed),
		near,
		keymap.On(clearKey, searched, f.showAll),
		keymap.On(leaveKey, !searched, leave),
		keymap.On(backKey, true, leave),
	}, far...)
}

// factsPage is how many facts the keys for a page go on by.
const factsPage = 10

func (f *facts) typed(msg tea.KeyPressMsg) {
	if f.search.Press(msg) {
		f.filter()
	}
}

func (f *facts) showAll() {
	f.search.Set("")
	f.filter()
}

func (f *facts) paste(text string) {
	if f.search.Paste(text) {
		f.filter()
	}
}

// filter shows the facts that have all words of the search.
func (f *facts) filter() {
	f.shown, f.list.Cursor = nil, 0
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
	p := f.page
	p.overlay, p.commanding, p.scrolled = nil, false, false
	term := f.shown[f.list.Cursor].Term()
	if before := p.editor.BeforeCursor(); before != "" && !strings.HasSuffix(before, " ") && !strings.HasSuffix(before, "(") {
		term = " " + term
	}
	if p.editor.Paste(term) {
		p.changed()
	}
}

func (f *facts) wheel(msg tea.MouseWheelMsg) { f.list.Wheel(msg, len(f.shown)) }

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
		f.list.Cursor = f.rows[row]
		f.insert()
	}
	return nil
}

func (f *facts) view(width, height int, t theme.Theme) []string {
	search, _ := f.search.Render(width-9, true, "memory, disk, round trip ...", t)
	rows := []string{" " + t.Muted.Render("search ") + search[0]}
	list, at := f.listRows(width, t)
	f.room = max(1, height-factsTop-factsDetail)
	f.offset = frame.Window(f.offset, at, f.room, len(list))
	rows = append(rows, frame.Box(list[f.offset:], width, f.room, t)...)
	return append(rows, f.detail(width, t)...)
}

// listRows draws the facts below the headings of their topics, and returns the row
// of the one at the cursor.
func (f *facts) listRows(width int, t theme.Theme) (list []string, at int) {
	f.rows = f.rows[:0]
	for i, fact := range f.shown {
		if i == 0 || fact.Topic != f.shown[i-1].Topic {
			list = append(list, " "+t.Heading.Render(string(fact.Topic)))
			f.rows = append(f.rows, -1)
		}
		pointer, style := frame.Mark(i == f.list.Cursor, t)
		if i == f.list.Cursor {
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
	fact := f.shown[f.list.Cursor]
	from := "arithmetic"
	if fact.Source != "" {
		from = fact.Source
	}
	if fact.Year > 0 {
		from = strconv.Itoa(fact.Year) + ", " + from
	}
	var rows []string
	for _, row := range wrap.Rows(fact.Name+": "+from, width-2) {
		rows = append(rows, " "+t.Muted.Render(row))
	}
	return rows
}
