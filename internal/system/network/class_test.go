package network

import (
	"math"
	"strings"
	"testing"

	"spar/internal/system"
)

// riders are few among drivers who say where they are, and wait at another station.
const riders = `
system: topology
topology:
  components:
    - name: phones
      kind: client
      rate: 100/s
      classes:
        - {name: match, share: 0.7%}
        - {name: locate, writes: true}
      calls: [{to: matcher, only: match}, {to: places, only: locate}]
    - {name: matcher, kind: external, instances: 1, workers: 1, time: 1 s, queue_limit: 1M}
    - {name: places, kind: external, instances: 1, workers: 1, time: 5 ms, queue_limit: 1M}
`

// Each class waits at its own M/M/1 station and has its own figures.
func TestClassesHaveTheirOwnFigures(t *testing.T) {
	r := run(t, with(read(t, riders), "network", "0 s", "timeout", "1 d", "duration", "20k s", "warmup", "2k s"))
	within(t, r, "match_latency_mean_seconds", 1/(1-.7), .05)
	within(t, r, "match_latency_p99_seconds", math.Log(100)/(1-.7), .05)
	within(t, r, "locate_latency_mean_seconds", .005/(1-99.3*.005), .05)
	within(t, r, "match_throughput_per_second", .7, .02)
	within(t, r, "locate_throughput_per_second", 99.3, .02)
	within(t, r, "places_visits_per_request", .993, .001)
	if got := r.Metrics["match_availability"]; got != 1 {
		t.Errorf("availability of match is %v", got)
	}
}

// What befalls one class is not seen in another, nor much in all together.
func TestClassesFailApart(t *testing.T) {
	sc := with(read(t, riders), "duration", "2000 s", "rate", "1k/s", "phones.match.share", "0.5%", "places.workers", "16")
	sc.Faults = []string{"at 50% kill matcher 1"}
	r := run(t, sc)
	if got := r.Metrics["match_availability"]; got > .6 {
		t.Errorf("availability of match is %v", got)
	}
	if got := r.Metrics["locate_availability"]; got != 1 {
		t.Errorf("availability of locate is %v", got)
	}
	if got := r.Metrics["availability"]; got < .99 {
		t.Errorf("availability of all is %v", got)
	}
	sc.Objectives = []string{"match_availability >= 99%", "locate_availability >= 99%"}
	if r = run(t, sc); r.Objectives[0].Met || !r.Objectives[1].Met {
		t.Errorf("objectives are %+v", r.Objectives)
	}
}

// Classes with rates make up the rate of their client, which may still be set.
func TestClassesWithRates(t *testing.T) {
	text := strings.NewReplacer("rate: 100/s\n", "\n", "share: 0.7%", "rate: 50/s", "{name: locate, ", "{name: locate, rate: 150/s, ", "time: 1 s", "time: 1 ms", "workers: 1, time: 5 ms", "workers: 16, time: 5 ms").Replace(riders)
	for _, tt := range []struct {
		set           []string
		match, locate float64
	}{
		{nil, 50, 150},
		{[]string{"phones.rate", "20/s"}, 5, 15},
		{[]string{"rate", "400/s"}, 100, 300},
		{[]string{"phones.match.rate", "100/s"}, 100, 150},
	} {
		r := run(t, with(read(t, text), append([]string{"duration", "200 s"}, tt.set...)...))
		within(t, r, "match_throughput_per_second", tt.match, .05)
		within(t, r, "locate_throughput_per_second", tt.locate, .05)
	}
}

// Requests of a class that writes are writes everywhere, and words of only add up.
func TestClassesReadOrWrite(t *testing.T) {
	text := `
system: topology
topology:
  components:
    - {name: a, kind: client, rate: 300/s, classes: [{name: view}, {name: like, share: 20%}, {name: post, share: 10%, writes: true}], calls: [{to: app}]}
    - {name: b, kind: client, rate: 100/s, writes: 50%, calls: [{to: app}]}
    - {name: app, kind: service, non_blocking: true, calls: [{to: r, only: reads}, {to: w, only: writes}, {to: both, only: "post, like"}, {to: all, only: "reads, post"}]}
    - {name: r, kind: external}
    - {name: w, kind: external}
    - {name: both, kind: external}
    - {name: all, kind: external}
`
	r := run(t, with(read(t, text), "duration", "300 s"))
	for name, want := range map[string]float64{"r": 320, "w": 80, "both": 90, "all": 350} {
		within(t, r, name+"_visits_per_request", want/400, .02)
	}
}

func TestMistakesInClasses(t *testing.T) {
	for _, tt := range []struct{ old, new, where, says string }{
		{"name: match,", "name: places,", "topology.components[0].classes[0].name", "name of a component"},
		{"name: match,", "name: Locate,", "topology.components[0].classes[1].name", "is a class of phones already"},
		{"name: match,", "name: reads,", "topology.components[0].classes[0].name", "stands for all"},
		{"name: match,", "name: 1st,", "topology.components[0].classes[0].name", "is no name"},
		{"only: match", "only: macth", "topology.components[0].calls[0].only", `did you mean "match"?`},
		{"share: 0.7%", "rate: 3/s", "topology.components[0].classes[1].rate", "give each class"},
		{"share: 0.7%", "share: many", "topology.components[0].classes[0].share", "many"},
		{"share: 0.7%", "share: 120%", "topology.components[0].classes[0].share", "120%"},
		{"rate: 100/s", "rate: 100/s, writes: 2%", "topology.components[0].writes", "remove writes"},
		{"writes: true", "share: 20%", "parameters.phones.locate.share", "have only 20.7% of its requests"},
		{"writes: true", "share: 99.9%", "parameters.phones.locate.share", "have 100.6% of its requests"},
		{"kind: external, instances: 1, workers: 1, time: 1 s", "kind: external, classes: [{name: x}], time: 1 s", "topology.components[1].classes", "move classes to a client"},
	} {
		text := strings.Replace(riders, tt.old, tt.new, 1)
		if strings.Contains(tt.new, "100/s,") {
			text = strings.Replace(riders, "rate: 100/s\n", "rate: 100/s\n      writes: 2%\n", 1)
		}
		problems := problemsOf(t, text)
		found := false
		for _, p := range problems {
			found = found || p.Where == tt.where && strings.Contains(p.Message, tt.says)
		}
		if !found {
			t.Errorf("%s: %v, want %q at %s", tt.new, problems, tt.says, tt.where)
		}
	}
}

// problemsOf returns what is wrong with a scenario, its plan included.
func problemsOf(t *testing.T, text string) system.Problems {
	t.Helper()
	registry := system.Registry{System()}
	sc, problems := registry.ReadScenario("test.yaml", []byte(text))
	if len(problems) > 0 {
		return problems
	}
	return registry.Check(sc)
}

// contains reports whether one of some problems says something.
func contains(problems system.Problems, what string) bool {
	return strings.Contains(problems.Error(), what)
}
