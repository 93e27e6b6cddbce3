//go:build slow

package balancing

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// Each model runs once for all its rows, with five million requests at least.
func TestEveryRowOfSteadyStates(t *testing.T) {
	runs := map[string]*system.Result{}
	for _, r := range truth.Rows(t, steady...) {
		parameters := systemtest.With(scenarioOf(r), "requests", "5M")
		switch key := r.ID; {
		case strings.Contains(key, "rho0.99"), strings.Contains(key, "cv2_10"), strings.HasPrefix(key, "pod.l0.99"):
			parameters["requests"] = "60M" // rare events decide
		case strings.HasPrefix(key, "pod."), strings.Contains(key, "rho0.95"):
			parameters["requests"] = "20M"
		}
		key := fmt.Sprint(parameters)
		if runs[key] == nil {
			runs[key] = run(t, parameters)
		}
		check(t, r, runs[key], 1.5)
	}
}

// The share of servers with so many requests or more, looked at now and then.
func TestEveryRowOfTails(t *testing.T) {
	for _, r := range truth.Rows(t, "pod.l0.9.*") {
		name := r.ID[strings.LastIndexByte(r.ID, '.')+1:]
		least := 0
		if _, err := fmt.Sscanf(name, "tail%d", &least); err != nil {
			continue
		}
		const looks = 800
		m := modelOf(t, systemtest.With(scenarioOf(r), "duration", "1000000 s"))
		long := 0
		for look := range looks {
			if err := m.RunUntil(t.Context(), time.Duration(2000+10*look)*time.Second); err != nil {
				t.Fatal(err)
			}
			for _, s := range m.servers {
				if s.station.Busy()+s.station.Waiting() >= least {
					long++
				}
			}
		}
		if got := float64(long) / float64(looks*len(m.servers)); math.Abs(got-r.Figure()) > r.Tolerance["sim_abs"].(float64) {
			t.Errorf("%s is %.4f, want %.4f", r.ID, got, r.Figure())
		}
	}
}

// Of twenty seeds at most four may give an interval without the truth: one that
// keeps its word does so in one of four hundred tests.
func TestIntervalsHoldTheTruth(t *testing.T) {
	for _, id := range []string{
		"mm1.rho0.7.W", "mmc.c10.rho0.9.W", "mmc.c64.rho0.9.wait.p99", "md1.rho0.5.Wq", "mmck.c4.K20.a4.4.loss", "closed.N10.R",
		"lb.random.n64.rho0.9.W", "rr.n8.rho0.9.W", "lb.sim.rr.n64.rho0.9", "lb.sim.p2.n64.rho0.9", "lb.sim.p3.n64.rho0.9",
		"lb.sim.jsq.n64.rho0.9", "lb.sim.central.n8.rho0.95", "lb.slow1of8.jsq",
	} {
		r := truth.Find(t, id)
		figures := figuresOf(r)
		outside := make([]int, len(figures))
		for seed := range uint64(20) {
			result := systemtest.Run(t, System(), system.Scenario{Seed: seed, Parameters: systemtest.With(scenarioOf(r), "requests", "2M")})
			for i, f := range figures {
				interval, known := result.Intervals[f.metrics[0]]
				if !known { // too rare to say
					continue
				}
				// What the table itself is uncertain of, as histograms of .4% make it.
				slack := min(toleranceOf(r, f), .002*f.want)
				if len(figures) == 1 { // by a formula
					slack = 0
				}
				if f.want < interval.Low-slack || f.want > interval.High+slack {
					outside[i]++
				}
			}
		}
		t.Logf("%s: of 20 seeds %v give an interval without the truth", id, outside)
		for i, n := range outside {
			if n > 4 {
				t.Errorf("%s: %d of 20 intervals of %v leave out the truth", id, n, figures[i].metrics)
			}
		}
	}
}

// storm is one server whose clients wait ten service times and try again up to
// three times at once.
func storm(load string) map[string]string {
	return map[string]string{
		"servers": "1", "service_mean": "1 s", "load": load, "timeout": "10 s", "retries": "3", "duration": "10000000 s",
	}
}

func newStorm(t *testing.T, load string, seed uint64) *model {
	t.Helper()
	return systemtest.Model[*model](t, System(), system.Scenario{Parameters: storm(load), Seed: seed})
}

// burden gives the server work that nobody waits for.
func (m *model) burden() {
	i := m.jobs.Put(job{sent: m.Sim.Now(), service: sim.Seconds(m.service.Law.Sample(m.streams.again)), user: nobody, abandoned: true})
	connection, err := m.balancers[0].pool.Pick(balance.Request{})
	m.picked(i, connection, err)
}

