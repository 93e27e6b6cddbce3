package shortener

import "time"

// Backoff of clients that try again: twice as long each time, from half up to all
// of it at random.
const (
	firstBackoff = 100 * time.Millisecond
	maxBackoff   = 10 * time.Second
)

// again lets the client of a request try once more at a time from now on, if it
// does that at all. The new attempt is a request of its own: what the old one has
// set going goes on.
func (m *model) again(r request, from time.Duration) bool {
	if int(r.try) >= m.retries {
		return false
	}
	if m.rec.Measures(r.intended) {
		m.count.retried++
	}
	next := request{
		kind: r.kind, intended: r.intended, try: r.try + 1, stage: backingOff, url: r.url, alias: r.alias,
		code: r.code, appTime: m.retryDraws.app.sample(), cacheTime: m.retryDraws.cache.sample(), queryTime: m.retryDraws.query.sample(),
	}
	backoff := min(maxBackoff, firstBackoff<<min(r.try, 10))
	backoff = backoff/2 + time.Duration(m.jitter.Int64N(int64(backoff/2)))
	next.arrived = from + backoff
	i := m.take()
	m.requests[i] = next
	m.sim.Schedule(next.arrived, m, int32(backingOff), i)
	return true
}

// patience returns how long the slowest request may take to get its last answer.
func (m *model) patience() time.Duration {
	return m.timeout + time.Duration(m.retries)*(m.timeout+maxBackoff)
}
