package sim

import (
	"errors"
	"fmt"
)

// DefaultBudget is how many events a [Sim] carries out before it refuses to go
// on, unless told otherwise: some minutes of computing.
const DefaultBudget = 2_000_000_000

// DefaultMemory is how many bytes a run may be expected to take, unless told
// otherwise.
const DefaultMemory = 768_000_000

// growing is how many times its content a list takes while it grows by appending: it
// has room to spare, what it has grown out of is still there, and the collector comes
// when the memory in use has doubled. Runs that pile up requests were measured to take
// from 2.5 to 4 times.
const growing = 4

// GrowingBytes returns how many bytes a list of n things takes at the most that grows
// during a run, for things of so many bytes.
func GrowingBytes(n, each float64) float64 { return float64(growing * n * each) }

// MostGrowing returns how many things of so many bytes may be under way before a run
// exceeds DefaultMemory, so that one that piles up more than was expected ends.
func MostGrowing(each float64) int { return int(DefaultMemory / float64(growing*each)) }

// What the kernel takes in bytes, room to grow included, to state the [Cost] of a
// run.
const (
	EventBytes     = 112                                // a pending event
	WaitingBytes   = 32                                 // a job in the queue of a station
	HistogramBytes = octaves * (bucketsPerOctave*4 + 8) // a slice of a recorder, at the most
)

// ErrBudget reports that a run takes, or would take, more events than it may.
var ErrBudget = errors.New("too many events")

// ErrMemory reports that a run takes, or would take, more memory than it may.
var ErrMemory = errors.New("too much memory")

// A Cost is what a run is expected to take, stated before it starts.
type Cost struct {
	Events, Bytes float64
}

// Within returns an error if a run costs more than the limit: [ErrBudget] or
// [ErrMemory]. Zero in a limit means DefaultBudget or DefaultMemory.
func (c Cost) Within(limit Cost) error {
	if limit.Events == 0 {
		limit.Events = DefaultBudget
	}
	if limit.Bytes == 0 {
		limit.Bytes = DefaultMemory
	}
	switch {
	case !(c.Events <= limit.Events):
		return fmt.Errorf("about %.6g million events exceed the limit of %.6g million: %w", c.Events/1e6, limit.Events/1e6, ErrBudget)
	case !(c.Bytes <= limit.Bytes):
		return fmt.Errorf("about %.3g MB exceed the limit of %.3g MB: %w", c.Bytes/1e6, limit.Bytes/1e6, ErrMemory)
	}
	return nil
}
