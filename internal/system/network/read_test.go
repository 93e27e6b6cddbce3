package network

import (
	"strings"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

func TestSystem(t *testing.T) { systemtest.Conform(t, System(), read(t, everything)) }

// Every mistake is named at its place in the file.
func TestMistakesAtTheirPlace(t *testing.T) {
	const head = "system: topology\n"
	for _, tt := range []struct{ text, want string }{
		{"topology:\n  components:\n    - {name: a, kind: client, calls: [{to: bb}]}\n    - {name: b, kind: store}\n", `x.yaml:4:44: no component "bb"; did you mean "b"?`},
		{"topology:\n  components:\n    - {name: a, kind: cleint, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:4:23: no kind "cleint"; did you mean "client"?`},
		{"topology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store, time: fast}\n", `x.yaml:5:36: `},
		{"topology:\n  components:\n    - {name: a, kind: client, calls: [{to: b, timeout: 5}]}\n    - {name: b, kind: store}\n", `x.yaml:4:56: "5" is not a duration`},
		{"topology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}], colour: red}\n    - {name: b, kind: store}\n", `x.yaml:4:49: `},
		{"parameters: {b.tiem: 1 s}\ntopology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:2:14: topology has no such parameter; did you mean "b.time"?`},
		{"parameters: {b.read_quorum: 2, b.replicas: 1}\ntopology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:2:29: 2 of 1 replicas cannot answer; write 1 at most`},
		{"topology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store, replicas: 2, read_quorum: 3}\n", `x.yaml:5:56: 3 of 2 replicas cannot answer; write 2 at most`},
		{"topology:\n  components:\n    - {name: a, kind: client, classes: [{name: k, share: 20%}], calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:4:58: the classes of a have only 20% of its requests`},
		{"faults: [kill c]\ntopology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:2:10: "kill c": topology has no part "c"; write one of b`},
		{"faults: [kill a]\ntopology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:2:10: "kill a": a is a client, which cannot suffer that; write load or hot for`},
		{"faults: [kill sotre]\ntopology:\n  components:\n    - {name: a, kind: client, calls: [{to: store}]}\n    - {name: store, kind: store}\n", `x.yaml:2:10: "kill sotre": topology has no part "sotre"; did you mean "store"?`},
		{"faults: [flush b]\ntopology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:2:10: "flush b": b cannot suffer that; it can kill, hang`},
		{"faults: [set b.time 1 s]\ntopology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:2:10: "set b.time 1 s": topology lets no parameter be set`},
		{"topology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store, slow_time: 1 s}\n", `x.yaml:5:41: slow_share and slow_time belong together`},
		{"topology:\n  regions: [{name: eu}, {name: eu}, {name: us}]\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:3:32: "eu" is a region already`},
		{"topology:\n  regions: [here, there]\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:3:19: nothing says how far there is from here`},
		{"topology:\n  regions: [eu, us]\n  components:\n    - {name: a, kind: client, region: [eu, asia], calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:5:39: no region "asia"; write one of eu, us`},
		{"topology:\n  components:\n    - {name: a, kind: client, classes: [{name: k, share: 20%}, {name: k}], calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:4:71: "k" is a class of a already`},
		{"prices: {store: $1/h}\ntopology:\n  prices: {store: $-1/h}\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store}\n", `x.yaml:4:19: `},
		{"faults: [kill b 3]\ntopology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: store, replicas: 2}\n", `x.yaml:2:10: "kill b 3": there are only 2`},
	} {
		_, problems := system.Registry{System()}.ReadScenario("x.yaml", []byte(head+tt.text))
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), tt.want) {
			t.Errorf("%s\ngives %v, want %s", tt.text, problems, tt.want)
		}
	}
}

// Settings rescue a file from what is wrong only without them, and from nothing else.
func TestSettingsRescue(t *testing.T) {
	const text = "system: topology\nparameters: {one_in: 7, b.time: TIME}\ntopology:\n  components:\n    - {name: a, kind: client, calls: [{to: b}]}\n    - {name: b, kind: service, instances: 3}\n"
	for _, tt := range []struct {
		time     string
		settings []system.Setting
		problems int
	}{
		{"1 ms", nil, 1},
		{"1 ms", []system.Setting{{Name: "one_in", Value: "1"}}, 0},
		{"1 ms", []system.Setting{{Name: "seed", Value: "1"}, {Name: "b.time", Value: "2 ms"}}, 0}, // told by whoever sets a seed so
		{"1 ms", []system.Setting{{Name: "b.time", Value: "2 ms"}}, 1},
		{"soon", []system.Setting{{Name: "one_in", Value: "1"}}, 1},
		{"soon", []system.Setting{{Name: "one_in", Value: "1"}, {Name: "b.time", Value: "2 ms"}}, 0},
	} {
		_, problems := system.Registry{System()}.ReadScenario("x.yaml", []byte(strings.Replace(text, "TIME", tt.time, 1)), tt.settings...)
		if len(problems) != tt.problems {
			t.Errorf("%s with %v: %v, want %d", tt.time, tt.settings, problems, tt.problems)
		}
	}
}

// Regions may be names alone, and where a component stands a list or all of them.
func TestRegionsInShort(t *testing.T) {
	for _, tt := range []struct {
		regions, region string
		stands          int
	}{
		{"[eu, us]", "", 1},
		{"[eu, us]", "region: [us, eu], ", 2},
		{"[eu, us]", "region: all, ", 2},
		{"[eu, us, {name: japan}]", "region: All, ", 3},
		{"[{name: eu, share: 70%}, us]", "", 2},
		{"[{name: eu, share: 70%}, us]", "region: us, ", 1},
	} {
		sc := read(t, "system: topology\ntopology:\n  regions: "+tt.regions+"\n  components:\n    - {name: a, kind: client, "+tt.region+"calls: [{to: b, only: [reads, writes]}]}\n    - {name: b, kind: store}\n")
		if stands := sc.Topology.StandsIn(&sc.Topology.Components[0]); len(stands) != tt.stands {
			t.Errorf("%s %s: the client stands in %v", tt.regions, tt.region, stands)
		}
		if again := read(t, sc.YAML()); again.YAML() != sc.YAML() {
			t.Errorf("%s\nbecame\n%s", sc.YAML(), again.YAML())
		}
	}
}

func TestOthersTakeNoTopology(t *testing.T) {
	other := System()
	other.Name, other.Of = "other", nil
	problems := system.Registry{other}.Check(system.Scenario{System: "other", Topology: example()})
	if len(problems) != 1 || problems[0].Where != "topology" {
		t.Errorf("problems are %v", problems)
	}
}

// What a scenario writes, reads as the same scenario.
func TestScenarioRepeats(t *testing.T) {
	sc := read(t, clientOf("5/s", "{to: a, parallel: false, retries: 2}")+station("a", "1"))
	again := read(t, sc.YAML())
	if again.YAML() != sc.YAML() {
		t.Errorf("%s\nbecame\n%s", sc.YAML(), again.YAML())
	}
}

// everything is a scenario in which everything happens.
const everything = `
system: topology
seed: 3
parameters: {duration: 6 s, warmup: 1 s, keys: 10k, rate: 400/s, writes: 10%}
faults: ["at 2 s kill db 2", "at 3 s slow app 1 by 5", "at 3 s errors pay 20%", "at 4 s hot 30%", "at 4 s flush edge", "at 5 s add app", "at 5 s cut cache 1"]
objectives: ["latency_p99_seconds < 1 s", "edge_hit_ratio > 10%"]
topology:
  components:
    - {name: web, kind: client, rate: 300/s, calls: [{to: edge}]}
    - {name: phone, kind: client, rate: 100/s, writes: 20%, calls: [{to: gate, timeout: 500 ms, retries: 1, backoff: 20 ms}]}
    - {name: edge, kind: cdn, capacity: 1k, ttl: 2 s, calls: [{to: gate}]}
    - {name: gate, kind: gateway, limit: 500/s, calls: [{to: app, hedge: 50 ms}]}
    - name: app
      kind: service
      policy: round-robin
      calls:
        - {to: cache}
        - {to: db, when: cache miss}
        - {to: pay, only: writes, parallel: true, share: 50%, timeout: 300 ms, breaker: 50%, breaker_rest: 1 s, throttle: 2, fallback: true}
        - {to: log, async: true}
    - {name: cache, kind: cache, instances: 2, capacity: 1k}
    - {name: db, kind: store, shards: 2, replicas: 3, read_quorum: 2, write_quorum: 2}
    - {name: pay, kind: external}
    - {name: log, kind: queue, calls: [{to: count, retries: 2}]}
    - {name: count, kind: worker}
`

// The parts and calls of a view are those of the topology.
func TestView(t *testing.T) {
	sc := read(t, everything)
	r, err := system.Registry{System()}.Begin(sc, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Advance(t.Context(), r.End()); err != nil {
		t.Fatal(err)
	}
	v := r.View()
	if len(v.Parts) != 8 || len(v.Calls) != 9 {
		t.Fatalf("%d parts and %d calls", len(v.Parts), len(v.Calls))
	}
	for _, c := range v.Calls {
		if c.From == "web" && (c.To != "edge" || c.PerSecond < 280 || c.PerSecond > 320) {
			t.Errorf("call %+v", c)
		}
	}
	if state := v.Parts[4].Members[1].State; v.Parts[4].Name != "db" || state != "down" {
		t.Errorf("%s 2 is %q, want down", v.Parts[4].Name, state)
	}
	if v.Metrics["latency_p99_seconds"] == 0 {
		t.Error("the objective's metric is missing")
	}
}
