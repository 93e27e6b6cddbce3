package builtin_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
)

// conditions are what formulas often pass over, for each system: parameters, all of
// short runs, that break one of their conditions or keep them all.
var conditions = map[string]struct {
	base []string
	each []string
}{
	"balancing": {
		[]string{"requests=40k"},
		[]string{
			"", "load=.5", "load=1.5", "queue_limit=3 load=.9", "queue_limit=0", "retries=2 timeout=20 ms", "timeout=5 ms", "timeout=1 s",
			"policy=random", "policy=random servers=3 weights=5,1,1", "policy=shared-queue", "policy=round-robin workers=2", "service=pareto policy=random",
			"arrivals=constant policy=random", "staleness=1 s", "users=50 think=100 ms", "users=50 think=100 ms servers=1 workers=4", "balancers=3", "speeds=1,1,4 servers=3 policy=random", "abandoned=withdrawn timeout=10 ms policy=random",
		},
	},
	"caching": {
		[]string{"requests=100k", "keys=10k", "capacity=1k"},
		[]string{
			"", "ttl=10 s", "ttl=1 s", "ttl=10 ms", "ttl=10 s capacity=10k", "ttl=10 s capacity=10k expiry=sliding", "ttl=10 s capacity=10k jitter=.5",
			"ttl=10 s capacity=10k coalesce=off", "writes=.2", "writes=.2 write=write-through", "policy=fifo", "policy=s3-fifo", "policy=lfu", "policy=tinylfu",
			"levels=2 l1_capacity=100", "levels=2 servers=3 l1_capacity=100", "early_beta=1 ttl=10 s", "start=cold", "start=filled", "start=cold ttl=10 s capacity=10k", "origin_workers=10", "origin_workers=10 coalesce=off", "keys=1 ttl=1 s", "keys=1 ttl=1 s coalesce=off", "keys=1 ttl=1 s coalesce=off origin_workers=1", "start=cold keys=1 ttl=1 s",
		},
	},
	"sharding": {
		[]string{"duration=20 s", "warmup=2 s", "keys=20k"},
		[]string{"", "strategy=jump", "strategy=modulo", "strategy=rendezvous", "strategy=maglev", "replicas=2", "rate=200k/s", "zipf=1.2", "queue_limit=0", "strategy=bounded-ring"},
	},
	"shortener": {
		[]string{"duration=10 s", "warmup=1 s", "redirects=2k/s", "writes=200/s", "urls=20k", "cache_capacity=5k"},
		[]string{
			"", "cache_ttl=60 s", "cache_ttl=1 s", "cache_ttl=50 ms", "cache_ttl=10 s cache_capacity=20k", "cache_capacity=0", "retries=2", "timeout=8 ms", "timeout=8 ms retries=3", "queue_limit=0",
			"app_servers=2", "db_workers=1 shards=1", "policy=random", "policy=random app_servers=8 shards=1", "ids=random", "ids=random code_length=5 age=50 days", "ids=naive-counter code_length=5 age=600 days",
			"aliases=.5", "duplicates=.5 ids=hash code_length=5", "abuse=500/s user_limit=5/s", "retention=1 h age=10 h", "click_service_mean=5 ms", "click_workers=1", "replicas=3", "cache_nodes=4", "balancer_service_mean=1 ms", "writes=0/s policy=random app_servers=1 app_workers=8 shards=1 db_workers=16",
		},
	},
	"chat": {
		[]string{"users=300k", "messages=300/s"},
		[]string{"", "users=50k session_mean=20 s", "users=20k messages=50/s session_mean=30 s vanish_fraction=.9 heartbeat=5 s heartbeat_timeout=10 s duration=4 min", "slow_clients=.3", "ack_loss=.2", "fan_out=write", "gateway_service_mean=5 ms", "store_service_mean=50 ms", "link=1 s", "online_fraction=1", "retry=80 ms", "buffer=1", "mistake=check-then-act"},
	},
	"scaling": {
		[]string{"duration=10 min"},
		[]string{"", "load_shape=constant", "load_shape=constant min=10 max=10", "load_shape=constant policy=scheduled", "load_shape=constant min=4 max=4 queue_limit=0"},
	},
	"limiting": {
		[]string{"duration=40 s"},
		[]string{
			"", "algorithm=fixed-window", "algorithm=sliding-log", "algorithm=sliding-window", "algorithm=leaky-bucket", "algorithm=gcra", "algorithm=leaky-queue", "algorithm=naive-window",
			"scope=local", "scope=local algorithm=fixed-window", "scope=local algorithm=sliding-log policy=round-robin", "scope=local policy=bounded-hash", "scope=local servers=1 policy=round-robin", "scope=divided", "scope=divided limit=10 algorithm=sliding-log", "scope=divided limit=2",
			"scope=check-then-act", "scope=check-then-act algorithm=fixed-window", "scope=check-then-act algorithm=sliding-log network=4 ms", "scope=check-then-act algorithm=gcra network=400 us store_workers=4", "scope=check-then-act abuse_rate=110/s", "scope=check-then-act abusers=0", "scope=check-then-act limit=1", "scope=check-then-act burst=1k", "scope=check-then-act burst=1", "scope=check-then-act period=10 s",
			"burst=1", "burst=10 abuse_rate=120/s", "limit=20 zipf=1.2", "limit=20 zipf=1.2 algorithm=fixed-window scope=local", "limit=5 burst=20 zipf=1.2 scope=divided", "abuse=boundary", "abuse=boundary scope=local", "abusers=0", "rate=0/s", "limit=300 period=10 s algorithm=sliding-log",
			"store_service_mean=300 us", "store_service_mean=390 us", "store_service_mean=1 ms", "store_service_mean=390 us store_workers=4", "store_timeout=1 ms", "store_timeout=1100 us", "network=40 ms", "service_mean=20 ms", "queue_limit=0", "policy=round-robin",
		},
	},
	"monitoring": {
		[]string{"duration=2 min"},
		[]string{"", "loss=.2", "loss=.2 rise=1 fall=1", "service=lognormal", "queue_limit=2", "error_rate=.2", "sample=0", "health_interval=1 s health_timeout=5 ms", "timeout=10 ms"},
	},
	"topology": {
		[]string{"duration=20 s"},
		[]string{"", "client.rate=100/s", "client.rate=100k/s", "cache.ttl=1 s", "writes=.5", "app.policy=random", "app.queue_limit=0", "timeout=5 ms", "zipf=0"},
	},
}

