// Package scaling simulates a service whose instances an autoscaler orders and
// takes back.
//
// Requests arrive on their own schedule at a rate that may change, and wait in one
// queue until an instance has a worker free. Every interval the policies of
// package autoscale, which are the real ones, look at how busy instances were, as
// of some time ago, and say how many there ought to be. What is ordered takes time
// to boot and costs from the order on; what is taken back finishes what it has.
//
// Arrivals and service times have streams of their own, so that two policies with
// one seed meet the same requests.
package scaling

import "spar/internal/system"

// What parameters of kind Choice may say.
const (
	hpa       = "hpa"
	threshold = "threshold"
	scheduled = "scheduled"
	naive     = "naive"

	constant   = "constant"
	step       = "step"
	ramp       = "ramp"
	flashCrowd = "flash-crowd"
	diurnal    = "diurnal"

	horizontal = "horizontal"
	vertical   = "vertical"
)

// System describes a service that scales by itself.
func System() *system.System {
	return &system.System{
		Name:              "scaling",
		Title:             "Auto-scaling",
		Doc:               "A service whose instances are ordered and taken back as its load changes: policies, boot time, lag, flapping, cost.",
		Parameters:        parameters(),
		Metrics:           metrics(),
		P99Metric:         "latency_p99_seconds",
		Faults:            faults(),
		DefaultFaults:     []string{"at 70% kill instance 1"},
		DefaultObjectives: []string{"latency_p99_seconds < 500 ms", "availability >= 99.9%"},
		NotModelled: []string{
			"the network and the balancer: a request reaches a free worker at once",
			"patience: whoever waits in the queue stays until served",
			"warming up: an instance is as fast as ever once it has booted",
			"the probes of readiness: an instance that has booted is known to be ready at once",
			"failed orders and quotas: what is ordered always comes",
			"prices: an instance costs the same at every hour, and a machine of twice the size twice as much",
			"what instances share, such as a database: it grows with them",
			"the autoscaler's own failures: it looks at every interval, also when metrics are late",
		},
		Validate: validate,
		Cost:     cost,
		Start:    start,
	}
}

func parameters() []system.Parameter {
	return []system.Parameter{
		{Name: "policy", Kind: system.Choice, Default: hpa, Choices: []string{hpa, threshold, scheduled, naive}, Doc: "What decides: Kubernetes' formula towards a target (hpa), thresholds with a cooldown, a schedule, or one more above 70% and one fewer below 30% without waiting for the effect (naive), to be seen failing."},
		{Name: "min", Kind: system.Count, Default: "2", Min: 0, Max: 1000, Doc: "Fewest instances; 0 for naive only."},
		{Name: "max", Kind: system.Count, Default: "20", Min: 1, Max: 1000, Doc: "Most instances."},
		{Name: "target", Kind: system.Number, Default: "0.6", Min: .01, Max: 1, Doc: "Utilization that hpa keeps, and for which the run begins with enough instances."},
		{Name: "tolerance", Kind: system.Number, Default: "0.1", Min: 0, Max: .99, Doc: "How far the utilization may be from the target, as a part of it, before hpa acts."},
		{Name: "window", Kind: system.Duration, Default: "5 min", Min: 0, Max: 86400, Doc: "Before hpa takes instances back it takes the highest recommendation of so long (stabilization)."},
		{Name: "high", Kind: system.Number, Default: "0.7", Min: .01, Max: 1, Doc: "Utilization above which threshold adds instances."},
		{Name: "low", Kind: system.Number, Default: "0.3", Min: 0, Max: .99, Doc: "Utilization below which threshold takes instances back."},
		{Name: "step", Kind: system.Count, Default: "1", Min: 1, Max: 1000, Doc: "Instances that threshold adds or takes back at a time."},
		{Name: "cooldown", Kind: system.Duration, Default: "5 min", Min: 0, Max: 86400, Doc: "How long threshold rests after a change."},
		{Name: "schedule", Kind: system.Numbers, Min: 0, Max: 1000, Doc: "Instances for equal parts of the period, or of the run if the load is not diurnal; unless given, as many as keep waits below 5% at the usual load of each hour."},
		{Name: "scaling", Kind: system.Choice, Default: horizontal, Choices: []string{horizontal, vertical}, Doc: "Whether there come to be more instances, or one machine of so many times the size, which does not serve while it is replaced."},
		{Name: "boot_time", Kind: system.Duration, Default: "60 s", Min: 0, Max: 86400, Doc: "From the order of an instance until it serves."},
		{Name: "interval", Kind: system.Duration, Default: "15 s", Min: 1, Max: 86400, Doc: "From one decision to the next; the utilization is the mean over as long."},
		{Name: "metric_lag", Kind: system.Duration, Default: "30 s", Min: 0, Max: 3600, Doc: "How old the utilization is when the autoscaler sees it."},
		{Name: "rate", Kind: system.Rate, Default: "100/s", Min: 1e-6, Max: 1e9, Doc: "Requests that arrive: on average where the load is diurnal, else before anything changes."},
		{Name: "load_shape", Kind: system.Choice, Default: step, Choices: []string{constant, step, ramp, flashCrowd, diurnal}, Doc: "How the rate changes: it rises for good at 40% of the run, rises evenly from 20% to 80%, comes as a crowd at 40% for a tenth of the run, or swings like day and night."},
		{Name: "peak", Kind: system.Number, Default: "3", Min: 1, Max: 100, Doc: "Highest rate over the usual one; counts as 2 where more is given and the load is diurnal."},
		{Name: "period", Kind: system.Duration, Min: 1, Max: 31536000, Doc: "A day of a diurnal load; half of the run unless given."},
		{Name: "service_mean", Kind: system.Duration, Default: "50 ms", Min: 1e-6, Max: 86400, Doc: "Mean time that a worker needs for a request, exponentially distributed."},
		{Name: "concurrency", Kind: system.Count, Default: "4", Min: 1, Max: 4096, Doc: "Requests that one instance works on at a time."},
		{Name: "queue_limit", Kind: system.Count, Default: "1k", Min: 0, Max: 1e6, Doc: "Requests that may wait for a worker; more are refused."},
		{Name: "duration", Kind: system.Duration, Default: "2 h", Min: 1, Max: 31536000, Doc: "Virtual time that the run covers, the warm-up included."},
		{Name: "warmup", Kind: system.Duration, Min: 0, Max: 31536000, Doc: "Part of the run, at its beginning, that is not measured, in whole sixtieths of it; a tenth of the run unless given."},
	}
}

