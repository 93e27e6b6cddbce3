package autoscale

import (
	"math"

	"spar/internal/sim"
)

// Servers returns the fewest servers at which a request has to wait with no more
// than a probability, where requests come at random and each server works on one
// at a time, for exponential times: Erlang's C formula turned round (A. K. Erlang,
// 1917). The load is the mean number of requests in service, rate times mean
// service time, and wait is above 0 and at most 1.
func Servers(load, wait float64) int {
	if !(load > 0) || !(wait > 0) {
		return 0
	}
	n := int(math.Ceil(load))
	for sim.ErlangC(n, load) > wait {
		n++
	}
	return n
}

// SquareRoot returns the servers for a load with a margin of beta times its square
// root, rounded up: about as many as [Servers] gives, with the same beta for a
// small load and a large one (S. Halfin and W. Whitt, "Heavy-traffic limits for
// queues with many exponential servers", 1981).
func SquareRoot(load, beta float64) int {
	return int(math.Ceil(load + float64(beta*math.Sqrt(load))))
}

// Margin returns the beta of [SquareRoot] that so many servers for a load stand
// for.
func Margin(servers int, load float64) float64 {
	return (float64(servers) - load) / math.Sqrt(load)
}
