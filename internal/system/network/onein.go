package network

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// This file runs one in so many of everything: of the requests, and of the instances that
// they come to, so that each instance has the load that it would have among all.

// oneIn returns of how many one is run.
func oneIn(p *system.Plan) int { return p.Int("one_in") }

// partOf returns the plan of one in so many; the plan itself where all are run.
func partOf(p *system.Plan, spec *topology.Spec) *system.Plan {
	n := float64(oneIn(p))
	if n == 1 {
		return p
	}
	part := map[string]float64{"keys": fewerKeys(p, spec)}
	divide := func(name string) {
		if p.Has(name) {
			part[name] = p.Number(name) / n
		}
	}
	divide("rate")
	for i := range spec.Components {
		c := &spec.Components[i]
		for _, figure := range []string{"rate", "users", "instances", "shards", "capacity", "stored"} {
			divide(c.Name + "." + figure)
		}
		if p.Has(c.Name+".limit") && word(p, c.Name+".per", perAll) != perKey && word(p, c.Name+".scope", shared) != local {
			divide(c.Name + ".limit")
			if p.Has(c.Name+".burst") && word(p, c.Name+".scope", shared) == shared {
				part[c.Name+".burst"] = max(1, math.Round(p.Number(c.Name+".burst")/n))
			}
		}
		if c.Kind == topology.Queue { // whose messages are those of all its instances
			part[c.Name+".queue_limit"] = math.Round(p.Number(c.Name+".queue_limit") / n)
		}
		for k := range c.Classes {
			divide(c.Name + "." + c.Classes[k].Name + ".rate")
		}
		for j := range c.Calls {
			divide(c.CallName(j) + ".groups")
		}
	}
	return p.With(part)
}

// fewerKeys returns how many keys a part has, so that its largest cache has the hit ratio
// of all.
func fewerKeys(p *system.Plan, spec *topology.Spec) float64 {
	largest := 0.
	for i := range spec.Components {
		if c := &spec.Components[i]; isCache(c.Kind) {
			largest = max(largest, p.Number(c.Name+".capacity"))
		}
	}
	n := float64(oneIn(p))
	if largest < n || largest >= p.Number("keys") {
		return max(1, math.Round(p.Number("keys")/n))
	}
	return float64(cache.LRUKeysAlike(p.Int("keys"), p.Number("zipf"), int(largest), int(largest/n)))
}

// unparted returns why one in so many does not stand for all; nothing if it does.
func unparted(p *system.Plan, spec *topology.Spec) (problems system.Problems) {
	n := oneIn(p)
	if n == 1 {
		return nil
	}
	refuse := func(format string, arguments ...any) { problems.Check(false, "one_in", format, arguments...) }
	largest, fewest := 0, ""
	for _, w := range wholes(p, spec) {
		if w.number%n != 0 && fewest == "" {
			fewest = fmt.Sprintf("%s has %d %s, %s", w.name, w.number, w.of, notParted(w.number, n))
		}
		largest = gcd(largest, w.number)
	}
	if fewest != "" {
		refuse("%s; write one_in: %d, the largest below that all allow, or other numbers", fewest, largestPart(largest, n))
		return problems
	}
	if p.Number("keys") < float64(n) {
		refuse("there are %s keys, fewer than %d; write more keys, or a smaller one_in", system.Jobs.Format(p.Number("keys")), n)
	}
	for i := range spec.Components {
		c := &spec.Components[i]
		if because := indivisible(p, spec, c); because != "" {
			refuse("%s; leave out one_in", because)
		}
	}
	for _, f := range p.Faults {
		if because := indivisibleFault(p, spec, f); because != "" {
			refuse("%q %s", f.Text, because)
		}
	}
	return problems
}

// A whole is a number of which a part must be whole as well.
type whole struct {
	name, of string
	number   int
}

// wholes returns those of a plan.
func wholes(p *system.Plan, spec *topology.Spec) (list []whole) {
	add := func(name, of string) {
		if full := name + "." + of; p.Has(full) {
			list = append(list, whole{name, of, p.Int(full)})
		}
	}
	for i := range spec.Components {
		c := &spec.Components[i]
		for _, of := range []string{"users", "instances", "shards"} {
			add(c.Name, of)
		}
		for j := range c.Calls {
			add(c.CallName(j), "groups")
		}
	}
	return list
}

