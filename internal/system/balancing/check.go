package balancing

import (
	"math"
	"slices"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// longest is the longest time that a run may cover.
const longest = 10 * 365 * 24 * time.Hour

// fit lets what is left open fit what was set.
func fit(p *system.Plan) {
	for _, name := range []string{"speeds", "weights"} {
		if list := p.List(name); list != nil {
			p.Instead("servers", float64(len(list)))
		}
	}
	if p.Has("service_cv") {
		law := traffic.LogNormal
		if p.Number("service_cv") > 1 {
			law = traffic.Hyperexponential
		}
		p.Instead("service", float64(slices.Index(laws, law)))
	}
	if p.Text("arrivals") == "diurnal" {
		p.AtMost("peak", 2)
	}
	if p.Number("peak") > 2 && p.Text("arrivals") == "diurnal" {
		p.Instead("arrivals", 0)
	}
	p.AtLeast("requests", 2*p.Number("warmup")*rate(p))
	p.AtMost("requests", max(1, longest.Seconds()*rate(p)))
}

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	check := problems.Check
	for _, name := range []string{"speeds", "weights"} {
		n := len(each(p, name))
		check(n == p.Int("servers"), name, "%d numbers for %d servers; write one for each", n, p.Int("servers"))
	}
	for _, w := range each(p, "weights") {
		check(w == math.Trunc(w), "weights", "%v is not a whole number", w)
	}
	if len(problems) > 0 {
		return problems
	}
	check(p.End > 0 && p.End <= longest, "requests", "the run would cover %v; it must be between 1ns and %v", p.End, longest)
	problems.CheckWarmup(p, system.Tenth)
	law := p.Text("service")
	_, err := traffic.Law(law, p.Number("service_mean"), variation(p))
	check(err == nil, "service_cv", "%v", err)
	fixed := law == traffic.Exponential || law == traffic.Deterministic
	check(!fixed || !p.Has("service_cv"), "service_cv", "the law %s has its own; leave it out, or write another law", law)
	peak, arrivals := p.Number("peak"), p.Text("arrivals")
	check(arrivals != "diurnal" || peak <= 2, "peak", "at %v times the usual rate at noon none would be left for the night; write 2 at most", peak)
	check(arrivals != "bursts" || peak <= 1/burstPart, "peak", "at %v times the usual rate in bursts none would be left between them; write %v at most", peak, 1/burstPart)
	check(arrivals == "poisson" || !p.Has("users"), "arrivals", "users send when they have thought; leave out arrivals or users")
	return problems
}

// warn says what makes figures of this run less than they seem.
func (m *model) warn(r *system.Result) {
	p, warn := m.Plan, r.Warn
	m.warnOfOverload(warn)
	r.WarnOfSettling(m.Rec, settling(p))
	if attempts := 1 + p.Number("retries"); p.Has("timeout") && attempts > 1 && !p.Has("users") && load(p) < 1 {
		if p.Has("retry_budget") {
			attempts = min(attempts, 1+p.Number("retry_budget"))
		}
		if storm := attempts * load(p); storm >= 1 {
			warn("retries can keep an overload alive: once every attempt times out, the load is %s times what the servers can do, up from %s, and stays so", system.Jobs.Format(storm), system.Jobs.Format(load(p)))
		}
	}
	const mean, p99 = "latency_mean_seconds", "latency_p99_seconds"
	if i, ok := r.Intervals[mean]; !ok {
		warn("the run is too short, or too uneven, for confidence intervals of its latencies; give more requests")
	} else if width := (i.High - i.Low) / 2 / r.Metrics[mean]; width > .1 {
		warn("the mean latency is known to within %.0f%% only; %s times the requests would make that 5%%, unless a fault is what changes it", width*100, system.Jobs.Format(math.Ceil(width*width/.0025)))
	} else if i, ok := r.Intervals[p99]; ok && i.High-i.Low > r.Metrics[p99]/2 {
		warn("the p99 is uncertain: 95%% confidence from %s to %s; more requests narrow it, unless a fault is what changes it", system.Seconds.Format(i.Low), system.Seconds.Format(i.High))
	}
	r.WarnOfFew(m.Rec)
	if m.left > 0 {
		warn("%d measured requests were still without an answer as long after the run as it took; they count as timed out", m.left)
	}
	if m.users != nil {
		warn("a closed loop: users who wait do not ask, so an overload does not show")
	}
}

// warnOfOverload tells of servers that get more than they can do.
func (m *model) warnOfOverload(warn func(format string, arguments ...any)) {
	p := m.Plan
	if p.Has("users") {
		return
	}
	const grows = "its queue grows for as long as the run lasts, so latencies depend on the duration"
	if load(p) >= 1 {
		if p.Has("queue_limit") {
			warn("%s times as much is asked of the servers as they can do: what does not fit the queues is refused", system.Jobs.Format(load(p)))
		} else {
			warn("%s times as much is asked of the servers as they can do: queues grow for as long as the run lasts, so latencies depend on the duration", system.Jobs.Format(load(p)))
		}
		return
	}
	for i, load := range ownLoads(p) {
		if load >= 1 {
			warn("%s gives server %d %s times what it can do, however long its queue is: %s", p.Text("policy"), i+1, system.Jobs.Format(load), grows)
		}
	}
}

// load returns what is asked of all servers over what they can do.
func load(p *system.Plan) float64 { return rate(p) / capacity(p) }

// ownLoads returns what is asked of each server over what it can do, by policies
// that do not look at the servers' queues; nil for the others.
func ownLoads(p *system.Plan) []float64 {
	weight := weights(p)
	switch p.Text("policy") {
	case "round-robin", "naive-round-robin":
		for i := range weight {
			weight[i] = 1
		}
	case "random", "smooth-weighted", "naive-weighted":
	default:
		return nil
	}
	total := 0
	for _, w := range weight {
		total += w
	}
	loads := make([]float64, len(weight))
	for i, speed := range speeds(p) {
		own := rate(p) * float64(weight[i]) / float64(total)
		loads[i] = own * p.Number("service_mean") / float64(speed*p.Number("workers"))
	}
	return loads
}

// settling returns the time that queues need to become as ever: those of servers
// that do not help each other as long as the slowest of them, others as long as one
// queue for all workers would, or five service times.
func settling(p *system.Plan) float64 {
	workers, slowest := p.Int("workers"), 0.
	if p.Has("users") || p.Has("queue_limit") || p.Has("timeout") {
		return 0
	}
	for i, load := range ownLoads(p) {
		if load < 1 {
			slowest = max(slowest, sim.Settling(workers, load*float64(workers), p.Number("service_mean")/speeds(p)[i]))
		}
	}
	if slowest > 0 {
		return slowest
	}
	all := workers * p.Int("servers")
	return max(5*p.Number("service_mean"), sim.Settling(all, load(p)*float64(all), p.Number("service_mean")))
}
