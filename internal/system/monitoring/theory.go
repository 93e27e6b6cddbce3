package monitoring

import (
	"fmt"
	"math"

	"spar/internal/health"
	"spar/internal/metric"
	"spar/internal/sim"
	"spar/internal/system"
)

// theory returns what formulas say of a plan without its faults, and which they
// are: of servers that are each an M/M/c queue, what their histograms make of that,
// and how often lost probes evict somebody healthy.
func theory(p *system.Plan) (t system.Theory) {
	if p.Number("loss") > 0 {
		t.Source = "runs of lost probes"
		evictions(p, &t)
		return t.None(system.Rest, "lost probes evict servers, and the others get what those do not")
	}
	q := queueOf(p)
	full := sim.ErlangC(q.workers, q.load) * sim.Pow(q.load/float64(q.workers), p.Number("queue_limit"))
	switch {
	case p.Text("service") != exponential:
		return t.None(system.Rest, "times are not exponential")
	case q.load >= float64(q.workers):
		return t.None(system.Rest, "servers are asked for more than they can do")
	case full > .001:
		return t.None(system.Rest, "queues are so short that servers refuse what comes")
	case p.Number("sample") == 0:
		return t.None(system.Rest, "no request is traced")
	}
	t.Source = fmt.Sprintf("M/M/%d at each server", q.workers)
	latency := sim.MeanSojourn(q.workers, q.load, q.service)
	quantile := func(share float64) float64 { return sim.SojournQuantile(q.workers, q.load, q.service, share) }
	buckets := q.buckets(bounds(p), p.Text("buckets") == naiveBuckets)
	p99, estimated := quantile(.99), metric.Quantile(.99, buckets)
	t.Set("latency_mean_seconds", latency)
	t.Set("latency_p50_seconds", quantile(.5))
	t.Set("latency_p90_seconds", quantile(.9))
	t.Set("latency_p99_seconds", p99)
	t.Set("estimated_p50_seconds", metric.Quantile(.5, buckets))
	t.Set("estimated_p90_seconds", metric.Quantile(.9, buckets))
	t.Set("estimated_p99_seconds", estimated)
	t.Set("quantile_error_ratio", math.Abs(estimated-p99)/p99)
	t.Set("utilization", q.load/float64(q.workers))
	t.Set("in_flight_mean", float64(q.load/q.service*latency*p.Number("servers")))
	t.Set("gauge_mean", t.Figures["in_flight_mean"])
	t.Set("availability", 1-p.Number("error_rate"))
	t.Set("healthy_mean", p.Number("servers"))
	t.Set("false_evictions", 0)
	return t
}

// A queue is that of one server.
type queue struct {
	workers int
	load    float64 // workers that are busy on average
	service float64 // mean time
}

// queueOf returns the queue of each server. Requests that fail for reasons of their
// own take as long as others.
func queueOf(p *system.Plan) queue {
	return queue{p.Int("workers"), rate(p) / p.Number("servers") * p.Number("service_mean"), p.Number("service_mean")}
}

// exceeding returns the probability that a request spends longer than t waiting and
// in service: the sum of an exponential wait, of those who wait, and an exponential
// service.
func (q queue) exceeding(t float64) float64 {
	waits := sim.ErlangC(q.workers, q.load)
	service := 1 / q.service
	drain := float64((float64(q.workers) - q.load) * service) // rate at which a wait ends
	alone := sim.Exp(-service * t)
	if math.Abs(drain-service) < 1e-9*service {
		return alone * (1 + float64(waits*service*t))
	}
	both := (float64(drain*alone) - float64(service*sim.Exp(-drain*t))) / (drain - service)
	return float64((1-waits)*alone) + float64(waits*both)
}

// buckets returns the part of the answers in each bucket.
func (q queue) buckets(bounds []float64, naive bool) []metric.Bucket {
	var buckets []metric.Bucket
	below := 0.
	for _, b := range append(bounds, math.Inf(1)) {
		share := 1.
		if !math.IsInf(b, 1) {
			share = 1 - q.exceeding(b)
		}
		alone := share
		if naive {
			alone -= below
		}
		buckets = append(buckets, metric.Bucket{UpperBound: b, Count: alone})
		below = share
	}
	return buckets
}

// evictions adds how often servers are evicted because probes got lost, and how many
// are not on average.
func evictions(p *system.Plan, t *system.Theory) {
	loss, rise, fall := p.Number("loss"), p.Int("rise"), p.Int("fall")
	measured := sim.NewRecorder(p.End, p.Warmup(system.Tenth), system.Steps).Measured()
	probes := p.Number("servers") * measured.Seconds() / p.Number("health_interval")
	t.Set("false_evictions", health.FalseEvictions(probes, loss, rise, fall))
	up, down := health.ProbesUntilRun(loss, fall), health.ProbesUntilRun(1-loss, rise)
	switch {
	case math.IsInf(down, 1): // no probe ever passes
		t.Set("healthy_mean", 0)
	default:
		t.Set("healthy_mean", p.Number("servers")*up/(up+down))
	}
}
