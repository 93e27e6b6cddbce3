package scaling

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
)

// An instance is a place for a machine, one after the other. Its station is down
// while there is none that serves.
type instance struct {
	fleet.Condition
	station *sim.Station
	state   state
	size    int       // of how many instances; 1 unless machines grow
	order   int32     // of the machine that is there, which rises from one to the next
	booted  sim.Timer // when it will serve

	busy, capacity int64 // areas of the station when its metric was last taken
	level          float64
	known          bool // the autoscaler has seen its level
}

// A state is what has become of an instance.
type state uint8

const (
	gone state = iota
	booting
	ready
	draining // it finishes what it has, and goes
)

// ordered reports whether an instance counts for the autoscaler.
func (i *instance) ordered() bool { return i.state == booting || i.state == ready }

// order gets a machine of a size into the first free place, which it returns.
func (m *model) order(size int) int32 {
	place := 0
	for place < len(m.instances) && m.instances[place].state != gone {
		place++
	}
	if place == len(m.instances) {
		m.pool.Add(1)
		m.mark(place, false)
		i := &instance{station: sim.NewStation(&m.Sim, m.Plan.Int("workers")*size, sim.Unlimited, m.done)}
		i.station.Fail()
		m.instances = append(m.instances, i)
	}
	m.paid.Add(m.Sim.Now(), int64(size))
	m.instances[place].size = size
	m.start(int32(place))
	return int32(place)
}

// start begins to boot a machine in a place that is paid for.
func (m *model) start(place int32) {
	i := m.instances[place]
	i.Renew()
	i.state, i.known = booting, false
	i.order++
	i.station.Slow(1)
	m.Sim.Cancel(i.booted)
	i.booted = m.Sim.Schedule(m.Sim.Now()+m.Plan.Duration("boot_time"), m, boot, place)
}

// boot lets a machine serve.
func (m *model) boot(place int32) {
	i := m.instances[place]
	m.Sim.Cancel(i.booted)
	i.state = ready
	i.station.Resize(m.Plan.Int("workers") * i.size)
	i.station.Restore()
	if m.vertical {
		m.picks.Bound = i.station.Servers()
	}
	m.mark(int(place), true)
	m.watch()
	m.next()
}

// mark tells the balancer whether an instance takes requests.
func (m *model) mark(place int, up bool) {
	if err := m.pool.SetUp(place, up); err != nil {
		panic(err) // every place is in the pool
	}
}

// takeBack lets an instance finish what it has, and go.
func (m *model) takeBack(place int32) {
	i := m.instances[place]
	m.Sim.Cancel(i.booted)
	i.state = draining
	m.mark(int(place), false)
	m.leave(place)
	m.watch()
}

// leave lets an instance go that has nothing left to do, if it is to.
func (m *model) leave(place int32) {
	i := m.instances[place]
	if i.station.Busy() > 0 {
		return
	}
	switch i.state {
	case draining:
		i.station.Fail()
		i.state = gone
		m.paid.Add(m.Sim.Now(), -int64(i.size))
	case booting: // a machine that is replaced by one of another size
		i.station.Fail()
	}
}

// resize replaces the machine by one of another size.
func (m *model) resize(size int) {
	i := m.instances[0]
	m.paid.Add(m.Sim.Now(), int64(size-i.size))
	i.size = size
	m.mark(0, false)
	m.start(0)
	m.leave(0)
	m.watch()
}

// kill loses an instance with what it holds. Another takes its place, unless it was
// to go.
func (m *model) kill(place int32) {
	i := m.instances[place]
	if i.state == gone {
		return
	}
	i.station.Fail()
	m.mark(int(place), false)
	if i.state == draining {
		m.leave(place)
	} else {
		m.start(place)
	}
	for k := range m.jobs.Where(func(j *job) bool { return j.at && j.connection.Server == int(place) }) {
		i.Count(system.Kill)
		m.fail(k)
	}
	m.watch()
}

// workers returns how many workers serve.
func (m *model) workers() int {
	n := 0
	for _, i := range m.instances {
		if i.state == ready {
			n += i.station.Servers()
		}
	}
	return n
}

// demand returns how many workers are asked for at a time.
func (m *model) demand(t time.Duration) float64 {
	return m.in.Rate * factor(m.shape, t) * m.Plan.Number("service_mean")
}
