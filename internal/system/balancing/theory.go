package balancing

import (
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
)

// theory returns what formulas say of a plan without its faults.
func theory(p *system.Plan) system.Theory {
	f := formulas{Plan: p}
	queues, name := f.queues()
	switch {
	case p.Text("arrivals") != "poisson":
		f.because = fmt.Sprintf("requests come %s, not at random one by one", p.Text("arrivals"))
	case p.Number("staleness") > 0:
		f.because = "balancers know late what servers do"
	case p.Has("users"):
		f.theory.Source = f.closedLoop(queues)
	case p.Has("timeout"):
		f.theory.Source = f.impatient(queues)
	case queues != nil:
		f.theory.Source = f.independent(queues, name)
	default:
		f.theory.Source = f.together()
	}
	if f.because != "" {
		f.theory.None(system.Rest, "%s", f.because)
	}
	return f.theory
}

// formulas fill in figures of a plan.
type formulas struct {
	*system.Plan
	theory  system.Theory
	because string // no formula says more
}

// none returns no source, and notes why.
func (f *formulas) none(because string) string {
	f.because = because
	return ""
}

// A queue is one that is alone with its workers: a share of the requests comes to
// it whatever happens at others.
type queue struct {
	share   float64
	workers int
	service float64 // mean time
}

// load returns how many workers of a queue are busy on average, as long as there
// are enough of them.
func (f *formulas) load(q queue) float64 { return float64(rate(f.Plan) * q.share * q.service) }

// exponential reports whether service times have no memory.
func (f *formulas) exponential() bool { return f.Text("service") == "exponential" }

// queues returns the queues of a plan if each is alone, and what that is called.
func (f *formulas) queues() (queues []queue, name string) {
	speed, workers := speeds(f.Plan), f.Int("workers")
	shared := f.Text("policy") == "shared-queue" && f.Int("balancers") == 1 && alike(speed)
	switch {
	case len(speed) == 1 || shared:
		all := len(speed) * workers
		return []queue{{1, all, f.Number("service_mean") / speed[0]}}, fmt.Sprintf("M/%s/%d", f.law(), all)
	case f.Text("policy") == "random":
		weight, total := weights(f.Plan), 0
		for _, w := range weight {
			total += w
		}
		for i := range speed {
			queues = append(queues, queue{float64(weight[i]) / float64(total), workers, f.Number("service_mean") / speed[i]})
		}
		return queues, fmt.Sprintf("M/%s/%d at each server", f.law(), workers)
	}
	return nil, ""
}

// law returns Kendall's letter for the service times.
func (f *formulas) law() string {
	switch f.Text("service") {
	case "exponential":
		return "M"
	case "deterministic":
		return "D"
	}
	return "G"
}

// independent fills in the figures of queues that are alone: M/M/c, with or without
// a limit, M/G/1, and M/G/c without places to wait.
func (f *formulas) independent(queues []queue, name string) string {
	if f.Has("queue_limit") {
		return f.limited(queues, name)
	}
	var wait, waits, latency, busy, waiting float64
	for _, q := range queues {
		load := f.load(q)
		switch {
		case load >= float64(q.workers):
			return f.none(tooMuch)
		case f.exponential():
			w := sim.MeanWait(q.workers, load, q.service)
			wait += float64(q.share * w)
			waits += float64(q.share * sim.ErlangC(q.workers, load))
		case q.workers == 1:
			wait += float64(q.share * sim.MeanWaitGeneral(load, q.service, variation(f.Plan)))
			waits += float64(q.share * load)
		default:
			f.because = "several workers share a queue, and times are not exponential"
			return f.busy()
		}
		latency += float64(q.share * q.service)
		busy += load / float64(q.workers*len(queues))
	}
	latency += wait
	waiting = rate(f.Plan) * wait / float64(len(queues))
	f.set("latency_mean_seconds", latency)
	f.set("wait_mean_seconds", wait)
	f.set("wait_probability", waits)
	f.set("queue_mean", waiting)
	f.set("utilization", busy)
	f.set("throughput_per_second", rate(f.Plan))
	if alike(queues) {
		f.quantiles(queues[0])
	}
	return name
}

func (f *formulas) set(metric string, value float64) { f.theory.Set(metric, value) }

