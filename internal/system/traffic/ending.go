package traffic

import (
	"context"

	"spar/internal/system"
)

// An Ending is what a model does once its run has reached its end.
type Ending struct {
	// Measure takes down what parts did up to here.
	Measure func(*system.Result)
	// Await goes on until the fate of all requests that count is known; nil stands for
	// [Run.Await], at first for as long as the parameter service_mean says.
	Await func(context.Context) error
	// Fill adds what became of them; those that have no answer even then have failed.
	Fill func(*system.Result)
}

// Result ends the run, in the way of [Run.Ending].
func (r *Run) Result(ctx context.Context) (*system.Result, error) {
	result, e := r.NewResult(), &r.Ending
	e.Measure(result)
	await := e.Await
	if await == nil {
		await = func(ctx context.Context) error { return r.Await(ctx, r.Plan.Duration("service_mean")) }
	}
	if err := await(ctx); err != nil {
		return nil, err
	}
	e.Fill(result)
	return result, nil
}