// A moment's blip tips a server at a load of .3 over into an overload of its own
// making, which lasts.
func TestEveryRowOfTriggers(t *testing.T) {
	for _, r := range truth.Rows(t, "metastable.sim.l0.3.trigger*") {
		var blip int
		if _, err := fmt.Sscanf(r.ID, "metastable.sim.l0.3.trigger%d", &blip); err != nil {
			t.Fatal(err)
		}
		lost := 0
		const runs = 400
		for seed := range uint64(runs) {
			m := newStorm(t, ".3", seed)
			if err := m.RunUntil(t.Context(), 1000*time.Second); err != nil {
				t.Fatal(err)
			}
			for range blip {
				m.burden()
			}
			if err := m.RunUntil(t.Context(), 6000*time.Second); err != nil {
				t.Fatal(err)
			}
			if m.servers[0].station.Waiting() > 100 {
				lost++
			}
		}
		if got := float64(lost) / runs; math.Abs(got-r.Figure()) > r.Tolerance["sim_abs"].(float64) {
			t.Errorf("%s is %v, want %v", r.ID, got, r.Figure())
		}
	}
}

func TestEveryRowOfCollapses(t *testing.T) {
	for _, r := range truth.Rows(t, "metastable.sim.l0.*") {
		quartiles := r.Figures()
		if len(quartiles) == 1 {
			continue
		}
		var after []float64
		const runs = 200
		for seed := range uint64(runs) {
			m := newStorm(t, r.Text("lam"), seed)
			if err := m.RunUntil(t.Context(), 0); err != nil {
				t.Fatal(err)
			}
			for m.servers[0].station.Waiting() <= 500 {
				m.Sim.Step()
			}
			after = append(after, m.Sim.Now().Seconds())
		}
		slices.Sort(after)
		want, tolerance := quartiles[0], r.Tolerance["sim_rel"].(float64)
		if got := after[runs/2]; math.Abs(got-want) > tolerance*want {
			t.Errorf("%s is %v, want %v within half of that", r.ID, got, want)
		}
		t.Logf("%s is %v, want about %v", r.ID, after[runs/2], want)
	}
}

// Below a quarter of the capacity four attempts for each request still fit.
func TestEveryRowOfSurvivors(t *testing.T) {
	for _, r := range truth.Rows(t, "metastable.sim.l0.2*") {
		for seed := range uint64(10) {
			m := newStorm(t, r.Text("lam"), seed)
			if err := m.RunUntil(t.Context(), 5_000_000*time.Second); err != nil {
				t.Fatal(err)
			}
			if n := m.servers[0].station.Waiting(); n > 500 {
				t.Errorf("%s: seed %d has %d waiting", r.ID, seed, n)
			}
		}
	}
}

// As long as no queue has tipped over, retries add what the fixed point says.
func TestEveryRowOfFixedPoints(t *testing.T) {
	for _, r := range truth.Rows(t, "metastable.mm1.l0.*") {
		points := r.Figures()
		figures := theory(modelOf(t, storm(r.Text("lam"))).Plan).Figures
		if len(points) == 1 {
			if len(figures) > 0 {
				t.Errorf("%s: theory says %v, but there is no low state", r.ID, figures)
			}
			continue
		}
		want := points[0]
		if got := figures["utilization"]; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: theory says %v, want %v", r.ID, got, want)
		}
		busy, n := 0., 0.
		for seed := range uint64(60) {
			result := systemtest.Run(t, System(), system.Scenario{Seed: seed, Parameters: systemtest.With(storm(r.Text("lam")), "duration", "1200 s", "warmup", "100 s")})
			if result.Metrics["queue_max"] < 40 {
				busy += result.Metrics["utilization"]
				n++
			}
		}
		if got := busy / n; n < 30 || math.Abs(got-want) > .02*want {
			t.Errorf("%s: utilization %v in %v runs, want %v within 2%%", r.ID, got, n, want)
		}
	}
}

// The mean number of requests in M/M/1 over a time t scatters with a variance of
// 2ρ(1+ρ)/(1-ρ)⁴ over t (W. Whitt, "Planning queueing simulations", 1989): what
// intervals rest on.
func TestMeansScatterAsTheyShould(t *testing.T) {
	for _, rho := range []float64{.7, .8, .9} {
		const seconds = 50_000 // of a slice, in service times
		squares, n := 0., 0.
		for seed := range uint64(10) {
			m := systemtest.Model[*model](t, System(), system.Scenario{
				Seed: seed, Parameters: map[string]string{"servers": "1", "service_mean": "1 s", "load": fmt.Sprint(rho), "duration": fmt.Sprintf("%d s", seconds*system.Steps)},
			})
			if err := m.RunUntil(t.Context(), m.Plan.End); err != nil {
				t.Fatal(err)
			}
			m.read()
			for _, slice := range m.slices(func(a, b *reading) sim.Tally {
				return sim.Tally{Part: b.busy - a.busy + b.waiting - a.waiting, Whole: float64(b.at - a.at)}
			}) {
				off := slice.Part/slice.Whole - rho/(1-rho)
				squares += off * off
				n++
			}
		}
		want := 2 * rho * (1 + rho) / math.Pow(1-rho, 4)
		if got := squares / n * seconds; math.Abs(got-want) > .2*want {
			t.Errorf("load %v: variance %.4g a second, want %.4g within 20%%", rho, got, want)
		} else {
			t.Logf("load %v: variance %.4g a second, want %.4g", rho, got, want)
		}
	}
}
