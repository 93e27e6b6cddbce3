package chat

import (
	"fmt"
	"math/rand/v2"

	"spar/internal/system"
)

// A machine is a gateway or a shard. Where only a part of the users is simulated,
// several machines share a station, which is as busy as each of them would be: it has
// the users of all of them who are simulated, and they are as many as one has of all.
type machine struct {
	station int32
	place   int     // among all, those of one station after the other
	down    bool    // what is sent to it gets lost
	cut     bool    // it works, but cannot be reached
	falling bool    // it is going down just now
	slow    float64 // how many times longer its work takes
	errors  float64 // the share of what it fails
}

// newMachines spreads machines over stations, the first to the first. It also returns
// the numbers of those that share each.
func newMachines(n, stations int) (machines []machine, sharing [][]int32) {
	machines, sharing = make([]machine, n), make([][]int32, stations)
	place := 0
	for station := range stations {
		for i := station; i < n; i += stations {
			machines[i] = machine{station: int32(station), place: place, slow: 1}
			sharing[station] = append(sharing[station], int32(i))
			place++
		}
	}
	return machines, sharing
}

// befallen calls fn for every machine that a fault befalls. A fraction is taken from
// every station alike.
func befallen(machines []machine, f system.Fault, fn func(*machine)) {
	for i := range machines {
		at := &machines[i]
		who := i
		if f.Fraction > 0 {
			who = at.place
		}
		if f.Befalls(who, len(machines)) {
			fn(at)
		}
	}
}

// standIn picks a machine of a station that is up, of which there must be one.
func standIn(machines []machine, sharing []int32, r *rand.Rand) int32 {
	if len(sharing) == 1 {
		return sharing[0]
	}
	for {
		if i := sharing[r.IntN(len(sharing))]; !machines[i].down {
			return i
		}
	}
}

// stateOf says what is out of the ordinary with the machines that share a station.
func stateOf(machines []machine, sharing []int32) string {
	var cut, down, slow, failing int
	var factor, errors float64
	for _, i := range sharing {
		switch at := machines[i]; {
		case at.cut:
			cut++
		case at.down:
			down++
		case at.errors > 0:
			failing++
			errors = at.errors
		case at.slow != 1:
			slow++
			factor = at.slow
		}
	}
	say := func(n int, what string) string {
		if n < len(sharing) {
			return fmt.Sprintf("%d of %d %s", n, len(sharing), what)
		}
		return what
	}
	switch {
	case cut > 0:
		return say(cut, "cut off")
	case down > 0:
		return say(down, "down")
	case failing > 0:
		return say(failing, fmt.Sprintf("fails %.3g%%", 100*errors))
	case slow > 0:
		return say(slow, fmt.Sprintf("%gx slower", factor))
	}
	return ""
}
