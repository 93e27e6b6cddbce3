package lab

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/tui/theme"
)

// drawnLab opens the lab of a topology, which is drawn as a diagram.
func drawnLab(t *testing.T) *Page {
	t.Helper()
	p := shown(builtin.Systems(), system.Scenario{System: "topology", Seed: 1}, theme.New(true, false))
	p.key(".")
	if view := p.View(); !strings.Contains(view, "▶") {
		t.Fatalf("there is no diagram:\n%s", view)
	}
	return p
}

// help returns what a key is for now; empty if it is not listed.
func (p *Page) help(key string) string {
	for _, k := range p.Keys() {
		if k.Help().Key == key {
			return k.Help().Desc
		}
	}
	return ""
}

// The drawing stands still while its figures change, and is laid out but once.
func TestDrawingStandsStill(t *testing.T) {
	p := drawnLab(t)
	rows, frame := p.drawings[0].Rows, p.View()
	for range 20 {
		p.key(".")
		p.View()
	}
	if p.View() == frame {
		t.Error("no figure changes")
	}
	if &p.drawings[0].Rows[0] != &rows[0] {
		t.Error("the diagram was laid out again")
	}
}

// A key leads from the diagram to the list and back where there is a diagram.
func TestDrawingKey(t *testing.T) {
	p := drawnLab(t)
	if got := p.help("v"); got != "list" {
		t.Errorf("v is for %q, want %q", got, "list")
	}
	p.key("v")
	if view := p.View(); strings.Contains(view, "▶") || p.help("v") != "diagram" {
		t.Errorf("v, for %q now, did not lead to the list:\n%s", p.help("v"), view)
	}
	p.key("v")
	if view := p.View(); !strings.Contains(view, "▶") {
		t.Errorf("v did not lead back to the diagram:\n%s", view)
	}
	p.SetSize(40, 10)
	if got := p.help("v"); got != "" {
		t.Errorf("where no diagram fits, v is for %q", got)
	}
	p.key("v")
	p.SetSize(100, 30)
	if p.listed {
		t.Error("v worked where no diagram fits")
	}
	p = shown(builtin.Systems(), system.Scenario{System: "balancing", Seed: 1}, theme.New(true, false))
	if got := p.help("v"); got != "" {
		t.Errorf("without calls to draw, v is for %q", got)
	}
}

// Boxes are selected by the mouse, and with the arrows one after the other.
func TestDrawingSelects(t *testing.T) {
	p := drawnLab(t)
	for y, row := range strings.Split(ansi.Strip(p.View()), "\n") {
		if before, _, ok := strings.Cut(row, "cache"); ok {
			p.Update(tea.MouseClickMsg{X: ansi.StringWidth(before), Y: y})
			break
		}
	}
	if want := (place{"cache", 1}); p.cursor != want {
		t.Errorf("a click at the cache selects %v, want %v", p.cursor, want)
	}
	if view := ansi.Strip(p.View()); !strings.Contains(view, "▸cache ") || !strings.Contains(view, "\n▸cache ") {
		t.Errorf("the cache is not marked:\n%s", view)
	}
	p.key("k")
	if view := ansi.Strip(p.View()); !strings.Contains(view, " down ") {
		t.Errorf("the cache is not down:\n%s", view)
	}
	p.moveCursor("up") // to the last of four
	p.moveCursor("up")
	if want := (place{"app", 0}); p.cursor != want {
		t.Errorf("above the cache is %v, want %v", p.cursor, want)
	}
	p.View()
	p.moveCursor("right")
	p.moveCursor("down")
	if want := (place{"cache", 1}); p.cursor != want {
		t.Errorf("below app 1 is %v, want %v", p.cursor, want)
	}
}

func TestAilment(t *testing.T) {
	for _, c := range []struct {
		states []string
		want   string
	}{
		{[]string{""}, ""},
		{[]string{"down"}, "down"},
		{[]string{"", "down", "5x slower"}, "1 down"},
		{[]string{"", "removed"}, ""},
		{[]string{"", "5x slower", "5x slower"}, "5x slower"},
		{[]string{"cut off", "5x slower", "5x slower"}, "3 faulty"},
	} {
		var part system.Part
		for _, state := range c.states {
			part.Members = append(part.Members, system.Member{State: state})
		}
		if got := ailment(part); got != c.want {
			t.Errorf("ailment(%q) = %q, want %q", c.states, got, c.want)
		}
	}
}

// What stands in a box in three rows, two and one.
func TestStanding(t *testing.T) {
	p := drawnLab(t)
	for _, c := range []struct {
		name   string
		state  string
		queue  int
		failed float64
		want   map[int]string // by rows
	}{
		{"idle", "", 0, 0, map[int]string{3: "█████░░░░  50%||", 2: "█████░░░░  50%|", 1: "50%"}},
		{"busy", "", 1234, 0, map[int]string{3: "█████░░░░  50%||1,234 waiting", 2: "█████░░░░  50%|1,234 waiting", 1: "50%        ▪1k"}},
		{"failing", "", 7, 240, map[int]string{3: "█████░░░░  50%||240/s fail  ▪7", 2: "█████░░░░  50%|240/s fail  ▪7", 1: "240/s fail  ▪7"}},
		{"slow", "5x slower", 7, 0, map[int]string{3: "█████░░░░  50%|5x slower|7 waiting", 2: "█████░░░░  50%|5x slower", 1: "5x slower"}},
	} {
		l := p.newLane(0, 0, 100, 30)
		l.meters = &meters{parts: map[string][]meter{"app": {{works: true, busy: .5, failing: c.failed}}}}
		part := system.Part{Name: "app", Members: []system.Member{{Queue: c.queue, State: c.state}}}
		for rows, want := range c.want {
			var got []string
			for _, row := range l.standing(part, rows, 14) {
				got = append(got, strings.TrimRight(ansi.Strip(row), " "))
			}
			if got := strings.Join(got, "|"); got != want {
				t.Errorf("%s in %d rows is %q, want %q", c.name, rows, got, want)
			}
		}
	}
}

// What fails counts as long as it goes on, and not what failed in the warm-up.
func TestFailing(t *testing.T) {
	var m meters
	failed := 0
	read := func(at time.Duration) float64 {
		m.read(system.View{At: at, Parts: []system.Part{{Name: "app", Members: []system.Member{{Failed: failed}}}}})
		return m.parts["app"][0].failing
	}
	at, got := time.Duration(0), 0.
	for range 100 {
		at += 50 * time.Millisecond
		failed += 5
		got = read(at)
	}
	if got < 99 || got > 101 {
		t.Errorf("of 5 failures in 50 ms %v/s are left, want 100/s", got)
	}
	failed = 0 // the warm-up is over
	for range 100 {
		at += 50 * time.Millisecond
		if now := read(at); now > got {
			t.Fatalf("%v/s fail after %v/s though nothing failed", now, got)
		}
	}
	if got = read(at + time.Second); got >= 1 {
		t.Errorf("%v/s still fail after 5 s", got)
	}
}

// BenchmarkDrawing lays out the diagram of a run, as is done when its size changes.
func BenchmarkDrawing(b *testing.B) {
	p := shown(builtin.Systems(), system.Scenario{System: "topology", Seed: 1}, theme.New(true, false))
	for b.Loop() {
		p.drawings[0] = drawing{}
		p.newLane(0, 0, 100, 30).drawing()
	}
}
