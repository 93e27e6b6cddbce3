package lab

import (
	"math"
	"testing"
	"time"

	"spar/internal/system"
)

// A road is a run in which one part calls another, in two ways.
type road struct {
	at           time.Duration
	made, failed float64 // since measuring began, each way
}

const roadWarmup = 2 * time.Second

// go50 goes on by 50 ms and returns the view then.
func (r *road) go50(rate, failing float64) system.View {
	r.at += 50 * time.Millisecond
	r.made += rate / 20 / 2
	r.failed += rate / 20 / 2 * failing
	since := r.at
	if r.at > roadWarmup {
		since -= roadWarmup
	}
	if r.at == roadWarmup {
		r.made, r.failed = 0, 0
	}
	v := system.View{At: r.at, Series: []system.Point{{Warmup: true}, {AtSeconds: 2}, {AtSeconds: 4}, {AtSeconds: 6}}}
	call := system.CallRate{From: "app", To: "db", PerSecond: r.made / since.Seconds()}
	if r.made > 0 {
		call.Failed = r.failed / r.made
	}
	v.Calls = []system.CallRate{call, call}
	return v
}

// Averages since measuring began become the rates of the latest second, across the
// end of the warm-up.
func TestTraffic(t *testing.T) {
	var r road
	var m traffic
	is := func(got, want float64) bool { return math.Abs(got-want) <= .001*want+1e-9 }
	for _, phase := range []struct {
		until         time.Duration
		rate, failing float64
	}{{5 * time.Second, 100, 0}, {8 * time.Second, 1000, .25}, {11 * time.Second, 0, 0}} {
		begin := r.at
		for r.at < phase.until {
			m.read(r.go50(phase.rate, phase.failing))
			got := m.flows[arrow{"app", "db"}]
			settled := r.at-begin > 2*time.Second || begin == 0
			if settled && (!is(got.rate, phase.rate) || !is(got.failing, phase.failing)) {
				t.Fatalf("at %v there are %.5g calls a second of which %.3g fail, want %v and %v", r.at, got.rate, got.failing, phase.rate, phase.failing)
			}
		}
	}
}

// The figures change once a second, and are of no moment after the warm-up.
func TestTrafficIsSteady(t *testing.T) {
	var r road
	var m traffic
	changes, last := 0, 0.
	for i := range 200 {
		before := m.at
		m.read(r.go50(float64(100+i), 0))
		if since := m.at - max(before, m.from); before > 0 && m.at != before && since < time.Second/2 {
			t.Errorf("at %v the figures are of %v", m.at, since)
		}
		if now := m.flows[arrow{"app", "db"}].rate; now != last {
			changes++
			last = now
		}
	}
	if changes < 9 || changes > 11 {
		t.Errorf("in ten seconds the rate changes %d times", changes)
	}
}
