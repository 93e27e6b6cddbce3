package balancing

import (
	"spar/internal/sim"
	"spar/internal/system"
)

// A crowd is the users of a closed loop, of whom there may come to be more or
// fewer.
type crowd struct {
	source  sim.Users
	number  int
	present []bool // who has not left
}

func newCrowd(s *sim.Sim, p *system.Plan, emit func(user int32)) *crowd {
	return &crowd{source: sim.Users{
		Sim: s, Stream: sim.Stream(p.Seed, "think"), Think: sim.Exponential{Mean: p.Number("think")}, Emit: emit,
	}}
}

// resize makes new users begin to think, or lets some leave with the answer that
// they wait for.
func (c *crowd) resize(number int) {
	c.number = number
	for user := range number {
		if user == len(c.present) {
			c.present = append(c.present, false)
		}
		if !c.present[user] {
			c.present[user] = true
			c.source.Answered(int32(user))
		}
	}
}

// answered tells a user that the answer is there, or will never be.
func (c *crowd) answered(user int32) {
	if int(user) >= c.number {
		c.present[user] = false
		return
	}
	c.source.Answered(user)
}
