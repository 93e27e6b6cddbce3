//go:build slow

package sim

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/truth"
)

// within fails unless a figure is within the row's tolerance of its value, or
// within one and a half of the run's own intervals where that is wider.
func within(t *testing.T, r truth.Row, f figure) {
	t.Helper()
	tolerance := 0.
	for _, name := range []string{"sim_rel", "sim_rel_95_at_1e7"} {
		if x, ok := r.Tolerance[name].(float64); ok {
			tolerance = x * r.Figure()
		}
	}
	if f.known {
		tolerance = max(tolerance, .75*(f.interval.High-f.interval.Low))
	}
	if math.Abs(f.got-r.Figure()) > tolerance {
		t.Errorf("%s is %v, want %v within %v", r.ID, f.got, r.Figure(), tolerance)
	}
	t.Logf("%s is %.5g, want %.5g; interval %.5g", r.ID, f.got, r.Figure(), f.interval)
}

// Each model runs once for all its rows, with ten million arrivals at least.
func TestEveryRowOfSingleQueues(t *testing.T) {
	rows := truth.Rows(t, "mm1.*", "mmc.*", "md1.*", "mg1.*")
	runs := map[string]*queueRun{}
	for _, r := range rows {
		i := strings.Index(r.ID, ".rho")
		model := r.ID[:i+len(".rho0.9")]
		if r.ID[i:i+len(".rho0.95")] == ".rho0.95" || r.ID[i:i+len(".rho0.99")] == ".rho0.99" {
			model = r.ID[:i+len(".rho0.95")]
		}
		if strings.HasPrefix(r.ID, "mg1.") {
			model = strings.TrimSuffix(r.ID, ".Wq")
		}
		quantity := r.ID[len(model)+1:]
		if strings.HasPrefix(quantity, "transient") || slices.Contains([]string{"relax", "avar_L", "arrivals_for_1pct"}, quantity) {
			continue
		}
		if runs[model] == nil {
			runs[model] = truthModel(r).run(t)
		}
		within(t, r, runs[model].measured(quantity, r.Number("rho")))
	}
}

func truthModel(r truth.Row) queueModel {
	var service Distribution = Exponential{1}
	switch {
	case strings.HasPrefix(r.ID, "md1."):
		service = Deterministic{1}
	case strings.Contains(r.ID, "cv2_10"):
		service = NewLogNormal(1, math.Sqrt(10))
	case strings.Contains(r.ID, "cv2_0.5"):
		service = Erlang{2, 1}
	}
	arrivals := 1e7
	if r.Number("rho") == .99 || r.NumberOr("cv2", 0) == 10 {
		arrivals = 1e8 // rare events decide
	}
	return queueModel{int(r.NumberOr("c", 1)), Unlimited, r.Number("rho"), service, arrivals, 1}
}

func (q *queueRun) measured(quantity string, load float64) figure {
	basisPoints := map[string]int{"p5": 5000, "p95": 9500, "p99": 9900, "p999": 9990}
	switch kind, p, _ := strings.Cut(quantity, "."); kind {
	case "W":
		return q.mean("", q.sojourn, 0)
	case "L": // by Little's law, of one server
		f := q.mean("", q.sojourn, 0)
		return figure{got: load * f.got, known: f.known, interval: Interval{load * f.interval.Low, load * f.interval.High}}
	case "Wq":
		return q.mean("", q.wait, 0)
	case "erlangC":
		return q.ratio("", q.waited, 0)
	case "sojourn":
		return q.quantile("", q.sojourn, basisPoints[p], 0)
	case "wait":
		return q.quantile("", q.wait, basisPoints[p], 0)
	}
	panic("no such quantity: " + quantity)
}

func TestEveryRowOfFiniteQueues(t *testing.T) {
	for _, r := range truth.Rows(t, "mm1k.*", "mmck.*", "erlangB.*") {
		servers := int(r.NumberOr("c", 1))
		places := max(servers, int(r.NumberOr("K", 0)))
		load := max(r.NumberOr("rho", 0), (r.NumberOr("lam", 0)+r.NumberOr("offered_load", 0))/float64(servers))
		q := queueModel{servers, places - servers, load, Exponential{1}, 1e7, 1}.run(t)
		counts := q.sojourn.Counts()
		if absolute, ok := r.Tolerance["sim_abs"].(float64); !ok {
			within(t, r, q.mean("", q.sojourn, 0))
		} else if loss := float64(counts.Failed) / float64(counts.All()); math.Abs(loss-r.Figure()) > absolute {
			t.Errorf("%s is %v, want %v", r.ID, loss, r.Figure())
		}
	}
}

func TestEveryRowOfClosedLoops(t *testing.T) {
	for _, users := range []int{10, 20} {
		for seed := range uint64(3) {
			throughput, response := closedLoop(t, users, 2_000_000, seed)
			truth.Check(t, "throughput", throughput, truth.Figure(t, fmt.Sprintf("closed.N%d.X", users)), .005)
			truth.Check(t, "response", response, truth.Figure(t, fmt.Sprintf("closed.N%d.R", users)), .01)
		}
	}
}