// percentiles are those of the latency.
var percentiles = map[string]float64{"p50": .5, "p90": .9, "p95": .95, "p99": .99, "p999": .999}

// latencies fills in the percentiles of the latency.
func (f *formulas) latencies(quantile func(p float64) float64) {
	for name, p := range percentiles {
		f.set("latency_"+name+"_seconds", quantile(p))
	}
}

func (f *formulas) quantiles(q queue) {
	load := f.load(q)
	switch {
	case f.exponential():
		f.set("wait_p99_seconds", sim.WaitQuantile(q.workers, load, q.service, .99))
		f.latencies(func(p float64) float64 { return sim.SojournQuantile(q.workers, load, q.service, p) })
	case f.law() == "D" && load < .999: // the formula takes time that grows with the quantile
		f.set("wait_p99_seconds", sim.WaitQuantileDeterministic(load, q.service, .99))
		f.latencies(func(p float64) float64 { return q.service + sim.WaitQuantileDeterministic(load, q.service, p) })
	}
}

// limited fills in the figures of queues with a limit.
func (f *formulas) limited(queues []queue, name string) string {
	limit := f.Int("queue_limit")
	switch {
	case f.Int("retries") > 0:
		return f.none("who is refused tries again")
	case !f.exponential() && limit > 0:
		return f.none("queues are short, and times are not exponential")
	}
	var lost, latency, busy float64
	for _, q := range queues {
		load := f.load(q)
		loss, sojourn := sim.ErlangB(q.workers, load), q.service
		if limit > 0 {
			loss, sojourn = sim.FiniteQueue(q.workers, limit, load, q.service)
		}
		lost += float64(q.share * loss)
		latency += float64(q.share * (1 - loss) * sojourn)
		busy += float64(load*(1-loss)) / float64(q.workers*len(queues))
	}
	f.set("dropped_fraction", lost)
	f.set("availability", 1-lost)
	f.set("throughput_per_second", float64(rate(f.Plan)*(1-lost)))
	f.set("latency_mean_seconds", latency/(1-lost))
	f.set("utilization", busy)
	return fmt.Sprintf("%s, at most %d waiting", name, limit)
}

// nearLimit is how many idle servers there must be for each choice, for the mean latency
// to be within 2.5% of the limit of infinitely many servers: what is missing falls as
// their number rises.
const nearLimit = 2.5

// together fills in the figures of policies by which servers depend on each other.
func (f *formulas) together() string {
	alone := f.Int("balancers") == 1 && f.Int("workers") == 1 && alike(weights(f.Plan)) && f.exponential()
	source := f.busy()
	if source == "" {
		return source
	}
	f.because = fmt.Sprintf("servers depend on each other by the policy %s", f.Text("policy"))
	if !alone {
		return source
	}
	load, service := load(f.Plan), f.Number("service_mean")/speeds(f.Plan)[0]
	switch f.Text("policy") {
	case "round-robin", "smooth-weighted", "naive-weighted", "naive-round-robin":
		f.because = ""
		return f.inTurns(load, service)
	case "two-choices":
		if choices := f.Number("choices"); f.Number("servers")*(1-load) < nearLimit*choices {
			f.because = "two-choices has a formula for many servers only"
			return source
		}
		f.because = ""
		f.set("latency_mean_seconds", sim.MeanSojournOfChoices(f.Int("choices"), load, service))
		return "mean-field limit of infinitely many servers"
	}
	return source
}

// busy fills in what follows from the rate alone: the utilization law.
func (f *formulas) busy() string {
	switch {
	case f.Has("queue_limit"):
		return f.none("queues are limited, and servers depend on each other")
	case load(f.Plan) >= 1:
		return f.none(tooMuch)
	case !alike(speeds(f.Plan)):
		return f.none("servers differ")
	}
	f.set("utilization", load(f.Plan))
	f.set("throughput_per_second", rate(f.Plan))
	return "utilization law"
}

