package lab

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/system"
	"spar/internal/tui/editor"
	"spar/internal/tui/keymap"
)

// A prompt asks for one line at the bottom of the page: an action of the fault
// language, or the name of a file.
type prompt struct {
	label   string
	hint    string
	line    *editor.Line
	err     error // of what was entered last
	waiting bool  // for what comes of it
	recalls bool  // the line can be one from before
	history int   // how many entries back it is from
	enter   func(text string) tea.Cmd
}

var (
	enterKey  = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "do it"))
	cancelKey = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "never mind"))
	recallKey = key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑/↓", "earlier actions"))
)

// askAction opens the prompt of the fault language.
func (p *Page) askAction() {
	p.prompt = &prompt{
		label: ":", hint: p.shots[0].forms(), line: editor.NewLine(""), recalls: true,
		enter: func(text string) tea.Cmd { return p.strike(text) },
	}
}

// askFile opens the prompt for the file that the scenario is to be written to.
func (p *Page) askFile() {
	sc := p.Scenario()
	p.prompt = &prompt{
		label: "write to", hint: "a file that spar sim run can repeat this from",
		line:  editor.NewLine(fmt.Sprintf("%s-%d.yaml", sc.System, sc.Seed)),
		enter: func(name string) tea.Cmd { return save(p, name, p.Scenario(), false) },
	}
}

// askOver asks whether a file that exists is to be written over: by a word, as enter is
// pressed twice more easily.
func (p *Page) askOver(name string) {
	p.prompt = &prompt{
		label: "y writes over it", hint: name + " is there already", line: editor.NewLine(""),
		enter: func(text string) tea.Cmd {
			if strings.EqualFold(text, "y") || strings.EqualFold(text, "yes") {
				return save(p, name, p.Scenario(), true)
			}
			p.prompt, p.notice = nil, "not written to "+name
			return nil
		},
	}
}

func (p *Page) promptKeys() keymap.Table {
	q := p.prompt
	return keymap.Table{
		keymap.On(enterKey, strings.TrimSpace(q.line.Text()) != "" && !q.waiting, q.answer),
		keymap.On(recallKey, q.recalls && len(p.shots[0].struck) > 0, func(msg tea.KeyPressMsg) { p.recall(msg.String() == "up") }),
		keymap.On(cancelKey, true, func() { p.prompt = nil }),
	}
}

// answer does what the line says.
func (q *prompt) answer() tea.Cmd {
	text := strings.TrimSpace(q.line.Text())
	q.waiting = true
	return q.enter(text)
}

// recall takes what struck before back into the line.
func (p *Page) recall(earlier bool) {
	struck := p.shots[0].struck
	back := p.prompt.history - 1
	if earlier {
		back = p.prompt.history + 1
	}
	if back < 0 || back > len(struck) {
		return
	}
	p.prompt.history = back
	text := ""
	if back > 0 {
		text = action(struck[len(struck)-back])
	}
	p.prompt.line.Set(text)
}

// action returns what a fault does, without when.
func action(f system.Fault) string {
	words := strings.Fields(f.Text)
	if len(words) > 0 && strings.EqualFold(words[0], "at") {
		for i, word := range words {
			if strings.EqualFold(word, string(f.Verb)) {
				return strings.Join(words[i:], " ")
			}
		}
	}
	return f.Text
}

// answered takes in what came of the line that was entered.
func (p *Page) answered(err error) {
	if err == nil {
		p.prompt = nil
		return
	}
	p.prompt.err, p.prompt.waiting = err, false
}

// A savedMsg says what came of writing a file.
type savedMsg struct {
	page *Page
	name string
	err  error
}

// save writes a scenario to a file, over one that exists only if that is meant.
func save(p *Page, name string, sc system.Scenario, over bool) tea.Cmd {
	return func() tea.Msg {
		flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
		if over {
			flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
		}
		return savedMsg{p, name, write(name, flags, sc.YAML())}
	}
}

func write(name string, flags int, text string) error {
	f, err := os.OpenFile(name, flags, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

func (p *Page) saved(msg savedMsg) {
	if p.prompt == nil {
		return
	}
	if errors.Is(msg.err, fs.ErrExist) {
		p.askOver(msg.name)
		return
	}
	p.answered(msg.err)
	if msg.err == nil {
		p.notice = "written to " + msg.name
	}
}
