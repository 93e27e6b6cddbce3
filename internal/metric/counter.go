// Package metric has the instruments by which a service is measured, and the
// formulas by which their samples are read: counters, gauges and cumulative
// histograms as Prometheus knows them, the increase of a counter that restarts,
// quantiles from buckets, error budgets and alerts on the rate at which they burn.
//
// Nothing here reads a clock; time is told, as a duration since any fixed moment.
// Instruments belong to one goroutine, and recording allocates nothing.
package metric

// A Counter only goes up, until its process restarts and it begins at zero again.
// The zero Counter is ready to use.
type Counter struct{ value float64 }

// Inc adds one.
func (c *Counter) Inc() { c.value++ }

// Add adds an amount. One below zero is left out: a counter does not go down.
func (c *Counter) Add(amount float64) {
	if amount > 0 {
		c.value += amount
	}
}

// Value returns the sum.
func (c *Counter) Value() float64 { return c.value }

// Reset begins at zero, as a process does that restarts.
func (c *Counter) Reset() { c.value = 0 }

// A Gauge goes up and down. Who samples it now and then sees neither what it was
// in between nor its peaks. The zero Gauge stands at zero.
type Gauge struct{ value float64 }

// Set gives the gauge a value.
func (g *Gauge) Set(value float64) { g.value = value }

// Add changes the value.
func (g *Gauge) Add(change float64) { g.value += change }

// Value returns the present value.
func (g *Gauge) Value() float64 { return g.value }

// An Increase adds up by how much a counter has grown, from samples of it. A sample
// below the one before means that the counter restarted from zero, so the whole of
// it is growth; what it had counted between the last sample and the restart is
// lost. Unlike Prometheus' increase() it does not extrapolate to the ends of a
// window. The zero Increase begins with a counter at zero.
type Increase struct{ last, sum float64 }

// Sample takes in a sample and returns the growth since the one before.
func (i *Increase) Sample(value float64) float64 {
	grown := value - i.last
	if grown < 0 {
		grown = value
	}
	i.last = value
	i.sum += grown
	return grown
}

// Sum returns the growth over all samples.
func (i *Increase) Sum() float64 { return i.sum }
