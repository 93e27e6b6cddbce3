package shortener

import (
	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
)

// theory returns what formulas say of a plan without its faults: utilizations by
// the utilization law, the hit ratio by Che's approximation, and the mean latency
// where queues are those of Erlang, that is with the random policy or one server.
func theory(p *system.Plan) map[string]float64 {
	rate := p.Number("redirects")
	hit := cache.LRUHitRatio(p.Int("urls"), p.Number("zipf"), cacheEntries(p))
	lookups := rate
	if cacheEntries(p) == 0 {
		lookups = 0
	}
	balancer := station{rate * p.Number("balancer_service_mean"), 1, 1, p.Number("balancer_service_mean"), 1}
	app := station{rate * p.Number("app_service_mean"), p.Int("app_servers"), p.Int("app_concurrency"), p.Number("app_service_mean"), 1}
	caches := station{lookups * p.Number("cache_service_mean"), p.Int("cache_nodes"), 1, p.Number("cache_service_mean"), lookups / rate}
	database := station{rate * (1 - hit) * p.Number("db_service_mean"), p.Int("shards"), p.Int("db_concurrency"), p.Number("db_service_mean"), 1 - hit}
	figures := map[string]float64{
		"cache_hit_ratio":      hit,
		"app_utilization":      app.utilization(),
		"cache_utilization":    caches.utilization(),
		"database_utilization": database.utilization(),
	}
	stations := []station{balancer, app, caches, database}
	if stable(stations) {
		figures["throughput_per_second"] = rate
		if app.members == 1 || p.Text("policy") == "random" {
			figures["redirect_latency_mean_seconds"] = networkMean(p, hit) + sojourn(stations)
		}
	}
	return figures
}

// A station is one part as the formulas see it.
type station struct {
	load             float64 // mean number of servers at work, in all members
	members, servers int
	service          float64
	visits           float64 // a request, on average
}

func (s station) utilization() float64 {
	return min(1, s.load/float64(s.members*s.servers))
}

func stable(stations []station) bool {
	for _, s := range stations {
		if s.load >= float64(s.members*s.servers) {
			return false
		}
	}
	return true
}

// sojourn returns the mean time at all stations: in a network of exponential
// stations each behaves as if alone (J. R. Jackson, 1957).
func sojourn(stations []station) float64 {
	sum := 0.
	for _, s := range stations {
		sum += float64(s.visits * sim.MeanSojourn(s.servers, s.load/float64(s.members), s.service))
	}
	return sum
}

// networkMean returns the mean time on the network: to the server and the cache
// and back, and on a miss to the database and back.
func networkMean(p *system.Plan, hit float64) float64 {
	trips := 3 - hit
	if cacheEntries(p) == 0 {
		trips = 2
	}
	return float64(trips * p.Number("network"))
}
