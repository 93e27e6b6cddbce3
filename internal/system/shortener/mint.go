package shortener

import (
	"math"
	"strconv"
	"time"

	"spar/internal/shortid"
	"spar/internal/sim"
	"spar/internal/system"
)

// The ways of making codes that this package treats on their own.
const (
	permuted  = "permuted"
	random    = "random"
	hash      = "hash"
	snowflake = "snowflake"
	ranges    = "ranges"
	naive     = "naive-counter"
)

const day = 24 * time.Hour

// A mint makes the codes of a run: the real minter, at the age that the service
// has reached.
type mint struct {
	shortid.Minter
	name   string
	age    time.Duration // at the start of the run
	issued uint64        // codes given out by then
	space  uint64
	down   bool // what counts cannot be reached
	url    []byte
}

func newMint(p *system.Plan) (*mint, error) {
	m := &mint{name: p.Text("ids"), age: p.Duration("age"), space: shortid.Space(p.Int("code_length"))}
	m.issued = uint64(min(float64(p.Number("writes")*p.Number("age")), math.MaxInt64))
	var err error
	m.Minter, err = shortid.New(m.name, shortid.Config{
		Width: p.Int("code_length"), Issued: m.issued, Key: p.Seed, Rand: sim.Stream(p.Seed, "codes"),
		Servers: p.Int("app_servers"), Lease: uint64(p.Number("lease")),
	})
	return m, err
}

// next makes a code for a request.
func (m *mint) next(r *request, now time.Duration) (uint64, error) {
	if m.down && m.central(int(r.server)) {
		return 0, errUnreachable
	}
	q := shortid.Request{Attempt: int(r.attempt), Server: int(r.server), Now: m.age + now}
	if m.name == hash {
		m.url = strconv.AppendUint(append(m.url[:0], "https://example.org/"...), r.url, 10)
		q.URL = m.url
	}
	return m.Next(q)
}

// central reports whether a server needs what is one for all to make its next code.
func (m *mint) central(server int) bool {
	switch m.name {
	case random, hash, snowflake:
		return false
	case ranges:
		return m.Minter.(*shortid.Ranges).Held(server) == 0
	}
	return true
}

// crash takes from a server the codes that it holds.
func (m *mint) crash(server int) {
	if r, ok := m.Minter.(*shortid.Ranges); ok {
		r.Crash(server)
	}
}

// lost returns how many codes crashes have taken out of use.
func (m *mint) lost() uint64 {
	if r, ok := m.Minter.(*shortid.Ranges); ok {
		return r.Lost()
	}
	return 0
}

// draws reports whether codes are drawn, so that they may be taken.
func (m *mint) draws() bool { return m.name == random || m.name == hash }

// used returns which part of the code space is used up by a time of the run: codes
// given out, or links held where codes are drawn, or time gone by.
func (m *mint) used(now time.Duration, held float64) float64 {
	counted, ok := m.Minter.(interface{ Issued() uint64 })
	switch {
	case m.name == snowflake:
		return min(1, (m.age+now).Seconds()/m.Minter.(*shortid.Snowflake).Lifetime().Seconds())
	case ok:
		return min(1, float64(counted.Issued())/float64(m.space))
	}
	return min(1, held/float64(m.space))
}

// exhaustedOn returns the day of the service, from 1, on which its codes are used
// up if it is asked for as many every day as the plan says; zero for never.
func (m *mint) exhaustedOn(p *system.Plan) float64 {
	if m.name == snowflake {
		return lastDay(m.Minter.(*shortid.Snowflake).Lifetime().Seconds() / day.Seconds())
	}
	rate := consumption(p)
	if rate == 0 || m.draws() && float64(rate*p.Number("retention")) < float64(m.space) {
		return 0 // drawn codes are drawn again when their links expire
	}
	return lastDay(shortid.DaysUntilExhausted(float64(rate*day.Seconds()), float64(m.space)))
}

// lastDay returns the number of the day in which so many days end.
func lastDay(days float64) float64 { return math.Floor(days) + 1 }

// consumption returns how many codes a second the shortens of a plan use.
func consumption(p *system.Plan) float64 {
	rate := float64(p.Number("writes") * (1 - p.Number("aliases")))
	if p.Text("ids") == hash {
		rate = float64(rate * (1 - p.Number("duplicates")))
	}
	return rate
}
