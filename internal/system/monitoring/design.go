package monitoring

import (
	"time"

	"spar/internal/metric"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// bounds returns the bounds of the histograms' buckets.
func bounds(p *system.Plan) []float64 {
	switch p.Text("buckets") {
	case prometheus:
		return metric.DefaultBounds()
	case exponential:
		return metric.ExponentialBounds(.001, 2, 15)
	case logLinear:
		return metric.LogLinearBounds(.001, 10, 8)
	}
	return metric.GuideBounds()
}

// rules returns the alerts.
func rules(p *system.Plan) []metric.AlertRule {
	objective := p.Number("slo")
	if p.Text("alert") == burnRate {
		return metric.WorkbookRules(objective, p.Duration("slo_period"))
	}
	window, ratio := p.Duration("alert_window"), 1-objective
	if p.Has("alert_ratio") {
		ratio = p.Number("alert_ratio")
	}
	return []metric.AlertRule{{Name: "error ratio", Ratio: ratio, Long: window, Short: window}}
}

// longestWindow returns how far back alerts look.
func longestWindow(p *system.Plan) time.Duration {
	longest := time.Duration(0)
	for _, r := range rules(p) {
		longest = max(longest, r.Long)
	}
	return longest
}

// capacity returns how many requests a second all servers together can do.
func capacity(p *system.Plan) float64 {
	return p.Number("servers") * p.Number("workers") / p.Number("service_mean")
}

// rate returns the usual rate of requests.
func rate(p *system.Plan) float64 { return traffic.Rate(p, capacity(p)) }
