package network

import (
	"math"

	"spar/internal/limit"
	"spar/internal/system"
	"spar/internal/topology"
)

// limitTheory sets what formulas say of limits at which requests arrive at random, as they
// come from clients. See [limit.Pass].
func limitTheory(p *system.Plan, spec *topology.Spec, t *system.Theory) {
	for i := range spec.Components {
		c := &spec.Components[i]
		if c.Kind != topology.Gateway || c.Limit == "" || c.Per == perClass || !atRandom(p, spec, i) {
			continue
		}
		if word(p, c.Name+".scope", shared) != shared && p.Int(c.Name+".instances") > 1 {
			continue
		}
		algorithm, rate, err := limitOf(p, c)
		if err != nil {
			continue
		}
		f := flowsOf(p, spec, func(string) float64 { return 0 }, once)
		perPeriod := float64((f.reads[i] + f.writes[i]) * rate.Period.Seconds())
		part, known := limit.Pass(algorithm, perPeriod)
		if known && c.Per == perKey {
			part = passOfKeys(p, algorithm, perPeriod)
		}
		if known {
			t.Set(c.Name+"_refused_fraction", max(0, 1-part)) // sums of parts are rounded
			t.Source = "what limits are as queues"
		}
	}
}

// atRandom reports whether a component is asked by clients alone, who ask at random and
// never twice.
func atRandom(p *system.Plan, spec *topology.Spec, i int) bool {
	if varying(spec) != "" {
		return false
	}
	if closed, _ := closedClients(spec); len(closed) > 0 {
		return false
	}
	for k := range spec.Components {
		from := &spec.Components[k]
		for j := range from.Calls {
			call := &from.Calls[j]
			if spec.Find(call.To) != i {
				continue
			}
			name := from.CallName(j)
			if from.Kind != topology.Client || call.IsMany() || call.When != "" || p.Number(name+".retries") > 0 || p.Has(name+".hedge") || p.Has(name+".throttle") || p.Has(name+".breaker") {
				return false
			}
		}
	}
	return true
}

// passOfKeys returns the part of requests that pass a limit for each key by itself. Less
// popular keys are taken together, whose parts are nearly the same.
func passOfKeys(p *system.Plan, algorithm limit.Algorithm, perPeriod float64) float64 {
	popularity, err := system.NewPopularity(p.Seed, p.Int("keys"), p.Number("zipf"))
	if err != nil {
		return math.NaN()
	}
	const alone, wider = 300, 1.02
	sum, all := 0., 0.
	for first, keys := 1, p.Int("keys"); first <= keys; {
		last := first
		if first > alone {
			last = min(keys, int(float64(first)*wider))
		}
		own := popularity.Of((first + last) / 2)
		part, _ := limit.Pass(algorithm, float64(perPeriod*own))
		weight := float64(own * float64(last-first+1))
		sum += float64(weight * part)
		all += weight
		first = last + 1
	}
	return sum / all
}
