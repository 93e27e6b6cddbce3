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
func theory(p *system.Plan) system.Theory {
	t := system.Theory{Source: theorySource}
	draws, collisions := drawnCodes(p)
	if p.Text("ids") != naive {
		t.Set("collisions", collisions)
	}
	hit := hitRatio(p)
	parts := stationsOf(p, hit, draws)
	mean := networkMean(p, hit) + sojourn(parts)
	late := p.Number("timeout") < float64(farther*mean)
	switch name := overloaded(p, parts); {
	case name != "":
		return t.None(system.Rest, "%s is asked for more than it can do or lets wait", name)
	case expiresSoon(p, parts):
		return t.None("the cache and what is behind it", "a TTL of %s is not long beside a query: redirects that miss together each ask the database", p.Text("cache_ttl"))
	case late && p.Int("retries") > 0:
		return t.None(system.Rest, "with a timeout of %s many try again", p.Text("timeout"))
	}
	t.Set("cache_hit_ratio", hit)
	for i, name := range stationNames {
		if i > 0 { // the balancer's is no metric
			t.Set(name+"_utilization", parts[i].utilization())
		}
	}
	if late {
		return t.None("latencies and throughput", "with a timeout of %s many give up", p.Text("timeout"))
	}
	t.Set("throughput_per_second", p.Number("redirects"))
	if p.Duration("retention") < p.Duration("age")+p.End {
		t.None("clicks", "links expire, and nobody clicks on those")
	} else {
		clicks := station{float64(p.Number("redirects") * p.Number("click_service_mean")), 1, p.Int("click_workers"), p.Number("click_service_mean"), 1}
		t.Set("clicks_utilization", clicks.utilization())
	}
	latencies(p, &t, parts, mean, draws)
	return t
}

// latencies adds the mean latencies, where every station is by itself and all members of
// a part have as much to do.
func latencies(p *system.Plan, t *system.Theory, parts []station, mean, draws float64) {
	switch {
	case parts[1].members > 1 && p.Text("policy") != "random":
		t.None("latencies", "servers depend on each other by the policy %s", p.Text("policy"))
		return
	case uneven(p, parts[2]) || uneven(p, parts[3]):
		t.None("latencies", "links do not fall evenly on shards and cache nodes")
		return
	}
	t.Set("redirect_latency_mean_seconds", mean)
	switch {
	case p.Number("writes") == 0:
	case p.Number("aliases") > 0:
		t.None("shortens", "some have an alias, and need no code")
	default:
		parts[2].visits, parts[3].visits = 0, draws
		t.Set("shorten_latency_mean_seconds", float64(p.Number("network")*(1+draws))+sojourn(parts))
	}
}

// uneven reports whether it matters that links do not fall evenly on the members of a
// part: whether the one with the most popular link, or with half as many links more, lets
// requests wait noticeably longer.
func uneven(p *system.Plan, st station) bool {
	const noticeable = 1.02
	if st.members == 1 {
		return false
	}
	most := float64(st.load / float64(st.members) * (1.5 + float64(hottestShare(p.Int("urls"), p.Number("zipf"))*float64(st.members))))
	return most >= float64(st.servers) || sim.MeanSojourn(st.servers, most, st.service) > float64(noticeable*st.service)
}

// farther is by how much the timeout is beyond the mean latency, at the least, for next
// to nobody to give up; and by how much a TTL beyond a query, for next to nobody to miss
// while another's is under way.
const farther = 7

// overloaded returns the first part that is offered more than it can do, or whose queue
// is so short that it refuses more than one request in a thousand; empty if none is.
func overloaded(p *system.Plan, parts []station) string {
	for i, st := range parts {
		if st.load >= float64(st.members*st.servers) || i > 0 && st.full(p.Int("queue_limit")) > .001 {
			return stationNames[i]
		}
	}
	return ""
}

// expiresSoon reports whether links expire, and so soon that several redirects miss one
// at the same time.
func expiresSoon(p *system.Plan, parts []station) bool {
	ever := cache.LRUHitRatio(p.Int("urls"), p.Number("zipf"), cacheEntries(p))
	database := parts[3]
	query := p.Number("network") + sim.MeanSojourn(database.servers, database.load/float64(database.members), database.service)
	return ever-hitRatio(p) > .001 && p.Number("cache_ttl") < float64(farther*farther*query)
}

// hitRatio returns how often redirects find their link in the cache.
func hitRatio(p *system.Plan) float64 {
	return cache.LRUHitRatioTTL(p.Int("urls"), p.Number("zipf"), cacheEntries(p), p.Number("redirects"), p.Number("cache_ttl"))
}

// stationNames are those of [stationsOf].
var stationNames = []string{"balancer", "app", "cache", "database"}

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
	again := shortid.ExpectedRetries(links, newLinks(p, m).held, float64(m.space)) / links
	if math.IsInf(again, 1) {
		return maxAttempts, maxAttempts * links
	}
	// After so many attempts the link is given up.
	some := 1 - sim.Pow(again/(1+again), maxAttempts)
	return float64((1 + again) * some), float64(again*some) * links
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

// full returns how likely it is that so many wait at a member, and no more may.
func (s station) full(limit int) float64 {
	load := s.load / float64(s.members)
	return sim.ErlangC(s.servers, load) * sim.Pow(load/float64(s.servers), float64(limit))
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
