package shortener

import (
	"math"

	"spar/internal/cache"
	"spar/internal/shortid"
	"spar/internal/sim"
	"spar/internal/system"
)

const theorySource = "utilizations by the utilization law, the hit ratio by Che's approximation, mean latencies as a network of M/M/c queues (Jackson), " +
	"collisions as draws from a partly taken space"

// theory returns what formulas say of a plan without its faults: utilizations by
// the utilization law, the hit ratio by Che's approximation, the mean latency
// where queues are those of Erlang, that is with the random policy or one server,
// and how many drawn codes are taken.
func theory(p *system.Plan) map[string]float64 {
	hit := hitRatio(p)
	draws, collisions := drawnCodes(p)
	parts := stationsOf(p, hit, draws)
	figures := map[string]float64{
		"cache_hit_ratio":      hit,
		"app_utilization":      parts[1].utilization(),
		"cache_utilization":    parts[2].utilization(),
		"database_utilization": parts[3].utilization(),
	}
	if !math.IsInf(collisions, 1) && p.Text("ids") != naive {
		figures["collisions"] = collisions
	}
	if stable(parts) && p.Int("retries") == 0 {
		figures["throughput_per_second"] = p.Number("redirects")
		clicks := station{float64(p.Number("redirects") * p.Number("click_service_mean")), 1, p.Int("click_workers"), p.Number("click_service_mean"), 1}
		figures["clicks_utilization"] = clicks.utilization()
		if parts[1].members == 1 || p.Text("policy") == "random" {
			figures["redirect_latency_mean_seconds"] = networkMean(p, hit) + sojourn(parts)
			if p.Number("writes") > 0 && p.Number("aliases") == 0 {
				parts[2].visits, parts[3].visits = 0, draws
				figures["shorten_latency_mean_seconds"] = float64(p.Number("network")*(1+draws)) + sojourn(parts)
			}
		}
	}
	return figures
}

// hitRatio returns how often redirects find their link in the cache.
func hitRatio(p *system.Plan) float64 {
	return cache.LRUHitRatioTTL(p.Int("urls"), p.Number("zipf"), cacheEntries(p), p.Number("redirects"), p.Number("cache_ttl"))
}

// stationsOf returns the balancer, the servers, the cache and the database.
func stationsOf(p *system.Plan, hit, draws float64) []station {
	reads, writes := p.Number("redirects"), admitted(p)
	lookups := reads
	if cacheEntries(p) == 0 {
		lookups = 0
	}
	queries := float64(reads*(1-hit)) + float64(writes*draws*p.Number("replicas"))
	return []station{
		{float64((reads + writes) * p.Number("balancer_service_mean")), 1, 1, p.Number("balancer_service_mean"), 1},
		{float64((reads + writes) * p.Number("app_service_mean")), p.Int("app_servers"), p.Int("app_workers"), p.Number("app_service_mean"), 1},
		{float64(lookups * p.Number("cache_service_mean")), p.Int("cache_nodes"), 1, p.Number("cache_service_mean"), lookups / reads},
		{float64(queries * p.Number("db_service_mean")), p.Int("shards") * p.Int("replicas"), p.Int("db_workers"), p.Number("db_service_mean"), 1 - hit},
	}
}

// admitted returns how many shortens a second users' limits let through.
func admitted(p *system.Plan) float64 {
	abuse := p.Number("abuse")
	if limit := p.Number("user_limit"); limit > 0 {
		abuse = min(abuse, float64(limit*p.Number("abusers")))
	}
	return p.Number("writes") + abuse
}

// drawnCodes returns how many codes are tried for each link on average, and how
// many in the whole run are found taken: none where codes are counted.
func drawnCodes(p *system.Plan) (draws, collisions float64) {
	m, err := newMint(p)
	if err != nil || !m.draws() {
		return 1, 0
	}
	links := float64(consumption(p) * p.End.Seconds())
	if links == 0 {
		return 1, 0
	}
	collisions = shortid.ExpectedRetries(links, newLinks(p, m).held, float64(m.space))
	return 1 + min(maxAttempts, collisions/links), collisions
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