// Theory stands only where its conditions hold: what formulas say is what a run without
// faults measures, and where nothing is said there is a reason.
func TestTheoryStandsWhereItsConditionsHold(t *testing.T) {
	for _, s := range builtin.Systems() {
		for _, condition := range conditions[s.Name].each {
			t.Run(s.Name+" "+condition, func(t *testing.T) {
				t.Parallel()
				sc := system.Scenario{System: s.Name, Seed: 3, Parameters: parameters(conditions[s.Name].base, condition)}
				r, err := builtin.Systems().Run(context.Background(), sc, sim.Cost{}, nil)
				if err != nil {
					t.Fatal(err)
				}
				if len(r.Theory) == 0 && len(r.TheoryGaps) == 0 {
					t.Error("there is no theory, and no reason")
				}
				for name, theory := range r.Theory {
					if strings.Contains(name, "p99") || strings.Contains(name, "_max") || name == "quantile_error_ratio" {
						continue // of short runs
					}
					if measured := r.Metrics[name]; math.Abs(measured-theory) > tolerance(r, name, theory) {
						t.Errorf("%s is %v by theory, measured %v", name, theory, measured)
					}
				}
				t.Log(r.Theory, r.TheoryGaps)
			})
		}
	}
}

// parameters reads some of a base and others, as NAME=VALUE with values that may hold a
// space before a unit.
func parameters(base []string, others string) map[string]string {
	all, last := map[string]string{}, ""
	for _, word := range append(append([]string{}, base...), strings.Fields(others)...) {
		if name, value, ok := strings.Cut(word, "="); ok {
			all[name], last = value, name
		} else {
			all[last] += " " + word
		}
	}
	return all
}

func tolerance(r *system.Result, name string, theory float64) float64 {
	off := .06 * math.Abs(theory)
	if r.System == "chat" {
		off *= 2 // one set of users
	}
	if i, ok := r.Intervals[name]; ok {
		off = max(off, 2*(i.High-i.Low))
	}
	switch r.Description.Unit(name) {
	case system.Jobs:
		off = max(off, 5*math.Sqrt(theory))
	case system.Ratio:
		off = max(off, .02)
	}
	return off
}

// A run with faults says which of them its theory leaves out.
func TestTheoryIsWithoutFaults(t *testing.T) {
	for _, s := range builtin.Systems() {
		sc := system.Scenario{System: s.Name, Seed: 3, Parameters: parameters(conditions[s.Name].base, ""), Faults: s.DefaultFaults}
		r, err := builtin.Systems().Run(context.Background(), sc, sim.Cost{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Theory) > 0 && fmt.Sprint(r.TheoryWithout) != fmt.Sprint(s.DefaultFaults) {
			t.Errorf("%s: the theory is without %q, want %q", s.Name, r.TheoryWithout, s.DefaultFaults)
		}
	}
}
