package tui_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/tui/nav"
)

// all returns all lines and texts of a session, each in bars.
func (a *app) all() string {
	a.wait(time.Second)
	s := a.session("url-shortener-1")
	var all []string
	for _, phase := range interview.Phases() {
		for _, field := range interview.Fields(phase) {
			all = append(all, s.Lines(field)...)
		}
	}
	for _, d := range s.Decisions {
		all = append(all, d.Because)
	}
	return "|" + strings.Join(all, "|") + "|"
}

// Words that are typed where letters are commands, fast or slowly, are no commands:
// they arrive with their first letter where text is edited.
func TestWordsWhereNothingIsEdited(t *testing.T) {
	for _, word := range []string{
		"next we shard by code", "partition by user", "hash the key", "index on code", "queue the clicks", "a cache", "run two of them", "coalesce reads", "objects", "99.9% available", "1 in 5 misses",
		"Postgres", "keep hot keys", "jobs", "yes", "quorum", "write-through", "世界", "n", "x",
	} {
		for place, reach := range map[string]func(a *app){
			"commands":           func(a *app) { a.press("tab", "esc") },
			"commands of a mock": func(a *app) { a.press("tab", "esc") },
			"coach":              func(a *app) { a.press("tab", "ctrl+t") },
			"pause":              func(a *app) { a.press("tab", "esc", "p", "enter") },
			"answers":            func(a *app) { a.press("ctrl+n", "enter", "ctrl+n") },
			"choices":            func(a *app) { a.phase(3) },
			"choice made":        func(a *app) { a.phase(3); a.press("enter", "up") },
			"run":                func(a *app) { a.phase(4); a.press("tab") },
		} {
			mode := interview.Practice
			if strings.HasSuffix(place, "mock") {
				mode = interview.Mock
			}
			if len(word) == 1 && word == "n" {
				continue // that is the command
			}
			a := start(t, newStore(), 80, 24, begin(mode))
			reach(a)
			a.wait(time.Second) // and it is stored
			phase := a.session("url-shortener-1").Phase
			a.write(word)
			if got := a.all(); !strings.Contains(got, word+"|") {
				t.Errorf("%q typed in %s arrives as %q\n%s", word, place, got, a.frame())
			}
			if s := a.session("url-shortener-1"); s.Phase != phase || s.Finished || s.Paused() || len(s.Hints) > 0 || a.quit {
				t.Errorf("%q typed in %s does something else\n%s", word, place, a.frame())
			}
			a.shows("writing ─")
		}
	}
}

// Also a slow word ends nothing: its first letter asks at most, and the second brings
// both to the editor.
func TestSlowWords(t *testing.T) {
	for _, mode := range []interview.Mode{interview.Mock, interview.Practice} {
		for _, word := range []string{"next", "quorum", "now", "partition", "hash", "cache", "answers", "run", "9 of 10", "1 in 5", "2 copies", "objects", "users", "keep hot keys", "jobs"} {
			for place, reach := range map[string][]string{"commands": {"tab", "esc"}, "coach": {"tab", "ctrl+t"}, "pause": {"tab", "esc", "p", "enter"}} {
				if mode == interview.Mock && place == "pause" {
					continue
				}
				a := start(t, newStore(), 80, 24, begin(mode))
				a.press(reach...)
				for _, letter := range strings.Split(word, "") {
					a.press(letter)
					a.wait(700 * time.Millisecond)
				}
				if got := a.all(); got != "|"+word+"|" {
					t.Errorf("%q in %s of a %s arrives as %q\n%s", word, place, mode, got, a.frame())
				}
				if s := a.session("url-shortener-1"); s.Paused() || len(s.Hints) > 0 || s.Phase != interview.Requirements {
					t.Errorf("%q in %s of a %s does something else\n%s", word, place, mode, a.frame())
				}
			}
		}
	}
}

// Letters that move, and the one that leads to the editor, are no word.
func TestMovesAreNoWord(t *testing.T) {
	a := start(t, newStore(), 80, 24, begin(interview.Practice))
	a.press("tab", "esc")
	for _, letter := range strings.Split("jkji", "") {
		a.press(letter)
		a.wait(400 * time.Millisecond)
	}
	a.write("xyz")
	if got := a.all(); got != "|xyz|" {
		t.Errorf("moves arrive as %q\n%s", got, a.frame())
	}
}

