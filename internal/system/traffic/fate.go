package traffic

import (
	"context"
	"time"
)

// Arrive counts a request that arrives now, and returns the time.
func (r *Run) Arrive() time.Duration {
	now := r.Sim.Now()
	r.Counts.Arrived++
	if r.Rec.Measures(now) {
		r.Open++
	}
	return now
}

// Served counts the answer to a request that arrived at a time and is answered now.
func (r *Run) Served(arrived time.Duration) {
	r.Counts.Served++
	r.Rec.Served(arrived, r.Sim.Now())
	r.Close(arrived)
}

// Failed counts a request that gets an error for its answer, or whose server refuses to
// take it in.
func (r *Run) Failed(arrived time.Duration) {
	r.Counts.Failed++
	r.Rec.Failed(arrived)
	r.Close(arrived)
}

// Refused counts the refusal of a request by policy, such as that of a limit.
func (r *Run) Refused(arrived time.Duration) {
	r.Counts.Refused++
	r.Rec.Refused(arrived)
	r.Close(arrived)
}

// TimedOut counts a request whose client gives up now.
func (r *Run) TimedOut(arrived time.Duration) {
	r.Counts.TimedOut++
	r.Rec.TimedOut(arrived, r.Sim.Now()-arrived)
	r.Close(arrived)
}

// GiveUp counts a request that has no answer after all as timed out, if it is measured.
func (r *Run) GiveUp(arrived time.Duration) {
	if r.Rec.Measures(arrived) {
		r.TimedOut(arrived)
	}
}

// Close notes that the fate of a request is known, for those that record it by
// themselves.
func (r *Run) Close(arrived time.Duration) {
	if r.Rec.Measures(arrived) {
		r.Open--
	}
}

// Await goes on after the end of the run, and lets requests arrive as before, until
// those that count are answered or given up, so that none is left out for being slow;
// but no longer than the run itself took. It looks after a pause, then after twice as
// long, and so on.
func (r *Run) Await(ctx context.Context, pause time.Duration) error {
	for end := r.Sim.Now(); r.Open > 0 && r.Sim.Now() < 2*end; pause *= 2 {
		if err := r.RunUntil(ctx, min(2*end, r.Sim.Now()+pause)); err != nil {
			return err
		}
	}
	return nil
}

// AwaitPatience does the same where every client gives up after so long.
func (r *Run) AwaitPatience(ctx context.Context, patience time.Duration) error {
	end := r.Sim.Now()
	for k := 1; k <= looks && r.Open > 0; k++ {
		if err := r.RunUntil(ctx, end+patience*time.Duration(k)/looks+1); err != nil {
			return err
		}
	}
	return nil
}

// looks is how often [Run.AwaitPatience] looks whether all are answered.
const looks = 60

// AwaitAlone lets nothing more arrive, and goes on until what counts is answered.
func (r *Run) AwaitAlone(ctx context.Context) error {
	for _, s := range r.sources {
		s.in.Stop()
	}
	for _, c := range r.crowds {
		c.gone = true
	}
	const checkEvery = 1 << 16
	for n := 0; r.Open > 0 && r.Sim.Step(); n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}
