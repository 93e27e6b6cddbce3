package calculator

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/editor"
	"spar/internal/tui/theme"
)

// A prompt asks for one line in place of the rule below the title.
type prompt struct {
	label string
	line  *editor.Line
	done  func(text string) tea.Cmd
}

func (p *Page) ask(label, text string, done func(string) tea.Cmd) {
	p.prompt = &prompt{label, editor.NewLine(text), done}
}

// answer takes up the line that was asked for.
func (p *Page) answer() tea.Cmd {
	asked := p.prompt
	p.prompt = nil
	return asked.done(strings.TrimSpace(asked.line.Text()))
}

// askWhereToSave asks for the file to write the sheet to.
func (p *Page) askWhereToSave() {
	p.ask("save to", p.path, func(path string) tea.Cmd {
		if path == "" {
			return nil
		}
		return p.write(path, false)
	})
}

// askWhatToOpen asks for the file to read a sheet from.
func (p *Page) askWhatToOpen() {
	p.ask("open", "", func(path string) tea.Cmd {
		if path == "" {
			return nil
		}
		return func() tea.Msg {
			lines, err := readSheet(path)
			return readMsg{p, path, lines, err}
		}
	})
}

type writtenMsg struct {
	page *Page
	path string
	err  error
}

// write saves the sheet to a file.
func (p *Page) write(path string, over bool) tea.Cmd {
	lines := p.editor.Lines()
	return func() tea.Msg { return writtenMsg{p, path, writeSheet(path, lines, over)} }
}

func (p *Page) written(msg writtenMsg) {
	switch {
	case msg.page != p:
	case errors.Is(msg.err, fs.ErrExist):
		p.ask(filepath.Base(msg.path)+" is there already; y writes over it:", "", func(text string) tea.Cmd {
			if strings.EqualFold(text, "y") || strings.EqualFold(text, "yes") {
				return p.write(msg.path, true)
			}
			p.notice = "not saved to " + msg.path
			return nil
		})
	case msg.err != nil:
		p.notice = "not saved: " + msg.err.Error()
	default:
		p.path, p.notice = msg.path, "saved to "+msg.path
	}
}

type readMsg struct {
	page  *Page
	path  string
	lines []string
	err   error
}

// read shows what a file held, as a sheet of its own.
func (p *Page) read(msg readMsg) tea.Cmd {
	if msg.page != p {
		return nil
	}
	if msg.err != nil {
		p.notice = "not opened: " + msg.err.Error()
		return nil
	}
	draft := p.begin()
	draft.Set(p.deps.Now(), msg.lines)
	return p.switchTo(draft, "opened "+msg.path+" as a new sheet; the one before is among the earlier ones")
}

// view draws what is typed, its end if there is no room for all.
func (a *prompt) view(width int, t theme.Theme) string {
	rows, cursor := a.line.Render(width, true, "", t)
	return rows[cursor]
}
