package network

import (
	"slices"

	"pgregory.net/rapid"

	"spar/internal/topology"
)

// anyTime draws how the times of a component vary.
func anyTime(t *rapid.T, c *topology.Component) {
	switch rapid.IntRange(0, 4).Draw(t, "times") {
	case 0:
		c.Law, c.Spread = "pareto", rapid.SampledFrom([]string{"", "3"}).Draw(t, "spread")
	case 1:
		c.SlowShare, c.SlowTime = "10%", "100 ms"
	case 2:
		c.Percentiles = "p50 2 ms, p99 40 ms"
	}
}

// anyProfile draws how the load of a client varies.
func anyProfile(t *rapid.T, c *topology.Component) {
	if rapid.IntRange(0, 3).Draw(t, "plays") == 0 {
		c.Bitrate, c.Segment, c.Length, c.Writes = "1 Mb/s", "200 ms", "2 s", ""
		c.Rate, c.Ahead = "20/s", rapid.SampledFrom([]string{"", "200 ms", "600 ms"}).Draw(t, "ahead")
		return
	}
	if rapid.Bool().Draw(t, "varies") {
		c.Profile, c.Cycle = "0 s 10%, 200 ms 200%", rapid.SampledFrom([]string{"", "1 s"}).Draw(t, "cycle")
	}
}

// anyBytes draws what requests weigh, and links.
func anyBytes(t *rapid.T, spec *topology.Spec) {
	if !rapid.Bool().Draw(t, "bytes") {
		return
	}
	for i := range spec.Components {
		c := &spec.Components[i]
		if c.Kind == topology.Client {
			if c.Size = "1 kB"; !c.Plays() {
				c.Answer = "100 kB"
			}
			c.SizeLaw = rapid.SampledFrom([]string{"", "pareto"}).Draw(t, "size law")
		}
		c.Bandwidth = rapid.SampledFrom([]string{"", "100 Mb/s"}).Draw(t, "bandwidth")
		for j := range c.Calls {
			c.Calls[j].Answer = rapid.SampledFrom([]string{"", "10 B"}).Draw(t, "answer")
		}
	}
}

// anyRegions draws where everything stands.
func anyRegions(t *rapid.T, spec *topology.Spec) {
	if !rapid.Bool().Draw(t, "regions") {
		return
	}
	spec.Regions = []topology.Region{
		{Name: "eu", Share: rapid.SampledFrom([]string{"", "100%"}).Draw(t, "region's share")},
		{Name: "us", RoundTrips: map[string]string{"eu": rapid.SampledFrom([]string{"0 s", "80 ms"}).Draw(t, "round trip")}},
	}
	for i := range spec.Components {
		c := &spec.Components[i]
		c.Region = topology.Words(rapid.SampledFrom([]string{"", "us", "us, eu"}).Draw(t, "region"))
		asked := func(from topology.Component) bool {
			return slices.ContainsFunc(from.Calls, func(call topology.Call) bool { return call.To == c.Name && call.Keys == topology.EachPart })
		}
		if c.Kind == topology.Store && c.Replicas == "1" || slices.ContainsFunc(spec.Components, asked) {
			c.Region = "us"
		}
	}
}