// A paste goes to the editor from wherever it is made.
func TestPasteWhereNothingIsEdited(t *testing.T) {
	for _, mode := range []interview.Mode{interview.Practice, interview.Mock} {
		for _, keys := range [][]string{{"tab", "esc"}, {"tab", "ctrl+t"}, {"tab", "ctrl+n"}} {
			a := start(t, newStore(), 80, 24, begin(mode))
			a.press(keys...)
			a.send(tea.PasteMsg{Content: "next\r\nqueue"})
			if got := a.all(); !strings.Contains(got, "|next|queue|") && !strings.Contains(got, "next|queue|") {
				t.Errorf("after %v of a %s a paste arrives as %q\n%s", keys, mode, got, a.frame())
			}
		}
	}
}

// What cannot be taken back wants another key than the one that asked for it, and not
// at once.
func TestConsequentialKeys(t *testing.T) {
	for _, test := range []struct {
		name  string
		mode  interview.Mode
		reach []string // and the key that asks
	}{
		{"end a phase", interview.Mock, []string{"ctrl+n"}},
		{"end a phase by letter", interview.Mock, []string{"esc", "n"}},
		{"end a phase by its number", interview.Mock, []string{"esc", "2"}},
		{"leave", interview.Mock, []string{"esc", "q"}},
		{"leave by esc", interview.Mock, []string{"esc", "esc"}},
		{"finish", interview.Practice, []string{"ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n"}},
		{"finish by letter", interview.Practice, []string{"ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n", "enter", "esc", "n"}},
		{"finish a mock", interview.Mock, []string{"ctrl+n", "confirm", "ctrl+n", "confirm", "ctrl+n", "confirm", "ctrl+n", "confirm", "ctrl+n"}},
	} {
		asked := func() *app {
			a := start(t, newStore(), 80, 24, begin(test.mode))
			a.press(test.reach...)
			a.shows("asking ─", "enter", "any other key")
			return a
		}
		same := test.reach[len(test.reach)-1]
		before := asked().frame()
		for _, no := range [][]string{{same, same, same}, {"enter", "enter"}} {
			a := asked()
			a.strike(no...)
			if !strings.Contains(a.frame(), "asking ─") {
				t.Errorf("%s: %v at once does it\n%s", test.name, no, a.frame())
			}
		}
		for _, no := range []string{"down", "tab", "ctrl+g", "x"} {
			a := asked()
			a.wait(time.Second)
			a.press(no)
			a.hides("asking ─")
			if now := a.frame(); strings.Split(now, "\n")[0] == "" || a.session("url-shortener-1").Finished || !strings.Contains(now, strings.Fields(before)[1]) {
				t.Errorf("%s: %s does it\n%s", test.name, no, now)
			}
		}
		a := asked()
		a.wait(11 * time.Second)
		a.hides("asking ─")
		a = asked()
		a.wait(time.Second)
		phase := a.session("url-shortener-1").Phase
		a.press("confirm")
		a.wait(time.Second)
		s := a.session("url-shortener-1")
		if home := strings.Contains(a.frame(), "Mock interview"); s.Phase == phase && !s.Finished && !home {
			t.Errorf("%s: the answer does nothing\n%s", test.name, a.frame())
		}
	}
}

// The screen always says what keys are.
func TestModes(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		a := start(t, newStore(), size[0], size[1], begin(interview.Practice))
		a.shows("writing ─")
		a.press("esc")
		a.shows("commands ─")
		a.press("p")
		a.shows("enter stop the clock")
		a.press("enter")
		a.shows("paused", "p goes on")
		b := start(t, newStore(), size[0], size[1], nav.Calculator{})
		b.shows("writing ─")
		b.press("esc")
		b.shows("commands ─")
		b.write("next = 1")
		b.shows("writing ─", "next = 1")
	}
}

// keyNames finds the names of keys in what a screen says.
var keyNames = regexp.MustCompile(`ctrl\+[a-z/]|\besc\b|\benter\b|\btab\b|\bpgdn\b|\bf1\b`)

// What a screen says of keys is true of them now.
func TestMessagesNameKeysThatWork(t *testing.T) {
	for _, s := range states {
		a := start(t, newStore(), s.width, map[int]int{40: 12, 80: 24, 120: 40}[s.width], s.first)
		a.frame()
		if s.reach != nil {
			s.reach(a)
		}
		frame := a.frame()
		rows := strings.Split(strings.TrimRight(frame, "\n"), "\n")
		var work []string
		for _, k := range append(a.model.Keys(), a.model.RootKeys()...) {
			work = append(append(work, k.Keys()...), k.Help().Key)
		}
		for _, row := range rows[:len(rows)-1] {
			for _, name := range keyNames.FindAllString(row, -1) {
				if !slices.Contains(work, name) && !slices.Contains(work, "any") {
					t.Errorf("%s: %s does not work where it says %q; keys are %q", s.name, name, strings.TrimSpace(row), work)
				}
			}
		}
	}
}
