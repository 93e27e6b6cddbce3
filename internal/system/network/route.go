package network

import (
	"math"
	"math/rand/v2"

	"spar/internal/topology"
)

// This file lets what passes requests on send each one way: of calls with shares a client,
// a balancer or a gateway makes one, by one draw for each request. A service makes each of
// its calls, or not, by itself.

// routes reports whether a component sends each request one way.
func routes(k topology.Kind) bool {
	return k == topology.Client || k == topology.Balancer || k == topology.Gateway
}

// setRoutes gives the calls of a component that are ways the part of all draws that is
// theirs: behind those of the ways before that requests of the same classes may take.
func (m *model) setRoutes(c *component, edges []*edge) {
	if !routes(c.kind) {
		return
	}
	lots := m.Stream("routes " + c.name)
	for j, e := range edges {
		e.route, e.lots = e.share < 1, lots
		for _, earlier := range edges[:j] {
			if earlier.share < 1 && earlier.classes&e.classes != 0 && earlier.when == e.when && earlier.asked == e.asked {
				e.before += earlier.share
			}
		}
	}
}

// lot returns what is drawn for a visit, from 0 to 1, once for all ways.
func (v *visit) lot(random *rand.Rand) float64 {
	if v.drawn == 0 {
		v.drawn = max(1, random.Uint32())
	}
	return float64(v.drawn) / (math.MaxUint32 + 1)
}

// isOn reports whether a lot falls to a way. Shares of more than 100% together begin
// anew, so that each way gets its share in any case.
func (e *edge) isOn(lot float64) bool {
	_, from := math.Modf(e.before)
	to := from + e.share
	return lot >= from && lot < to || lot < to-1
}
