package monitoring

import (
	"fmt"
	"slices"
	"time"

	"spar/internal/metric"
	"spar/internal/system"
	"spar/internal/system/fleet"
)

// An alert watches the balancer's counters, and somebody who knows better watches
// it.
type alert struct {
	rules   []metric.AlertRule
	history metric.History
	firing  bool

	trouble bool
	noticed bool          // an alert fired since the trouble began
	since   time.Duration // when it began
	ended   time.Duration // the latest; negative before the first

	delay       time.Duration // until alerts fired, in all
	times       int           // of trouble
	missed      int
	falseAlarms int
}

// newAlert returns an alert that looks back on a past without trouble, so that its
// windows are full from the start.
func newAlert(p *system.Plan) alert {
	longest, interval := longestWindow(p), p.Duration("scrape_interval")
	a := alert{rules: rules(p), history: metric.History{Keep: longest}, ended: -1}
	for at := -(longest/interval + 1) * interval; at <= 0; at += interval {
		requests := rate(p) * at.Seconds()
		a.history.Add(at, requests, float64(requests*p.Number("error_rate")))
	}
	return a
}

// evaluate looks whether an alert fires.
func (m *model) evaluate() {
	now, a := m.Sim.Now(), &m.alert
	bad := m.Counts.Failed + m.Counts.TimedOut
	a.history.Add(now, float64(m.Counts.Served+bad), float64(bad))
	before := a.firing
	a.firing = false
	looksBack := time.Duration(0)
	for _, r := range a.rules {
		if r.Fires(&a.history) {
			a.firing = true
			looksBack = max(looksBack, r.Long)
		}
	}
	switch {
	case !a.firing:
	case a.trouble && !a.noticed:
		a.noticed = true
		a.delay += now - a.since
	case !before && !a.trouble && (a.ended < 0 || now-a.ended > looksBack):
		a.falseAlarms++
	}
}

// noteTrouble notes that something has broken or is repaired.
func (m *model) noteTrouble() {
	now, a, trouble := m.Sim.Now(), &m.alert, m.troubled()
	switch {
	case trouble && !a.trouble:
		a.since, a.noticed = now, false
		a.times++
	case !trouble && a.trouble:
		a.ended = now
		a.giveUp(now)
	}
	a.trouble = trouble
}

// giveUp counts trouble of which no alert has told.
func (a *alert) giveUp(now time.Duration) {
	if !a.noticed {
		a.delay += now - a.since
		a.missed++
	}
}

// troubled reports whether anything is broken.
func (m *model) troubled() bool {
	troubled := func(c *fleet.Condition) bool { return !c.Answers() || c.ErrorShare() > 0 || c.Slowness() > 1 }
	return m.loaded || troubled(&m.dependency.Condition) ||
		slices.ContainsFunc(m.servers, func(s *server) bool { return troubled(&s.Condition) })
}

func (a *alert) state() string {
	if a.firing {
		return "firing"
	}
	return ""
}

// note says what errors the alert sees in its shortest window.
func (a *alert) note() string {
	return fmt.Sprintf("%.3g%% errors in %v", a.history.ErrorRatio(a.rules[0].Short)*100, a.rules[0].Short)
}