// A queue that starts empty is for a long time shorter than it will be.
func TestEveryRowOfTransients(t *testing.T) {
	for _, r := range truth.Rows(t, "mm1.*") {
		if !strings.Contains(r.ID, "transient") {
			continue
		}
		after := Seconds(r.Number("t"))
		runs := int(min(400_000, 40_000_000/r.Number("t")))
		sum, squares := 0., 0.
		gaps, work := Stream(1, r.ID+"arrivals"), Stream(1, r.ID+"service")
		for range runs {
			s := &Sim{}
			st := NewStation(s, 1, Unlimited, func(int32) {})
			in := &Arrivals{Sim: s, Stream: gaps, Rate: r.Number("rho"), Emit: func() { st.Arrive(0, Seconds(Exponential{1}.Sample(work))) }}
			in.Start()
			if err := s.RunUntil(t.Context(), after); err != nil {
				t.Fatal(err)
			}
			n := float64(st.Busy() + st.Waiting())
			sum += n
			squares += n * n
		}
		mean := sum / float64(runs)
		tolerance := max(.02*r.Figure(), 4*math.Sqrt((squares/float64(runs)-mean*mean)/float64(runs)))
		if math.Abs(mean-r.Figure()) > tolerance {
			t.Errorf("%s is %v, want %v within %v", r.ID, mean, r.Figure(), tolerance)
		}
	}
}

// A retryModel is one server whose clients wait ten seconds, try again up to three
// times at once, and leave the server to finish what they have given up on.
type retryModel struct {
	sim     Sim
	station *Station
	waits   []Timer // by job
	attempt func(try int)
	burden  func(client Timer) // the zero Timer if nobody waits
}

func newRetryModel(seed uint64, load float64) *retryModel {
	m := &retryModel{}
	work := Stream(seed, "service")
	m.station = NewStation(&m.sim, 1, Unlimited, func(job int32) { m.sim.Cancel(m.waits[job]) })
	m.burden = func(client Timer) {
		m.waits = append(m.waits, client)
		m.station.Arrive(int32(len(m.waits)-1), Seconds(Exponential{1}.Sample(work)))
	}
	m.attempt = func(try int) {
		m.burden(m.sim.After(10*time.Second, func() {
			if try < 3 {
				m.attempt(try + 1)
			}
		}))
	}
	in := &Arrivals{Sim: &m.sim, Stream: Stream(seed, "arrivals"), Rate: load, Emit: func() { m.attempt(0) }}
	in.Start()
	return m
}

// A moment's blip tips a server at a load of .3 over into an overload of its own
// making, which lasts.
func TestEveryRowOfRetryTriggers(t *testing.T) {
	for _, r := range truth.Rows(t, "metastable.sim.l0.3.trigger*") {
		var blip int
		if _, err := fmt.Sscanf(r.ID, "metastable.sim.l0.3.trigger%d", &blip); err != nil {
			t.Fatal(err)
		}
		lost := 0
		const runs = 400
		for seed := range uint64(runs) {
			m := newRetryModel(seed, .3)
			m.sim.At(1000*time.Second, func() {
				for range blip {
					m.burden(0)
				}
			})
			if err := m.sim.RunUntil(t.Context(), 6000*time.Second); err != nil {
				t.Fatal(err)
			}
			if m.station.Waiting() > 100 {
				lost++
			}
		}
		if got := float64(lost) / runs; math.Abs(got-r.Figure()) > .1 {
			t.Errorf("%s is %v, want %v", r.ID, got, r.Figure())
		}
	}
}

func TestEveryRowOfCollapses(t *testing.T) {
	for _, r := range truth.Rows(t, "metastable.sim.l0.*") {
		quartiles, ok := r.Value.([]any)
		if !ok {
			continue
		}
		var after []float64
		for seed := range uint64(40) {
			m := newRetryModel(seed, r.Number("lam"))
			for m.station.Waiting() <= 500 {
				m.sim.Step()
			}
			after = append(after, m.sim.Now().Seconds())
		}
		slices.Sort(after)
		// The median of forty exponential times scatters by a quarter of itself, and
		// so does that in the table.
		if want := quartiles[0].(float64); after[20] < want/2 || after[20] > want*2 {
			t.Errorf("%s is %v, want about %v", r.ID, after[20], want)
		}
		t.Logf("%s is %v, want about %v", r.ID, after[20], quartiles[0])
	}
}

func TestImpatientJobsExactly(t *testing.T) {
	row := truth.Exactly(t, 1, "erlangA.*")[0]
	if got := abandoned(t, row, 400_000); math.Abs(got-row.Figure()) > .002 {
		t.Errorf("%.4f of the jobs gave up, want %.4f", got, row.Figure())
	}
}
