// Package monitoring simulates how a service is watched: what its instruments say
// against what is true, when an alert notices trouble, and what health checks cost.
//
// Requests go through a balancer to servers, each with the counters, gauges and
// histograms of package metric, which are the real ones. They are scraped at an
// interval, quantiles are told from their buckets, and alerts from the balancer's
// counters. Probes run the checks of package health against every server, and its
// judges evict who does not answer. All of that is held against what the simulation
// knows.
//
// Arrivals, service times, probes, errors and sampling have streams of their own, so
// that changing how the service is watched does not change what happens to it.
package monitoring

import (
	"slices"

	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
)

// What parameters of kind Choice may say.
const (
	guide        = "guide"
	prometheus   = "prometheus"
	exponential  = "exponential" // also a law
	logLinear    = "log-linear"
	naiveBuckets = "naive-not-cumulative"

	deterministic = "deterministic"
	logNormal     = "lognormal"
	pareto        = "pareto"

	shallow = "shallow"
	deep    = "deep"

	burnRate  = "burn-rate"
	threshold = "threshold"
)

// alerts are what can set off an alert.
var alerts = []string{burnRate, threshold}

// System describes a service that is watched.
func System() *system.System {
	return &system.System{
		Name:              "monitoring",
		Title:             "Monitoring and health checks",
		Doc:               "A service and those who watch it: histograms and their buckets, scrapes, alerts on the error budget, health checks.",
		Parameters:        parameters(),
		Metrics:           metrics(),
		P99Metric:         "latency_p99_seconds",
		Faults:            faults(),
		Policies:          []string{"check", "fall", "health_interval"},
		DefaultFaults:     []string{"at 50% errors server 1 20%"},
		DefaultObjectives: []string{"availability >= 99.9%", "alert_detection_seconds < 30 min", "false_evictions < 1"},
		NotModelled: []string{
			"the network: what is sent arrives at once, except where a fault cuts it or a probe is lost",
			"the time that a ping takes: a server that is up and can be reached answers it at once, however slow or busy it is",
			"what measuring costs: recording, scraping and probing take none of the servers' time",
			"lost scrapes: one fails only where the server is down, hangs or is cut off",
			"extrapolation: growth between scrapes is taken as it is, without what Prometheus adds at the ends of a window",
			"pending alerts and notification: an alert reaches somebody as soon as it fires",
			"retries: a request that fails has failed",
			"the past: alerts look back on requests at the usual rate that failed at error_rate, and nothing else",
			"panic: where every server is evicted, requests fail, and none is sent to those that are thought dead",
		},
		Fit:      fit,
		Validate: validate,
		Cost:     cost,
		Start:    traffic.Starter(newModel),
	}
}

func parameters() []system.Parameter {
	return []system.Parameter{
		{Name: "servers", Kind: system.Count, Default: "5", Min: 1, Max: 1000, Doc: "Servers behind the balancer, which picks any of those that it takes for healthy."},
		terms.Load("0.5"),
		terms.Replacing(terms.Rate(""), "load"),
		{Name: "service", Kind: system.Choice, Default: exponential, Choices: []string{exponential, deterministic, logNormal, pareto}, Doc: "Law of the time that a server works on a request; lognormal and pareto have a coefficient of variation of 1."},
		terms.ServiceMean("", "50 ms", "Mean time that a server works on a request."),
		terms.Workers("", "4", "server"),
		terms.QueueLimit("1k", "a server"),
		terms.Timeout("1 s", "How long a client waits for a server that does not answer, and a server for the dependency."),
		{Name: "error_rate", Kind: system.Number, Default: "0.0002", Min: 0, Max: 1, Doc: "Part of the requests that fail for reasons of their own, whatever happens."},
		{Name: "dependency_share", Kind: system.Number, Default: "0.2", Min: 0, Max: 1, Doc: "Part of the requests that need what all servers depend on, such as a database. The others do without."},

		{Name: "buckets", Kind: system.Choice, Default: prometheus, Choices: []string{guide, prometheus, exponential, logLinear, naiveBuckets}, Doc: "Bounds of the histograms: 0.1, 0.5, 1 and 5 s (guide), 5 ms to 10 s in eleven steps (prometheus), 1 ms doubled fourteen times (exponential), eight steps an octave from 1 ms to 10 s (log-linear), or the guide's with buckets that do not include the lower ones (naive-not-cumulative), to be seen failing."},
		{Name: "sample", Kind: system.Number, Default: "1", Min: 0, Max: 1, Doc: "Part of the answers that enter the histograms."},
		{Name: "scrape_interval", Kind: system.Duration, Default: "15 s", Min: .1, Max: 86400, Doc: "From one reading of all instruments to the next; alerts are evaluated as often."},

		{Name: "check", Kind: system.Choice, Default: shallow, Choices: []string{shallow, deep}, Doc: "What a probe asks a server: whether it is there (shallow), or also whether what it depends on is (deep)."},
		{Name: "health_interval", Kind: system.Duration, Default: "5 s", Min: .01, Max: 86400, Doc: "From one probe of a server to the next."},
		{Name: "health_timeout", Kind: system.Duration, Default: "2 s", Min: .001, Max: 86400, Doc: "How long a probe waits for its answer."},
		{Name: "fall", Kind: system.Count, Default: "3", Min: 1, Max: 100, Doc: "Probes in a row that must fail before a server is evicted."},
		{Name: "rise", Kind: system.Count, Default: "2", Min: 1, Max: 100, Doc: "Probes in a row that must pass before it is back."},
		{Name: "loss", Kind: system.Number, Default: "0", Min: 0, Max: 1, Doc: "Part of the probes that get lost on the way."},

		{Name: "slo", Kind: system.Number, Default: "0.999", Min: 0, Max: .999999, Doc: "Part of the requests that ought to be answered."},
		{Name: "slo_period", Kind: system.Duration, Default: "30 days", Min: 60, Max: 31536000, Doc: "Time over which that is meant. Burn rates are looked at over 1/720, 1/120 and 1/10 of it, and a twelfth of each: for 30 days, an hour and five minutes, and so on."},
		{Name: "alert", Kind: system.Choice, Default: burnRate, Choices: alerts, Doc: "What sets off an alert: burn rates of the error budget of 14.4, 6 and 1 over two windows each (burn-rate), or the ratio of errors over one window (threshold)."},
		{Name: "alert_ratio", Kind: system.Number, Min: 0, Max: 1, Doc: "Errors to requests above which the threshold alert fires; what the objective allows unless given."},
		{Name: "alert_window", Kind: system.Duration, Default: "1 min", Min: .1, Max: 31536000, Doc: "Window of the threshold alert."},

		terms.Duration("2 h"),
		terms.Warmup("a tenth"),
	}
}

