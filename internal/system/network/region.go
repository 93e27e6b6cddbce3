package network

import (
	"slices"
	"strings"

	"spar/internal/system"
	"spar/internal/topology"
)

// This file lets regions suffer faults, and measures them.

// regionVerbs are what can befall a region.
var regionVerbs = []system.Verb{system.Kill, system.Hang, system.Restart, system.Slow, system.Errors}

// regionFaults returns what can befall regions: everything that stands there, or the ways
// to it.
func regionFaults(spec *topology.Spec) []system.FaultForm {
	var list []system.FaultForm
	for _, name := range spec.RegionNames() {
		part := system.RegionPart(name)
		for _, verb := range regionVerbs {
			list = append(list, system.Also(verb, part, "", "So does everything that stands there."))
		}
		list = append(
			list,
			system.Also(system.Cut, part, "", "What stands there goes on asking each other; its clients, who are outside, ask the next nearest region once they know."),
			system.Also(system.Heal, part, "", "Its replicas get what they missed."),
		)
	}
	return list
}

// suffer carries out a fault of a region.
func (w *world) suffer(f system.Fault) {
	r := slices.IndexFunc(w.names, func(name string) bool { return system.RegionPart(name) == f.Part })
	switch f.Verb {
	case system.Cut, system.Heal:
		if w.walls.Members[r].Suffer(f) {
			w.walls.Notice(&w.net.Sim, r)
		}
	}
	for _, c := range w.net.components {
		for _, k := range c.places.there[r] {
			if slices.Contains(regionVerbs, f.Verb) {
				c.strike(f, k)
			}
		}
		if f.Verb == system.Heal && c.store != nil && c.store.versions != nil {
			for k, s := range c.instances {
				if s.Answers() {
					c.store.versions.recover(k)
				}
			}
		}
	}
	for _, c := range w.net.components {
		c.pull()
	}
}

// tell gives a result the reasons for what befell the ways to regions.
func (w *world) tell(r *system.Result) {
	for i, wall := range w.walls.Members {
		var senders []string
		for _, e := range w.net.edges {
			if e.atClient && len(w.net.components[e.to].places.there[i]) > 0 {
				senders = append(senders, e.policy(w.net))
			}
		}
		wall.Tell(r, "region "+w.names[i], senders...)
	}
}

// regionMetrics returns those of the requests from each region, and of caches there.
func regionMetrics(spec *topology.Spec) []system.Metric {
	var list []system.Metric
	for i, name := range spec.RegionNames() {
		list = append(list, ownMetrics(spec, name, "Of requests from "+name+". ")...)
		if spec.HasBytes() {
			list = append(list, system.Metric{Name: name + "_egress_bytes_per_second", Unit: system.BytesPerSecond, Doc: "What is sent to clients from " + name + "."})
		}
		for k := range spec.Components {
			if c := &spec.Components[k]; isCache(c.Kind) && slices.Contains(spec.StandsIn(c), i) && severalRegions(spec, c) {
				list = append(list, system.Metric{Name: edgeName(c.Name, name) + "_hit_ratio", Unit: system.Ratio, Doc: "Part of the reads that " + c.Name + " in " + name + " answers from memory."})
			}
		}
	}
	if len(spec.Regions) > 0 && spec.HasBytes() {
		list = append(list, system.Metric{Name: "cross_region_bytes_per_second", Unit: system.BytesPerSecond, Doc: "What components send to others in another region; what is sent to clients is not in it."})
	}
	return list
}

// edgeName returns what metrics of a component in one region begin with.
func edgeName(component, region string) string { return component + "_" + region }

func severalRegions(spec *topology.Spec, c *topology.Component) bool {
	return len(spec.StandsIn(c)) > 1
}

// measure sets the metrics of regions at the end of the run; fillIn does those of requests.
func (w *world) measure(r *system.Result) {
	elapsed := (w.net.Sim.Now() - w.net.Rec.Warmup()).Seconds()
	for _, c := range w.net.components {
		if c.tier == nil || len(c.places.regions) < 2 {
			continue
		}
		for _, region := range c.places.regions {
			part := &c.tier.parts[region]
			r.SetRatio(edgeName(c.name, w.names[region])+"_hit_ratio", float64(part.hits), float64(part.lookups))
		}
	}
	if w.net.cargo == nil {
		return
	}
	crossed := 0.
	for _, c := range w.net.components {
		crossed += c.crossed
	}
	r.Set("cross_region_bytes_per_second", ratio(crossed, elapsed))
	for i, name := range w.names {
		r.Set(name+"_egress_bytes_per_second", ratio(w.egress[i], elapsed))
	}
}

