package health

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/truth"
)

func TestFormulas(t *testing.T) {
	for _, r := range truth.Exactly(t, 4, "*") {
		var got float64
		switch same := slices.Repeat([]float64{r.NumberOr("each", 0)}, int(r.NumberOr("n", 0))); {
		case strings.HasPrefix(r.ID, "health.false."):
			got = ProbesUntilRun(r.Number("loss"), int(r.Number("consecutive")))
		case strings.HasPrefix(r.ID, "avail.series"):
			got = Series(same...)
		default:
			got = Parallel(same...)
		}
		truth.Check(t, r.ID, got, r.Figure(), 1e-9)
	}
}

// A judge evicts somebody healthy as often as the formula says.
func TestJudgeAgainstTheFormula(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const probes, loss = 2_000_000, .1
	j := Judge{Rise: 2, Fall: 3}
	evictions := 0.
	for range probes {
		if j.Observe(random.Float64() >= loss) && !j.Up() {
			evictions++
		}
	}
	if want := FalseEvictions(probes, loss, 2, 3); math.Abs(evictions/want-1) > .1 {
		t.Errorf("%v evictions, want %v", evictions, want)
	}
}

func TestJudge(t *testing.T) {
	tests := []struct {
		judge   Judge
		probes  string // + passed, - failed
		verdict string // u up, d down
	}{
		{Judge{Rise: 2, Fall: 3}, "--+---+-++-+---", "uuuuudddduuuuud"},
		{Judge{}, "+-+-", "udud"},
		{Judge{Rise: 1, Fall: 1}, "--++", "dduu"},
	}
	for _, tt := range tests {
		var got strings.Builder
		j := tt.judge
		for _, p := range tt.probes {
			before := j.Up()
			if changed := j.Observe(p == '+'); changed != (before != j.Up()) {
				t.Errorf("%+v on %s: changed is %v", tt.judge, tt.probes, changed)
			}
			got.WriteByte("du"[map[bool]int{true: 1}[j.Up()]])
		}
		if got.String() != tt.verdict {
			t.Errorf("%+v judges %s as %s, want %s", tt.judge, tt.probes, got.String(), tt.verdict)
		}
	}
}

// A verdict changes only after as many results in a row as it needs.
func TestVerdictNeedsARow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		j := Judge{Rise: rapid.IntRange(1, 5).Draw(t, "rise"), Fall: rapid.IntRange(1, 5).Draw(t, "fall")}
		row, last := 0, true
		for _, passed := range rapid.SliceOf(rapid.Bool()).Draw(t, "probes") {
			if row++; passed != last {
				row, last = 1, passed
			}
			if !j.Observe(passed) {
				continue
			}
			if needed := map[bool]int{true: j.Rise, false: j.Fall}[passed]; row < needed || j.Up() != passed {
				t.Errorf("up is %v after %d results %v", j.Up(), row, passed)
			}
		}
	})
}

func TestManager(t *testing.T) {
	var m Manager
	if err := m.Run(t.Context()); err != nil {
		t.Errorf("without checks: %v", err)
	}
	errPing := errors.New("no answer")
	var fault error
	for name, check := range map[string]Check{"process": func(context.Context) error { return nil }} {
		if err := m.Add(name, check); err != nil {
			t.Fatal(err)
		}
		if err := m.Add(name, check); err == nil {
			t.Error("a name was taken twice")
		}
	}
	if err := m.Add("database", func(context.Context) error { return fault }); err != nil {
		t.Fatal(err)
	}
	if err := m.Add("nothing", nil); err == nil {
		t.Error("a check that is none was added")
	}
	if err := m.Run(t.Context()); err != nil {
		t.Errorf("all checks pass, but: %v", err)
	}
	fault = errPing
	if err := m.Run(t.Context()); !errors.Is(err, errPing) || err.Error() != "database: no answer" {
		t.Errorf("got %v", err)
	}
	if r := m.Results(); len(r) != 2 || r[0] != (Result{"process", nil}) || r[1] != (Result{"database", errPing}) {
		t.Errorf("results are %v", r)
	}
}

func TestDetectionTime(t *testing.T) {
	mean, longest := DetectionTime(10*time.Second, 2*time.Second, 3)
	if mean != 27*time.Second || longest != 32*time.Second {
		t.Errorf("DetectionTime = %v, %v; want 27 s, 32 s", mean, longest)
	}
}

func TestNoLossNoEviction(t *testing.T) {
	if got := FalseEvictions(1e9, 0, 2, 3); got != 0 {
		t.Errorf("FalseEvictions without loss = %v", got)
	}
	if got := ProbesUntilRun(1, 3); got != 3 {
		t.Errorf("ProbesUntilRun(1, 3) = %v, want 3", got)
	}
}

func ExampleJudge() {
	j := Judge{Rise: 2, Fall: 3}
	for _, passed := range []bool{false, false, false, true, true} {
		j.Observe(passed)
		fmt.Print(j.Up(), " ")
	}
	// Output: true true false false true
}
