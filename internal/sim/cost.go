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
const DefaultMemory = 2 << 30

// What the kernel takes in bytes, room to grow included, to state the [Cost] of a
// run.
const (
	EventBytes     = 104                                // a pending event
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
