package network

import (
	"math"
	"strings"
	"testing"

	"spar/internal/price"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// priced is a topology with prices that are easily added up.
const priced = `
system: topology
parameters: {duration: 100 s, warmup: 20 s, record: 1 kB}
topology:
  prices: {service: $1/h, db: $2/h, cache: $0.50/h, memory: $0.01/GB/h, storage: $0.10/GB/month, balancer: $0/h}
  components:
    - {name: client, kind: client, rate: 100/s, calls: [{to: lb}]}
    - {name: lb, kind: balancer, calls: [{to: app}]}
    - {name: app, kind: service, instances: 3, calls: [{to: cache}, {to: db, when: cache miss}, {to: pay, async: true}]}
    - {name: cache, kind: cache, instances: 2, capacity: 1k}
    - {name: db, kind: store, shards: 2, replicas: 3, stored: 20 TB}
    - {name: pay, kind: external}
`

func TestDollars(t *testing.T) {
	const hours, app, store = 720., 3 * 720., 6 * 2 * 720.
	const stored = 3 * 20e3 * .1 // a copy on each of three replicas, in GB
	base := app + store + 2*.5*hours + stored
	for _, tt := range []struct {
		name   string
		faults []string
		set    []string
		want   float64
	}{
		{"as it begins", nil, nil, base},
		{"one more from half of what is measured", []string{"at 60 s add app"}, nil, base + hours/2},
		{"one more while the run warms up", []string{"at 10 s add app"}, nil, base + hours},
		{"one fewer", []string{"at 80 s remove app 1"}, nil, base - hours/4},
		{"the dead are paid for", []string{"at 20 s kill app"}, nil, base},
		{"an instance that comes and goes", []string{"at 40 s add app", "at 60 s remove app 4"}, nil, base + hours/4},
		{"nothing stored", nil, []string{"db.stored", "0 B"}, base - stored},
		{"memory beyond that of the nodes", nil, []string{"cache.capacity", "36M", "keys", "100M"}, base + 10*.01*hours},
	} {
		sc := with(read(t, priced), tt.set...)
		sc.Faults = tt.faults
		r := run(t, sc)
		got, parts := r.Metrics[system.DollarsPerMonth], 0.
		for _, c := range r.Components {
			parts += c.DollarsPerMonth
		}
		if math.Abs(got-tt.want) > 1e-6*tt.want || math.Abs(parts-got) > 1e-6*got {
			t.Errorf("%s: %v a month and its parts %v, want %v", tt.name, got, parts, tt.want)
		}
		if len(tt.faults) == 0 {
			s, _ := system.Registry{System()}.Of(sc)
			if begins := s.Dollars(systemtest.Plan(t, System(), sc)); math.Abs(begins-got) > 1e-6*got {
				t.Errorf("%s: the plan says %v a month, the run %v", tt.name, begins, got)
			}
		}
	}
}

func TestObjectiveAboutMoney(t *testing.T) {
	for objective, met := range map[string]bool{
		"dollars_per_month < 18k": true, "dollars_per_month < $10k": false, "dollars_per_month < $18k/month": true,
		"dollars_per_month > $20/h": true, "dollars_per_month <= $240k/year": true,
	} {
		sc := with(read(t, priced), "duration", "2 s", "warmup", "0 s")
		sc.Objectives = []string{objective}
		if r := run(t, sc); r.Objectives[0].Met != met {
			t.Errorf("%s: met is %v at %v", objective, r.Objectives[0].Met, r.Objectives[0].Measured)
		}
	}
}

func TestPricesAreRefusedAtTheirPlace(t *testing.T) {
	for _, tt := range []struct{ from, to, place, want string }{
		{"service: $1/h", "servise: $1/h", ":5:", `did you mean "service"?`},
		{"db: $2/h", "db: 2", ":5:", "such as $0.20/h"},
		{"storage: $0.10/GB/month", "storage: $1/h", ":5:", "such as $0.10/GB/month"},
		{"stored: 20 TB", "stored: much", ":11:", "size"},
		{"instances: 3,", "instances: 3, stored: 1 TB,", ":9:", "a service has no stored"},
	} {
		text := strings.Replace(priced, tt.from, tt.to, 1)
		_, problems := system.Registry{System()}.ReadScenario("test.yaml", []byte(text))
		if len(problems) != 1 || !strings.Contains(problems[0].String(), tt.place) || !strings.Contains(problems[0].String(), tt.want) {
			t.Errorf("%s: got %v, want a problem at line %s that says %q", tt.to, problems, tt.place, tt.want)
		}
	}
}

// Every kind that has instances of ours has a price.
func TestEveryKindHasAPrice(t *testing.T) {
	sc := read(t, everything)
	r := run(t, with(sc, "duration", "6 s"))
	for _, c := range r.Components {
		kind := sc.Topology.Components[sc.Topology.Find(c.Name)].Kind
		if others := kind == "external"; others != (c.DollarsPerMonth == 0) {
			t.Errorf("%s, a %s, costs %v", c.Name, kind, c.DollarsPerMonth)
		}
	}
	if price.Listed().Date == "" {
		t.Error("no date")
	}
}

// Prices of a scenario come before those of its topology, and mistakes in them are told
// where they stand.
func TestPricesOfScenarios(t *testing.T) {
	const text = "system: topology\nprices: {PRICES}\nparameters: {duration: 2 s}\ntopology:\n  prices: {service: $9/h, store: $0/h}\n  components:\n" +
		"    - {name: client, kind: client, calls: [{to: app}]}\n    - {name: app, kind: service, instances: 1, calls: [{to: db}]}\n    - {name: db, kind: store}\n"
	r := run(t, read(t, strings.Replace(text, "PRICES", "service: $1/h", 1)))
	within(t, r, "dollars_per_month", 720, 1e-9)
	for _, tt := range []struct{ prices, says string }{
		{"servce: $1/h", `did you mean "service"?`},
		{"service: $1", "such as $0.20/h"},
	} {
		problems := problemsOf(t, strings.Replace(text, "PRICES", tt.prices, 1))
		if !contains(problems, tt.says) || problems[0].Line != 2 {
			t.Errorf("%s: %v, want %q in line 2", tt.prices, problems, tt.says)
		}
	}
	if problems := problemsOf(t, "system: topology\nprices: {service: $1/h}\n"); !contains(problems, "only a topology says") {
		t.Errorf("without a topology: %v", problems)
	}
}