// fillIn sets what became of the requests from each region.
func (w *world) fillIn(r *system.Result) {
	for i, rec := range w.recs {
		w.net.measureOwn(r, w.names[i], rec)
	}
}

// uneven returns what is wrong with regions as they are set.
func uneven(p *system.Plan, spec *topology.Spec) system.Problems {
	if len(spec.Regions) == 0 {
		return nil
	}
	problems := unshared(p, spec.RegionNames(), "the regions", "the requests")
	for i := range spec.Components {
		c := &spec.Components[i]
		n := len(spec.StandsIn(c))
		switch {
		case n < 2:
		case c.Kind == topology.Client:
			some := 0.
			for _, r := range spec.StandsIn(c) {
				some += regionShares(p, spec)[r]
			}
			problems.Check(some > 0, spec.Regions[spec.StandsIn(c)[0]].Name+".share", "no request comes from where %s stands; write more than 0%%", c.Name)
		default:
			figure := members(*c)
			if c.Kind == topology.Store {
				figure = c.Name + ".replicas"
			}
			problems.Check(p.Int(figure) >= n, figure, "%s stands in %d regions, one of its %s in each at least; write %d or more, or fewer regions", c.Name, n, strings.TrimPrefix(figure, c.Name+"."), n)
		}
	}
	return problems
}

// unusedShares says that shares of regions say nothing where no client stands in several.
func unusedShares(p *system.Plan, spec *topology.Spec) string {
	for i := range spec.Components {
		if c := &spec.Components[i]; c.Kind == topology.Client && len(spec.StandsIn(c)) > 1 {
			return ""
		}
	}
	for _, name := range spec.RegionNames() {
		if p.Has(name + ".share") {
			return name + ".share says nothing, as no client stands in several regions; write region: all at a client"
		}
	}
	return ""
}

// fitRegions lets there be as many of a component as regions in which it stands, where
// nothing says how many.
func fitRegions(p *system.Plan, spec *topology.Spec, c *topology.Component) {
	n := len(spec.StandsIn(c))
	if n < 2 || c.Kind == topology.Client {
		return
	}
	if c.Kind == topology.Store {
		if c.Replicas == "" {
			p.AtLeast(c.Name+".replicas", float64(n))
		}
		return
	}
	if c.Instances == "" {
		p.AtLeast(c.Name+".instances", float64(n))
	}
}

// longestWay returns the longest round trip between regions, in seconds.
func longestWay(p *system.Plan, spec *topology.Spec) float64 {
	longest := 0.
	for _, d := range spec.Distances() {
		longest = max(longest, p.Number(spec.DistanceName(d)+".round_trip"))
	}
	return longest
}

// regionParameters returns those of regions and of the ways between them.
func regionParameters(spec *topology.Spec) []system.Parameter {
	var list []system.Parameter
	for _, r := range spec.Regions {
		of := parameter(r.Name, r.Name, topology.Figure{Name: "share", Given: r.Share})
		of.Doc = "Share of the requests of clients in all regions that come from " + r.Name + "; what others leave unless given."
		list = append(list, of)
	}
	for _, d := range spec.Distances() {
		list = append(list, parameter(spec.DistanceName(d), spec.Regions[d.From].Name+" and "+spec.Regions[d.To].Name, d.RoundTrip))
	}
	return list
}

// worldNotModelled returns what a run leaves out of regions.
func worldNotModelled(spec *topology.Spec) []string {
	if len(spec.Regions) == 0 {
		return nil
	}
	return []string{
		"regions beyond their distance: bandwidth between them, connections that are set up anew, and what names or balancers of the world take to send clients elsewhere, beyond detection",
		"limits, breakers, budgets and backlogs of each region by itself: all regions of a component share them",
	}
}
