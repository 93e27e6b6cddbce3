package network

import (
	"math"
	"strings"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
)

// site is large enough that one in ten of it is a site as well.
const site = `
system: topology
seed: 5
parameters: {keys: 200k, zipf: 0.4, duration: 60 s, warmup: 10 s, timeout: 5 s}
topology:
  prices: {app: "$0.10/h"}
  components:
    - {name: web, kind: client, rate: 4k/s, writes: 10%, answer: 10 kB, calls: [{to: gate}]}
    - {name: bots, kind: client, users: 2k, think: 2 s, classes: [{name: crawl}], calls: [{to: gate}]}
    - {name: gate, kind: gateway, instances: 10, limit: 4500/s, policy: random, calls: [{to: app}]}
    - {name: app, kind: service, instances: 20, policy: random, workers: 16, time: 20 ms, non_blocking: true, calls: [{to: cache}, {to: db, when: cache miss, timeout: 60 ms, retries: 1}, {to: log, async: true, share: 50%}]}
    - {name: cache, kind: cache, instances: 10, capacity: 40k}
    - {name: db, kind: store, shards: 50, workers: 2, time: 6 ms, stored: 1 TB}
    - {name: log, kind: queue, instances: 10, calls: [{to: count, retries: 1}]}
    - {name: count, kind: worker, instances: 10, workers: 16, time: 15 ms}
`

// What is counted, latencies, shares, bytes and dollars of one in ten are those of all, also
// under faults of whole parts.
func TestOneInTen(t *testing.T) {
	sc := read(t, site)
	sc.Faults = []string{"at 30 s load x1.5", "at 40 s slow app 50% by 1.5"}
	all, part := run(t, sc), run(t, with(sc, "one_in", "10"))
	compared := 0
	for _, metric := range describe(sc.Topology).Metrics {
		name := metric.Name
		want, got := all.Metrics[name], part.Metrics[name]
		if strings.HasSuffix(name, "_queue_max") || strings.HasSuffix(name, "_oldest_seconds") || strings.Contains(name, "p999") {
			continue // extremes of more instances are larger
		}
		slack := max(.03*want, 2e-4)
		if metric.Unit == system.Seconds {
			slack = .06 * want
		}
		if metric.Unit == system.Jobs {
			slack = max(slack, 4*math.Sqrt(10*want))
		}
		for _, i := range []system.Interval{all.Intervals[name], part.Intervals[name]} {
			slack = max(slack, i.High-i.Low)
		}
		if math.Abs(got-want) > slack {
			t.Errorf("%s is %.5g of one in ten, %.5g of all, within %.2g", name, got, want, slack)
		}
		compared++
	}
	if compared < 40 {
		t.Errorf("%d metrics", compared)
	}
	if all.Events < 8*part.Events {
		t.Errorf("%d events of all, %d of one in ten", all.Events, part.Events)
	}
	if a, b := all.Metrics[system.DollarsPerMonth], part.Metrics[system.DollarsPerMonth]; math.Abs(a-b) > .02*a {
		t.Errorf("$%v a month, and $%v", a, b)
	}
	said := part.Warnings[0]
	for _, want := range []string{"1 in 10 is run: 200 of 2000 users of bots, 1 of 10 instances of gate, 2 of 20 instances of app", "5 of 50 shards of db", "multiplied by 10"} {
		if !strings.Contains(said, want) {
			t.Errorf("it is said %q, want %q", said, want)
		}
	}
	middle := len(all.Series) / 3
	if a, b := all.Series[middle].Throughput, part.Series[middle].Throughput; math.Abs(a-b) > .1*a {
		t.Errorf("in a slice %v are answered a second, %v of one in ten", a, b)
	}
}

// Where any idle worker takes a request, fewer workers are idle less often, which a run says.
func TestWaitsOfAPart(t *testing.T) {
	text := queued("200/s", "{to: count}", "\n    - {name: count, kind: worker, instances: 10, workers: 1, time: 40 ms}")
	text = strings.Replace(text, "kind: queue,", "kind: queue, instances: 10,", 1)
	all, part := run(t, with(read(t, text), "duration", "400 s")), run(t, with(read(t, text), "duration", "400 s", "one_in", "10"))
	within(t, part, "q_lag_mean_seconds", all.Metrics["q_lag_mean_seconds"]+sim.MeanWait(1, .8, .04)-sim.MeanWait(10, 8, .04), .08)
	if said := strings.Join(part.Warnings, "\n"); !strings.Contains(said, "what comes to count waits about 15") || !strings.Contains(said, "longer than among all, as any worker that is idle takes it, and there are fewer: 1 in place of 10") {
		t.Errorf("warnings are %q", said)
	}
}

