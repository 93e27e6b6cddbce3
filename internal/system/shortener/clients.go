package shortener

import (
	"fmt"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// maxBackoff is the longest pause before a retry, unless the first is longer.
const maxBackoff = 10 * time.Second

// The clients of a run wait for their answers as long as they have patience, may try
// again, and know what became of each request in the end.
type clients struct {
	m       *model
	recs    [kinds]*sim.Recorder // the first, of redirects, is that of the run
	timeout time.Duration
	retries traffic.Retries
	draws   draws // of what they try again

	// What was measured, that which users' limits stopped left out.
	arrived [kinds]int64
	retried int64
}

func newClients(m *model) *clients {
	p := m.Plan
	c := &clients{m: m, timeout: p.Duration("timeout"), retries: traffic.RetriesOf(p, "", m.Stream("backoff"))}
	c.retries.Backoff.Most = max(maxBackoff, c.retries.Backoff.First)
	for k := range c.recs {
		c.recs[k] = sim.NewRecorder(p.End, p.Warmup(system.Tenth), system.Steps)
	}
	c.recs[redirect] = m.Rec
	c.draws = draws{
		app: service(m, "app, again", "app_service_mean"), cache: service(m, "cache, again", "cache_service_mean"),
		query: service(m, "query, again", "db_service_mean"),
	}
	return c
}

// send counts a new request.
func (c *clients) send(r *request) {
	if now := c.m.Arrive(); c.m.Rec.Measures(now) {
		c.arrived[r.kind]++
	}
	c.retries.Budget.Call(r.arrived)
}

// wait lets the client of an attempt notice when its patience ends, if it may then
// try again.
func (c *clients) wait(i int32) {
	if r := &c.m.requests.All[i]; c.retries.Most > 0 {
		r.timer = c.m.Sim.Schedule(r.arrived+c.timeout, c.m, int32(impatient), i)
	}
}

// waitInVain lets the client of a request notice that no answer comes.
func (c *clients) waitInVain(i int32) {
	r := &c.m.requests.All[i]
	c.calm(r)
	r.timer = c.m.Sim.Schedule(max(c.m.Sim.Now(), r.arrived+c.timeout), c.m, int32(impatient), i)
}

// calm takes back the event that the client's patience ends.
func (c *clients) calm(r *request) {
	if r.timer != 0 {
		c.m.Sim.Cancel(r.timer)
		r.timer = 0
	}
}

// take gives the answer to a client, who may have lost patience.
func (c *clients) take(r *request) {
	switch {
	case r.settled:
	case c.m.Sim.Now()-r.arrived > c.timeout:
		c.settle(r)
	default:
		c.served(r)
	}
}

// served counts an answer in time.
func (c *clients) served(r *request) {
	c.m.Close(r.intended)
	c.recs[r.kind].Served(r.intended, c.m.Sim.Now())
	if r.kind == redirect && !r.gone {
		c.m.clicks.send()
	}
}

// refused counts an error, unless the client tries again or has lost patience.
func (c *clients) refused(r *request) {
	if !r.settled && !c.again(*r, c.m.Sim.Now()) {
		c.m.Close(r.intended)
		c.recs[r.kind].Failed(r.intended)
	}
}

// settle counts a request as timed out, now that no answer in time is possible,
// unless its client tries again when it notices.
func (c *clients) settle(r *request) {
	if r.settled {
		return
	}
	r.settled = true
	c.calm(r)
	if !c.again(*r, r.arrived+c.timeout) {
		c.giveUp(r)
	}
}

// giveUp counts a request as timed out.
func (c *clients) giveUp(r *request) {
	c.m.Close(r.intended)
	c.recs[r.kind].TimedOut(r.intended, r.arrived+c.timeout-r.intended)
}

// again lets the client of a request try once more at a time from now on, if it
// does that at all. The new attempt is a request of its own: what the old one has
// set going goes on.
func (c *clients) again(r request, from time.Duration) bool {
	pause, ok := c.retries.Again(c.m.Sim.Now(), int32(r.try))
	if !ok {
		return false
	}
	if c.m.Rec.Measures(r.intended) {
		c.retried++
	}
	next := request{
		kind: r.kind, intended: r.intended, try: r.try + 1, stage: backingOff, url: r.url, alias: r.alias,
		code: r.code, appTime: c.draws.app.Draw(), cacheTime: c.draws.cache.Draw(), queryTime: c.draws.query.Draw(),
	}
	next.arrived = from + pause
	c.m.Sim.Schedule(next.arrived, c.m, int32(backingOff), c.m.requests.Put(next))
	return true
}

// patience returns how long the slowest request may take to get its last answer.
func (c *clients) patience() time.Duration {
	return c.timeout + time.Duration(c.retries.Most)*(c.timeout+c.retries.Backoff.Most)
}

// attempts returns how many there were for each request.
func (c *clients) attempts() float64 {
	sent := int64(0)
	for _, n := range c.arrived {
		sent += n
	}
	return 1 + ratio(c.retried, sent)
}

// balance reports an error unless every measured request has one fate.
func (c *clients) balance() error {
	for k, rec := range c.recs {
		if all := rec.Counts().All(); all != c.arrived[k] {
			return fmt.Errorf("requests of kind %d do not add up: %d arrived, %d have a fate", k, c.arrived[k], all)
		}
	}
	return nil
}
