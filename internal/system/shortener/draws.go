package shortener

import (
	"math/rand/v2"

	"spar/internal/system"
	"spar/internal/system/traffic"
)

// draws holds everything that chance decides about a request, each from a stream
// of its own.
type draws struct {
	popularity       *system.Popularity
	balancer, app    traffic.Work
	cache, query     traffic.Work
	writeApp, insert traffic.Work
	replica, errors  *rand.Rand
	replication      traffic.Work
}

// service returns the times of a parameter, from the stream of a name.
func (m *model) service(stream, parameter string) traffic.Work {
	return m.Work(stream, traffic.Exponential, m.Plan.Number(parameter))
}

func (m *model) newDraws() (err error) {
	d := &m.draws
	if d.popularity, err = system.NewPopularity(m.Plan.Seed, m.size.urls, m.Plan.Number("zipf")); err != nil {
		return err
	}
	d.balancer = m.service("balancer_service_mean", "balancer_service_mean")
	d.app = m.service("app_service_mean", "app_service_mean")
	d.cache = m.service("cache_service_mean", "cache_service_mean")
	d.query = m.service("db_service_mean", "db_service_mean")
	d.writeApp = m.service("shorten", "app_service_mean")
	d.insert = m.service("insert", "db_service_mean")
	d.replication = m.service("replication", "db_service_mean")
	d.replica, d.errors = m.Stream("replica"), m.Stream("errors")
	// The times of what clients try again.
	m.retryDraws = draws{
		app: m.service("app, again", "app_service_mean"), cache: m.service("cache, again", "cache_service_mean"),
		query: m.service("query, again", "db_service_mean"),
	}
	return nil
}
