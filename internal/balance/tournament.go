package balance

import "time"

// WeightedLeastConnections picks the server that would, with the new connection,
// have fewest for its weight: the shortest expected delay, where weights are
// speeds. Of several it picks the one that was not picked for longest. A pick
// takes time that grows with the logarithm of the number of servers.
//
// That is the scheduler "sed" of Linux' virtual server. Its "wlc" and NGINX's
// least_conn compare what is open without the new connection, so that idle servers
// are alike whatever they weigh.
type WeightedLeastConnections struct {
	entrants []entrant // by server
	// winners is a knockout tournament: its second half are the servers, and each
	// other place has the better of those at twice its number and one above.
	winners []int32
	clock   uint64 // number of picks
}

// nobody is the place of a server that is not up in a tournament.
const nobody = -1

// An entrant is a server in a tournament.
type entrant struct {
	weight, connections int
	picked              uint64 // when it was last picked
}

// before reports whether an entrant is to be picked before another.
func (e *entrant) before(other *entrant) bool {
	a, b := (e.connections+1)*other.weight, (other.connections+1)*e.weight
	return a < b || a == b && e.picked < other.picked
}

// Reset holds the tournament anew.
func (w *WeightedLeastConnections) Reset(p *Pool) {
	w.entrants = append(w.entrants, make([]entrant, p.Len()-len(w.entrants))...)
	size := 1
	for size < p.Len() {
		size *= 2
	}
	w.winners = make([]int32, 2*size)
	for i := range w.winners {
		w.winners[i] = nobody
	}
	for _, i := range p.Live() {
		w.entrants[i].weight, w.entrants[i].connections = p.Weight(i), p.Connections(i)
		w.winners[size+i] = int32(i)
	}
	for place := size - 1; place > 0; place-- {
		w.play(place)
	}
}

// Pick returns the winner.
func (w *WeightedLeastConnections) Pick(Request) (int, error) {
	server := int(w.winners[1])
	w.clock++
	w.entrants[server].picked = w.clock
	w.change(server, +1)
	return server, nil
}

// Done counts a connection less.
func (w *WeightedLeastConnections) Done(server int, _, _ time.Duration) { w.change(server, -1) }

// change counts connections and plays again what the server takes part in.
func (w *WeightedLeastConnections) change(server, connections int) {
	w.entrants[server].connections += connections
	for place := (len(w.winners)/2 + server) / 2; place > 0; place /= 2 {
		w.play(place)
	}
}

// play fills a place with the better of the two below it.
func (w *WeightedLeastConnections) play(place int) {
	a, b := w.winners[2*place], w.winners[2*place+1]
	if a == nobody || b != nobody && w.entrants[b].before(&w.entrants[a]) {
		a = b
	}
	w.winners[place] = a
}
