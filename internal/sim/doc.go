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
// The same model with the same seed gives the same numbers on every platform.
// Random numbers come from [Stream], logarithms and exponentials from [Log] and
// [Exp], because those of package math differ in the last bit between
// processors. Code that multiplies and adds floating-point numbers writes
// float64(a*b) + c, which forbids the fused operation that some processors have.
package sim
