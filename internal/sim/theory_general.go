package sim

import "math"

// MeanWaitGeneral returns the mean wait at one server with Poisson arrivals and
// service times of any law with that coefficient of variation: M/G/1 (F.
// Pollaczek, 1930; A. Y. Khinchine, 1932). The load is below 1.
func MeanWaitGeneral(load, service, cv float64) float64 {
	return float64(load*service*(1+float64(cv*cv))) / (2 * (1 - load))
}

// WaitQuantileDeterministic returns the wait that a share p of the jobs does not
// exceed at one server with Poisson arrivals and equal service times: M/D/1. The
// load is below 1. Erlang's own series alternates and loses every digit in the
// tail; this is a sum of positive terms (G. J. Franx, "A simple solution for the
// M/D/c waiting time distribution", 2001).
func WaitQuantileDeterministic(load, service, p float64) float64 {
	q := newDeterministicQueue(load)
	if q.wait(0) >= p {
		return 0
	}
	return float64(service * threshold(func(t float64) bool { return q.wait(t) >= p }))
}

// A deterministicQueue is M/D/1 with a service time of 1.
type deterministicQueue struct {
	load float64
	// exceeds are the probabilities that more than so many jobs come in a service
	// time; they vanish long before the last.
	exceeds [40]float64
	// states are the probabilities of so many jobs in the system, and atMost
	// their sums.
	states, atMost []float64
}

func newDeterministicQueue(load float64) *deterministicQueue {
	q := &deterministicQueue{load: load, states: []float64{1 - load}, atMost: []float64{1 - load}}
	poisson := [len(q.exceeds) + 1]float64{Exp(-load)}
	for j := 1; j < len(poisson); j++ {
		poisson[j] = float64(poisson[j-1]*load) / float64(j)
	}
	sum := 0.
	for j := len(q.exceeds) - 1; j >= 0; j-- {
		sum += poisson[j+1]
		q.exceeds[j] = sum
	}
	return q
}

// wait returns the probability that a job waits no longer than t: what came after
// it up to the end of the service time in which t lies must fit the queue then.
func (q *deterministicQueue) wait(t float64) float64 {
	k := int(t) + 1
	q.extend(k)
	came := float64(q.load * (float64(k) - t))
	term, sum := Exp(-came), 0. // the probability that j came
	for j := range k {
		sum += float64(q.atMost[k-j] * term)
		term = float64(term*came) / float64(j+1)
	}
	return sum
}

// extend works out the states up to n. The system goes from m jobs down to m-1 as
// often as it rises beyond m-1, which gives a state from those before it.
func (q *deterministicQueue) extend(n int) {
	for m := len(q.states); m <= n; m++ {
		rise := 0.
		if m <= len(q.exceeds) {
			rise = float64(q.states[0] * q.exceeds[m-1])
		}
		for i := max(1, m-len(q.exceeds)+1); i < m; i++ {
			rise += float64(q.states[i] * q.exceeds[m-i])
		}
		q.states = append(q.states, float64(rise*Exp(q.load)))
		q.atMost = append(q.atMost, q.atMost[m-1]+q.states[m])
	}
}

// MeanSojournOfChoices returns the mean time in a system of infinitely many
// single servers where each job joins the shortest of so many queues chosen at
// random (M. Mitzenmacher, "The power of two choices in randomized load
// balancing", 1996). The load is that of each server, below 1.
func MeanSojournOfChoices(choices int, load, service float64) float64 {
	if choices == 1 {
		return service / (1 - load)
	}
	sum, exponent := 0., 0.
	for {
		term := Pow(load, exponent)
		if term < 1e-17 {
			return float64(service * sum)
		}
		sum += term
		exponent = float64(float64(choices) * (exponent + 1))
	}
}

// Settling returns the time that a station needs from empty until its queue is as
// ever, and by which a warm-up must be cut: five of its relaxation times. For one
// server that is the mean service time over (1 - sqrt(load)) squared; several
// settle as much faster as they work (P. M. Morse, 1955; J. W. Cohen, "The Single
// Server Queue", 1982). It is infinite for loads that never settle.
func Settling(servers int, load, service float64) float64 {
	if load >= float64(servers) {
		return math.Inf(1)
	}
	gap := 1 - math.Sqrt(load/float64(servers))
	return 5 * service / float64(servers) / float64(gap*gap)
}

// ArrivalsFor returns how many arrivals at one server with exponential service
// times it takes to know the mean number of jobs, or their mean time, to within a
// relative error, with 95% confidence (W. Whitt, "Planning queueing simulations",
// 1989). The load is below 1.
func ArrivalsFor(relative, load float64) float64 {
	z := 1.96 / relative
	free := 1 - load
	return float64(z*z) * 2 * (1 + load) / float64(free*free)
}
