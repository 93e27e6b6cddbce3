package sim

import (
	"fmt"
	"math"
	"testing"

	"spar/internal/truth"
)

// A law is a service time and its coefficient of variation.
type law struct {
	name string
	Distribution
	cv float64
}

func must[T Distribution](d T, err error) Distribution {
	if err != nil {
		panic(err)
	}
	return d
}

// Whatever the seed, a run's 95% intervals must hold what theory says about 19
// times in 20. If they do, fewer than 15 of 20 do so once in 3,000 times.
func TestIntervalsOfSingleQueuesHoldTheTruth(t *testing.T) {
	const seeds, enough = 20, 15
	exponential := law{"M", Exponential{1}, 1}
	for _, tt := range []struct {
		law
		servers  int
		load     float64
		arrivals float64
	}{
		{exponential, 1, .5, 60_000},
		{exponential, 1, .9, 150_000},
		{exponential, 10, .8, 60_000},
		{exponential, 64, .9, 80_000},
		{law{"D", Deterministic{1}, 0}, 1, .8, 60_000},
		{law{"Erlang", Erlang{2, 1}, math.Sqrt(.5)}, 1, .7, 40_000},
		{law{"log-normal", NewLogNormal(1, 1.5), 1.5}, 1, .6, 60_000},
		{law{"hyperexponential", must(NewHyperexponential(1, 2)), 2}, 1, .6, 60_000},
	} {
		t.Run(fmt.Sprintf("M/%s/%d at load %v", tt.name, tt.servers, tt.load), func(t *testing.T) {
			held, wide := map[string]int{}, map[string]float64{}
			for seed := range uint64(seeds) {
				q := queueModel{tt.servers, Unlimited, tt.load, tt.Distribution, tt.arrivals, seed}.run(t)
				for _, f := range q.figures(tt.law, tt.servers, tt.load) {
					if !f.known || f.interval.Contains(f.want) {
						held[f.name]++
					}
					wide[f.name] += (f.interval.High - f.interval.Low) / f.want / seeds
				}
			}
			for name, n := range held {
				if n < enough {
					t.Errorf("%s: %d of %d intervals hold it", name, n, seeds)
				}
				// Intervals that hold everything would pass as well.
				if wide[name] > 1 {
					t.Errorf("%s: intervals are %.0f%% wide", name, wide[name]*100)
				}
			}
		})
	}
}

// figures returns what theory knows of the model.
func (q *queueRun) figures(service law, servers int, load float64) []figure {
	a := load * float64(servers)
	if service.name != "M" {
		wait := MeanWaitGeneral(load, 1, service.cv)
		fs := []figure{q.mean("mean wait", q.wait, wait), q.mean("mean", q.sojourn, wait+1), q.ratio("utilization", q.busy, load)}
		if service.name == "D" {
			fs = append(fs, q.quantile("p99 of the wait", q.wait, 9900, WaitQuantileDeterministic(load, 1, .99)))
		}
		return fs
	}
	return []figure{
		q.mean("mean", q.sojourn, MeanSojourn(servers, a, 1)),
		q.mean("mean wait", q.wait, MeanWait(servers, a, 1)),
		q.quantile("p50", q.sojourn, 5000, SojournQuantile(servers, a, 1, .5)),
		q.quantile("p99", q.sojourn, 9900, SojournQuantile(servers, a, 1, .99)),
		q.quantile("p99 of the wait", q.wait, 9900, WaitQuantile(servers, a, 1, .99)),
		q.ratio("P(wait)", q.waited, ErlangC(servers, a)),
		q.ratio("utilization", q.busy, load),
		// Little's law.
		q.ratio("mean queue", q.waiting, a*MeanWait(servers, a, 1)),
	}
}

func TestBoundedQueueLosesWhatErlangSays(t *testing.T) {
	for _, r := range truth.Rows(t, "mm1k.*", "mmck.*", "erlangB.*") {
		servers := int(r.NumberOr("c", 1))
		places := max(servers, int(r.NumberOr("K", 0)))
		load := max(r.NumberOr("rho", 0), (r.NumberOr("lam", 0)+r.NumberOr("offered_load", 0))/float64(servers))
		q := queueModel{servers, places - servers, load, Exponential{1}, 300_000, 1}.run(t)
		counts := q.sojourn.Counts()
		// The tolerances are of runs thirty times as long.
		if _, isLoss := r.Tolerance["sim_abs"]; !isLoss {
			truth.Check(t, r.ID, q.sojourn.Mean().Seconds(), r.Figure(), .05)
		} else if loss := float64(counts.Failed) / float64(counts.All()); math.Abs(loss-r.Figure()) > .005 {
			t.Errorf("%s is %.4f, want %.4f", r.ID, loss, r.Figure())
		}
		if got := q.Stats().MaxWaiting; got != places-servers {
			t.Errorf("%s: the queue reached %d, want %d", r.ID, got, places-servers)
		}
	}
}

// Clients who give up relieve an overload.
func TestImpatientJobsLeaveTheQueue(t *testing.T) {
	row := truth.Exactly(t, 1, "erlangA.*")[0]
	if got := abandoned(t, row, 30_000); math.Abs(got-row.Figure()) > .005 {
		t.Errorf("%.4f of the jobs gave up, want %.4f", got, row.Figure())
	}
}

// abandoned returns the share of jobs that leave the queue because their service
// does not begin in time.
func abandoned(t *testing.T, row truth.Row, seconds float64) float64 {
	t.Helper()
	s := &Sim{}
	patience := map[int32]Timer{}
	st := NewStation(s, int(row.Number("c")), Unlimited, func(int32) {})
	st.Begun = func(job int32) {
		s.Cancel(patience[job])
		delete(patience, job)
	}
	service, waits := Stream(1, "service"), Stream(1, "patience")
	in := &Arrivals{Sim: s, Stream: Stream(1, "arrivals"), Rate: row.Number("lam")}
	job := int32(0)
	in.Emit = func() {
		job++
		mine := job
		patience[mine] = s.After(Seconds(Exponential{1 / row.Number("theta")}.Sample(waits)), func() { st.Remove(mine) })
		st.Arrive(mine, Seconds(Exponential{1}.Sample(service)))
	}
	in.Start()
	for _, until := range []float64{100, seconds} {
		if until > 100 {
			st.ResetStats()
		}
		if err := s.RunUntil(t.Context(), Seconds(until)); err != nil {
			t.Fatal(err)
		}
	}
	stats := st.Stats()
	return float64(stats.Removed) / float64(stats.Arrived)
}
