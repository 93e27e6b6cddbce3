package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/tui/nav"
)

// A whole mock of any length through the screens: told how strict it is, warned in
// proportion, interrupted, moved on by the clock alone, and reviewed at its end.
func TestMockByTheClock(t *testing.T) {
	for _, minutes := range []int{12, 45} {
		t.Run(fmt.Sprintf("%d minutes", minutes), func(t *testing.T) {
			settings := coach.Settings{Level: interview.Staff, Minutes: minutes, Seed: 9}
			a := start(t, newStore(), 80, 24, nav.Setup{Question: "spar/url-shortener", Mode: interview.Mock, Settings: settings, Why: "it is due"})
			a.shows(append(coach.Rules(interview.Mock, false), "chosen for you: it is due", "staff", fmt.Sprintf("%d minutes", minutes))...)
			if len(coach.Rules(interview.Mock, false)) != 3 {
				t.Error("the rules are not three lines")
			}
			a.press("enter")
			plan, err := interview.PlanFor(minutes)
			if err != nil {
				t.Fatal(err)
			}
			begun := a.now
			work := map[interview.Phase]func(){
				interview.Requirements: func() { a.press("tab"); a.write("Shorten a long URL") },
				interview.Capacity:     func() { a.write("reads = 1B/day") },
				interview.Design:       func() { a.write("client -> app -> db") },
				interview.Detail:       func() { a.press("enter"); a.write("seven characters last") },
				interview.Scale:        func() { a.write("40 ms") },
			}
			seen := ""
			for i, phase := range interview.Phases() {
				work[phase]()
				for end := begun.Add(plan[i]); a.now.Before(end.Add(-time.Second)); {
					a.wait(min(5*time.Second, end.Sub(a.now)-time.Second))
					seen += a.frame()
					a.hides("asked about", "single point of failure", " of 4", "a strong answer")
				}
				for _, warning := range []interview.Warning{interview.Soon, interview.Last} {
					if want := warning.Left(plan[i]) + " in " + string(phase); !strings.Contains(seen, want) {
						t.Errorf("nothing said %q", want)
					}
				}
				begun = begun.Add(plan[i])
				a.wait(begun.Sub(a.now))
			}
			if minutes < 20 && strings.Contains(seen, "2 minutes left") {
				t.Error("two minutes are left in a phase that has few")
			}
			a.shows("Design a URL shortener", " of 4")
			s := a.session("url-shortener-1")
			if !s.Finished || s.FinishedAt.Sub(s.StartedAt) != plan.Total() || s.Started.Seed != 9 || len(s.Curveballs) != 4 {
				t.Errorf("finished: %v after %v with %d curveballs", s.Finished, s.FinishedAt.Sub(s.StartedAt), len(s.Curveballs))
			}
			for _, phase := range interview.Phases()[:4] {
				if !s.WorkedOn(phase) {
					t.Errorf("nothing is kept of %s", phase)
				}
			}
			if s.Prediction.P99 != "40 ms" {
				t.Errorf("predicted %+v", s.Prediction)
			}
		})
	}
}
