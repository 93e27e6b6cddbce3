package sim

import "math/rand/v2"

// Users is a closed-loop source: each of a number of users sends a request,
// waits for the answer, thinks and sends the next. When answers are slow they
// send less, so the load adapts to the system and an overload does not show:
// use it for what truly works that way, such as a pool of batch workers.
type Users struct {
	Sim    *Sim
	Stream *rand.Rand
	Think  Distribution // in seconds
	Emit   func(user int32)
}

// Start lets so many users begin to think, numbered from zero.
func (u *Users) Start(n int) {
	for user := range n {
		u.Answered(int32(user))
	}
}

// Answered tells a user that the answer is there.
func (u *Users) Answered(user int32) {
	u.Sim.Schedule(u.Sim.Now()+Seconds(u.Think.Sample(u.Stream)), u, 0, user)
}

// Handle lets a user send the next request. It is called by the [Sim].
func (u *Users) Handle(_, user int32) { u.Emit(user) }
