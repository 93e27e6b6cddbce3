package tui_test

import (
	"testing"
	"time"

	"spar/internal/interview"
)

// A whole interview around the run: estimate, draw, decide, predict, run, be
// interrupted, improve, run again, and read the review.
func TestRunImproveRun(t *testing.T) {
	a := start(t, newStore(), 110, 60, begin(interview.Practice))
	a.press("ctrl+n", "enter")
	a.write("reads = 1B/day", "peak = reads * 2", "cache_memory = 20 MB")
	a.press("ctrl+n", "enter")
	a.write("client -> lb -> app -> cache, db", "app: x2", "db: shards 16, replicas 2")
	a.next("enter")
	a.next("enter")
	a.write("30 ms")
	a.press("enter")
	a.write("db")
	a.press("enter")
	a.write("yes")
	a.shows("! lb is a single point of failure", "Redirects at your load")
	a.press("ctrl+o")
	a.shows("All that you drew")
	a.press("ctrl+r")
	a.shows("bottleneck: you said db, the run says app", "survives: you said yes; 2 of 2 objectives are missed", "It does not hold: 2 of 2 objectives missed", "why  queues grew in this order: app at", "times the limit",
		"app.instances = 2: your design", "rate = 69.4k/s: your peak, times 3")
	a.hides("against the run before", "hottest", "The design has changed")
	a.press("f2")
	a.shows("hottest", "events")
	a.press("f2")

	a.press("f3")
	a.shows("propose a change of your own first")
	for range 4 * 5 {
		a.wait(15 * time.Second)
	}
	a.shows("the interviewer changes the question", "cluster has just died")
	a.press("esc", "3", "enter", "enter")
	a.write("app: x24")
	a.next("enter")
	a.next("enter")
	a.shows("The design has changed since this run")
	a.press("ctrl+r")
	a.hides("The design has changed")
	a.shows("against the run before", "app.instances: 2 → 24", "faults: at 50% kill app 1 →", "objectives met: 0 of 2 → ")
	a.next("confirm")
	a.shows("Design a URL shortener")
	s := a.session("url-shortener-1")
	if !s.Finished || len(s.Runs) != 2 || s.Runs[0].System != "topology" || len(s.Runs[1].Faults) != 2 {
		t.Errorf("finished %v after runs %+v", s.Finished, s.Runs)
	}
}
