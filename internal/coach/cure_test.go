package coach_test

import (
	"strings"
	"testing"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/system"
	"spar/internal/system/solve"
)

// What would have helped is shown in practice alone, where something was missed, and to
// those who have proposed something.
func TestMayCure(t *testing.T) {
	missed := &system.Result{Objectives: []system.ObjectiveResult{{Met: true}, {}}}
	met := &system.Result{Objectives: []system.ObjectiveResult{{Met: true}}}
	c := begin(t, interview.Practice, 1)
	if err := c.MayCure(missed); err == nil || !strings.Contains(err.Error(), "propose a change of your own first") {
		t.Errorf("without a proposal: %v", err)
	}
	do(t, c, interview.Entered{Phase: interview.Scale})
	write(t, c, interview.Optimizations, "more servers")
	if err := c.MayCure(missed); err != nil {
		t.Errorf("with a proposal: %v", err)
	}
	if c.MayCure(met) == nil {
		t.Error("a run that met everything has a cure")
	}
	if begin(t, interview.Mock, 1).MayCure(missed) == nil {
		t.Error("a mock shows what would have helped")
	}
}

func TestCure(t *testing.T) {
	c, err := coach.Cure(t.Context(), &coach.Scenario{Scenario: system.Scenario{
		System:     "limiting",
		Parameters: map[string]string{"servers": "1", "workers": "1", "rate": "100/s", "service_mean": "12 ms", "limit": "1000", "timeout": "900 ms", "abusers": "0", "duration": "10 s", "warmup": "1 s"},
		Objectives: []string{"availability >= 99%"},
	}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if told := coach.Told(c); c.Smallest == nil || len(told) != 1 || told[0] != c.Text {
		t.Errorf("told %q of %+v", told, c.Smallest)
	}
	if told := coach.Told(&solve.Cure{Text: "None.", Stopped: "there was no time"}); len(told) != 2 {
		t.Errorf("a search that ended early tells %q", told)
	}
}
