package shortener

import (
	"errors"
	"math/rand/v2"
	"time"

	"spar/internal/shortid"
	"spar/internal/sim"
	"spar/internal/system"
)

// This file is what the way of a shorten has of its own: from the user's limit to
// the code and the link in the database.

// maxAttempts bounds how many codes are tried for one link.
const maxAttempts = 20

// aliasWords is how many aliases users think of, by Zipf's law.
const aliasWords = 10_000_000

var errUnreachable = errors.New("the counter cannot be reached")

// A writer draws what shortens ask for.
type writer struct {
	in, abuse  *sim.Arrivals
	kind       *rand.Rand
	words      *sim.Zipf
	aliases    float64
	duplicates float64
	urls       uint64 // different long URLs so far
	limits     []time.Duration
	interval   time.Duration // between two shortens that a user may make in the long run; zero for no limit
	user       *rand.Rand
}

// burst is how many shortens a user may make at once.
const burst = 10

func (m *model) newWriter(p *system.Plan) error {
	words, err := sim.NewZipf(aliasWords, 1)
	if err != nil {
		return err
	}
	m.writer = writer{
		kind: sim.Stream(p.Seed, "long URLs"), user: sim.Stream(p.Seed, "abusers"), words: words,
		aliases: p.Number("aliases"), duplicates: p.Number("duplicates"), limits: make([]time.Duration, p.Int("abusers")),
	}
	if limit := p.Number("user_limit"); limit > 0 {
		m.writer.interval = sim.Seconds(1 / limit)
	}
	m.writer.in = m.Arrivals("shortens", p.Number("writes"), func() { m.shorten(shorten) })
	m.writer.abuse = m.Arrivals("abuse", p.Number("abuse"), func() { m.shorten(abuse) })
	return nil
}

// shorten takes in a long URL.
func (m *model) shorten(k kind) {
	if k == abuse && !m.writer.allows(m.Sim.Now()) {
		m.count.limited++
		return
	}
	r := request{
		kind: k, intended: m.Sim.Now(), arrived: m.Sim.Now(),
		appTime: m.draws.writeApp.Draw(), queryTime: m.draws.insert.Draw(),
	}
	m.writer.describe(&r)
	m.admit(r)
}

// describe draws the long URL, which may be one of before, and the alias, if any.
func (w *writer) describe(r *request) {
	old, word := w.kind.Float64(), w.kind.Float64()
	if word < w.aliases {
		r.alias = true
		r.code = uint64(w.words.Sample(w.kind))
	}
	if old < w.duplicates && w.urls > 0 {
		r.url = w.kind.Uint64N(w.urls)
		return
	}
	r.url = w.urls
	w.urls++
}

// allows reports whether one of the abusers may shorten now, by the generic cell
// rate algorithm (ITU-T I.371): time is booked ahead, so far as the burst goes.
func (w *writer) allows(now time.Duration) bool {
	booked := &w.limits[w.user.IntN(len(w.limits))]
	from := max(*booked, now)
	if from-now > (burst-1)*w.interval {
		return false
	}
	*booked = from + w.interval
	return true
}

// code makes the code of a link and sends the link to the database.
func (m *model) code(i int32) {
	r := &m.requests.All[i]
	if r.orphan {
		m.forget(i)
		return
	}
	if r.alias {
		m.travel(i, toDatabase, m.half)
		return
	}
	code, err := m.mint.next(r, m.Sim.Now())
	switch {
	case err == shortid.ErrSequence:
		now := m.mint.age + m.Sim.Now()
		m.travel(i, toCode, shortid.Tick-now%shortid.Tick)
		return
	case err != nil:
		m.count.unminted++
		m.refuse(i)
		return
	}
	r.code = code
	m.travel(i, toDatabase, m.half)
}

// inserted ends the query that stores a link.
func (m *model) inserted(i int32) {
	r := &m.requests.All[i]
	m.count.queries++
	switch m.store(r) {
	case taken:
		if r.alias {
			m.count.aliasesTaken++ // which is an answer too
			break
		}
		m.count.collisions++
		if r.attempt++; r.attempt >= maxAttempts {
			m.refuse(i)
			return
		}
		m.travel(i, toCode, m.half)
		return
	case same:
		m.count.reused++
	case stored:
		m.database.replicate(r.shard)
	}
	m.travel(i, toClient, 2*m.half)
}

func (m *model) store(r *request) outcome {
	if r.alias {
		return m.links.putAlias(r.code)
	}
	return m.links.put(r.code, r.url)
}