func metrics() []system.Metric {
	return []system.Metric{
		{Name: "latency_mean_seconds", Unit: system.Seconds, Doc: "Mean latency, from the intended arrival to the answer. Refused requests do not count."},
		{Name: "latency_p50_seconds", Unit: system.Seconds, Doc: "Latency that half of the requests do not exceed."},
		{Name: "latency_p90_seconds", Unit: system.Seconds, Doc: "Latency that 90% do not exceed."},
		{Name: "latency_p95_seconds", Unit: system.Seconds, Doc: "Latency that 95% do not exceed."},
		{Name: "latency_p99_seconds", Unit: system.Seconds, Doc: "Latency that 99% do not exceed."},
		{Name: "latency_p999_seconds", Unit: system.Seconds, Doc: "Latency that 99.9% do not exceed."},
		{Name: "instance_hours", Unit: system.Jobs, Doc: "Hours of instances that are paid for: the cost."},
		{Name: "flaps", Unit: system.Jobs, Doc: "Decisions in the direction opposite to the one before, no more than ten minutes after it."},
		{Name: "reaction_seconds", Unit: system.Seconds, Doc: "Longest time, to the second, in which more was asked than ready instances can do: from a step of the load until there is capacity for it."},
		{Name: "shortage_fraction", Unit: system.Ratio, Doc: "Part of the time in which more was asked than ready instances can do."},
		{Name: "availability", Unit: system.Ratio, Doc: "Part of the requests that are answered."},
		{Name: "dropped_fraction", Unit: system.Ratio, Doc: "Part of the requests that are refused, or lost with an instance."},
		{Name: "throughput_per_second", Unit: system.PerSecond, Doc: "Requests answered, a second."},
		{Name: "utilization", Unit: system.Ratio, Doc: "Part of the time that workers of ready instances are busy."},
		{Name: "queue_max", Unit: system.Jobs, Doc: "Most requests that waited at a time."},
		{Name: "instances_mean", Unit: system.Jobs, Doc: "Instances that are paid for, on average: those that boot and those that finish what they have included. A machine of so many times the size counts so often."},
		{Name: "instances_max", Unit: system.Jobs, Doc: "Most instances at a time."},
		{Name: "scale_ups", Unit: system.Jobs, Doc: "Decisions to have more instances."},
		{Name: "scale_downs", Unit: system.Jobs, Doc: "Decisions to have fewer."},
	}
}

func faults() []system.FaultForm {
	instance := func(verb system.Verb, doc string) system.FaultForm {
		return system.FaultForm{Verb: verb, Part: "instance", Count: "max", Doc: doc}
	}
	return []system.FaultForm{
		instance(system.Kill, "The instance dies with what it holds, and another is booted in its place; nothing happens where there is none of that number."),
		instance(system.Slow, "Its work takes so many times longer, as long as it lives; by 1 it is as fast as before."),
		instance(system.Errors, "It answers that share of its requests with an error, at once and without work, as long as it lives."),
		{Verb: system.Load, Doc: "Requests arrive at so many times the given rate."},
		{Verb: system.Set, Part: "policy", Doc: "Another policy decides from now on."},
	}
}