// Theory is of all, whatever part is run.
func TestTheoryOfAPart(t *testing.T) {
	text := usersOf("users: 100", "{to: app}") + "\n    - {name: app, kind: external, instances: 20, workers: 1, policy: random, time: 100 ms}\n"
	all, part := run(t, with(read(t, text), "duration", "500 s", "timeout", "100 s")), run(t, with(read(t, text), "duration", "500 s", "timeout", "100 s", "one_in", "4"))
	for metric, want := range all.Theory {
		if part.Theory[metric] != want {
			t.Errorf("theory of %s is %v, of all %v", metric, part.Theory[metric], want)
		}
		within(t, part, metric, want, .03)
	}
}

// What has no part of that size says so, and which part there is.
func TestWhatHasNoPart(t *testing.T) {
	for _, tt := range []struct{ change, to, fault, says string }{
		{"instances: 20", "instances: 4", "", `app has 4 instances, fewer than 10; write one_in: 2, the largest below that all allow`},
		{"shards: 50", "shards: 25", "", "db has 25 shards, of which one in 10 is no whole number; write one_in: 5"},
		{"users: 2k", "users: 7", "", "bots has 7 users, fewer than 10; write one_in: 1"},
		{"keys: 200k, zipf: 0.4", "keys: 200k", "", "a smaller zipf makes keys even"},
		{"keys: 200k", "keys: 5", "", "there are 5 keys, fewer than 10"},
		{"when: cache miss,", "keys: each,", "", "app.db asks each part, of which there would be fewer"},
		{"{to: count, retries: 1}", "{to: count, gap: 1 s, groups: 100, groups_zipf: 1}", "", "the busiest key of log.count would be less so"},
		{"{to: count, retries: 1}", "{to: count, gap: 1 s, groups: 45}", "", "log.count has 45 groups, of which one in 10 is no whole number; write one_in: 5"},
		{"  components:", "  regions: [{name: eu, share: 50%}, {name: us, round_trips: {eu: 90 ms}}]\n  components:", "kill region eu", ""},
		{"  components:\n", "  regions: [{name: eu, share: 50%}, {name: us, round_trips: {eu: 90 ms}}]\n  components:\n    - {name: edge, kind: service, instances: 10, region: \"eu, us\"}\n    - {name: x, kind: client, calls: [{to: edge}]}\n", "", "1 instances of edge do not fall evenly on its 2 regions"},
		{"limit: 4500/s", "limit: 4500/s, per: key, scope: local", "", "what gate refuses of a key depends on how many instances it has"},
		{"", "", "kill app 3", "is about 1 of 20, and of one in 10 there are 2"},
		{"", "", "kill app 5%", "is about 1 of 20, and of one in 10 there are 2"},
		{"", "", "add app", "is about"},
		{"", "", "hot 30%", "heats one key"},
	} {
		sc, problems := system.Registry{System()}.ReadScenario("x.yaml", []byte(strings.Replace(site, tt.change, tt.to, 1)))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		sc = with(sc, "one_in", "10")
		if tt.fault != "" {
			sc.Faults = []string{tt.fault}
		}
		problems = system.Registry{System()}.Check(sc)
		if tt.says == "" && len(problems) == 0 {
			continue
		}
		if len(problems) == 0 || !contains(problems, tt.says) || problems[0].Where != "parameters.one_in" {
			t.Errorf("%s, %s: %+v, want %q", tt.to, tt.fault, problems, tt.says)
		}
	}
	sc := read(t, site)
	sc.Faults = []string{"at 5 s kill app 50%", "at 6 s restart app", "at 5 s load x2"}
	if problems := (system.Registry{System()}).Check(with(sc, "one_in", "10")); len(problems) > 0 {
		t.Errorf("%v", problems)
	}
}
