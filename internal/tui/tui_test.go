package tui_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/question"
	"spar/internal/store/mem"
	"spar/internal/tui"
	"spar/internal/tui/nav"
	"spar/questions"
)

// An app is the interface on a fake terminal with a clock of its own. Whatever
// a key sets off is done before the next key.
type app struct {
	t             *testing.T
	model         *tui.Model
	store         interview.Store
	now           time.Time
	timers        []timer
	width, height int
	quit          bool

	suspended     int // times that ctrl+z was pressed
	cannotSuspend error
}

// Ctrl+z stops the program from every page, and says if it cannot.
func TestSuspend(t *testing.T) {
	for _, first := range []nav.Route{nil, begin(interview.Mock), nav.Calculator{}, nav.Drill{}, nav.History{}, balancing()} {
		a := start(t, newStore(), 80, 24, first)
		a.press("ctrl+z")
		a.press("?", "ctrl+z")
		if a.suspended != 2 {
			t.Errorf("two presses of ctrl+z stop %d times on\n%s", a.suspended, a.frame())
		}
		a.cannotSuspend = errors.New("no shell waits")
		a.press("ctrl+z")
		a.shows("no shell waits")
		a.press("f1")
		a.hides("no shell waits")
	}
}

// A timer is a message that comes later.
type timer struct {
	at time.Time
	fn func(time.Time) tea.Msg
}

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// library is the built-in pack, with scenarios that run fast.
var library = question.Open(question.Shelves{BuiltIn: fast(builtIn())})

// builtIn returns a copy of the built-in pack.
func builtIn() fstest.MapFS {
	pack := make(fstest.MapFS)
	err := fs.WalkDir(questions.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(questions.FS, path)
		pack[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		panic(err)
	}
	return pack
}

// fast changes the scenarios of the URL shortener.
func fast(pack fstest.MapFS) fstest.MapFS {
	file := pack["questions/url-shortener.yaml"]
	head, scenarios, _ := strings.Cut(string(file.Data), "\nscenarios:\n")
	for i, changes := range [][]string{
		{"duration: 6 s", "warmup: 1 s", "urls: 100k", "cache_capacity: 5k"},
		{"duration: 2 s", "warmup: 200 ms"},
	} {
		for _, change := range changes {
			key, _, _ := strings.Cut(change, ":")
			lines := regexp.MustCompile(`(?m)^      ` + key + `: .*$`)
			at := lines.FindAllStringIndex(scenarios, -1)[i]
			scenarios = scenarios[:at[0]] + "      " + change + scenarios[at[1]:]
		}
	}
	file.Data = []byte(head + "\nscenarios:\n" + scenarios)
	return pack
}

// withPack puts a pack in the place of the library for a test.
func withPack(t *testing.T, pack fstest.MapFS) {
	t.Helper()
	all := library
	library = question.Open(question.Shelves{BuiltIn: pack})
	t.Cleanup(func() { library = all })
}

// A broken question says what is wrong with it when it is chosen, and leaves the
// others alone.
func TestBrokenQuestion(t *testing.T) {
	pack := builtIn()
	broken := pack["questions/chat.yaml"]
	broken.Data = append(broken.Data, "colour: blue\n"...)
	unlisted := &fstest.MapFile{Data: []byte("schema: 1\nid: unlisted\n")}
	pack["questions/unlisted.yaml"] = unlisted
	withPack(t, pack)
	a := start(t, newStore(), 80, 24, nil)
	a.shows("questions/unlisted.yaml:1:1: key \"title\" is missing")
	a.press("p")
	a.write("chat")
	a.press("enter")
	a.shows("Design a chat service", "questions/chat.yaml:", `"colour"`, "esc back")
	a.hides("start the clock")
	a.press("enter", "esc", "esc", "esc", "d")
	a.shows("open question spar/chat", "answer")
	b := start(t, newStore(), 80, 24, nav.Questions{})
	b.write("shortener")
	b.press("enter")
	b.shows("turns a long URL")
}

// start opens the interface on a terminal of that size.
func start(t *testing.T, store interview.Store, width, height int, first nav.Route) *app {
	t.Helper()
	return startOn(t, store, width, height, first, false)
}

// startOn opens it on one that shows nothing but ASCII, if so asked.
func startOn(t *testing.T, store interview.Store, width, height int, first nav.Route, ascii bool) *app {
	t.Helper()
	a := &app{t: t, store: store, now: noon, width: width, height: height}
	sessions := 0
	a.model = tui.New(context.Background(), tui.Config{
		Store:    store,
		Notebook: notebookOf(store),
		Library:  func() *question.Library { return library },
		NewID: func(q string) string {
			sessions++
			return fmt.Sprintf("%s-%d", q, sessions)
		},
		Seed:  func() uint64 { return 7 },
		Start: first,
		ASCII: ascii,
		Suspend: func() error {
			a.suspended++
			return a.cannotSuspend
		},
		Now: func() time.Time { return a.now },
		After: func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
			return func() tea.Msg {
				a.timers = append(a.timers, timer{a.now.Add(d), fn})
				return nil
			}
		},
	})
	a.run(a.model.Init())
	a.send(tea.WindowSizeMsg{Width: width, Height: height})
	return a
}

