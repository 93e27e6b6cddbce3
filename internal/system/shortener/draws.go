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
	errors           *rand.Rand
}

// service returns the times of a parameter, from the stream of a name.
func service(m *model, stream, parameter string) traffic.Work {
	return m.Work(stream, traffic.Exponential, m.Plan.Number(parameter))
}

func newDraws(m *model) (d draws, err error) {
	if d.popularity, err = system.NewPopularity(m.Plan.Seed, m.size.urls, m.Plan.Number("zipf")); err != nil {
		return d, err
	}
	d.balancer = service(m, "balancer_service_mean", "balancer_service_mean")
	d.app = service(m, "app_service_mean", "app_service_mean")
	d.cache = service(m, "cache_service_mean", "cache_service_mean")
	d.query = service(m, "db_service_mean", "db_service_mean")
	d.writeApp = service(m, "shorten", "app_service_mean")
	d.insert = service(m, "insert", "db_service_mean")
	d.errors = m.Stream("errors")
	return d, nil
}
