package solve_test

import (
	"strings"
	"testing"

	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/system/solve"
)

// read returns the scenario in a file, which must have no mistakes.
func read(t testing.TB, text string) system.Scenario {
	t.Helper()
	sc, problems := builtin.Systems().ReadScenario("test.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return sc
}

func changes(t testing.TB, sc system.Scenario, text string) []solve.Change {
	t.Helper()
	list, err := solve.ParseChanges(builtin.Systems(), sc, text)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// shop has a service and a store, each of which needs more than one machine.
const shop = `
system: topology
parameters: {duration: 10 s, warmup: 1 s}
objectives: ["latency_p99_seconds < 90 ms", "availability >= 99.9%"]
topology:
  components:
    - {name: client, kind: client, rate: 900/s, calls: [{to: app}]}
    - {name: app, kind: service, instances: 1, workers: 4, time: 10 ms, non_blocking: true, calls: [{to: db}]}
    - {name: db, kind: store, workers: 4, time: 10 ms}
`

func TestParseChanges(t *testing.T) {
	sc := read(t, shop)
	for text, want := range map[string]string{
		"app.instances=1..4":                    "1 2 3 4",
		" app.instances = 2 .. 3 ":              "2 3",
		"app.instances=1|4|16":                  "1 4 16",
		"app.policy=random|two-choices":         "random two-choices",
		"app.time=1 ms..10 ms":                  "1 ms 1.25 ms 1.6 ms 2 ms 2.5 ms 3.2 ms 4 ms 5 ms 6.4 ms 8 ms 10 ms",
		"client.rate=900/s..2k/s":               "900/s 1k/s 1.25k/s 1.6k/s 2k/s",
		"db.stored=3 GB..7 GB":                  "3 GB 4 GB 5 GB 7 GB",
		"client.writes=10%..30%":                "10% 0.125 0.16 0.2 0.25 30%",
		"app.queue_limit=1|1k,db.replicas=1..2": "1 1k; 1 2",
	} {
		list, err := solve.ParseChanges(builtin.Systems(), sc, text)
		var got []string
		for _, c := range list {
			got = append(got, strings.Join(c.Values, " "))
		}
		if err != nil || strings.Join(got, "; ") != want {
			t.Errorf("%s: got %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestParseChangesSaysWhatWouldBeRight(t *testing.T) {
	sc := read(t, shop)
	for text, want := range map[string]string{
		"":                                        "such as app.instances=1..64",
		"app.instances":                           "such as app.instances=1..64",
		"app.instances=1..4,":                     "such as app.instances=1..64",
		"=1..4":                                   "such as app.instances=1..64",
		"app.instanses=1..4":                      `did you mean "app.instances"?`,
		"app.instances=4..1":                      "write 1..4",
		"app.instances=4..4":                      "a wider range",
		"app.instances=4":                         "write a range",
		"app.instances=..4":                       "an end of the range is missing",
		"app.instances=1..":                       "an end of the range is missing",
		"app.instances=4|4":                       "twice",
		"app.instances=1..many":                   "app.instances",
		"app.instances=1..2.5":                    "whole number",
		"app.instances=0..4":                      "write 1 to 10,000",
		"db.replicas=0..4":                        "write 1 to 15",
		"db.replicas=1..99":                       "write 1 to 15",
		"app.policy=random..two-choices":          "app.policy=round-robin|random",
		"app.policy=random":                       "one value",
		"app.policy=random|rnd":                   "no choice",
		"app.time=0 s..1 s":                       "above it",
		"app.time=1..2":                           "duration",
		"app.instances=1..4,app.instances=1..4":   "twice",
		"duration=10 s..20 s":                     "no part of the design",
		"app.instances=1..9999,app.workers=1..99": "a narrower range",
		"app.instances=1..2,app.workers=1..2,db.replicas=1..2,db.shards=1..2,db.workers=1..2,app.queue_limit=1..2,db.queue_limit=1..2": "write 6 at most",
	} {
		_, err := solve.ParseChanges(builtin.Systems(), sc, text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got error %v, want one that says %q", text, err, want)
		}
	}
	if _, err := solve.ParseChanges(builtin.Systems(), system.Scenario{System: "balancing"}, "weights=1..4"); err == nil || !strings.Contains(err.Error(), "list of numbers") {
		t.Errorf("got error %v", err)
	}
}
