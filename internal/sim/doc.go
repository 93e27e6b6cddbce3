// Package sim is a discrete-event simulation kernel: virtual time, an event
// queue, named random streams, distributions, arrivals, stations and recorders.
//
// A model schedules events on a [Sim], which carries them out in the order of
// their times, and of their scheduling where times are equal. Time is an integer
// number of nanoseconds since the start of the run, so nothing depends on how
// floating-point sums round. Nothing here reads a clock or starts a goroutine:
// a run goes as fast as the machine can and stops between any two events.
//
// Two ways of scheduling exist. [Sim.At] and [Sim.After] take a function and
// suit rare events. [Sim.Schedule] takes a [Handler] with two small numbers and
// allocates nothing, which suits what happens to every request.
//
// # A model
//
// Most models need few events of their own. [Arrivals] emit requests at a rate
// that may vary ([Shape]), a [Distribution] says how much work each brings, and
// a [Station] serves them:
//
//	var s sim.Sim
//	rec := sim.NewRecorder(end, warmup, 60)
//	st := sim.NewStation(&s, 8, sim.Unlimited, func(job int32) {
//		rec.Served(arrived[job], s.Now())
//	})
//	in := &sim.Arrivals{Sim: &s, Stream: sim.Stream(seed, "arrivals"), Rate: 900, Emit: func() {
//		job := newJob(s.Now())
//		if !st.Arrive(job, sim.Seconds(service.Sample(work))) {
//			rec.Failed(s.Now())
//		}
//	}}
//	in.Start()
//	err := s.RunUntil(ctx, end)
//
// Requests have small integers for names, by which the model finds what else it
// knows of them in a slice that it fills anew.
//
// # Figures
//
// A [Recorder] files requests under the time at which they were meant to arrive,
// leaves the warm-up out ([Settling] says how long it must be) and gives means
// and quantiles with their 95% confidence intervals. A [Gauge] follows what goes
// up and down; [RatioInterval] gives the interval of any quotient. Quantiles of
// several sources are merged ([Histogram.Merge]), never averaged. [MeanSojourn]
// and its neighbours say what theory knows of simple models.
//
// What a run will take is stated before it starts and held against a limit
// ([Cost.Within]).
//
// # The same everywhere
//
// The same model with the same seed gives the same numbers on every platform.
// Random numbers come from [Stream], logarithms and exponentials from [Log] and
// [Exp], because those of package math differ in the last bit between
// processors. Code that multiplies and adds floating-point numbers writes
// float64(a*b) + c, which forbids the fused operation that some processors have.
package sim
