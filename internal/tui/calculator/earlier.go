package calculator

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"spar/internal/notebook"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/theme"
)

// earlier lists the sheets of before.
type earlier struct {
	page   *Page
	sheets []notebook.Sheet
	list   frame.List
	height int // of the list when it was last drawn
}

// newEarlier leaves out empty sheets.
func newEarlier(p *Page, sheets []notebook.Sheet) *earlier {
	e := &earlier{page: p}
	for _, s := range sheets {
		if len(s.Lines) > 0 {
			e.sheets = append(e.sheets, s)
		}
	}
	return e
}

func (e *earlier) keys() keymap.Table {
	near, far := e.list.TypingKeys(e.height, len(e.sheets))
	return append(keymap.Table{
		keymap.On(chooseKey, len(e.sheets) > 0, e.choose),
		near,
		keymap.On(closeKey, true, func() { e.page.overlay = nil }),
	}, far...)
}

// choose goes on with the sheet at the cursor.
func (e *earlier) choose() tea.Cmd {
	e.page.overlay = nil
	if e.sheets[e.list.Cursor].ID == e.page.draft.ID() {
		return nil
	}
	return e.page.switchTo(notebook.TakeUp(e.page.deps.Store, e.sheets[e.list.Cursor]), "")
}

// paste is for the sheet.
func (e *earlier) paste(text string) {
	e.page.overlay = nil
	e.page.paste(text)
}

func (e *earlier) wheel(msg tea.MouseWheelMsg) { e.list.Wheel(msg, len(e.sheets)) }

func (e *earlier) click(row int) tea.Cmd {
	from, to := e.list.View(e.height, len(e.sheets))
	if i := from + row; i < to {
		e.list.Cursor = i
		return e.choose()
	}
	return nil
}

func (e *earlier) view(width, height int, t theme.Theme) []string {
	e.height = height
	if len(e.sheets) == 0 {
		return []string{t.Muted.Render(" no sheets yet")}
	}
	var rows []string
	from, to := e.list.View(height, len(e.sheets))
	for i := from; i < to; i++ {
		rows = append(rows, e.row(e.sheets[i], i == e.list.Cursor, width, t))
	}
	return rows
}

func (e *earlier) row(s notebook.Sheet, chosen bool, width int, t theme.Theme) string {
	pointer, style := frame.Mark(chosen, t)
	about := "1 line"
	if n := len(s.Lines); n != 1 {
		about = fmt.Sprintf("%d lines", n)
	}
	about += ", " + frame.Ago(e.page.deps.Now().Sub(s.UpdatedAt))
	if s.ID == e.page.draft.ID() {
		about = "this one"
	}
	return frame.Ends(pointer+style.Render(title(s.Lines)), t.Muted.Render(about)+" ", width, t)
}

// title returns the first line that tells a sheet from others.
func title(lines []string) string {
	for _, line := range lines {
		if text := strings.TrimSpace(sanitize.Line(line)); text != "" && !strings.HasPrefix(text, "base ") {
			return text
		}
	}
	return "(no figures)"
}
