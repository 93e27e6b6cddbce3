package network

import (
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
	if rapid.Bool().Draw(t, "varies") {
		c.Profile, c.Cycle = "0 s 10%, 200 ms 200%", rapid.SampledFrom([]string{"", "1 s"}).Draw(t, "cycle")
	}
}
