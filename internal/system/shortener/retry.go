package shortener

import (
	"time"

	"spar/internal/system/traffic"
)

// maxBackoff is the longest pause before a retry, unless the first is longer.
const maxBackoff = 10 * time.Second

func (m *model) newRetries() {
	m.retries = traffic.RetriesOf(m.Plan, "", m.Stream("backoff"))
	m.retries.Backoff.Most = max(maxBackoff, m.retries.Backoff.First)
}

// again lets the client of a request try once more at a time from now on, if it
// does that at all. The new attempt is a request of its own: what the old one has
// set going goes on.
func (m *model) again(r request, from time.Duration) bool {
	pause, ok := m.retries.Again(m.Sim.Now(), int32(r.try))
	if !ok {
		return false
	}
	if m.Rec.Measures(r.intended) {
		m.count.retried++
	}
	next := request{
		kind: r.kind, intended: r.intended, try: r.try + 1, stage: backingOff, url: r.url, alias: r.alias,
		code: r.code, appTime: m.retryDraws.app.Draw(), cacheTime: m.retryDraws.cache.Draw(), queryTime: m.retryDraws.query.Draw(),
	}
	next.arrived = from + pause
	m.Sim.Schedule(next.arrived, m, int32(backingOff), m.requests.Put(next))
	return true
}

// patience returns how long the slowest request may take to get its last answer.
func (m *model) patience() time.Duration {
	return m.timeout + time.Duration(m.retries.Most)*(m.timeout+m.retries.Backoff.Most)
}
