package balance

import (
	"cmp"
	"math/rand/v2"
	"time"
)

// DefaultHalfLife is how long [PeakEWMA] takes to half forget a latency, unless
// told otherwise: a little less than the mean time of ten seconds in Finagle.
const DefaultHalfLife = 7 * time.Second

// unknown is what a connection counts, in nanoseconds, to a server that has not
// answered yet: it gets one request, and others only where all are unknown.
const unknown = 1e15

// PeakEWMA draws two different servers as [TwoChoices] does and picks the one with the
// lower latency, times its connections. The latency is a moving average that
// jumps up to every peak and then decays, so that a server that becomes slow is
// avoided at once and tried again later. It is Finagle's "peak EWMA" load metric.
// One that has not answered yet gets one request, unless all drawn are such, as at the
// beginning. Beyond Finagle, which leaves that to time-outs, a server counts with the
// time for which it has been silent, once that is more than its latency: the memory of
// one that falls silent fades, which must not make it look fast. It knows latencies
// only: a server that fails fast looks fast, which
// Finagle meets by ejecting servers that fail.
type PeakEWMA struct {
	Rand     *rand.Rand
	HalfLife time.Duration // zero or less means DefaultHalfLife

	pool     *Pool
	lottery  lottery
	averages []average // by server
}

// An average is a decaying mean of latencies, zero until the first.
type average struct {
	nanoseconds float64
	at          time.Duration
	silent      time.Duration // since when, where it has connections
	epoch       uint32        // of the server
}

// Reset forgets the latencies of servers that restarted or are new.
func (e *PeakEWMA) Reset(p *Pool) {
	e.pool = p
	e.lottery.reset(p)
	e.averages = append(e.averages, make([]average, p.Len()-len(e.averages))...)
	for i := range e.averages {
		if epoch := p.servers[i].epoch; e.averages[i].epoch != epoch {
			e.averages[i] = average{epoch: epoch}
		}
	}
}

// Pick returns the better of two servers.
func (e *PeakEWMA) Pick(r Request) (int, error) {
	best := e.lottery.live[0]
	if len(e.lottery.live) > 1 {
		first, second := e.lottery.pair(e.Rand)
		if best = first; e.cost(second, r.Now) < e.cost(first, r.Now) {
			best = second
		}
	}
	if e.pool.servers[best].connections == 0 {
		e.averages[best].silent = r.Now
	}
	return best, nil
}

// cost returns how long a request to a server is expected to take.
func (e *PeakEWMA) cost(server int, now time.Duration) float64 {
	average := &e.averages[server]
	connections := float64(e.pool.servers[server].connections)
	if average.nanoseconds == 0 {
		return unknown * connections
	}
	latency := average.nanoseconds * e.kept(now-average.at)
	if connections > 0 {
		latency = max(latency, float64(now-average.silent))
	}
	return latency * (connections + 1)
}

// Done takes in a latency.
func (e *PeakEWMA) Done(server int, now, latency time.Duration) {
	average, sample := &e.averages[server], float64(max(1, latency))
	kept := e.kept(now - average.at)
	if rest := float64(average.nanoseconds * kept); sample < rest {
		sample = rest + float64(sample*(1-kept))
	}
	average.nanoseconds, average.at, average.silent = sample, now, now
}

// kept returns the part of an average that is left after so long: a half after
// each half-life, and on straight lines between, which unlike powers of two come
// out alike on every processor.
func (e *PeakEWMA) kept(elapsed time.Duration) float64 {
	halfLife := cmp.Or(max(0, e.HalfLife), DefaultHalfLife)
	lives := max(0, elapsed) / halfLife
	if lives >= 60 {
		return 0
	}
	rest := float64(max(0, elapsed) - lives*halfLife)
	return (1 - rest/float64(2*halfLife)) / float64(uint64(1)<<lives)
}
