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

import (
	"slices"

	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
)

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

var policies = []string{hpa, threshold, scheduled, naive}

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
		Policies:          []string{"policy", "boot_time"},
		DefaultFaults:     []string{"at 70% kill instance 1"},
		DefaultObjectives: []string{"latency_p99_seconds < 500 ms", "availability >= 99.9%"},
		NotModelled: []string{
			"the network and the balancer: a request reaches a free worker at once",
			"patience: whoever waits in the queue stays until served",
			"warming up: an instance is as fast as ever once it has booted",
			"the probes of readiness: an instance that has booted is known to be ready at once",
			"what hpa leaves out of Kubernetes: readiness guessed from the age of a pod, averages in whole percents, several metrics, other behaviour than the default",
			"failed orders and quotas: what is ordered always comes",
			"prices: an instance costs the same at every hour, and a machine of twice the size twice as much",
			"what instances share, such as a database: it grows with them",
			"the autoscaler's own failures: it looks at every interval, also when metrics are late",
		},
		Fit:      fit,
		Validate: validate,
		Cost:     cost,
		Start:    traffic.Starter(newModel),
	}
}

func parameters() []system.Parameter {
	return []system.Parameter{
		{Name: "policy", Kind: system.Choice, Default: hpa, Choices: policies, Doc: "What decides: Kubernetes' formula towards a target (hpa), thresholds with a cooldown, a schedule, or one more above 70% and one fewer below 30% without waiting for the effect (naive), to be seen failing."},
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
		terms.Rate("100/s"),
		{Name: "load_shape", Kind: system.Choice, Default: step, Choices: []string{constant, step, ramp, flashCrowd, diurnal}, Doc: "How the rate changes: it rises for good at 40% of the run, rises evenly from 20% to 80%, comes as a crowd at 40% for a tenth of the run, or swings like day and night."},
		{Name: "peak", Kind: system.Number, Default: "3", Min: 1, Max: 100, Doc: "Highest rate over the usual one; counts as 2 where more is given and the load is diurnal."},
		{Name: "period", Kind: system.Duration, Min: 1, Max: 31536000, Doc: "A day of a diurnal load; half of the run unless given."},
		terms.ServiceMean("", "50 ms", "Mean time that a worker needs for a request, exponentially distributed."),
		terms.Workers("", "4", "instance"),
		terms.QueueLimit("1k", "the queue for a worker"),
		terms.Duration("2 h"),
		terms.Warmup("a tenth"),
	}
}

func metrics() []system.Metric {
	return slices.Concat(terms.Latency("latency"), []system.Metric{
		{Name: "instance_hours", Unit: system.Jobs, Doc: "Hours of instances that are paid for: the cost."},
		{Name: "flaps", Unit: system.Jobs, Doc: "Decisions in the direction opposite to the one before, no more than ten minutes after it."},
		{Name: "reaction_seconds", Unit: system.Seconds, Doc: "Longest time, to the second, in which more was asked than ready instances can do: from a step of the load until there is capacity for it."},
		{Name: "shortage_fraction", Unit: system.Ratio, Doc: "Part of the time in which more was asked than ready instances can do."},
	}, terms.Answers(), []system.Metric{
		terms.Utilization("", "ready instances"),
		{Name: "queue_max", Unit: system.Jobs, Doc: "Most requests that waited at a time."},
		{Name: "instances_mean", Unit: system.Jobs, Doc: "Instances that are paid for, on average: those that boot and those that finish what they have included. A machine of so many times the size counts so often."},
		{Name: "instances_max", Unit: system.Jobs, Doc: "Most instances at a time."},
		{Name: "scale_ups", Unit: system.Jobs, Doc: "Decisions to have more instances."},
		{Name: "scale_downs", Unit: system.Jobs, Doc: "Decisions to have fewer."},
	})
}

func faults() []system.FaultForm {
	return append(
		system.Forms("instance", "max", system.Slow, system.Errors),
		system.Also(system.Kill, "instance", "max", "Another is booted in its place, as fast and as good as new; nothing happens where there is none of that number."),
		system.Also(system.Load, "", "", "A shape of the load goes on."),
		system.FaultForm{Verb: system.Set, Part: "policy", Doc: "Another policy decides from now on."},
	)
}
