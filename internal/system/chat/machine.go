package chat

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
)

// A machine is a gateway or a shard. Where only a part of the users is simulated,
// several machines share a station, which is as busy as each of them would be: it has
// the users of all of them who are simulated, and they are as many as one has of all.
type machine struct {
	fleet.Condition
	station int32
	place   int  // among all, those of one station after the other
	falling bool // it stops answering just now
}

// A tier is the machines of one kind and their stations.
type tier struct {
	name     string
	machines []machine
	stations []station
	// of holds the stations of the machines, so that little memory is looked at for as
	// long as nothing has struck any.
	of     []*sim.Station
	struck bool
	work   *rand.Rand // how long things take
	errors *rand.Rand
}

// A station is where the machines that share it work.
type station struct {
	*sim.Station
	machines []int32
	standing int // machines that work
}

// newTier spreads n machines over stations, the first to the first.
func newTier(name string, n, stations int, newStation func() *sim.Station) tier {
	t := tier{name: name, machines: make([]machine, n), of: make([]*sim.Station, n), stations: make([]station, stations)}
	place := 0
	for s := range t.stations {
		at := &t.stations[s]
		at.Station = newStation()
		for i := s; i < n; i += stations {
			t.of[i] = at.Station
			t.machines[i] = machine{station: int32(s), place: place}
			at.machines = append(at.machines, int32(i))
			place++
		}
		at.standing = len(at.machines)
	}
	return t
}

// at returns the station of a machine.
func (t *tier) at(i int32) *station { return &t.stations[t.machines[i].station] }

// give gives a machine a job that takes so many seconds on average, and reports
// whether it takes it. Whoever asked learns of nothing else: they wait for an answer.
func (t *tier) give(i, job int32, mean float64) bool {
	mean, ok := t.meet(i, mean)
	return ok && t.of[i].Arrive(job, exponential(mean, t.work))
}

// occupy gives a machine a job that nothing comes of.
func (t *tier) occupy(i, job int32, mean float64) {
	if mean, ok := t.meet(i, mean); ok {
		t.of[i].Occupy(job, exponential(mean, t.work)) // what is refused is not repeated
	}
}

// meet returns how many seconds a job takes on average that a machine is asked to do,
// if it accepts it.
func (t *tier) meet(i int32, mean float64) (float64, bool) {
	if !t.struck {
		return mean, true
	}
	at := &t.machines[i]
	return mean * at.Slowness(), at.Meet(t.errors) == fleet.Accepted
}

// answers reports whether what a machine has done gets out of it. What does not has met
// the fault that keeps it from that.
func (t *tier) answers(i int32) bool {
	if !t.struck || t.machines[i].Answers() {
		return true
	}
	t.machines[i].Meet(t.errors)
	return false
}

// loses reports whether a machine has lost what it was at work on, as its station is
// down. That has met the fault.
func (t *tier) loses(i int32) bool { return t.at(i).Down() && !t.answers(i) }

// tell gives a result the reasons for what befell the machines, and who asks them.
func (t *tier) tell(r *system.Result, senders ...string) {
	for i := range t.machines {
		t.machines[i].Tell(r, fmt.Sprintf("%s %d", t.name, i+1), senders...)
	}
}

// befallen calls fn for every machine that a fault befalls. A fraction is taken from
// every station alike.
func (t *tier) befallen(f system.Fault, fn func(*machine)) {
	t.struck = true
	for i := range t.machines {
		at := &t.machines[i]
		who := i
		if f.Fraction > 0 {
			who = at.place
		}
		if f.Befalls(who, len(t.machines)) {
			fn(at)
		}
	}
}

// stand notes how many more of the machines of a station work. Those that do bear the
// users of all, for which each piece of work takes longer in place of more work.
func (t *tier) stand(i int32, more int) {
	s := &t.stations[i]
	s.standing += more
	switch {
	case s.standing == 0:
		s.Fail()
		return
	case s.Down():
		s.Restore()
	}
	s.Slow(float64(len(s.machines)) / float64(s.standing))
}

// standIn picks a machine of a station that answers, of which there must be one.
func (t *tier) standIn(i int, r *rand.Rand) int32 {
	sharing := t.stations[i].machines
	if len(sharing) == 1 {
		return sharing[0]
	}
	for {
		if i := sharing[r.IntN(len(sharing))]; t.machines[i].Answers() {
			return i
		}
	}
}

func (t *tier) resetStats() {
	for _, s := range t.stations {
		s.ResetStats()
	}
}

// all returns the stations.
func (t *tier) all() []*sim.Station {
	all := make([]*sim.Station, len(t.stations))
	for i, s := range t.stations {
		all[i] = s.Station
	}
	return all
}

// view returns what the stations are doing.
func (t *tier) view() system.Part {
	part := system.Part{Name: t.name}
	for i, s := range t.stations {
		member := system.NewMember(s.Station)
		member.State = t.state(i)
		part.Members = append(part.Members, member)
	}
	return part
}

// state says what is out of the ordinary with the machines that share a station.
func (t *tier) state(i int) string {
	sharing := t.stations[i].machines
	count := map[string]int{}
	var states []string
	for _, n := range sharing {
		state := t.machines[n].String()
		if state == "" {
			continue
		}
		if count[state]++; count[state] == 1 {
			states = append(states, state)
		}
	}
	slices.SortStableFunc(states, func(a, b string) int { return count[b] - count[a] })
	for i, state := range states {
		if n := count[state]; n < len(sharing) {
			states[i] = fmt.Sprintf("%d of %d %s", n, len(sharing), state)
		}
	}
	return strings.Join(states, ", ")
}
