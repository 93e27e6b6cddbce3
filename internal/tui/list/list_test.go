package list_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/tui/list"
	"spar/internal/tui/nav"
	"spar/internal/tui/theme"
)

// systems returns a list of n systems on a screen of 40x12.
func systems(n int, change func(*list.Config)) *list.Page {
	cfg := list.Config{
		Title: "Labs", Remark: "run it", Noun: "system", Empty: "none; esc goes back", Open: list.OpenKey, Back: list.BackKey,
	}
	if change != nil {
		change(&cfg)
	}
	p := list.New(cfg)
	p.SetTheme(theme.New(true, false))
	p.SetSize(40, 12)
	var items []list.Item
	for i := range n {
		items = append(items, list.Item{Title: fmt.Sprintf("System %d", i+1), Remark: []string{"name"}, Route: nav.Session{ID: fmt.Sprint(i + 1)}})
	}
	p.SetItems(items)
	return p
}

var named = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
	"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp}, "end": {Code: tea.KeyEnd}, "home": {Code: tea.KeyHome},
	"backspace": {Code: tea.KeyBackspace},
}

// press presses keys, and returns what the last one asks for.
func press(p *list.Page, keys ...string) (msg tea.Msg) {
	for _, k := range keys {
		press, ok := named[k]
		if !ok {
			press = tea.KeyPressMsg{Code: rune(k[0]), Text: k}
		}
		msg = did(p.Update(press))
	}
	return msg
}

func did(cmd tea.Cmd) tea.Msg {
	if cmd == nil {
		return nil
	}
	return cmd()
}

func opens(id string) tea.Msg { return nav.OpenMsg{Route: nav.Session{ID: id}} }

// chosen returns the row with the sign of the chosen item.
func chosen(t *testing.T, p *list.Page) string {
	t.Helper()
	var rows []string
	for row := range strings.SplitSeq(ansi.Strip(p.View()), "\n") {
		if strings.HasPrefix(row, " ▸ ") || strings.HasPrefix(row, " > ") {
			rows = append(rows, strings.TrimSpace(row[strings.Index(row, "S"):strings.LastIndex(row, " name")]))
		}
	}
	if len(rows) > 1 {
		t.Fatalf("%d rows are chosen:\n%s", len(rows), p.View())
	}
	return strings.Join(rows, "")
}

// Nine of thirty rows are in view.
func TestMoving(t *testing.T) {
	p := systems(30, nil)
	for _, c := range []struct{ key, want string }{
		{"up", "System 1"},
		{"down", "System 2"},
		{"j", "System 3"},
		{"k", "System 2"},
		{"pgdown", "System 11"},
		{"end", "System 30"},
		{"down", "System 30"},
		{"pgup", "System 21"},
		{"home", "System 1"},
		{"G", "System 30"},
		{"g", "System 1"},
	} {
		if msg := press(p, c.key); chosen(t, p) != c.want || msg != nil {
			t.Errorf("%s chooses %q and asks for %v, want %q", c.key, chosen(t, p), msg, c.want)
		}
	}
	if msg := press(p, "down", "enter"); msg != opens("2") {
		t.Errorf("enter asks for %v", msg)
	}
	if msg := press(p, "esc"); msg != (nav.BackMsg{}) {
		t.Errorf("esc asks for %v", msg)
	}
}

func TestMouse(t *testing.T) {
	p := systems(30, nil)
	for range 12 {
		p.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	}
	if got := chosen(t, p); got != "System 13" {
		t.Errorf("the wheel chooses %q", got)
	}
	for _, c := range []struct {
		row  int
		want tea.Msg
	}{{2, nil}, {3, opens("5")}, {11, opens("13")}, {12, nil}} {
		if msg := did(p.Update(tea.MouseClickMsg{X: 5, Y: c.row, Button: tea.MouseLeft})); msg != c.want {
			t.Errorf("a click at row %d asks for %v, want %v", c.row, msg, c.want)
		}
	}
}