func notParted(number, n int) string {
	if number < n {
		return fmt.Sprintf("fewer than %d", n)
	}
	return fmt.Sprintf("of which one in %d is no whole number", n)
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// largestPart returns the largest divisor of a number that does not exceed a bound.
func largestPart(number, bound int) int {
	for n := min(number, bound); n > 1; n-- {
		if number%n == 0 {
			return n
		}
	}
	return 1
}

// evenly is how much more than its part of the load the hottest key may add to the instance
// of a store or a cache for the load of all to count as even.
const evenly = .05

// indivisible returns why fewer of a component do not have the load that each has; empty if
// they do.
func indivisible(p *system.Plan, spec *topology.Spec, c *topology.Component) string {
	hottest := cache.LFUHitRatio(p.Int("keys"), p.Number("zipf"), 1)
	parts := 1
	switch {
	case c.Kind == topology.Store:
		parts = p.Int(c.Name + ".shards")
	case isCache(c.Kind):
		parts = p.Int(c.Name + ".instances")
	}
	skewed := hottest*p.Number("keys") > 1+evenly
	switch more := hottest * float64(parts); {
	case parts > 1 && skewed && more > evenly:
		return fmt.Sprintf("the hottest key has %s of the requests, and one of %d of %s gets that on top of its part: with fewer it would get less; a smaller zipf makes keys even", system.Ratio.Format(hottest), parts, c.Name)
	case skewed && (contends(c) || isTracked(c)):
		return "what befalls the hottest keys of " + c.Name + " depends on how many requests there are in all; a smaller zipf makes keys even"
	}
	if p.Has(c.Name+".limit") && word(p, c.Name+".per", perAll) == perKey && (skewed || word(p, c.Name+".scope", shared) != shared) {
		return "what " + c.Name + " refuses of a key depends on how many instances it has, and on the hottest keys"
	}
	if regions, here := len(spec.StandsIn(c)), instancesOf(p, c)/oneIn(p); regions > 1 && c.Kind != topology.Client && c.Kind != topology.Store && here%regions != 0 {
		return fmt.Sprintf("%d instances of %s do not fall evenly on its %d regions", here, c.Name, regions)
	}
	for j := range c.Calls {
		call, name := &c.Calls[j], c.CallName(j)
		switch {
		case call.Keys == topology.EachPart:
			return "the call " + name + " asks each part, of which there would be fewer"
		case call.IsPolite() && (p.Number(name+".groups_zipf") > 0 || skewed && !p.Has(name+".groups")):
			return "the busiest key of " + name + " would be less so"
		}
	}
	return ""
}

// indivisibleFault returns why a fault does not strike a part as it strikes all.
func indivisibleFault(p *system.Plan, spec *topology.Spec, f system.Fault) string {
	switch {
	case f.Verb == system.Load:
		return ""
	case f.Verb == system.Hot:
		return "heats one key, of which a part of the requests does not ask as often; leave out one_in, or the fault"
	}
	i := spec.Find(f.Part)
	if i < 0 {
		return "" // a region, with all that stands there
	}
	all := instancesOf(p, &spec.Components[i])
	struck, here := 0, 0
	for range f.Among(all) {
		struck++
	}
	for range f.Among(all / oneIn(p)) {
		here++
	}
	if f.Verb == system.Add || f.Verb == system.Remove || f.Index > 0 || here*oneIn(p) != struck {
		return fmt.Sprintf("is about %d of %d, and of one in %d there are %d; write a part of them that is whole, such as 50%%, or leave out one_in", max(1, struck), all, oneIn(p), all/oneIn(p))
	}
	return ""
}

// counted reports whether a metric is of all together, and not of one request or instance.
func counted(spec *topology.Spec, metric system.Metric) bool {
	switch metric.Unit {
	case system.PerSecond:
		return !strings.HasSuffix(metric.Name, "_busiest_key_per_second")
	case system.BytesPerSecond:
		return true
	case system.Jobs:
		queue, longest := strings.CutSuffix(metric.Name, "_queue_max")
		if longest {
			return spec.Components[spec.Find(queue)].Kind == topology.Queue
		}
		return !strings.HasSuffix(metric.Name, "_per_request")
	}
	return false
}

// standForAll multiplies what one in so many counted, and says what stands for what.
func (m *model) standForAll(r *system.Result) {
	n := float64(oneIn(m.Plan))
	if n == 1 {
		return
	}
	for _, metric := range metrics(m.spec) {
		if !counted(m.spec, metric) {
			continue
		}
		if value, ok := r.Metrics[metric.Name]; ok {
			r.Set(metric.Name, value*n)
		}
		if i, ok := r.Intervals[metric.Name]; ok {
			r.Intervals[metric.Name] = system.Interval{Low: i.Low * n, High: i.High * n}
		}
	}
	for i := range r.Components {
		c := &r.Components[i]
		c.Refused *= int(n)
		if m.components[m.spec.Find(c.Name)].queue != nil {
			c.QueueMax *= int(n)
		}
	}
	multiply(r.Series, n)
	r.Warnings = slices.Insert(r.Warnings, 0, m.standsFor())
	m.warnOfFewer(r)
}

// warnOfFewer warns of waits that are longer in a part: where any idle instance may take a
// request, the more there are the sooner one is idle.
func (m *model) warnOfFewer(r *system.Result) {
	for i, c := range m.components {
		policy := m.Plan.Text(c.name + ".policy")
		if c.kind == topology.Client || c.pool == nil || len(c.feeds) == 0 && policy != "least-connections" && policy != "two-choices" {
			continue
		}
		workers := instancesOf(m.Plan, &m.spec.Components[i]) * m.Plan.Int(c.name+".workers")
		mean, busy := meanTime(m.Plan, &m.spec.Components[i]), r.Metrics[c.name+"_utilization"]
		if busy >= full || mean == 0 {
			continue
		}
		all := workers * oneIn(m.Plan)
		longer := sim.MeanWait(workers, float64(busy*float64(workers)), mean) - sim.MeanWait(all, float64(busy*float64(all)), mean)
		if longer > evenly*mean {
			r.Warn("what comes to %s waits about %s longer than among all, as any worker that is idle takes it, and there are fewer: %d in place of %d, %s busy", c.name, system.Seconds.Format(longer), workers, all, system.Ratio.Format(busy))
		}
	}
}

func multiply(series []system.Point, n float64) {
	for i := range series {
		series[i].Throughput *= n
		series[i].Failed *= n
	}
}

// standsFor says what stands for what.
func (m *model) standsFor() string {
	n := oneIn(m.Plan)
	var parts []string
	for _, w := range wholes(m.Plan, m.spec) {
		parts = append(parts, fmt.Sprintf("%d of %d %s of %s", w.number, w.number*n, w.of, w.name))
	}
	return fmt.Sprintf("1 in %d is run: %s; each has the load that it has among all. Rates, counts, bytes and dollars are multiplied by %d; latencies, shares and utilizations are as measured, and so is how many requests and faults warnings and reasons tell of. "+
		"Breakers see their latest hundred calls come more slowly", n, strings.Join(parts, ", "), n)
}
