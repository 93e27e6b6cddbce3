package network

import (
	"slices"

	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/topology"
)

// metrics returns those of all requests and those of each component.
func metrics(spec *topology.Spec) []system.Metric {
	list := slices.Concat(terms.Latency("latency"), outcomes(spec), []system.Metric{{
		Name: "attempts_per_request", Unit: system.Jobs, Doc: "Attempts for each request of one component to another, on average: 1 without retries and hedges, less where callers refuse by themselves, or where calls wait in a queue or are held back until after the run.",
	}})
	list = append(list, damageMetrics(spec)...)
	list = append(list, moneyMetric())
	list = append(list, classMetrics(spec)...)
	list = append(list, laterMetrics(spec)...)
	list = append(list, byteMetrics(spec)...)
	list = append(list, regionMetrics(spec)...)
	list = append(list, playerMetrics(spec)...)
	for _, c := range spec.Components {
		if c.Kind == topology.Client {
			list = append(list, undoMetrics(&c)...)
			continue
		}
		list = append(
			list,
			system.Metric{Name: c.Name + "_utilization", Unit: system.Ratio, Doc: "Part of the time that workers of " + c.Name + " are taken: at work, or held by what waits for its calls."},
			system.Metric{Name: c.Name + "_queue_max", Unit: system.Jobs, Doc: longest(c)},
			system.Metric{Name: c.Name + "_visits_per_request", Unit: system.Jobs, Doc: "Attempts that get to " + c.Name + " for each request of a client, on average."},
		)
		list = append(list, rowMetrics(&c)...)
		list = append(list, limitMetrics(&c)...)
		list = append(list, lostMetric(&c)...)
		list = append(list, undoMetrics(&c)...)
		list = append(list, politeMetrics(&c)...)
		if isTracked(&c) {
			list = append(list, staleMetric(c.Name))
		}
		if isCache(c.Kind) {
			list = append(list, system.Metric{Name: c.Name + "_hit_ratio", Unit: system.Ratio, Doc: "Part of the reads that " + c.Name + " answers from memory."})
		}
	}
	return list
}

// outcomes returns what may become of requests.
func outcomes(spec *topology.Spec) []system.Metric {
	list := terms.Outcomes()
	if refuses(spec) {
		list = append(list, terms.Refused())
	}
	return list
}

// refuses reports whether anything in a topology may refuse by policy, or be sold out.
func refuses(spec *topology.Spec) bool {
	return slices.ContainsFunc(spec.Components, func(c topology.Component) bool {
		return c.Kind == topology.Gateway || c.Refuses != "" || c.Stock != ""
	})
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
	list := append(system.Forms("", "", system.Load, system.Hot), regionFaults(spec)...)
	for _, c := range spec.Components {
		if c.Kind == topology.Client {
			continue
		}
		add := func(verbs ...system.Verb) { list = append(list, system.Forms(c.Name, members(c), verbs...)...) }
		add(system.Kill, system.Hang, system.Restart, system.Slow, system.Errors, system.Cut, system.Heal)
		if isCache(c.Kind) {
			add(system.Flush)
		}
		if isPool(c.Kind) {
			add(system.Add, system.Remove)
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