func (a *app) send(msg tea.Msg) {
	_, cmd := a.model.Update(msg)
	a.run(cmd)
}

// run carries out a command and whatever follows from it.
func (a *app) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if _, ok := msg.(tea.QuitMsg); ok {
		a.quit = true
		return
	}
	// Batches and sequences are slices of commands; the latter's type has no
	// name outside its package.
	if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			a.run(v.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	if msg != nil {
		a.send(msg)
	}
}

// wait lets time pass and delivers what is due, in order.
func (a *app) wait(d time.Duration) {
	end := a.now.Add(d)
	for {
		i := -1
		for j, timer := range a.timers {
			if !timer.at.After(end) && (i < 0 || timer.at.Before(a.timers[i].at)) {
				i = j
			}
		}
		if i < 0 {
			break
		}
		due := a.timers[i]
		a.timers = slices.Delete(a.timers, i, i+1)
		a.now = due.at
		if msg := due.fn(due.at); msg != nil {
			a.send(msg)
		}
	}
	a.now = end
}

// keys are the names of keys that are no text.
var keys = map[string]rune{
	"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "backspace": tea.KeyBackspace, "space": tea.KeySpace,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
}

// press presses keys one after the other: names such
// as "enter" and "ctrl+n", single characters, or "confirm" for an answer that was
// thought about.
func (a *app) press(names ...string) {
	for _, name := range names {
		if name == "confirm" {
			a.wait(600 * time.Millisecond)
			name = "enter"
		}
		a.strike(name)
	}
}

// strike presses keys at once.
func (a *app) strike(names ...string) {
	for _, name := range names {
		var k tea.KeyPressMsg
		if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
			k.Mod, name = tea.ModCtrl, rest
		}
		if rest, ok := strings.CutPrefix(name, "shift+"); ok {
			k.Mod, name = tea.ModShift, rest
		}
		if code, ok := keys[name]; ok {
			k.Code = code
		} else {
			k.Code = []rune(name)[0]
			if k.Mod == 0 {
				k.Text = name
			}
		}
		a.send(k)
	}
}

// write types lines, each with an enter behind it but the last.
func (a *app) write(lines ...string) {
	for i, line := range lines {
		if i > 0 {
			a.strike("enter")
		}
		for _, r := range line {
			if unicode.IsSpace(r) {
				a.send(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "})
				continue
			}
			a.strike(string(r))
		}
	}
}

// frame returns what the screen shows, without styles, and checks that it fits.
func (a *app) frame() string {
	a.t.Helper()
	frame := ansi.Strip(a.model.View().Content)
	rows := strings.Split(frame, "\n")
	if len(rows) != a.height {
		a.t.Errorf("%d rows on a screen of %dx%d:\n%s", len(rows), a.width, a.height, frame)
	}
	for _, row := range rows {
		if w := ansi.StringWidth(row); w > a.width {
			a.t.Errorf("a row of %d cells on a screen of %dx%d: %q", w, a.width, a.height, row)
		}
	}
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	return strings.Join(rows, "\n") + "\n"
}

// shows fails the test unless the screen shows all texts.
func (a *app) shows(texts ...string) {
	a.t.Helper()
	frame := a.frame()
	for _, text := range texts {
		if !strings.Contains(frame, text) {
			a.t.Errorf("the screen does not show %q:\n%s", text, frame)
		}
	}
}

// hides fails the test if the screen shows one of the texts.
func (a *app) hides(texts ...string) {
	a.t.Helper()
	frame := a.frame()
	for _, text := range texts {
		if strings.Contains(frame, text) {
			a.t.Errorf("the screen shows %q:\n%s", text, frame)
		}
	}
}

// session returns the stored session of an id.
func (a *app) session(id string) *interview.Session {
	a.t.Helper()
	events, err := a.store.Events(context.Background(), id)
	if err != nil {
		a.t.Fatal(err)
	}
	s, err := interview.Fold(events)
	if err != nil {
		a.t.Fatal(err)
	}
	return s
}

func newStore() *mem.Store { return new(mem.Store) }

// notebookOf returns the notebook that a store keeps, or a new one.
func notebookOf(store interview.Store) notebook.Store {
	if n, ok := store.(notebook.Store); ok {
		return n
	}
	return newStore()
}

// BenchmarkKey is a key typed in the middle of each phase, with the frame that
// follows.
func BenchmarkKey(b *testing.B) {
	t := &testing.T{}
	interviewed(t, 120, 40, func(screen string, a *app) {
		switch screen {
		case "requirements", "capacity", "design", "detail", "scale":
			b.Run(screen, func(b *testing.B) {
				for b.Loop() {
					a.press("x")
					a.model.View()
				}
			})
		}
	})
}
