package network

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// This file is loads that vary over a day.

// profileOf returns how the rate of a client varies; false if it does not.
func profileOf(p *system.Plan, c *topology.Component) (sim.Profile, bool) {
	if c.Profile == "" {
		return sim.Profile{}, false
	}
	points, err := topology.ParseProfile(c.Profile)
	if err != nil {
		panic(err) // it was checked
	}
	profile, err := sim.NewProfile(points, p.Duration(c.Name+".cycle"))
	if err != nil {
		panic(err) // likewise
	}
	return profile, true
}

// unfitProfile returns what is wrong between a profile and its cycle.
func unfitProfile(p *system.Plan, c *topology.Component) (problems system.Problems) {
	if c.Profile == "" {
		return nil
	}
	points, err := topology.ParseProfile(c.Profile)
	if err != nil || len(points) == 0 {
		return nil // and said
	}
	last := points[len(points)-1].At
	problems.Check(last < p.Duration(c.Name+".cycle"), c.Name+".cycle", "the profile of %s goes on until %v, and begins anew after %s; write a longer cycle, or earlier times", c.Name, last, p.Text(c.Name+".cycle"))
	return problems
}

// vary lets the arrivals of a client follow its profile.
func (m *model) vary(in *sim.Arrivals, c *topology.Component) {
	if profile, ok := profileOf(m.Plan, c); ok {
		in.Shape = profile
	}
}

// swing returns how much the rates of clients are exceeded, on average over so long from
// the start and at the most, by the client with most of it.
func swing(p *system.Plan, spec *topology.Spec, long time.Duration) (mean, peak float64) {
	for i := range spec.Components {
		c := &spec.Components[i]
		if c.Kind != topology.Client {
			continue
		}
		m, most := 1., 1.
		if profile, ok := profileOf(p, c); ok && long > 0 {
			_, most, _ = profile.Range()
			m = profile.Mean(0, long)
		}
		mean, peak = max(mean, m), max(peak, most)
	}
	return mean, peak
}

// varying returns the client whose load varies; empty if none does.
func varying(spec *topology.Spec) string {
	for _, c := range spec.Components {
		if c.Profile != "" {
			return c.Name
		}
	}
	return ""
}

// warnOfParts warns of loads of which not whole cycles are measured.
func (m *model) warnOfParts(r *system.Result) {
	from, to := m.Rec.Warmup(), m.Plan.End
	for i := range m.spec.Components {
		c := &m.spec.Components[i]
		profile, ok := profileOf(m.Plan, c)
		if !ok || to <= from {
			continue
		}
		least, most, cycle := profile.Range()
		if least == most || (to-from)%cycle == 0 {
			continue
		}
		percent := system.Ratio.Format
		r.Warn("the load of %s goes from %s to %s of its rate in %s, and what is measured is from %s to %s, at %s on average: figures are of that part; a duration and a warmup of whole cycles measure all of it", c.Name, percent(least), percent(most),
			system.Seconds.Format(cycle.Seconds()), system.Seconds.Format(from.Seconds()), system.Seconds.Format(to.Seconds()), percent(profile.Mean(from, to)))
	}
}
