package traffic

import (
	"math"
	"time"

	"spar/internal/sim"
)

// A Crowd is a closed loop: each of its users sends a request, waits until it ends,
// thinks, and sends the next. What a load multiplies is how many users there are.
type Crowd struct {
	run   *Run
	emit  func()
	think Work
	mean  float64 // of that, in seconds
	usual int     // users
	here  int     // those who are there, thinking or waiting
	joins sim.Timer
	gone  bool // all of them, as they leave
}

// Crowd adds so many users, who begin to think, for so many seconds on average, as the run
// starts. Whoever carries out
// what they emit tells when a request has ended, by [Crowd.Ended]. The run must not move in
// memory from then on.
func (r *Run) Crowd(users int, think Work, mean float64, emit func()) *Crowd {
	c := &Crowd{run: r, emit: emit, think: think, mean: mean, usual: users}
	r.crowds = append(r.crowds, c)
	return c
}

// What is scheduled for crowds.
const (
	sending int32 = iota // a user has thought
	joining              // the load has risen to another user
)

// Ended tells a user, who all are alike, that the request has ended, well or not.
func (c *Crowd) Ended() { c.thinkFor(c.think.Draw()) }

func (c *Crowd) thinkFor(d time.Duration) {
	c.run.Sim.Schedule(c.run.Sim.Now()+d, c, sending, 0)
}

// Handle lets a user send the next request, or another one come. It is called by the
// simulation.
func (c *Crowd) Handle(what, _ int32) {
	switch {
	case c.gone:
	case what == joining:
		c.joins = 0
		c.join()
	case c.here > c.wanted():
		c.here-- // and leaves
	default:
		c.emit()
	}
}

// wanted returns how many users the load asks for now.
func (c *Crowd) wanted() int {
	if c.run.load == nil {
		return c.usual
	}
	factor, _, _ := c.run.load.At(c.run.Sim.Now())
	return c.times(factor)
}

func (c *Crowd) times(factor float64) int { return int(math.Round(float64(float64(c.usual) * factor))) }

// join lets users come as far as the load has risen, and again when it asks for the next.
// They think at first, for an exponential time, so that they do not come all at once.
func (c *Crowd) join() {
	now := c.run.Sim.Now()
	for c.here < c.wanted() {
		c.here++
		c.thinkFor(sim.Seconds(sim.Exponential{Mean: c.mean}.Sample(c.think.Stream)))
	}
	load := c.run.load
	if load == nil || now >= load.End || c.here >= c.times(load.To) {
		return
	}
	part := ((float64(c.here)+.5)/float64(c.usual) - load.From) / (load.To - load.From)
	at := load.Start + time.Duration(float64(part*float64(load.End-load.Start)))
	c.joins = c.run.Sim.Schedule(min(load.End, max(at, now+1)), c, joining, 0)
}

// follow lets a new load change how many users there are.
func (c *Crowd) follow() {
	c.run.Sim.Cancel(c.joins)
	c.joins = 0
	if c.run.began {
		c.join()
	}
}
