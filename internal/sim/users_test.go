package sim

import (
	"fmt"
	"testing"
	"time"

	"spar/internal/truth"
)

// closedLoop lets so many users, who think for ten seconds on average, send to a
// server that takes one, and returns the throughput a second and the mean
// response in seconds.
func closedLoop(t *testing.T, users int, seconds float64, seed uint64) (throughput, response float64) {
	t.Helper()
	s := &Sim{}
	r := NewRecorder(Seconds(seconds), Seconds(seconds/20), 60)
	sent := make([]time.Duration, users)
	draws := Stream(seed, "service")
	var loop *Users
	st := NewStation(s, 1, Unlimited, func(user int32) {
		r.Served(sent[user], s.Now())
		loop.Answered(user)
	})
	loop = &Users{Sim: s, Stream: Stream(seed, "thinking"), Think: Exponential{10}, Emit: func(user int32) {
		sent[user] = s.Now()
		st.Arrive(user, Seconds(Exponential{1}.Sample(draws)))
	}}
	loop.Start(users)
	if err := s.RunUntil(t.Context(), Seconds(seconds)); err != nil {
		t.Fatal(err)
	}
	return float64(r.Counts().Completed) / r.Measured().Seconds(), r.Mean().Seconds()
}

// The machine repairman: twenty users offer twice of what the server can do, and
// the loop hides it.
func TestClosedLoop(t *testing.T) {
	for _, users := range []int{10, 20} {
		throughput, response := closedLoop(t, users, 200_000, 1)
		truth.Check(t, "throughput", throughput, truth.Figure(t, fmt.Sprintf("closed.N%d.X", users)), .01)
		truth.Check(t, "response", response, truth.Figure(t, fmt.Sprintf("closed.N%d.R", users)), .02)
	}
}
