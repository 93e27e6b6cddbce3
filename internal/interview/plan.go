package interview

import (
	"encoding/json"
	"fmt"
	"time"
)

// A Plan is the time set aside for each phase, in phase order, in whole
// minutes.
type Plan [5]time.Duration

// The presets, in minutes for each phase. A 45-minute interview leaves 30 to 35
// minutes for the problem once greetings are over, so 35 is a preset too.
var presets = map[int][5]int{
	35: {5, 3, 10, 12, 5},
	45: {5, 5, 10, 15, 10},
	60: {8, 5, 15, 20, 12},
	65: {10, 5, 15, 20, 15},
}

// DefaultMinutes is the length of an interview when nothing else is asked for.
const DefaultMinutes = 45

// Bounds of the total that PlanFor accepts, in minutes.
const (
	MinMinutes = 10
	MaxMinutes = 180
)

// PlanFor returns the plan for an interview of the given number of minutes: a
// preset (35, 45, 60 or 65), or else the 45-minute preset scaled to the total,
// in whole minutes, at least one a phase.
func PlanFor(minutes int) (Plan, error) {
	if minutes < MinMinutes || minutes > MaxMinutes {
		return Plan{}, fmt.Errorf("plan of %d minutes: want %d to %d", minutes, MinMinutes, MaxMinutes)
	}
	if preset, ok := presets[minutes]; ok {
		return PlanOf(preset), nil
	}
	var scaled [5]int
	// Rounding the running total rather than each part keeps the sum exact.
	base, before := presets[DefaultMinutes], 0
	for i, sum := 0, 0; i < len(base); i++ {
		sum += base[i]
		upTo := (sum*minutes + DefaultMinutes/2) / DefaultMinutes
		scaled[i] = upTo - before
		before = upTo
	}
	return PlanOf(scaled), nil
}

// PlanOf returns the plan that sets aside the given minutes, in phase order.
func PlanOf(minutes [5]int) Plan {
	var p Plan
	for i, m := range minutes {
		p[i] = time.Duration(m) * time.Minute
	}
	return p
}

// Budget returns the time set aside for a phase.
func (p Plan) Budget(phase Phase) time.Duration {
	if i := phase.Index(); i >= 0 {
		return p[i]
	}
	return 0
}

// Total returns the time set aside for the whole interview.
func (p Plan) Total() time.Duration {
	var total time.Duration
	for _, d := range p {
		total += d
	}
	return total
}

// MarshalJSON writes the plan as five numbers of seconds.
func (p Plan) MarshalJSON() ([]byte, error) {
	var seconds [5]int64
	for i, d := range p {
		seconds[i] = int64(d / time.Second)
	}
	return json.Marshal(seconds)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (p *Plan) UnmarshalJSON(data []byte) error {
	var seconds [5]int64
	if err := json.Unmarshal(data, &seconds); err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	for i, s := range seconds {
		p[i] = time.Duration(s) * time.Second
	}
	return nil
}
