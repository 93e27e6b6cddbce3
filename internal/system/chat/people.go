package chat

import "spar/internal/hugepages"

// A user is there or away. One who is there wants to be connected.
type user struct {
	connection     int32 // that the registry knows; it may be broken or its client gone
	gateway        int32 // of that connection
	oldest, newest int32 // copies that the store keeps for the user
	parked         int32 // of those copies, the ones that wait for it to ask
	pages          int32 // of history, that it is waiting for
	pulled         int32 // copies on the pages that it has got, still on their way
	failures       int16 // to connect, in a row
	reading        bool  // a shard is at work on one of those
	lost           bool  // its connection, or failed to get one, so that it connects again
}

// held are the drafts that a client is to send once it is connected.
type held struct{ first, last int32 }

// A population knows who is there.
type population struct {
	all     []user
	order   []int32 // of users, with those who are there first
	places  []int32 // of users in that order
	present int
	held    []held // in the clients of those who are not connected

	// What is asked most, with little memory.
	gateways []int32  // of their connections, as long as both ends are there
	behind   []int32  // the latest of their members with a backlog
	there    []uint64 // a bit for each user
	known    []uint64 // the same: the registry has a connection
}

func newPopulation(users, present int) population {
	p := population{
		all: hugepages.Make[user](users)[:users], order: make([]int32, users), places: make([]int32, users), held: make([]held, users),
		gateways: hugepages.Make[int32](users)[:users], behind: hugepages.Make[int32](users)[:users],
		there: make([]uint64, users/64+1), known: make([]uint64, users/64+1),
	}
	for u := range p.all {
		p.all[u] = user{connection: nobody, oldest: nobody, newest: nobody}
		p.order[u], p.places[u], p.held[u] = int32(u), int32(u), held{nobody, nobody}
		p.gateways[u], p.behind[u] = nobody, nobody
	}
	for u := range int32(present) {
		p.come(u)
	}
	return p
}

// here reports whether a user is there.
func (p *population) here(u int32) bool { return p.there[u/64]>>(u%64)&1 == 1 }

// registered reports whether the registry knows a connection of a user.
func (p *population) registered(u int32) bool { return p.known[u/64]>>(u%64)&1 == 1 }

// register notes the connection of a user that the registry knows, and its gateway, or
// that there is none.
func (p *population) register(u, connection, gateway int32) {
	p.all[u].connection, p.all[u].gateway, p.gateways[u] = connection, gateway, gateway
	if connection == nobody {
		p.known[u/64] &^= 1 << (u % 64)
	} else {
		p.known[u/64] |= 1 << (u % 64)
	}
}

// move brings a user to a place in the order.
func (p *population) move(u int32, to int) {
	from := p.places[u]
	other := p.order[to]
	p.order[from], p.order[to] = other, u
	p.places[other], p.places[u] = from, int32(to)
}

func (p *population) come(u int32) {
	p.move(u, p.present)
	p.present++
	p.there[u/64] |= 1 << (u % 64)
}

func (p *population) goAway(u int32) {
	p.present--
	p.there[u/64] &^= 1 << (u % 64)
	p.move(u, p.present)
}

// reach returns the gateway through which a user can send and be told something now.
func (p *population) reach(u int32) (gateway int32, ok bool) {
	gateway = p.gateways[u]
	return gateway, gateway != nobody
}
