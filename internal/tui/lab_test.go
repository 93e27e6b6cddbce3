package tui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/golden"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/tui/nav"
)

// balancing is a scenario of 31 seconds, which run in as many on the screen.
func balancing() nav.Lab {
	return nav.Lab{Scenario: system.Scenario{
		System:     "balancing",
		Parameters: map[string]string{"requests": "20000"},
		Objectives: []string{"latency_p99_seconds < 100 ms", "availability >= 99.9%"},
		Seed:       1,
	}}
}

// faults returns what has struck the run.
func (a *app) faults() string {
	sc, _ := a.model.Scenario()
	return strings.Join(sc.Faults, "; ")
}

// experimented takes the lab through all it shows and calls look at every screen
// on the way.
func experimented(t *testing.T, width, height int, look func(screen string, a *app)) {
	a := start(t, newStore(), width, height, nil)
	a.press("l")
	look("labs", a)
	a.press("esc")
	a.send(nav.OpenMsg{Route: balancing()})
	look("lab-new", a)
	a.wait(8 * time.Second)
	look("lab", a)
	a.press("k")
	a.wait(3 * time.Second)
	a.press("right", "right", "s", "]")
	a.wait(4 * time.Second)
	look("lab-broken", a)
	a.press(":")
	a.write("kill everything")
	a.press("enter")
	look("lab-prompt", a)
	a.press("esc", "space", "c")
	look("lab-choose", a)
	a.press("enter")
	a.press("space")
	a.wait(5 * time.Second)
	look("lab-compare", a)
	a.press("m")
	a.wait(time.Second)
	look("lab-result", a)
	a.press("tab")
	look("lab-repeat", a)
}

func TestLabFrames(t *testing.T) {
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"120x40", 120, 40}, {"40x12", 40, 12}} {
		t.Run(size.name, func(t *testing.T) {
			experimented(t, size.width, size.height, func(screen string, a *app) {
				golden.Check(t, size.name+"/"+screen+".txt", []byte(a.frame()))
				a.resized([2]int{1, 1}, [2]int{39, 11}, [2]int{41, 13}, [2]int{60, 20}, [2]int{99, 24}, [2]int{100, 24}, [2]int{133, 50}, [2]int{250, 80})
			})
		})
	}
}

// resized draws the screen in other sizes, all of which must fit, and goes back to
// that of before, which must show the same.
func (a *app) resized(sizes ...[2]int) {
	a.t.Helper()
	before := [2]int{a.width, a.height}
	frame := a.frame()
	for _, size := range append(sizes, before) {
		a.width, a.height = size[0], size[1]
		a.send(windowSize(a.width, a.height))
		a.frame()
	}
	if again := a.frame(); again != frame {
		a.t.Errorf("after a resize\n%s\nbecame\n%s", frame, again)
	}
}

// topology is a run of components and their calls.
func topology() nav.Lab {
	return nav.Lab{Scenario: system.Scenario{
		System:     "topology",
		Parameters: map[string]string{"app.instances": "2", "db.time": "3 ms"},
		Objectives: []string{"latency_p99_seconds < 100 ms", "availability >= 99.9%"},
		Seed:       1,
	}}
}

// A topology is drawn as a diagram where there is room for one.
func TestLabDiagramFrames(t *testing.T) {
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"120x40", 120, 40}, {"40x12", 40, 12}} {
		t.Run(size.name, func(t *testing.T) {
			a := start(t, newStore(), size.width, size.height, topology())
			look := func(screen string) {
				golden.Check(t, size.name+"/"+screen+".txt", []byte(a.frame()))
				a.resized([2]int{1, 1}, [2]int{40, 12}, [2]int{80, 24}, [2]int{100, 24}, [2]int{133, 50}, [2]int{250, 80})
			}
			a.wait(12 * time.Second)
			look("lab-diagram")
			a.press("down", "e", "]", "]", "]")
			a.wait(4 * time.Second)
			a.press("down", "right", "k")
			a.wait(time.Second)
			look("lab-diagram-broken")
			a.press("v")
			look("lab-diagram-list")
		})
	}
}

// Every system has a lab: it runs, shows its parts, suffers what its keys say and
// comes to its end.
func TestLabOfEverySystem(t *testing.T) {
	for _, s := range builtin.Systems() {
		t.Run(s.Name, func(t *testing.T) {
			a := start(t, newStore(), 120, 40, nil)
			a.press("l")
			a.click(s.Title)
			a.wait(2 * time.Second)
			a.shows(s.Title, "latency", "throughput", "nothing has struck yet")
			for _, key := range []string{"s", "k", "]", "p", "a", "h", "f", "d"} {
				a.press(key)
				a.wait(100 * time.Millisecond)
			}
			if a.faults() == "" {
				t.Error("no key broke anything")
			}
			a.resized([2]int{40, 12}, [2]int{80, 24}, [2]int{250, 80})
		})
	}
}

