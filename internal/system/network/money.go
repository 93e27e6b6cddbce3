package network

import (
	"spar/internal/price"
	"spar/internal/system"
	"spar/internal/topology"
)

// This file is what a topology costs. Time does not depend on any of it.

func moneyMetric() system.Metric {
	listed := price.Listed()
	return system.Metric{
		Name: system.DollarsPerMonth, Unit: system.Dollars,
		Doc: "What the instances cost a month, for the time that each is there, what stores keep, and what is sent to clients and other regions where it has a size, at list prices of " + listed.Date + " or those of the topology.",
	}
}

// badPrices returns what is wrong with the prices of a topology.
func badPrices(spec *topology.Spec) system.Problems {
	var problems system.Problems
	_, wrong := price.For(spec.Prices, spec.ComponentNames())
	for _, p := range wrong {
		problems = append(problems, system.Problem{Where: "topology.prices." + p.Name, Message: p.Message})
	}
	return problems
}

// pricesOf returns the prices of a topology that were checked.
func pricesOf(spec *topology.Spec) price.Prices {
	prices, _ := price.For(spec.Prices, spec.ComponentNames())
	return prices
}

// usage returns what a component takes with so many instances, and so many bytes a second
// that it sends to clients and to other regions.
func usage(p *system.Plan, c *topology.Component, instances, egress, crossed float64) price.Usage {
	u := price.Usage{Component: c.Name, Kind: string(c.Kind), Instances: instances, EgressPerSecond: egress, CrossRegionPerSecond: crossed}
	if p.Has(c.Name + ".capacity") {
		u.MemoryBytes = p.Number(c.Name+".capacity") * p.Number("record")
	}
	if p.Has(c.Name + ".stored") {
		u.StoredBytes = p.Number(c.Name+".stored") * p.Number(c.Name+".replicas")
	}
	return u
}

// dollars returns what tells the cost of a plan a month, as its run begins.
func dollars(spec *topology.Spec) func(*system.Plan) float64 {
	return func(p *system.Plan) float64 {
		prices, sum, egress := pricesOf(spec), 0., egressOf(p, spec)
		for i := range spec.Components {
			c := &spec.Components[i]
			sum += prices.PerMonth(usage(p, c, float64(instancesOf(p, c)), egress[i], 0))
		}
		return sum
	}
}

// measureMoney takes down what each component cost since measuring began.
func (m *model) measureMoney(r *system.Result) {
	prices, sum := pricesOf(m.spec), 0.
	for i := range r.Components {
		at := m.spec.Find(r.Components[i].Name)
		c := m.components[at]
		rented, elapsed, all := c.rented.Mean(m.Sim.Now()), (m.Sim.Now() - m.Rec.Warmup()).Seconds(), float64(oneIn(m.Plan))
		cost := prices.PerMonth(usage(m.whole, &m.spec.Components[at], float64(rented*all), float64(all*ratio(c.egress, elapsed)), float64(all*ratio(c.crossed, elapsed))))
		r.Components[i].DollarsPerMonth = cost
		sum += cost
	}
	r.Set(system.DollarsPerMonth, sum)
}
