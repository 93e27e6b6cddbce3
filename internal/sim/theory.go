package sim

import "math"

// The functions of this file are of a station with Poisson arrivals and
// exponential service times: M/M/c in Kendall's notation. The load is the mean
// number of servers at work, arrivals a second times the mean service time;
// times are in the unit of that. In a network of such stations each behaves as
// if it were alone (J. R. Jackson, "Networks of waiting lines", 1957), so the
// mean time in it is the sum of the stations' MeanSojourn, each times its visits.

// ErlangB returns the probability that a job is refused at a station without a
// queue; it holds for service times of any law (A. K. Erlang, 1917).
func ErlangB(servers int, load float64) float64 {
	loss, _ := birthDeath(servers, servers, load)
	return loss
}

// ErlangC returns the probability that a job has to wait at a station with an
// unlimited queue (A. K. Erlang, 1917). It is 1 from load = servers on.
func ErlangC(servers int, load float64) float64 {
	if load >= float64(servers) {
		return 1
	}
	loss := ErlangB(servers, load)
	free := 1 - load/float64(servers)
	return loss / (free + float64((1-free)*loss))
}

// MeanWait returns the mean time that a job waits. The load must be below the
// number of servers, as everywhere below where a queue is unlimited.
func MeanWait(servers int, load, service float64) float64 {
	return float64(ErlangC(servers, load)*service) / (float64(servers) - load)
}

// MeanSojourn returns the mean time that a job spends waiting and in service.
func MeanSojourn(servers int, load, service float64) float64 {
	return service + MeanWait(servers, load, service)
}

// WaitQuantile returns the wait that a share p of the jobs does not exceed. Those
// who wait at all do so for an exponential time.
func WaitQuantile(servers int, load, service, p float64) float64 {
	c := ErlangC(servers, load)
	if 1-p >= c {
		return 0
	}
	return float64(service*Log(c/(1-p))) / (float64(servers) - load)
}

// SojournQuantile returns the time that a share p of the jobs does not exceed,
// waiting and in service.
func SojournQuantile(servers int, load, service, p float64) float64 {
	c, rate := ErlangC(servers, load), float64(servers)-load
	longer := func(t float64) float64 { // the probability to take longer
		// Who waits takes the sum of two exponential times, of which that in service
		// has rate 1. The slower of them is taken out, so that no power overflows.
		both := float64(t * Exp(float64(-min(1, rate)*t)) * growth(float64(-math.Abs(1-rate)*t)))
		return Exp(-t) + float64(c*both)
	}
	return float64(service * threshold(func(t float64) bool { return longer(t) <= 1-p }))
}

// FiniteQueue returns the share of jobs that a station refuses whose queue holds
// up to limit of them, and the mean time that the others spend. The load may be
// anything.
func FiniteQueue(servers, limit int, load, service float64) (loss, sojourn float64) {
	loss, number := birthDeath(servers, servers+limit, load)
	// Little's law: the mean number of jobs is their rate times their time.
	return loss, float64(number*service) / float64(load*(1-loss))
}

// birthDeath returns, of a station with places for so many jobs, the probability
// that all are taken and the mean number of those that are. It adds place after
// place, which cannot overflow.
func birthDeath(servers, places int, load float64) (full, number float64) {
	full = 1
	for n := 1; n <= places; n++ {
		grown := float64(load*full) / float64(min(n, servers))
		full = grown / (1 + grown)
		number = float64(number*(1-full)) + float64(float64(n)*full)
	}
	return full, number
}

// threshold returns the smallest t from zero on at which a condition that stays true
// becomes true.
func threshold(holds func(t float64) bool) float64 {
	high := 1.
	for !holds(high) {
		high *= 2
	}
	low := 0.
	for range 200 {
		middle := (low + high) / 2
		if middle == low || middle == high {
			break
		}
		if holds(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
