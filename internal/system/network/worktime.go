package network

import (
	"math"
	"slices"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// This file is how long work takes, and what formulas need to know of that.

// laws are those of times, as parameters name them.
var laws = []string{traffic.Exponential, traffic.Deterministic, traffic.LogNormal, traffic.Pareto, traffic.Erlang, traffic.Hyperexponential}

// spreads says which spread a law of times can have.
func spreads(law string) (least, most float64) {
	switch law {
	case traffic.Erlang:
		return .01, 1
	case traffic.Hyperexponential:
		return 1, 1000
	}
	return .01, 1000
}

// saysSpread reports whether a law says by itself how times vary.
func saysSpread(law string) bool { return law == traffic.Exponential || law == traffic.Deterministic }

// spreadOf returns the coefficient of variation of times, by what stands before their law
// and spread: "app." or "client.think_".
func spreadOf(p *system.Plan, of string) float64 {
	law := p.Text(of + "law")
	if p.Has(of+"spread") && !saysSpread(law) {
		return p.Number(of + "spread")
	}
	return traffic.Variation(law)
}

// fitTimes lets defaults give way to what was set of a component's times alone: a spread
// needs a law that can have one, slow requests both how many and how slow.
func fitTimes(p *system.Plan, c *topology.Component) {
	if p.Given(c.Name+".spread") && c.Law == "" {
		p.Instead(c.Name+".law", float64(slices.Index(laws, traffic.LogNormal)))
	}
	if p.Given(c.Name+".think_spread") && c.ThinkLaw == "" {
		p.Instead(c.Name+".think_law", float64(slices.Index(laws, traffic.LogNormal)))
	}
	const slowShare, slowTimes = .01, 10 // one in a hundred takes ten times as long
	switch share, slow := c.Name+".slow_share", c.Name+".slow_time"; {
	case p.Given(share) && !p.Has(slow):
		p.Instead(slow, slowTimes*p.Number(c.Name+".time"))
	case p.Given(slow) && !p.Has(share):
		p.Instead(share, slowShare)
	}
}

// unspread returns what is wrong with a spread for its law; see [spreadOf].
func unspread(p *system.Plan, of string) (problems system.Problems) {
	name := of + "spread"
	if law := p.Text(of + "law"); p.Has(name) && saysSpread(law) {
		problems.Check(false, name, "%s times have no spread of their own; remove it, or write another law, such as lognormal", law)
	} else if p.Has(name) {
		least, most := spreads(law)
		problems.Check(p.Number(name) >= least && p.Number(name) <= most, name, "%s times cannot have a spread of %s; write %g to %g", law, p.Text(name), least, most)
	}
	return problems
}

// misspread returns what is wrong with the spread of a component, and with its slow
// requests, by themselves each in range.
func misspread(p *system.Plan, c *topology.Component) (problems system.Problems) {
	problems = append(unspread(p, c.Name+"."), unspread(p, c.Name+".think_")...)
	problems.Check(p.Has(c.Name+".slow_share") == p.Has(c.Name+".slow_time"), c.Name+".slow_share", "%s.slow_share and %s.slow_time belong together; give both", c.Name, c.Name)
	return problems
}

// newLaw returns the distribution of the times of a component, in seconds.
func newLaw(p *system.Plan, c *topology.Component) (sim.Distribution, error) {
	mean := p.Number(c.Name + ".time")
	if c.Percentiles != "" {
		measured, err := topology.ParsePercentiles(c.Percentiles)
		if err != nil {
			return nil, err
		}
		own, _ := measured.Moments()
		if own == 0 {
			return measured, nil
		}
		return measured.Times(mean / own), nil
	}
	law, spread := p.Text(c.Name+".law"), spreadOf(p, c.Name+".")
	usual, err := traffic.Law(law, mean, spread)
	if err != nil || !isSlow(p, c) {
		return usual, err
	}
	slow, err := traffic.Law(law, p.Number(c.Name+".slow_time"), spread)
	return sim.Mixture{Share: p.Number(c.Name + ".slow_share"), Usual: usual, Other: slow}, err
}

// isSlow reports whether some requests take longer than others at a component.
func isSlow(p *system.Plan, c *topology.Component) bool {
	return p.Has(c.Name+".slow_share") && p.Has(c.Name+".slow_time") && p.Number(c.Name+".slow_share") > 0
}

// meanTime returns how long a component works on a request, in seconds.
func meanTime(p *system.Plan, c *topology.Component) float64 {
	mean, _ := moments(p, c)
	return mean
}

// moments returns the mean and the coefficient of variation of the times of a component.
func moments(p *system.Plan, c *topology.Component) (mean, cv float64) {
	mean = p.Number(c.Name + ".time")
	if c.Percentiles != "" {
		measured, err := topology.ParsePercentiles(c.Percentiles)
		if err != nil {
			panic(err) // it was checked
		}
		own, squared := measured.Moments()
		if own == 0 {
			return mean, 0
		}
		return mean, math.Sqrt(max(0, squared/float64(own*own)-1))
	}
	cv = spreadOf(p, c.Name+".")
	if law := p.Text(c.Name + ".law"); law == traffic.Erlang && cv > 0 {
		cv = 1 / math.Sqrt(math.Round(1/float64(cv*cv))) // of whole stages
	}
	if !isSlow(p, c) {
		return mean, cv
	}
	share, slow := p.Number(c.Name+".slow_share"), p.Number(c.Name+".slow_time")
	squared := (float64((1-share)*mean*mean) + float64(share*slow*slow)) * (1 + float64(cv*cv))
	mean = float64((1-share)*mean) + float64(share*slow)
	if mean == 0 {
		return 0, 0
	}
	return mean, math.Sqrt(max(0, squared/float64(mean*mean)-1))
}

// isExponential reports whether the times of a component are.
func isExponential(p *system.Plan, c *topology.Component) bool {
	return c.Percentiles == "" && p.Text(c.Name+".law") == traffic.Exponential && !isSlow(p, c)
}

// isGeneral reports whether a component is a single worker whose times are not
// exponential, and the only station of its topology: what arrives there does so at random,
// and M/G/1 holds.
func isGeneral(p *system.Plan, spec *topology.Spec, c *topology.Component) bool {
	stations := 0
	for i := range spec.Components {
		if spec.Components[i].Kind != topology.Client {
			stations++
		}
	}
	return stations == 1 && !isExponential(p, c) && instancesOf(p, c) == 1 && p.Int(c.Name+".workers") == 1
}

// meanStay returns how long a visit of a component takes on average, waiting included,
// at a load for each instance and source of what that is by.
func meanStay(p *system.Plan, spec *topology.Spec, c *topology.Component, load float64) float64 {
	mean, cv := moments(p, c)
	if isGeneral(p, spec, c) {
		return mean + sim.MeanWaitGeneral(load, mean, cv)
	}
	return sim.MeanSojourn(p.Int(c.Name+".workers"), load, mean)
}

// warnOfTails warns of times whose tail is too heavy for the run to know their mean.
func (m *model) warnOfTails(r *system.Result) {
	for i, c := range m.components {
		if c.kind == topology.Client {
			continue
		}
		_, cv := moments(m.Plan, &m.spec.Components[i])
		// The mean of n times is known to within cv over the root of n.
		const within = .05
		if needs := float64(cv * cv / (within * within)); c.visits > 0 && cv > 3 && float64(c.visits) < needs {
			r.Warn("times of %s spread over %s times their mean: the %d visits measured do not tell their mean to within 5%%; a longer run does", c.name, system.Jobs.Format(cv), c.visits)
		}
	}
}
