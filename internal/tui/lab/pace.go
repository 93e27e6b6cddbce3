package lab

import (
	"math"
	"strconv"
	"strings"
	"time"

	"spar/internal/system"
)

// frameTime is the time between two frames of a run.
const frameTime = 50 * time.Millisecond

// A pace says how fast virtual time goes by, and measures how fast it does.
type pace struct {
	rung   int           // on the ladder of speeds
	before int           // the rung that full speed was chosen from
	target time.Duration // the virtual time that the runs are on their way to
	moved  time.Time     // the real time that the target stands for
	framed time.Time     // when the present frame began

	// What a window of real time measured, and where the present one began.
	events, speed float64 // a second
	since         time.Time
	sinceEvents   uint64
	sinceAt       time.Duration
}

// The ladder of speeds goes 0.01, 0.02, 0.05, 0.1 and so on up to a million times
// real time. The rung above is as fast as possible.
const fullSpeed = 25

func speedOf(rung int) float64 {
	speed := [...]float64{1, 2, 5}[rung%3]
	for range rung / 3 {
		speed *= 10
	}
	return speed / 100
}

// usualLength is how long a run takes on the screen, at most, unless its speed is
// changed.
const usualLength = time.Minute

// usualRung returns the speed that a run of a length begins with.
func usualRung(length time.Duration) int {
	rung := 0
	for rung < fullSpeed && speedOf(rung)*usualLength.Seconds() < length.Seconds() {
		rung++
	}
	return rung
}

// change makes the pace faster or slower by so many rungs.
func (p *pace) change(by int, now time.Time) {
	p.rung = max(0, min(p.rung+by, fullSpeed))
	p.resume(now)
}

// toggleFull goes to full speed, and back to what it was before.
func (p *pace) toggleFull(now time.Time) {
	if p.rung == fullSpeed {
		p.rung = p.before
	} else {
		p.before, p.rung = p.rung, fullSpeed
	}
	p.resume(now)
}

// resume lets virtual time go on from where it stands.
func (p *pace) resume(now time.Time) {
	p.target, p.moved, p.framed = 0, now, time.Time{}
	p.since = time.Time{}
}

// next returns the virtual time to go on to in the frame that begins now; the
// runs, which last until end, have come to at.
func (p *pace) next(now time.Time, at, end time.Duration) time.Duration {
	p.framed = now
	if p.rung == fullSpeed {
		return end
	}
	if at < p.target {
		return p.target
	}
	const longest = 4 * frameTime // after a pause of the whole machine
	elapsed := now.Sub(p.moved)
	if elapsed > longest {
		elapsed, p.moved = longest, now.Add(-longest)
	}
	quantum := p.quantum(end)
	step := time.Duration(elapsed.Seconds()*speedOf(p.rung)*1e9) / quantum * quantum
	p.moved = p.moved.Add(time.Duration(float64(step) / speedOf(p.rung)))
	p.target = min(at+step, end)
	return p.target
}

// stepFrom returns the virtual time to which a single step leads: by what a frame
// shows, or at full speed to the end of a slice of the series.
func (p *pace) stepFrom(at, end time.Duration) time.Duration {
	if p.rung == fullSpeed {
		slice := max(1, end/system.Steps)
		return (at/slice + 1) * slice
	}
	return at + p.perFrame()
}

// perFrame returns how much virtual time a frame shows.
func (p *pace) perFrame() time.Duration {
	return time.Duration(frameTime.Seconds() * speedOf(p.rung) * 1e9)
}

// quantum returns what virtual times are multiples of, a power of ten, so that
// those at which something strikes are short to write.
func (p *pace) quantum(end time.Duration) time.Duration {
	finest := float64(end) / 1e5
	if p.rung < fullSpeed {
		finest = min(finest, float64(p.perFrame())/5)
	}
	return time.Duration(math.Pow(10, math.Floor(math.Log10(max(1, finest)))))
}

// measure takes note of how far the runs have come.
func (p *pace) measure(now time.Time, at time.Duration, events uint64) {
	const window = 500 * time.Millisecond
	elapsed := now.Sub(p.since)
	if p.since.IsZero() || events < p.sinceEvents {
		p.events, p.speed = 0, 0
	} else if elapsed < window {
		return
	} else {
		p.events = float64(events-p.sinceEvents) / elapsed.Seconds()
		p.speed = (at - p.sinceAt).Seconds() / elapsed.Seconds()
	}
	p.since, p.sinceEvents, p.sinceAt = now, events, at
}

// text says how fast it goes, and how fast it really does where the machine does
// not keep up.
func (p *pace) text() string {
	if p.rung == fullSpeed {
		if p.speed == 0 {
			return "full speed"
		}
		return "full speed, " + twoDigits(p.speed) + "x"
	}
	text := strconv.FormatFloat(speedOf(p.rung), 'f', -1, 64) + "x"
	if p.speed > 0 && p.speed < .9*speedOf(p.rung) {
		text += ", reaches " + twoDigits(p.speed) + "x"
	}
	return text
}

// twoDigits writes a figure that is measured, and calm enough to be read.
// It is of something by the second, which who calls says.
func twoDigits(x float64) string {
	if x < .01 {
		return "0"
	}
	unit := math.Pow(10, math.Floor(math.Log10(x))-1)
	return strings.TrimSuffix(system.PerSecond.Format(math.Round(x/unit)*unit), "/s")
}
