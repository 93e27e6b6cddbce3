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
	popularity       *system.Popularity
	balancer, app    service
	cache, query     service
	writeApp, insert service
	replica          *rand.Rand
	replication      service
}

// A service draws exponential service times.
type service struct {
	stream *rand.Rand
	time   sim.Exponential
}

func (s service) sample() time.Duration { return sim.Seconds(s.time.Sample(s.stream)) }

// newService returns the times of a parameter, from a stream with its name.
func newService(p *system.Plan, parameter string) service { return newStream(p, parameter, parameter) }

func newStream(p *system.Plan, stream, parameter string) service {
	return service{sim.Stream(p.Seed, stream), sim.Exponential{Mean: p.Number(parameter)}}
}

func newDraws(p *system.Plan, urls int) (draws, error) {
	popularity, err := system.NewPopularity(p.Seed, urls, p.Number("zipf"))
	if err != nil {
		return draws{}, err
	}
	return draws{
		popularity:  popularity,
		balancer:    newService(p, "balancer_service_mean"),
		app:         newService(p, "app_service_mean"),
		cache:       newService(p, "cache_service_mean"),
		query:       newService(p, "db_service_mean"),
		writeApp:    newStream(p, "shorten", "app_service_mean"),
		insert:      newStream(p, "insert", "db_service_mean"),
		replica:     sim.Stream(p.Seed, "replica"),
		replication: newStream(p, "replication", "db_service_mean"),
	}, nil
}

// newRetryDraws returns the times of what clients try again.
func newRetryDraws(p *system.Plan) draws {
	return draws{
		app:   newStream(p, "app, again", "app_service_mean"),
		cache: newStream(p, "cache, again", "cache_service_mean"),
		query: newStream(p, "query, again", "db_service_mean"),
	}
}
