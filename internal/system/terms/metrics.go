package terms

import (
	"fmt"

	"spar/internal/system"
)

// Latency describes the mean and the percentiles of requests that
// [system.Result.MeasureTimes] sets for [system.Percentiles].
func Latency(prefix string) []system.Metric {
	return append([]system.Metric{{
		Name: prefix + "_mean_seconds", Unit: system.Seconds,
		Doc: "Mean latency, from the intended arrival to the answer, retries included. Requests that time out count with the time until then, failed ones do not.",
	}}, Percentiles(prefix, "Latency", system.Percentiles...)...)
}

// Percentiles describes some of them, in hundredths of a percent, of what is measured.
func Percentiles(prefix, what string, basisPoints ...int) []system.Metric {
	list := make([]system.Metric, len(basisPoints))
	for i, p := range basisPoints {
		doc := fmt.Sprintf("%s that %v%% do not exceed.", what, float64(p)/100)
		list[i] = system.Metric{Name: system.PercentileName(prefix, p), Unit: system.Seconds, Doc: doc}
	}
	return list
}

// Answers describes what [system.Result.MeasureAnswers] sets: what became of requests
// whose clients wait as long as it takes.
func Answers() []system.Metric {
	return []system.Metric{
		{Name: "availability", Unit: system.Ratio, Doc: "Part of the requests that are answered."},
		{Name: "dropped_fraction", Unit: system.Ratio, Doc: "Part of the requests that end with a refusal or an error."},
		throughput("answered"),
	}
}

// Outcomes describes what [system.Result.MeasureOutcomes] sets: what became of
// requests whose clients may give up.
func Outcomes() []system.Metric {
	return []system.Metric{
		{Name: "availability", Unit: system.Ratio, Doc: "Part of the requests that are answered in time, at the first attempt or a later one."},
		{Name: "dropped_fraction", Unit: system.Ratio, Doc: "Part of the requests that end with a refusal or an error."},
		{Name: "timed_out_fraction", Unit: system.Ratio, Doc: "Part of the requests that end without an answer in time."},
		throughput("answered in time"),
	}
}

// Refused describes what [system.Result.MeasureRefused] sets.
func Refused() system.Metric {
	return system.Metric{Name: "refused_fraction", Unit: system.Ratio, Doc: "Part of the requests that are refused by policy, such as a limit: no failure, and left out of availability and the other outcomes."}
}

func throughput(what string) system.Metric {
	return system.Metric{Name: "throughput_per_second", Unit: system.PerSecond, Doc: "Requests " + what + ", a second."}
}

// Attempts describes how often requests are tried.
func Attempts() system.Metric {
	return system.Metric{Name: "attempts_per_request", Unit: system.Jobs, Doc: "Attempts for each request, on average: 1 where nobody tries again."}
}

// Utilization describes how busy a part is, QueueMax how long its queues become. The
// names have a prefix, such as "app_", where a system has several parts.
func Utilization(prefix, part string) system.Metric {
	return system.Metric{Name: prefix + "utilization", Unit: system.Ratio, Doc: fmt.Sprintf("Part of the time that workers of %s are busy, while they are up.", part)}
}

// QueueMax describes that; see [Utilization].
func QueueMax(prefix, where string) system.Metric {
	return system.Metric{Name: prefix + "queue_max", Unit: system.Jobs, Doc: fmt.Sprintf("Longest queue at %s.", where)}
}
