// Package drill is the screen of estimation drills: one question after the
// other, a minute each, with the way to the answer after each.
package drill

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/capacity"
	"spar/internal/drill"
	"spar/internal/notebook"
	"spar/internal/question"
	"spar/internal/tui/autosave"
	"spar/internal/tui/editor"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/nav"
	"spar/internal/tui/theme"
)

// Deps is what the page works with.
type Deps struct {
	Context context.Context
	Store   notebook.Store
	Seed    uint64 // of the drill
	// Questions reads the questions that the drill takes its own from, and tells what
	// is wrong with others. It is called off the screen.
	Questions func() ([]*question.Question, []error)
	Now       func() time.Time
	// After returns a command that sends what fn returns after a while.
	After func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd
	// Opened and Closed tell that answers are being written, so that they can be
	// saved whatever ends the program.
	Opened, Closed func(autosave.Work)
}

// A Page is a drill in progress. New makes one.
type Page struct {
	deps          Deps
	theme         theme.Theme
	width, height int

	drill    *drill.Drill    // nil while questions are read, and if there are none
	question *drill.Question // as drill
	asked    time.Time
	line     *editor.Line
	refused  error            // why the line could not be read
	answer   *notebook.Answer // nil until it is given

	log    *notebook.Log
	saver  autosave.Saver
	given  []notebook.Answer // in this drill
	loaded bool              // earlier answers were read
	tally  notebook.Tally    // of all answers
	err    error             // why questions or earlier answers could not be read
	scroll frame.Scroll
}

// New returns a drill, which begins when the questions are read.
func New(deps Deps) *Page {
	p := &Page{
		deps: deps, log: notebook.NewLog(deps.Store), line: editor.NewLine(""),
		saver: autosave.Saver{Context: deps.Context, After: deps.After},
	}
	deps.Opened(p.log)
	return p
}

// ask asks the question of a number.
func (p *Page) ask(number int) {
	p.question, p.asked = p.drill.Question(number), p.deps.Now()
	p.line, p.refused, p.answer, p.scroll = editor.NewLine(""), nil, nil, frame.Scroll{}
}

type readMsg struct {
	page                 *Page
	drill                *drill.Drill
	drillErr, answersErr error
	answers              []notebook.Answer
}

// Init reads the questions, and the answers of earlier drills.
func (p *Page) Init() tea.Cmd {
	if p.loaded {
		return nil // come back to after a page above was closed
	}
	return func() tea.Msg {
		questions, errs := p.deps.Questions()
		d, err := drill.New(questions, p.deps.Seed)
		if err != nil {
			errs = append([]error{err}, errs...)
		}
		answers, err := p.deps.Store.Answers(p.deps.Context)
		return readMsg{p, d, errors.Join(errs...), err, answers}
	}
}

// begin asks the first question, and counts the answers of earlier drills before those
// of this one.
func (p *Page) begin(msg readMsg) {
	p.loaded, p.err = msg.drill != nil && msg.answersErr == nil, errors.Join(msg.drillErr, msg.answersErr)
	p.tally = notebook.TallyOf(slices.Concat(msg.answers, p.given))
	if p.drill == nil && msg.drill != nil {
		ahead := p.line
		p.drill = msg.drill
		p.ask(1)
		p.line = ahead
	}
}

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing reports whether an answer is being typed, be it ahead of the question.
func (p *Page) Typing() bool { return p.answer == nil }

// Status says how many answers there were.
func (p *Page) Status() string {
	if p.saver.Failed() != nil {
		return p.theme.Danger.Render("not saved")
	}
	return ""
}

var (
	answerKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "answer; nothing skips"))
	nextKey   = key.NewBinding(key.WithKeys("enter", "space"), key.WithHelp("enter", "next question"))
	leaveKey  = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "leave"))
	calcKey   = key.NewBinding(key.WithKeys("="), key.WithHelp("=", "calculator"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding { return p.keys().Bindings() }

func (p *Page) keys() keymap.Table {
	asked, answered := p.question != nil, p.answer != nil
	near, far := p.scroll.TypingKeys()
	return append(keymap.Table{
		keymap.On(answerKey, asked && !answered, p.give),
		keymap.On(nextKey, answered, func() { p.ask(p.question.Number + 1) }),
		keymap.On(calcKey, answered, func() tea.Cmd { return nav.Open(nav.Calculator{}) }),
		keymap.On(leaveKey, true, nav.Back),
		near,
	}, far...)
}

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	cmd := p.update(msg)
	return tea.Batch(cmd, p.saver.Schedule(p.log))
}

func (p *Page) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case readMsg:
		if msg.page == p {
			p.begin(msg)
		}
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		if p.Typing() {
			p.line.Paste(msg.Content)
		}
	case tea.MouseWheelMsg:
		p.scroll.Wheel(msg)
	default:
		cmd, _ := p.saver.Update(msg)
		return cmd
	}
	return nil
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	cmd, taken := p.keys().Press(msg)
	if !taken && p.Typing() {
		p.line.Press(msg)
		p.refused = nil
		p.showLine()
	}
	return cmd
}

// showLine scrolls down to what is typed, which stands last.
func (p *Page) showLine() { p.scroll.End() }

// Lost says what the line had no room for.
func (p *Page) Lost() string { return p.line.Lost() }

// give grades what was typed.
func (p *Page) give() {
	graded := drill.Skipped()
	if text := strings.TrimSpace(p.line.Text()); text != "" {
		if graded, p.refused = p.question.Grade(p.line.Text()); p.refused != nil {
			p.showLine()
			return
		}
	}
	now := p.deps.Now()
	answer := p.question.Answer(now, now.Sub(p.asked), graded)
	p.answer, p.scroll = &answer, frame.Scroll{}
	p.given = append(p.given, answer)
	p.tally.Count(answer)
	p.log.Add(answer)
}

// refusal returns the line that could not be read.
func (p *Page) refusal() capacity.Line { return capacity.Line{Text: p.line.Text(), Err: p.refused} }

// Leave saves what is left.
func (p *Page) Leave() tea.Cmd {
	p.deps.Closed(p.log)
	return autosave.Last(p.deps.Context, p.log)
}
