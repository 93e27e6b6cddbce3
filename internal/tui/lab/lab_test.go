package lab

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/tui/theme"
)

// noon is when the tests begin.
var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// shown opens the lab of a scenario, carries out what it orders until a frame is
// awaited, and returns it.
func shown(systems system.Registry, sc system.Scenario, t theme.Theme) *Page {
	p := New(sc, Deps{
		Context: context.Background(), Systems: systems, Now: func() time.Time { return noon },
		After: func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil },
	})
	p.SetTheme(t)
	p.SetSize(100, 30)
	p.do(p.Init())
	return p
}

// do carries out a command and what follows from it.
func (p *Page) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, cmd := range msg {
			p.do(cmd)
		}
	default:
		p.do(p.Update(msg))
	}
}

func (p *Page) key(text string) {
	p.do(p.Update(tea.KeyPressMsg{Code: []rune(text)[0], Text: text}))
}

// A bare model is at work without anything to draw, in virtual time that costs
// real time: each step of it takes as long as step says.
type bare struct {
	now  time.Duration
	step func(virtual time.Duration)
}

func (m *bare) RunUntil(ctx context.Context, t time.Duration) error {
	m.step(t - m.now)
	m.now = t
	return ctx.Err()
}
func (m *bare) Strike(system.Fault) {}
func (m *bare) View() system.View {
	return system.View{At: m.now, Metrics: map[string]float64{"messages_per_second": 12}}
}

func (m *bare) Result(context.Context) (*system.Result, error) {
	return nil, errors.New("the meter is broken")
}

// bareSystem is a system of an hour whose steps call step.
func bareSystem(step func(virtual time.Duration)) system.Registry {
	return system.Registry{{
		Name: "bare", Title: "Bare", Doc: "Nothing.",
		Metrics: []system.Metric{{Name: "messages_per_second", Unit: system.PerSecond}, {Name: "unknown", Unit: system.Jobs}},
		Length:  func(*system.Plan) time.Duration { return time.Hour },
		Cost:    func(*system.Plan) sim.Cost { return sim.Cost{Events: 1} },
		Start:   func(*system.Plan) (system.Model, error) { return &bare{step: step}, nil },
	}}
}

// A system without parts and series shows its metrics, and what ends a run is said.
func TestBareSystem(t *testing.T) {
	p := shown(bareSystem(func(time.Duration) {}), system.Scenario{System: "bare"}, theme.New(true, false))
	view := ansi.Strip(p.View())
	if !strings.Contains(view, "messages_per_second") || !strings.Contains(view, "12/s") || strings.Contains(view, "unknown") {
		t.Errorf("the metrics are not shown as they stand:\n%s", view)
	}
	for _, key := range []string{"k", "s", "c", "p"} {
		p.key(key)
		p.View()
	}
	p = shown(bareSystem(func(time.Duration) {}), system.Scenario{System: "bare"}, theme.New(true, false))
	p.key("m")
	for range 61 {
		p.key(".")
	}
	if view := ansi.Strip(p.View()); !strings.Contains(view, "stopped") || !strings.Contains(view, "the meter is broken") {
		t.Errorf("the failure is not shown:\n%s", view)
	}
}

// An order reports after a chunk, however slow the run and far the goal, and the
// strides of a run adapt to how long they take.
func TestChunks(t *testing.T) {
	for _, perSecond := range []time.Duration{0, time.Microsecond, time.Millisecond, 5 * time.Millisecond} {
		now := noon
		systems := bareSystem(func(virtual time.Duration) {
			now = now.Add(time.Duration(virtual.Seconds() * float64(perSecond)))
		})
		e := engine{systems: systems, now: func() time.Time { return now }}
		if _, err := e.carry(t.Context(), order{begin: []system.Scenario{{System: "bare"}}}); err != nil {
			t.Fatal(err)
		}
		orders := 0
		for e.runs[0].Now() < time.Hour {
			before := now
			if _, err := e.carry(t.Context(), order{keep: 1, until: time.Hour, quantum: time.Millisecond}); err != nil {
				t.Fatal(err)
			}
			if took := now.Sub(before); took > 2*chunk {
				t.Fatalf("at %v for a second an order takes %v, want at most about %v", perSecond, took, chunk)
			}
			orders++
		}
		total := 3600 * perSecond
		if least := int(total / (2 * chunk)); orders < least || orders > int(total/chunk)+2 {
			t.Errorf("at %v for a second an hour takes %d orders, want about %d", perSecond, orders, total/chunk)
		}
	}
}

// The ladder of speeds climbs by 1, 2 and 5, and a run begins with the one at which
// it takes at most a minute.
func TestSpeeds(t *testing.T) {
	for _, c := range []struct {
		length time.Duration
		want   float64
	}{
		{time.Millisecond, .01},
		{time.Second, .02},
		{30 * time.Second, .5},
		{31 * time.Second, 1},
		{time.Minute, 1},
		{time.Hour, 100},
		{24 * time.Hour, 2000},
		{365 * 24 * time.Hour, 1e6},
	} {
		if got := speedOf(usualRung(c.length)); got != c.want {
			t.Errorf("a run of %v begins at %vx, want %vx", c.length, got, c.want)
		}
	}
}

// Virtual time follows real time by whole quanta, without losing any on the way,
// and does not leap after a pause of the machine.
func TestPaceKeepsTime(t *testing.T) {
	p := pace{rung: 6} // real time
	p.resume(noon)
	at, now := time.Duration(0), noon
	for range 200 {
		now = now.Add(frameTime + 333*time.Microsecond)
		at = p.next(now, at, time.Hour)
	}
	if passed := now.Sub(noon); at > passed || passed-at > p.quantum(time.Hour) {
		t.Errorf("%v went by in %v", at, passed)
	}
	before := at
	if at = p.next(now.Add(time.Hour), at, 2*time.Hour); at-before > 5*frameTime {
		t.Errorf("after an hour's sleep %v go by at once", at-before)
	}
}

func TestRoundUp(t *testing.T) {
	for _, c := range []struct{ in, want float64 }{{0, 0}, {1, 1}, {1.2, 1.5}, {640, 800}, {.0413, .05}, {9.1, 10}} {
		if got := roundUp(c.in); got < c.want*.999999 || got > c.want*1.000001 {
			t.Errorf("roundUp(%v) = %v, want %v", c.in, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		in   int
		want string
	}{{0, ""}, {7, "7"}, {999, "999"}, {1000, "1k"}, {99_999, "99k"}, {100_000, ".1M"}, {999_999, ".9M"}, {5_000_000, "5M"}, {1 << 40, "99M"}} {
		if got := count(c.in); got != c.want {
			t.Errorf("count(%d) = %q, want %q", c.in, got, c.want)
		}
	}
}
