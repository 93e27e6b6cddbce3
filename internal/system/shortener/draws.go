package shortener

import (
	"math/rand/v2"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// draws holds everything that chance decides about a request, each from a stream
// of its own.
type draws struct {
	popularity    *sim.Zipf
	code          *rand.Rand
	balancer, app service
	cache, query  service
}

// A service draws exponential service times.
type service struct {
	stream *rand.Rand
	time   sim.Exponential
}

func (s service) sample() time.Duration { return sim.Seconds(s.time.Sample(s.stream)) }

func newDraws(p *system.Plan, urls int) (draws, error) {
	popularity, err := sim.NewZipf(urls, p.Number("zipf"))
	if err != nil {
		return draws{}, err
	}
	service := func(parameter string) service {
		return service{sim.Stream(p.Seed, parameter), sim.Exponential{Mean: p.Number(parameter)}}
	}
	return draws{
		popularity: popularity,
		code:       sim.Stream(p.Seed, "popularity"),
		balancer:   service("balancer_service_mean"),
		app:        service("app_service_mean"),
		cache:      service("cache_service_mean"),
		query:      service("db_service_mean"),
	}, nil
}