// inTurns fills in the figures of servers that take turns. The time between two
// requests to one of n servers is then the sum of n exponential times, and the
// system is GI/M/1, whose latency is exponential (D. G. Kendall, 1953).
func (f *formulas) inTurns(load, service float64) string {
	n := f.Int("servers")
	offered := float64(load * float64(n))
	// The probability to wait is the smaller root of this equation.
	waits := 0.
	for range 1_000_000 {
		next := sim.Pow(offered/(offered+1-waits), float64(n))
		if next-waits < 1e-15 {
			break
		}
		waits = next
	}
	latency := service / (1 - waits)
	f.set("latency_mean_seconds", latency)
	f.set("wait_mean_seconds", float64(latency*waits))
	f.set("wait_probability", waits)
	f.set("queue_mean", float64(rate(f.Plan)*latency*waits)/float64(n))
	f.set("wait_p99_seconds", float64(latency*max(0, sim.Log(waits/.01))))
	f.latencies(func(p float64) float64 { return float64(-latency * sim.Log(1-p)) })
	return fmt.Sprintf("Er%d/M/1 at each server", n)
}

// impatient fills in the figures of clients who give up and try again at once, and
// whose attempts are executed all the same. Each attempt is taken to meet the queue
// anew, which is exact without retries.
func (f *formulas) impatient(queues []queue) string {
	simple := f.exponential() && !f.Has("queue_limit") && f.Number("backoff") == 0 && !f.Has("retry_budget") && f.Text("abandoned") == "executed"
	if len(queues) == 0 || !alike(queues) || queues[0].workers > 1 || !simple {
		return f.none("clients give up; there is a formula for equal servers of one worker by themselves, exponential times and retries at once")
	}
	load, retries := f.load(queues[0]), f.Int("retries")
	patience := f.Number("timeout") / queues[0].service
	busy, attempts, late := load, 1., 0.
	for range 1_000_000 {
		late = sim.Exp(float64(-(1 - busy) * patience))
		before := attempts
		attempts = 1
		for range retries {
			attempts = 1 + float64(late*attempts)
		}
		if busy = float64(load * attempts); busy >= 1 {
			return f.none("with what is tried again " + tooMuch)
		}
		if attempts-before < 1e-12 {
			break
		}
	}
	timedOut := sim.Pow(late, float64(retries+1))
	f.set("utilization", busy)
	f.set("attempts_per_request", attempts)
	f.set("timed_out_fraction", timedOut)
	f.set("availability", 1-timedOut)
	f.set("throughput_per_second", float64(rate(f.Plan)*(1-timedOut)))
	if retries == 0 {
		return "M/M/1 at each server"
	}
	return "fixed point: each attempt meets the queue anew"
}

// closedLoop fills in the figures of users before one queue: the model of the
// machines that break and the repairmen.
func (f *formulas) closedLoop(queues []queue) string {
	if len(queues) != 1 || !f.exponential() || f.Has("queue_limit") || f.Has("timeout") {
		return f.none("users wait for their answers; there is a formula for one queue without a limit or a timeout, and exponential times")
	}
	q, users, think := queues[0], f.Int("users"), f.Number("think")
	busy := float64(min(users, q.workers))
	if think > 0 {
		busy = repairmen(users, q.workers, think/q.service)
	}
	throughput := busy / q.service
	latency := float64(users)/throughput - think
	f.set("throughput_per_second", throughput)
	f.set("latency_mean_seconds", latency)
	f.set("wait_mean_seconds", latency-q.service)
	f.set("queue_mean", float64(users)-float64(throughput*think)-busy)
	f.set("utilization", busy/float64(q.workers))
	return fmt.Sprintf("M/M/%d with %d users", q.workers, users)
}

// repairmen returns the mean number of busy workers where users think for so many
// service times between requests.
func repairmen(users, workers int, think float64) float64 {
	term, sum, busy := 1., 1., 0. // of the probability of so many requests under way
	for k := 1; k <= users; k++ {
		term = float64(term * float64(users-k+1) / float64(float64(min(k, workers))*think))
		sum += term
		busy += float64(term * float64(min(k, workers)))
		if sum > 1e200 {
			term, sum, busy = term/1e200, sum/1e200, busy/1e200
		}
	}
	return busy / sum
}

// tooMuch is why queues have no mean.
const tooMuch = "servers are asked for more than they can do"

// alike reports whether all items of a list are equal.
func alike[T comparable](list []T) bool {
	for _, x := range list {
		if x != list[0] {
			return false
		}
	}
	return true
}
