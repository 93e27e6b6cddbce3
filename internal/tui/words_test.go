package tui_test

import (
	"fmt"
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

// slowWords begin with some letters and figures, each once or twice.
func slowWords(firsts string) []string {
	var all []string
	for _, first := range strings.Split(firsts, "") {
		word := first + first + "x = 5 TB"
		if strings.Contains("ai13579", first) {
			word = first + " = 5 TB"
		}
		all = append(all, word)
	}
	return all
}

// letters are all that could be commands, and usual those that are in most places.
const (
	letters = "abcdefghijklmnopqrstuvwxyzGNRY0123456789"
	usual   = "aghijknpq129"
)

// writeSlowly types a word, and waits after every letter.
func (a *app) writeSlowly(word string) {
	for _, letter := range strings.Split(word, "") {
		a.write(letter)
		a.wait(3 * time.Second)
	}
}

// Nor does a word lose a letter that is typed slowly, whatever it begins with: a letter
// asks at most, and the next brings both to the editor. A session stays as it is.
func TestSlowWords(t *testing.T) {
	for place, reach := range map[string][]string{
		"commands": {"tab", "esc"}, "commands of a mock": {"tab", "esc"}, "coach": {"tab", "ctrl+t"}, "pause": {"tab", "esc", "p", "enter"},
		"answers": {"ctrl+n", "enter", "ctrl+n"}, "choices": strings.Fields(strings.Repeat("ctrl+n enter ", 3)),
		"a choice made": append(strings.Fields(strings.Repeat("ctrl+n enter ", 3)), "enter", "up"),
		"a run":         append(strings.Fields(strings.Repeat("ctrl+n enter ", 4)), "tab"),
	} {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			mode := interview.Practice
			if strings.HasSuffix(place, "mock") {
				mode = interview.Mock
			}
			firsts := usual
			if strings.HasPrefix(place, "commands") {
				firsts = letters
			}
			for _, word := range slowWords(firsts) {
				a := start(t, newStore(), 80, 24, begin(mode))
				a.press(reach...)
				a.wait(time.Second)
				before := a.session("url-shortener-1")
				a.writeSlowly(word)
				if got := a.all(); !strings.Contains(got, "|"+word+"|") {
					t.Errorf("%q arrives as %q\n%s", word, got, a.frame())
				}
				s := a.session("url-shortener-1")
				same := len(s.Decisions) == len(before.Decisions) && len(s.Hints) == 0 && s.Phase == before.Phase
				if same && len(s.Decisions) > 0 {
					same = s.Decisions[0].Choice == before.Decisions[0].Choice
				}
				if !same || s.Paused() || s.Finished || a.quit {
					t.Errorf("%q does something else\n%s", word, a.frame())
				}
			}
		})
	}
}

// The same in the calculator.
func TestSlowWordsInTheCalculator(t *testing.T) {
	for place, reach := range map[string][]string{"commands": {"esc"}, "the explanation": {"tab"}, "earlier sheets": {"esc", "e", "enter"}} {
		for _, word := range slowWords(letters) {
			a := start(t, newStore(), 80, 24, nav.Calculator{})
			a.write("7 TB", "")
			a.press(reach...)
			a.writeSlowly(word)
			if got, want := fmt.Sprint(a.sheets()), "map[sheet-1:7 TB|"+word+"]"; got != want {
				t.Errorf("%q in %s arrives as %s\n%s", word, place, got, a.frame())
			}
		}
	}
}

// After an answer of a drill, no word goes on or leaves.
func TestSlowWordsInADrill(t *testing.T) {
	a := start(t, newStore(), 80, 24, nav.Drill{Seed: 7})
	a.press("enter")
	answered := a.frame()
	for _, letter := range strings.Split(letters, "") {
		a.press(letter)
		if a.frame() != answered {
			t.Fatalf("%s does something\n%s", letter, a.frame())
		}
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
