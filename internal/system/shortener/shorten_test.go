package shortener

import (
	"math"
	"strings"
	"testing"

	"spar/internal/shortid"
	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// writing is a run of shortens with hardly a redirect.
var writing = map[string]string{
	"redirects": "1/s", "urls": "100", "cache_capacity": "10", "writes": "2000/s", "duration": "50 s", "warmup": "1 s",
	"app_servers": "4", "app_workers": "8", "shards": "2", "db_workers": "8", "db_service_mean": "1 ms",
}

func TestExhaustion(t *testing.T) {
	short := systemtest.With(writing, "duration", "2 s", "writes", "1157.4/s")
	for _, tt := range []struct {
		ids, length, age string
		day, used        float64
		available        float64
	}{
		{"counter", "6", "0 s", 569, 0, 1},
		{"counter", "6", "284 days", 569, .5, 1},
		{"counter", "6", "569 days", 569, 1, 0},
		{"permuted", "6", "569 days", 569, 1, 0},
		{"ranges", "6", "569 days", 569, 1, 0},
		{"naive-counter", "6", "569 days", 569, 1, 1},
		{"counter", "7", "3650 days", 35217, .1036, 1},
		{"random", "7", "3650 days", 0, .1036, 1},
		{"random", "6", "284 days", 569, .5, 1},
		{"snowflake", "6", "1 days", 4, .2575, 1}, // four servers leave 25 bits: 3.88 days of 10 ms
		{"snowflake", "8", "3650 days", 15908, .2295, 1},
	} {
		m := simulate(t, systemtest.With(short, "ids", tt.ids, "code_length", tt.length, "age", tt.age)).Metrics
		if m["exhausted_on_day"] != tt.day || math.Abs(m["code_space_used_fraction"]-tt.used) > .001 || math.Abs(m["shorten_availability"]-tt.available) > .001 {
			t.Errorf("%s of %s after %s: day %v, used %v, availability %v; want %v", tt.ids, tt.length, tt.age,
				m["exhausted_on_day"], m["code_space_used_fraction"], m["shorten_availability"], tt)
		}
		if m["collisions"] > 0 && tt.ids != "random" {
			t.Errorf("%s: %v collisions", tt.ids, m["collisions"])
		}
	}
}

// Collisions must be as many as theory expects, within three standard deviations of
// a Poisson number: the birthday problem in an empty space, a geometric number of
// attempts in one that is partly taken.
func TestCollisions(t *testing.T) {
	for _, tt := range []struct{ ids, age, length string }{
		{"random", "0 s", "5"}, {"hash", "0 s", "5"}, {"random", "53 hours", "5"}, {"hash", "53 hours", "5"}, {"random", "164 days", "6"},
	} {
		r := simulate(t, systemtest.With(writing, "ids", tt.ids, "age", tt.age, "code_length", tt.length))
		want := r.Theory["collisions"]
		if got := r.Metrics["collisions"]; math.Abs(got-want) > 3*math.Sqrt(want)*1.3 {
			t.Errorf("%s after %s: %v collisions, theory expects %.1f", tt.ids, tt.age, got, want)
		}
	}
	// Half of five characters are taken: two attempts a link.
	r := simulate(t, systemtest.With(writing, "ids", "random", "code_length", "5", "age", "229033.2 s"))
	links := r.Metrics["links_created"]
	truth.Check(t, "attempts for each link", (links+r.Metrics["collisions"])/links, 2, .01)
	truth.Check(t, "used", r.Metrics["code_space_used_fraction"], .5, .001)
}

// A year in which six characters wrap: the naive counter loses a link with every
// new one, and nothing fails.
func TestNaiveCounterWraps(t *testing.T) {
	before := systemtest.With(writing, "ids", "naive-counter", "code_length", "6", "writes", "1157.4/s", "duration", "10 s")
	if r := simulate(t, systemtest.With(before, "age", "568 days")); r.Metrics["overwritten"] != 0 || strings.Contains(strings.Join(r.Warnings, "\n"), "the counter") {
		t.Errorf("on the last day %v links are lost; warnings %q", r.Metrics["overwritten"], r.Warnings)
	}
	r := simulate(t, systemtest.With(before, "age", "569 days"))
	if m := r.Metrics; m["overwritten"] != m["links_created"] || m["overwritten"] < 10_000 || m["shorten_availability"] != 1 ||
		!strings.Contains(strings.Join(r.Warnings, "\n"), "the counter has begun again") {
		t.Errorf("after the wrap: %v of %v overwritten, availability %v, warnings %q", m["overwritten"], m["links_created"], m["shorten_availability"], r.Warnings)
	}
	if n := simulate(t, systemtest.With(before, "age", "569 days", "retention", "500 days")).Metrics["overwritten"]; n != 0 {
		t.Errorf("%v links are lost although the old ones have expired", n)
	}
}

func TestWriteFaults(t *testing.T) {
	short := systemtest.With(writing, "duration", "10 s")
	for _, tt := range []struct {
		name       string
		parameters []string
		fault      string
		holds      func(m map[string]float64) bool
	}{
		{"a dead counter stops shortens", []string{"ids", "counter"}, "at 50% kill ids", func(m map[string]float64) bool {
			return m["shorten_availability"] < .6 && m["mint_failures"] > 9000
		}},
		{"servers go on with their ranges", []string{"ids", "ranges", "lease", "10k"}, "at 50% kill ids", func(m map[string]float64) bool {
			return m["shorten_availability"] == 1
		}},
		{"a crash loses a range", []string{"ids", "ranges", "lease", "10k"}, "at 50% kill app 1", func(m map[string]float64) bool {
			return m["codes_lost"] > 1000 && m["codes_lost"] < 10_000 && m["collisions"] == 0
		}},
		{"nobody else needs a counter", []string{"ids", "snowflake"}, "kill ids", func(m map[string]float64) bool {
			return m["shorten_availability"] == 1
		}},
		{"a primary dies for good", []string{"replicas", "1"}, "at 50% kill database 1", func(m map[string]float64) bool {
			return m["shorten_availability"] < .8
		}},
		{"another replica takes over", []string{"replicas", "3"}, "at 50% kill database 1", func(m map[string]float64) bool {
			return m["shorten_availability"] > .9 && m["shorten_availability"] < .97
		}},
	} {
		m := simulate(t, systemtest.With(short, tt.parameters...), tt.fault).Metrics
		if !tt.holds(m) {
			t.Errorf("%s: unexpected %v", tt.name, m)
		}
	}
}

func TestWhatUsersAskFor(t *testing.T) {
	short := systemtest.With(writing, "duration", "10 s")
	asked := 20_000.
	hashed := simulate(t, systemtest.With(short, "ids", "hash", "duplicates", ".3")).Metrics
	truth.Check(t, "reused links", hashed["reused_links"], .3*asked, .05)
	counted := simulate(t, systemtest.With(short, "duplicates", ".3")).Metrics
	if counted["reused_links"] != 0 || counted["links_created"] < .97*asked {
		t.Errorf("a counter reuses %v and makes %v", counted["reused_links"], counted["links_created"])
	}
	aliases := simulate(t, systemtest.With(short, "aliases", ".5")).Metrics
	if n := aliases["aliases_taken"]; n < .05*asked || n > .5*asked || aliases["shorten_availability"] != 1 {
		t.Errorf("%v aliases are taken, availability %v", n, aliases["shorten_availability"])
	}
	flood := systemtest.With(short, "abuse", "20k/s", "abusers", "10")
	free, limited := simulate(t, flood), simulate(t, systemtest.With(flood, "user_limit", "5/s"))
	if free.Metrics["shorten_availability"] > .8 || free.Metrics["limited"] != 0 {
		t.Errorf("a flood without a limit: availability %v, limited %v", free.Metrics["shorten_availability"], free.Metrics["limited"])
	}
	// Ten users with a burst of ten and five a second for ten seconds.
	truth.Check(t, "limited", limited.Metrics["limited"], 200_000-10*(10+5*10), .02)
	if limited.Metrics["shorten_availability"] != 1 {
		t.Errorf("with a limit: availability %v", limited.Metrics["shorten_availability"])
	}
}

func TestExpiry(t *testing.T) {
	r := simulate(t, systemtest.With(brief, "age", "100 days", "retention", "75 days", "zipf", "0"))
	truth.Check(t, "expired", r.Metrics["expired_fraction"], .25, .05)
	if r.Metrics["clicks_sent"] > .8*12*1000 {
		t.Errorf("%v clicks on links, a quarter of which are gone", r.Metrics["clicks_sent"])
	}
	if short, long := simulate(t, systemtest.With(brief, "cache_ttl", "1 s")), simulate(t, brief); short.Metrics["cache_hit_ratio"] > long.Metrics["cache_hit_ratio"]-.05 {
		t.Errorf("with a life of a second %v of the lookups hit, with a day %v", short.Metrics["cache_hit_ratio"], long.Metrics["cache_hit_ratio"])
	}
}

func TestClicks(t *testing.T) {
	one := systemtest.With(brief, "click_workers", "1", "click_service_mean", "500 us")
	truth.Check(t, "lag of M/M/1 at half its load", simulate(t, systemtest.With(one, "duration", "60 s")).Metrics["clicks_lag_mean_seconds"], .001, .05)
	m := simulate(t, systemtest.With(one, "click_queue_limit", "2000"), "at 50% kill clicks", "at 90% restart clicks").Metrics
	if m["clicks_lost"] < 2000 || m["clicks_queue_max"] != 2000 || m["availability"] != 1 || m["clicks_lag_p99_seconds"] < 2 {
		t.Errorf("dead consumers: %v lost, queue %v, availability %v, lag %v", m["clicks_lost"], m["clicks_queue_max"], m["availability"], m["clicks_lag_p99_seconds"])
	}
}

// A database that is slow for two seconds: clients who go away let it recover,
// clients who come back keep it down, for it works on what nobody waits for.
func TestRetriesKeepAnOverloadUp(t *testing.T) {
	base := systemtest.With(brief, "redirects", "800/s", "cache_capacity", "0", "shards", "1", "db_workers", "5", "db_service_mean", "5 ms",
		"app_servers", "8", "timeout", "200 ms", "queue_limit", "100k", "duration", "60 s", "warmup", "2 s", "network", "0 s")
	blip := []string{"at 10s slow database by 4", "at 12s slow database by 1"}
	tail := func(retries string) float64 {
		r := simulate(t, systemtest.With(base, "retries", retries), blip...)
		if r.Metrics["attempts_per_request"] > 1 != (retries != "0") {
			t.Errorf("%s retries: %v attempts", retries, r.Metrics["attempts_per_request"])
		}
		return r.Series[len(r.Series)-1].Failed
	}
	if n := tail("0"); n != 0 {
		t.Errorf("without retries %v a second still fail", n)
	}
	if n := tail("4"); n < 100 {
		t.Errorf("with retries only %v a second still fail", n)
	}
}

func TestShortensHaveTheMeanThatJacksonSays(t *testing.T) {
	r := simulate(t, systemtest.With(writing, "redirects", "500/s", "policy", "random", "urls", "1000", "cache_capacity", "100", "duration", "100 s", "warmup", "5 s"))
	for _, name := range []string{"shorten_latency_mean_seconds", "redirect_latency_mean_seconds", "database_utilization", "app_utilization"} {
		truth.Check(t, name, r.Metrics[name], r.Theory[name], .02)
	}
	truth.Check(t, "the width that ten years need", float64(shortid.Width(365e9)), 7, 0)
}
