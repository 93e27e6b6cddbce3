package sim

import "math"

// This file is of closed networks: so many users, each of whom thinks, makes a round of
// stations and thinks again.

// A ClosedStation is one of them: exponential service, first come first served, an
// unlimited queue.
type ClosedStation struct {
	Servers int
	Demand  float64 // visits of a round times the mean service time
}

// ClosedThroughput returns how many rounds a second so many users make, who think for
// think seconds on average, by any law; it must be positive, as must the users. It is
// exact: the product form of W. J. Gordon and G. F. Newell, "Closed queuing systems with
// exponential servers", 1967, summed by the convolution of J. P. Buzen, "Computational
// algorithms for closed queueing networks with exponential servers", 1973, which is what
// exact mean value analysis gives. A round takes users/throughput - think on average, the
// interactive response time law.
//
// The factors of the product form are scaled as those of the open network that has as many
// users on average, so that none of those that matter overflows or vanishes. It takes time
// in proportion to the users times all servers.
func ClosedThroughput(users int, think float64, stations []ClosedStation) float64 {
	rate := openRate(users, think, stations)
	g := factors(users, users, float64(rate*think))
	for _, s := range stations {
		if s.Demand > 0 {
			g = convolved(g, min(s.Servers, users), float64(rate*s.Demand))
		}
	}
	return float64(rate*g[users-1]) / g[users]
}

// openRate returns the rate of an open network in which so many users are on average.
func openRate(users int, think float64, stations []ClosedStation) float64 {
	most := float64(users) / think
	for _, s := range stations {
		if s.Demand > 0 {
			most = min(most, float64(s.Servers)/s.Demand)
		}
	}
	low, high := 0., most
	for range 100 {
		rate := (low + high) / 2
		number := float64(rate * think)
		for _, s := range stations {
			if load := float64(rate * s.Demand); load >= float64(s.Servers) {
				number = math.Inf(1)
			} else if load > 0 {
				number += float64(rate * MeanSojourn(s.Servers, load, s.Demand))
			}
		}
		if number < float64(users) {
			low = rate
		} else {
			high = rate
		}
	}
	return low
}

// factors returns those of a station with 0 to users there, but for a common one.
func factors(servers, users int, load float64) []float64 {
	f := make([]float64, users+1)
	most, ln := 0., Log(load)
	for n := 1; n <= users; n++ {
		f[n] = f[n-1] + ln - Log(float64(min(n, servers)))
		most = max(most, f[n])
	}
	for n := range f {
		f[n] = Exp(f[n] - most)
	}
	return f
}

// convolved returns the factors of a network together with one station more. Beyond as many
// as it has servers its factors are those of a geometric series, which needs no list.
func convolved(g []float64, servers int, load float64) []float64 {
	f := factors(servers, len(g)-1, load)
	grows, h, tail := load/float64(servers), make([]float64, len(g)), 0.
	for n := range g {
		sum := 0.
		for j := range min(servers, n+1) {
			sum += float64(f[j] * g[n-j])
		}
		tail = float64(tail * grows)
		if n >= servers {
			tail += float64(f[servers] * g[n-servers])
		}
		h[n] = sum + tail
	}
	return h
}