// Time stands still in a pause, goes on by steps, and faster or slower.
func TestLabTime(t *testing.T) {
	a := start(t, newStore(), 80, 24, balancing())
	a.wait(2 * time.Second)
	a.shows("1x  2 s of 31.25 s")
	a.press("space")
	a.wait(time.Second)
	a.shows("paused 1x  2 s of", "space go on")
	a.press(".", ".")
	a.shows("paused 1x  2.1 s of")
	a.press("space")
	a.wait(time.Second)
	a.shows(" 1x  3.1 s of")
	a.press("+")
	a.wait(time.Second)
	a.shows(" 2x  5.1 s of")
	a.press("-", "-")
	a.wait(2 * time.Second)
	a.shows(" 0.5x  6.1 s of")
	a.press(".")
	a.shows("paused 0.5x  6.125 s of") // 25 ms later
	a.press("m")
	a.shows("paused full speed")
	a.press(".")
	a.shows("6.25 s of") // the end of a sixtieth
	a.press("m", "space")
	a.wait(time.Second)
	a.shows(" 0.5x  6.75 s of")
	a.press("m")
	a.wait(time.Second)
	a.shows("done", "[result]", "latency  14.7 ms")
	a.press("pgdown", "pgdown", "pgdown")
	a.hides("latency  14.7 ms")
	a.press("tab", "tab")
	a.shows("[lab]", "✓ latency_p99_seconds < 100 ms")
	a.press("space", ".", "+", ":", "k")
	a.shows("done")
}

// Keys break and mend what is at the cursor, and all of it repeats the run.
func TestLabKeysStrike(t *testing.T) {
	a := start(t, newStore(), 100, 30, balancing())
	a.wait(time.Second)
	for _, c := range []struct{ key, want string }{
		{"k", "at 1s kill server 1"},
		{"k", "at 1s kill server 1"}, // it is dead already
		{"r", "at 1s restart server 1"},
		{"s", "at 1s slow server 1 by 5"},
		{"s", "at 1s slow server 1 by 1"},
		{"e", "at 1s errors server 1 10%"},
		{"e", "at 1s errors server 1 0%"},
		{"x", "at 1s cut server 1"},
		{"x", "at 1s heal server 1"},
		{"a", "at 1s add server"},
		{"]", "at 1s load x1.1"},
		{"]", "at 1s load x1.2"},
		{"[", "at 1s load x1.1"},
		{"p", "at 1s set policy random"},
		{"p", "at 1s set policy two-choices"},
	} {
		a.press(c.key)
		faults := strings.Split(a.faults(), "; ")
		if got := faults[len(faults)-1]; got != c.want {
			t.Errorf("after %s the last fault is %q, want %q", c.key, got, c.want)
		}
		a.shows("▲ " + c.want)
	}
	a.shows("server 9", "policy two-choices · load x1.1")
	a.press("left", "k")
	a.shows("▲ at 1s kill server\n", "r restart")
	a.hides("k kill") // none is left
}

// The scenario of a run that was broken by hand gives the same result.
func TestLabRepeats(t *testing.T) {
	a := start(t, newStore(), 100, 60, balancing())
	a.wait(2 * time.Second)
	a.press("k")
	a.wait(3 * time.Second)
	a.press("right", "s", "p")
	a.wait(time.Second)
	a.press("]", "m")
	a.wait(time.Second)
	first, _ := a.model.Scenario()
	b := start(t, newStore(), 100, 60, nav.Lab{Scenario: first})
	b.press("m")
	b.wait(time.Second)
	b.shows("[result]", "bottleneck", "latency_p99_seconds < 100 ms")
	if x, y := a.frame(), b.frame(); x != y {
		t.Errorf("the run gave\n%s\nand its repetition\n%s", x, y)
	}
	if second, _ := b.model.Scenario(); fmt.Sprint(first) != fmt.Sprint(second) {
		t.Errorf("the scenario %v became %v", first, second)
	}
}

// Any fault can be typed; one that cannot be says why and stays to be mended.
func TestLabPrompt(t *testing.T) {
	a := start(t, newStore(), 100, 30, balancing())
	a.wait(time.Second)
	a.press(":")
	a.shows("kill server N", "slow server N by F", "load xF")
	a.write("kill server 9")
	a.press("enter")
	a.shows("there are only 8; number 9 does not exist", ": kill server 9")
	a.press("backspace")
	a.write("3")
	a.press("enter")
	a.shows("▲ at 1s kill server 3")
	a.press(":")
	a.write("at 50% kill server 1")
	a.press("enter")
	a.shows("it strikes now; leave out the time")
	a.press("up")
	a.shows(": kill server 3")
	a.press("down", "esc", ":")
	a.send(tea.PasteMsg{Content: "slow server by 2"})
	a.press("enter")
	if got, want := a.faults(), "at 1s kill server 3; at 1s slow server by 2"; got != want {
		t.Errorf("struck %q, want %q", got, want)
	}
	a.press("q")
	a.hides("Load balancing  seed 1") // q leaves where it is no text
}

