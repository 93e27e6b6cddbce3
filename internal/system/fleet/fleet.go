package fleet

import (
	"fmt"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
)

// A Fleet is members that others send to, through pools of a balancer or by their
// numbers, and what those know of them.
type Fleet struct {
	Members []*Member
	Pools   []*balance.Pool // every one of which knows all members
	// Detection is how long it takes until who sends knows that a member does not
	// answer, or does again.
	Detection time.Duration
	// Changed, if it is not nil, is called for a pool that may find a server now.
	Changed func(pool int)

	numbers []int32 // members by their numbers at the pools
}

// A Member is one of the equals of a fleet.
type Member struct {
	Condition
	number int // at the pools
}

// State says what is out of the ordinary, and whether those who send do not know yet.
func (m *Member) State() string {
	state := m.String()
	switch {
	case m.Removed, m.Avoided != m.Answers():
		return state
	case state == "":
		return "back, not noticed"
	}
	return state + ", not noticed"
}

// Join adds a member with a weight at the pools, and returns its index.
func (f *Fleet) Join(m *Member, weight int) int {
	f.Members = append(f.Members, m)
	m.number = len(f.Members) - 1
	for _, pool := range f.Pools {
		m.number = pool.Add(weight) // the same at each, for they see the same changes
	}
	f.enter(m)
	return len(f.Members) - 1
}

// Enter adds a member that the pools have already, in the order of their numbers.
func (f *Fleet) Enter(m *Member) {
	f.Members = append(f.Members, m)
	m.number = len(f.Members) - 1
	f.enter(m)
}

func (f *Fleet) enter(m *Member) {
	for m.number >= len(f.numbers) {
		f.numbers = append(f.numbers, 0)
	}
	f.numbers[m.number] = int32(len(f.Members) - 1)
}

// At returns the index of the member with a number at the pools.
func (f *Fleet) At(number int) int32 { return f.numbers[number] }

// Tell gives a result the reasons for what befell the members of a part, and who sends to
// it; see [system.Cause].
func (f *Fleet) Tell(r *system.Result, part string, senders ...string) {
	for i, m := range f.Members {
		m.Tell(r, fmt.Sprintf("%s %d", part, i+1), senders...)
	}
}

// Leave takes a member from those that are sent to, and returns its index: that of the
// index, or the last that there is if the index is none; negative if there is none.
func (f *Fleet) Leave(i int) int {
	if i < 0 || i >= len(f.Members) {
		for i = len(f.Members) - 1; i >= 0 && f.Members[i].Removed; i-- {
		}
	}
	if i < 0 || f.Members[i].Removed {
		return -1
	}
	m := f.Members[i]
	f.tell(m, func(pool *balance.Pool) error { return pool.Remove(m.number) })
	m.Removed = true
	return i
}

// Restarted tells the pools of a member that suffered a restart: if its process had ended
// or hung, it begins anew, and their connections to it are gone.
func (f *Fleet) Restarted(i int) {
	m := f.Members[i]
	if !m.begun {
		return
	}
	f.tell(m, func(pool *balance.Pool) error { return pool.Restart(m.number) })
}

// Notice lets those who send learn, when that takes its time, how a member is then.
func (f *Fleet) Notice(s *sim.Sim, i int) {
	s.After(f.Detection, func() {
		m := f.Members[i]
		m.Avoided = !m.Answers()
		f.tell(m, func(pool *balance.Pool) error { return pool.SetUp(m.number, m.Answers()) })
	})
}

// tell tells every pool of a change to a member that it has.
func (f *Fleet) tell(m *Member, change func(*balance.Pool) error) {
	if m.Removed {
		return
	}
	for i, pool := range f.Pools {
		if err := change(pool); err != nil {
			panic(err) // the pools have every member that was not removed
		}
		if f.Changed != nil {
			f.Changed(i)
		}
	}
}

// Stations are a fleet whose members each work at a station.
type Stations struct {
	Fleet
	Stations []*sim.Station // by the index of the member
}

// Add adds a member that works at a station.
func (s *Stations) Add(st *sim.Station) {
	s.Enter(&Member{})
	s.Stations = append(s.Stations, st)
}

// Suffer lets a fault befall a member and its station; see [Condition.Befall].
func (s *Stations) Suffer(f system.Fault, i int) (changed, ended bool) {
	return s.Members[i].Befall(f, s.Stations[i])
}

// Befall lets a fault befall the member and the station at which it works, which does
// nothing while the member is dead or hangs. Changed is that of [Condition.Suffer]; ended
// says that its process has ended, so that all that it holds fails at once.
func (c *Condition) Befall(f system.Fault, st *sim.Station) (changed, ended bool) {
	hung := c.Hung
	changed = c.Suffer(f)
	switch {
	case !c.Works():
		st.Fail()
	case f.Verb == system.Restart:
		st.Restore()
	}
	st.Slow(c.Slowness())
	return changed, f.Verb == system.Kill || f.Verb == system.Restart && hung
}
