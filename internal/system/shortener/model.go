package shortener

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// maxInFlight bounds the memory that requests under way may take.
var maxInFlight = sim.MostGrowing(requestBytes)

// A model is one run.
type model struct {
	traffic.Run
	size  size
	in    *sim.Arrivals
	draws draws

	writer  *writer
	codes   *codes
	clicks  *clicks
	clients *clients

	half     time.Duration // of a network round trip
	requests traffic.Slots[request]

	servers  *servers
	tier     *tier
	database *database
}

func newModel(p *system.Plan) (*model, error) {
	m := &model{
		Run:  traffic.Start(p, p.Warmup(system.Tenth)),
		size: sizeOf(p),
		half: p.Duration("network") / 2,
	}
	var err error
	if m.draws, err = newDraws(m); err != nil {
		return nil, err
	}
	m.clients = newClients(m)
	m.Bound = traffic.Bound{Most: maxInFlight, UnderWay: m.requests.Live, What: "requests", Remedy: "lower the rates, the queue limit or the service times"}
	m.in = m.Arrivals("arrivals", p.Number("redirects"), m.arrive)
	if err = m.build(); err != nil {
		return nil, err
	}
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	return m, nil
}

// build makes the parts that requests pass through.
func (m *model) build() error {
	var err error
	if m.servers, err = newServers(m); err != nil {
		return err
	}
	if m.tier, err = newTier(m); err != nil {
		return err
	}
	if m.database, err = newDatabase(m); err != nil {
		return err
	}
	m.tier.warm()
	if m.codes, err = newCodes(m); err != nil {
		return err
	}
	m.clicks = newClicks(m)
	m.writer, err = newWriter(m)
	return err
}

// cacheEntries returns how many links the cache holds: never more than exist.
func cacheEntries(p *system.Plan) int {
	return int(min(p.Number("cache_capacity"), p.Number("urls")))
}

func (m *model) resetStats() {
	m.tier.lookups, m.tier.hits = 0, 0
	m.clicks.station.ResetStats()
	for _, part := range m.parts() {
		for _, st := range part.stations {
			st.ResetStats()
		}
	}
}
