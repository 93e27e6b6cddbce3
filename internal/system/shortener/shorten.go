package shortener

import (
	"math/rand/v2"
	"time"

	"spar/internal/sim"
)

// aliasWords is how many aliases users think of, by Zipf's law.
const aliasWords = 10_000_000

// A writer is where shortens come from: it draws what they ask for, up to the
// users' limit.
type writer struct {
	m          *model
	in, abuse  *sim.Arrivals
	kind       *rand.Rand
	words      *sim.Zipf
	aliases    float64
	duplicates float64
	urls       uint64 // different long URLs so far
	limits     []time.Duration
	interval   time.Duration // between two shortens that a user may make in the long run; zero for no limit
	user       *rand.Rand
	limited    int64 // shortens that the limit stopped
}

// burst is how many shortens a user may make at once.
const burst = 10

func newWriter(m *model) (*writer, error) {
	p := m.Plan
	words, err := sim.NewZipf(aliasWords, 1)
	if err != nil {
		return nil, err
	}
	w := &writer{
		m:    m,
		kind: sim.Stream(p.Seed, "long URLs"), user: sim.Stream(p.Seed, "abusers"), words: words,
		aliases: p.Number("aliases"), duplicates: p.Number("duplicates"), limits: make([]time.Duration, p.Int("abusers")),
	}
	if limit := p.Number("user_limit"); limit > 0 {
		w.interval = sim.Seconds(1 / limit)
	}
	w.in = m.Arrivals("shortens", p.Number("writes"), func() { w.shorten(shorten) })
	w.abuse = m.Arrivals("abuse", p.Number("abuse"), func() { w.shorten(abuse) })
	return w, nil
}

// shorten takes in a long URL.
func (w *writer) shorten(k kind) {
	m := w.m
	if k == abuse && !w.allows(m.Sim.Now()) {
		w.limited++
		return
	}
	r := request{
		kind: k, intended: m.Sim.Now(), arrived: m.Sim.Now(),
		appTime: m.draws.writeApp.Draw(), queryTime: m.draws.insert.Draw(),
	}
	w.describe(&r)
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