// A second run meets the same traffic and the same faults.
func TestLabCompare(t *testing.T) {
	a := start(t, newStore(), 120, 40, balancing())
	a.wait(2 * time.Second)
	a.press("k")
	a.wait(time.Second)
	a.press("c", "left", "enter")
	a.shows("that is what the first run has")
	a.press("right", "enter")
	a.wait(time.Second)
	a.shows("policy least-connections", "policy random", "4 s of")
	if frame := a.frame(); strings.Count(frame, "down") != 4 { // and in both headings
		t.Errorf("server 1 is not down in both:\n%s", frame)
	}
	a.press("m")
	a.wait(time.Second)
	a.shows("[result]")
	a.press("tab")
	a.shows("--set policy=random", "at 2s kill server 1")
	a.press("c")
	a.hides("--set policy=random")
	a.press("c", "up", "enter") // servers
	a.shows("that is what the first run has")
	a.press("backspace")
	a.write("zero point")
	a.press("enter")
	a.shows("a second run with one thing changed", "zero point")
	a.press("ctrl+u")
	a.write("9")
	a.press("enter")
	a.shows("servers 8", "servers 9")
}

// A place is chosen with the mouse, and so is a tab.
func TestLabMouse(t *testing.T) {
	a := start(t, newStore(), 100, 30, balancing())
	a.wait(time.Second)
	a.click(" 5 █")
	a.press("k")
	a.click("server 8")
	a.press("s")
	if got, want := a.faults(), "at 1s kill server 5; at 1s slow server by 5"; got != want {
		t.Errorf("struck %q, want %q", got, want)
	}
	a.click("repeat it")
	a.shows("[repeat it]", "spar sim run balancing")
	a.click(" lab ")
	a.shows("[lab]")
}

// A run that is too long is refused, with figures.
func TestLabRefuses(t *testing.T) {
	route := balancing()
	route.Limit = sim.Cost{Events: 1000}
	a := start(t, newStore(), 80, 24, route)
	a.shows("cannot run", "exceed the limit", "too many events")
	a.press("k", "c", "w", "tab", "space", "up")
	a.shows("cannot run")
}

// The scenario is written to a file, over another only if that is meant.
func TestLabWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "broken.yaml")
	a := start(t, newStore(), 120, 30, balancing())
	a.wait(time.Second)
	a.press("k")
	write := func() {
		a.press("w", "ctrl+u")
		a.send(tea.PasteMsg{Content: path})
		a.press("enter")
	}
	write()
	a.shows("written to ")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sc, problems := builtin.Systems().ReadScenario(path, data)
	if want, _ := a.model.Scenario(); len(problems) > 0 || fmt.Sprint(sc) != fmt.Sprint(want) {
		t.Errorf("the file holds %v, %v, want %v", sc, problems, want)
	}
	a.press("r")
	write()
	a.shows("is there already", "y writes over it")
	a.press("enter", "enter")
	if again, err := os.ReadFile(path); err != nil || !slices.Equal(again, data) {
		t.Errorf("the file became %q, %v", again, err)
	}
	a.write("n")
	a.press("enter")
	a.shows("not written to ")
	write()
	a.write("y")
	a.press("enter")
	if again, err := os.ReadFile(path); err != nil || !strings.Contains(string(again), "restart server 1") {
		t.Errorf("the file became %q, %v", again, err)
	}
}

// From the start means without what struck, and another seed is another run.
func TestLabAgain(t *testing.T) {
	a := start(t, newStore(), 100, 30, balancing())
	a.wait(5 * time.Second)
	a.press("k")
	a.wait(time.Second)
	a.press("R")
	a.wait(5 * time.Second)
	a.shows("5 s of", "seed 1", "nothing has struck yet")
	before := a.frame()
	a.press("N")
	a.wait(5 * time.Second)
	a.shows("5 s of", "seed 2")
	if strings.ReplaceAll(a.frame(), "seed 2", "seed 1") == before {
		t.Error("another seed shows the same run")
	}
}

// BenchmarkLabFrame is a frame of a run, drawn and advanced.
func BenchmarkLabFrame(b *testing.B) {
	route := balancing()
	route.Scenario.Parameters = map[string]string{"requests": "100M"}
	a := start(&testing.T{}, newStore(), 120, 40, route)
	for b.Loop() {
		a.wait(50 * time.Millisecond)
		a.model.View()
	}
}
