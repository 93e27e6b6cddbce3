package system

import (
	"strconv"
	"time"
)

// Warmup returns how much of the run is not measured: what the parameter "warmup"
// says, or the part of the run that is left out where it is silent, such as a tenth.
func (p *Plan) Warmup(part time.Duration) time.Duration {
	if p.Has("warmup") {
		return p.Duration("warmup")
	}
	return p.End / part
}

// Parts of a run that are not measured unless it says which: see [Plan.Warmup].
const (
	Tenth time.Duration = 10
	Fifth time.Duration = 5
)

// CheckWarmup adds a problem if a warm-up leaves nothing of a run to be measured. The part
// is that of [Plan.Warmup].
func (ps *Problems) CheckWarmup(p *Plan, part time.Duration) {
	name := map[time.Duration]string{Tenth: "a tenth", Fifth: "a fifth"}[part]
	ps.Check(p.Warmup(part) < p.End || p.End <= 0, "warmup", "%q leaves nothing of a run of %v; write less, such as %s of it", p.Text("warmup"), p.End, name)
}

// fit lets the defaults of a system give way to what was set.
func (p *Plan) fit(s *System) {
	p.system = s
	p.AtLeast("duration", 2*p.Number("warmup"))
	if s.Fit != nil {
		s.Fit(p)
	}
}

// Given reports whether the scenario itself sets a parameter.
func (p *Plan) Given(name string) bool {
	_, ok := p.scenario.Parameters[name]
	return ok
}

// AtMost lowers a default to a bound, in base units. What was set stays.
func (p *Plan) AtMost(name string, most float64) {
	if p.Has(name) && p.Number(name) > most {
		p.Instead(name, most)
	}
}

// AtLeast raises a default to a bound, likewise.
func (p *Plan) AtLeast(name string, least float64) {
	if p.Has(name) && p.Number(name) < least {
		p.Instead(name, least)
	}
}

// Instead puts a value, in base units, in the place of a default; of a choice it is the
// index. What was set stays.
func (p *Plan) Instead(name string, value float64) {
	parameter, ok := p.system.Parameter(name)
	if !ok || p.Given(name) {
		return
	}
	if parameter.Kind != Choice { // of which it is the index
		value = min(parameter.Max, max(parameter.Min, value))
	}
	p.numbers[name] = value
	p.Parameters[name] = parameter.write(value)
}

// write returns a value in base units as the parameter is written, exactly.
func (p Parameter) write(value float64) string {
	number := strconv.FormatFloat(value, 'f', -1, 64)
	switch p.Kind {
	case Choice:
		return p.Choices[int(value)]
	case Duration:
		return number + " s"
	case Rate:
		return number + "/s"
	case Bandwidth:
		return number + " B/s"
	case Size:
		return number + " B"
	}
	return number
}