func TestFilter(t *testing.T) {
	p := systems(30, nil)
	press(p, "/", "3")
	if got := chosen(t, p); got != "System 3" || p.Status() != "4 of 30" || !p.Typing() {
		t.Errorf("the filter chooses %q, %s", got, p.Status())
	}
	press(p, "0")
	if msg := press(p, "enter"); msg != opens("30") {
		t.Errorf("enter opens %v", msg)
	}
	press(p, "backspace", "down", "down", "down", "down")
	if msg := press(p, "enter"); msg != opens("30") {
		t.Errorf("the last of the filtered ones is %v", msg)
	}
	if msg := press(p, "esc"); msg != nil || p.Typing() || p.Status() != "30 systems" {
		t.Errorf("esc asks for %v and leaves %s", msg, p.Status())
	}
	press(p, "/", "s", "s", "t", "7")
	if got := chosen(t, p); got != "System 7" {
		t.Errorf("a short form chooses %q", got)
	}
	press(p, "z")
	if got := ansi.Strip(p.View()); !strings.Contains(got, "no system matches; esc shows all") || press(p, "enter") != nil {
		t.Errorf("nothing matches:\n%s", got)
	}
}

// Where letters filter from the start, esc empties the filter before it leaves.
func TestTyping(t *testing.T) {
	p := systems(30, func(c *list.Config) { c.Typing = true })
	p.Update(tea.PasteMsg{Content: "system\x1b[31m 12\n"})
	if got := chosen(t, p); got != "System 12" {
		t.Errorf("what was pasted chooses %q", got)
	}
	if msg := press(p, "esc"); msg != nil || p.Status() != "30 systems" {
		t.Errorf("esc asks for %v and leaves %s", msg, p.Status())
	}
	if msg := press(p, "esc"); msg != (nav.BackMsg{}) {
		t.Errorf("esc again asks for %v", msg)
	}
}

func TestEmpty(t *testing.T) {
	p := list.New(list.Config{Noun: "system", Empty: "none; esc goes back", Open: list.OpenKey, Back: list.BackKey})
	p.SetTheme(theme.New(true, false))
	p.SetSize(40, 12)
	if got := p.View(); strings.Contains(got, "none") || p.Status() != "" {
		t.Errorf("before it is loaded:\n%s", got)
	}
	p.SetItems(nil)
	if got := p.View(); !strings.Contains(got, "none; esc goes back") || p.Status() != "0 systems" || press(p, "enter") != nil {
		t.Errorf("without items:\n%s", got)
	}
	p.SetProblem("the disk\a is full")
	if got := ansi.Strip(p.View()); !strings.Contains(got, "the disk is full") || strings.Contains(got, "none") {
		t.Errorf("what went wrong is shown as\n%q", got)
	}
}

// The chosen row can be told without colour, in any locale, and a remark that
// leaves no room for the title stands below it.
func TestRows(t *testing.T) {
	p := systems(2, nil)
	p.SetTheme(theme.New(true, true))
	if got := chosen(t, p); got != "System 1" {
		t.Errorf("in ASCII %q is chosen", got)
	}
	p.SetItems([]list.Item{{Title: "A \achat service", Remark: []string{"practice", "senior", "finished"}}, {Title: "Other"}})
	rows := strings.Split(ansi.Strip(p.View()), "\n")
	for i, want := range []string{" > A chat service", "   practice | senior | finished", "   Other"} {
		if got := strings.TrimRight(rows[3+i], " "); got != want {
			t.Errorf("row %d is %q, want %q", i, got, want)
		}
	}
}

// A letter opens its item, and is no word of a filter.
func TestLetters(t *testing.T) {
	p := systems(0, nil)
	p.SetItems([]list.Item{{Key: "p", Title: "Practise"}, {Key: "=", Title: "Calculator", Route: nav.Calculator{}}})
	if msg := press(p, "="); msg != (nav.OpenMsg{Route: nav.Calculator{}}) {
		t.Errorf("= asks for %v", msg)
	}
	if press(p, "/"); p.Typing() {
		t.Error("a menu has a filter")
	}
}

// A detail that is longer than its room says so.
func TestDetail(t *testing.T) {
	p := systems(0, nil)
	var items []list.Item
	for i := range 9 {
		items = append(items, list.Item{Title: fmt.Sprint(i), Detail: strings.Repeat("more and ", 14) + "more"})
	}
	p.SetItems(items)
	if got := strings.TrimRight(ansi.Strip(p.View()), " "); !strings.HasSuffix(got, "and…") {
		t.Errorf("the detail ends without an ellipsis:\n%s", got)
	}
	p.SetSize(40, 20)
	if got := strings.TrimRight(ansi.Strip(p.View()), " \n"); !strings.HasSuffix(got, "and more") {
		t.Errorf("the detail is not shown as a whole:\n%s", got)
	}
}