func metrics() []system.Metric {
	return slices.Concat(terms.Latency("latency"), []system.Metric{
		{Name: "estimated_p50_seconds", Unit: system.Seconds, Doc: "What histogram_quantile makes of the servers' buckets for 50%."},
		{Name: "estimated_p90_seconds", Unit: system.Seconds, Doc: "The same for 90%."},
		{Name: "estimated_p99_seconds", Unit: system.Seconds, Doc: "The same for 99%."},
		{Name: "quantile_error_ratio", Unit: system.Ratio, Doc: "How far the estimated p99 is from the true one of what servers answered, up or down, as a part of that."},
		{Name: "averaged_p99_error_ratio", Unit: system.Ratio, Doc: "The same of the mean of the servers' own p99, which is no p99 of anything."},
		{Name: "detection_seconds", Unit: system.Seconds, Doc: "Mean time from when a server dies or is cut off until it is evicted; zero if none was."},
		{Name: "false_evictions", Unit: system.Jobs, Doc: "Evictions of servers that were up and could be reached."},
		{Name: "healthy_mean", Unit: system.Jobs, Doc: "Servers that the balancer sends requests to, on average."},
		{Name: "alert_detection_seconds", Unit: system.Seconds, Doc: "Mean time from the beginning of trouble, which is any fault, until an alert fires; where none did, until the trouble ended. Zero without trouble."},
		{Name: "alert_false_alarms", Unit: system.Jobs, Doc: "Alerts that began to fire without trouble, now or in the window that they look at."},
		{Name: "alerts_missed", Unit: system.Jobs, Doc: "Times of trouble during which no alert fired."},
	}, terms.Outcomes(), []system.Metric{
		{Name: "budget_spent_fraction", Unit: system.Ratio, Doc: "Part of the error budget of the whole period that the run has spent; can be above 100%."},
		{Name: "missed_fraction", Unit: system.Ratio, Doc: "Part of the answers in histograms that no scrape has seen, because the server restarted in between."},
		{Name: "in_flight_mean", Unit: system.Jobs, Doc: "True mean number of requests at servers."},
		{Name: "in_flight_max", Unit: system.Jobs, Doc: "True peak of it."},
		{Name: "gauge_mean", Unit: system.Jobs, Doc: "Mean number of requests at servers that scrapes of their gauges saw."},
		{Name: "gauge_max", Unit: system.Jobs, Doc: "Peak of it that scrapes saw."},
		terms.Utilization("", "servers"),
	})
}

func faults() []system.FaultForm {
	return slices.Concat([]system.FaultForm{
		system.Also(system.Kill, "server", "servers", "Its instruments are gone."),
		system.Also(system.Hang, "server", "servers", "Probes find it dead."),
		system.Also(system.Restart, "server", "servers", "Its instruments are at zero."),
		system.Also(system.Errors, "server", "servers", "It still answers probes."),
		system.Also(system.Cut, "server", "servers", "Probes and scrapes wait in vain too."),
	}, system.Forms("server", "servers", system.Heal, system.Slow), []system.FaultForm{
		system.Also(system.Kill, "dependency", "", "Requests that need it fail once they are worked on."),
		system.Also(system.Hang, "dependency", "", "Requests that need it hold their worker until the time-out and fail; so they do where it is cut off."),
	}, system.Forms("dependency", "", system.Restart, system.Slow, system.Errors, system.Cut, system.Heal),
		system.Forms("", "", system.Load))
}
