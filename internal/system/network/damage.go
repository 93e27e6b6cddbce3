package network

import (
	"spar/internal/system"
	"spar/internal/topology"
)

// This file counts what callers that protect themselves, or make do, cost.

// damageMetrics returns those of the fallbacks, breakers and throttles of a topology.
func damageMetrics(spec *topology.Spec) []system.Metric {
	fallback, breaker, throttle := defends(spec)
	var list []system.Metric
	if fallback {
		list = append(list, system.Metric{Name: "fallback_fraction", Unit: system.Ratio, Doc: "Part of the requests that are answered in time, but without something they asked for, because a fallback stood in for it. They count as available."})
	}
	if breaker {
		list = append(
			list,
			system.Metric{Name: "breaker_open_fraction", Unit: system.Ratio, Doc: "Part of the time that the breaker was open which was so for longest."},
			system.Metric{Name: "breaker_refused_fraction", Unit: system.Ratio, Doc: "Part of the attempts at calls with a breaker that it refused."},
		)
	}
	if throttle {
		list = append(list, system.Metric{Name: "throttle_refused_fraction", Unit: system.Ratio, Doc: "Part of the attempts at calls with a throttle that it refused."})
	}
	return list
}

// defends reports what the calls of a topology are given.
func defends(spec *topology.Spec) (fallback, breaker, throttle bool) {
	for _, c := range spec.Components {
		for _, call := range c.Calls {
			fallback = fallback || call.Fallback
			breaker = breaker || call.Breaker != ""
			throttle = throttle || call.Throttle != ""
		}
	}
	return fallback, breaker, throttle
}

// measureDamage sets what breakers and throttles did by the end of the run, of which
// an availability shows nothing where there are fallbacks.
func (m *model) measureDamage(r *system.Result) {
	now := m.Sim.Now()
	var open, held, passed, curbed, let float64
	for _, e := range m.edges {
		if e.breaker != nil {
			part, refused := ratio(float64(e.breaker.OpenFor(now)), float64(now-m.Rec.Warmup())), float64(e.breaker.Refused())
			if part > 0 {
				r.Warn("the breaker of %s was open for %s of the time and refused %s of the attempts", e.name, system.Ratio.Format(part), system.Ratio.Format(ratio(refused, refused+float64(e.attempts))))
			}
			open = max(open, part)
			held += refused
			passed += float64(e.attempts)
		}
		if e.throttle != nil {
			refused := float64(e.throttle.Refused())
			if refused > 0 {
				r.Warn("the throttle of %s refused %s of the attempts", e.name, system.Ratio.Format(ratio(refused, refused+float64(e.attempts))))
			}
			curbed += refused
			let += float64(e.attempts)
		}
	}
	_, breaker, throttle := defends(m.spec)
	if breaker {
		r.Set("breaker_open_fraction", open)
		r.SetRatio("breaker_refused_fraction", held, held+passed)
	}
	if throttle {
		r.SetRatio("throttle_refused_fraction", curbed, curbed+let)
	}
}

// measureFallbacks sets how many requests a fallback answered, once that is known.
func (m *model) measureFallbacks(r *system.Result) {
	part := ratio(float64(m.degraded), float64(m.Rec.Counts().All()))
	if fallback, _, _ := defends(m.spec); fallback {
		r.Set("fallback_fraction", part)
	}
	if part > 0 {
		r.Warn("%s of the requests were answered by a fallback, without something they asked for; they count as available", system.Ratio.Format(part))
	}
}
