package sim

// ErlangC returns the probability that a job has to wait at a station with
// Poisson arrivals and exponential service, where load is the mean number of
// servers at work (A. K. Erlang, 1917). It is 1 from load = servers on.
func ErlangC(servers int, load float64) float64 {
	if load >= float64(servers) {
		return 1
	}
	// The loss probability grows server by server without overflow.
	loss := 1.
	for k := 1; k <= servers; k++ {
		loss = float64(load*loss) / (float64(k) + float64(load*loss))
	}
	free := 1 - load/float64(servers)
	return loss / (free + float64((1-free)*loss))
}

// MeanSojourn returns the mean time that a job spends at such a station, waiting
// and in service, in the unit of the mean service time. The load must be below
// the number of servers.
func MeanSojourn(servers int, load, service float64) float64 {
	return service + float64(ErlangC(servers, load)*service)/(float64(servers)-load)
}
