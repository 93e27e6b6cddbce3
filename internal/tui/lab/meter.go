package lab

import (
	"math"
	"strings"
	"time"

	"spar/internal/system"
)

// Meters follow how busy the members of one run are. What is measured between
// two frames is smoothed, or bars would flicker too fast to be read.
type meters struct {
	at      time.Duration
	parts   map[string][]meter
	traffic traffic
	busiest place // keeps its place until another is clearly busier
}

// A meter follows one member.
type meter struct {
	worked time.Duration // at the last reading
	works  bool          // has it ever: what only holds something does not
	busy   float64       // part of the time, 0 to 1
	queue  float64

	failed  int     // at the last reading
	failing float64 // requests refused or answered with an error, a second
}

// A place is a member of a part, or with index zero the whole part.
type place struct {
	part  string
	index int // from 1
}

// smoothing is the weight of the latest reading: at twenty frames a second a
// meter follows in about half a second.
const smoothing = .08

// read takes a reading of a run.
func (m *meters) read(v system.View) {
	if m.parts == nil || v.At < m.at {
		*m = meters{parts: map[string][]meter{}}
	}
	elapsed := v.At - m.at
	m.at = v.At
	for _, part := range v.Parts {
		list := m.parts[part.Name]
		for len(list) < len(part.Members) {
			list = append(list, meter{busy: -1})
		}
		for i, member := range part.Members {
			list[i].read(member, elapsed)
		}
		m.parts[part.Name] = list
	}
	m.traffic.read(v)
	m.findBusiest(v)
}

func (m *meter) read(member system.Member, elapsed time.Duration) {
	m.works = m.works || member.Worked > 0
	worked := member.Worked - m.worked
	failed := max(0, member.Failed-m.failed)
	m.worked, m.failed = member.Worked, member.Failed
	first := m.busy < 0
	if first {
		m.busy, m.queue = member.Busy, float64(member.Queue)
	}
	if first || elapsed <= 0 || worked < 0 {
		return
	}
	busy := min(1, float64(worked)/float64(elapsed))
	m.busy += smoothing * (busy - m.busy)
	m.queue += smoothing * (float64(member.Queue) - m.queue)
	m.failing += smoothing * (float64(failed)/elapsed.Seconds() - m.failing)
}

// pressure orders members by how much is asked of them: what waits tells apart
// those that are always busy.
func (m *meter) pressure() float64 { return m.busy + m.queue/(m.queue+8) }

// findBusiest finds the member under the highest pressure. The one before it
// stays unless that is clearly higher, so that the mark does not jump among equals.
func (m *meters) findBusiest(v system.View) {
	const clearly = .1
	best, most := place{}, 0.
	for _, part := range v.Parts {
		for i, member := range part.Members {
			pressure := m.parts[part.Name][i].pressure()
			if (place{part.Name, i + 1}) == m.busiest {
				pressure += clearly
			}
			if pressure > most && !gone(member.State) {
				best, most = place{part.Name, i + 1}, pressure
			}
		}
	}
	m.busiest = best
}

// gone reports whether a member does no work.
func gone(state string) bool { return isDown(state) || isRemoved(state) }

func isDown(state string) bool { return strings.HasPrefix(state, "down") }

func isRemoved(state string) bool { return strings.HasPrefix(state, "removed") }

// of returns the meter of a member; idle if there is none yet.
func (m *meters) of(p place) meter {
	if list := m.parts[p.part]; p.index >= 1 && p.index <= len(list) {
		return list[p.index-1]
	}
	return meter{}
}

// mean returns how busy a part is, all members that are there taken together;
// false if none is, or they do no work at all.
func (m *meters) mean(part system.Part) (busy float64, works bool) {
	sum, n := 0., 0
	for i, member := range part.Members {
		reading := m.of(place{part.Name, i + 1})
		works = works || reading.works
		if !gone(member.State) {
			sum += max(0, reading.busy)
			n++
		}
	}
	return sum / math.Max(1, float64(n)), works && n > 0
}
