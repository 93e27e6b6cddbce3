package network

import (
	"spar/internal/system"
	"spar/internal/topology"
)

// metrics returns those of all requests and those of each component.
func metrics(spec *topology.Spec) []system.Metric {
	list := []system.Metric{
		{Name: "latency_mean_seconds", Unit: system.Seconds, Doc: "Mean latency, from the intended arrival to the answer, retries included. Requests that time out count with the time until then, failed ones do not."},
		{Name: "latency_p50_seconds", Unit: system.Seconds, Doc: "Latency that half of the requests do not exceed."},
		{Name: "latency_p90_seconds", Unit: system.Seconds, Doc: "Latency that 90% do not exceed."},
		{Name: "latency_p95_seconds", Unit: system.Seconds, Doc: "Latency that 95% do not exceed."},
		{Name: "latency_p99_seconds", Unit: system.Seconds, Doc: "Latency that 99% do not exceed."},
		{Name: "latency_p999_seconds", Unit: system.Seconds, Doc: "Latency that 99.9% do not exceed."},
		{Name: "availability", Unit: system.Ratio, Doc: "Part of the requests that are answered in time."},
		{Name: "dropped_fraction", Unit: system.Ratio, Doc: "Part of the requests that end with a refusal or an error."},
		{Name: "timed_out_fraction", Unit: system.Ratio, Doc: "Part of the requests that end without an answer in time."},
		{Name: "throughput_per_second", Unit: system.PerSecond, Doc: "Requests answered in time, a second."},
		{Name: "attempts_per_request", Unit: system.Jobs, Doc: "Attempts for each request of one component to another, on average: 1 without retries and hedges, less where callers refuse by themselves."},
	}
	list = append(list, damageMetrics(spec)...)
	for _, c := range spec.Components {
		if c.Kind == topology.Client {
			continue
		}
		list = append(
			list,
			system.Metric{Name: c.Name + "_utilization", Unit: system.Ratio, Doc: "Part of the time that workers of " + c.Name + " are taken: at work, or held by what waits for its calls."},
			system.Metric{Name: c.Name + "_queue_max", Unit: system.Jobs, Doc: longest(c)},
			system.Metric{Name: c.Name + "_visits_per_request", Unit: system.Jobs, Doc: "Attempts that get to " + c.Name + " for each request of a client, on average."},
		)
		if isCache(c.Kind) {
			list = append(list, system.Metric{Name: c.Name + "_hit_ratio", Unit: system.Ratio, Doc: "Part of the reads that " + c.Name + " answers from memory."})
		}
	}
	return list
}

func longest(c topology.Component) string {
	if c.Kind == topology.Queue {
		return "Most messages that wait in " + c.Name + "."
	}
	return "Longest queue at any instance of " + c.Name + "."
}

func isCache(k topology.Kind) bool { return k == topology.Cache || k == topology.CDN }

// isPool reports whether any instance of a kind can take any request.
func isPool(k topology.Kind) bool {
	return !isCache(k) && k != topology.Store && k != topology.Client
}

// faults returns what can befall each component, and the load.
func faults(spec *topology.Spec) []system.FaultForm {
	list := []system.FaultForm{
		{Verb: system.Load, Doc: "Requests arrive at so many times the given rate."},
		{Verb: system.Hot, Doc: "The most popular key gets that share of all requests."},
	}
	for _, c := range spec.Components {
		if c.Kind == topology.Client {
			continue
		}
		add := func(verb system.Verb, doc string) {
			list = append(list, system.FaultForm{Verb: verb, Part: c.Name, Count: members(c), Doc: doc})
		}
		add(system.Kill, "The instance dies: what it holds fails at once, and so does what is still sent to it until callers notice.")
		add(system.Restart, "The instance comes back, idle.")
		add(system.Slow, "Its work takes so many times longer; by 1 it is as fast as before.")
		add(system.Errors, "It answers that share of its requests with an error, at once and without work.")
		add(system.Cut, "It works, but neither requests nor answers get through: callers wait until their time-out.")
		add(system.Heal, "It can be reached again.")
		if isCache(c.Kind) {
			add(system.Flush, "What it holds is gone.")
		}
		if isPool(c.Kind) {
			add(system.Add, "There is one instance more, at once.")
			add(system.Remove, "The instance gets no more requests and finishes what it has; without a number it is the last one.")
		}
	}
	return list
}

// members returns the parameters whose product is how many instances there are.
func members(c topology.Component) string {
	if c.Kind == topology.Store {
		return c.Name + ".shards*" + c.Name + ".replicas"
	}
	return c.Name + ".instances"
}
