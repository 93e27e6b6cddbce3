package system

import (
	"fmt"
	"strings"

	"spar/internal/sim"
)

// A Component is how busy one part of the system was.
type Component struct {
	Name        string  `json:"name"`
	Utilization float64 `json:"utilization"` // mean over its members
	// Hottest is the highest utilization among the members.
	Hottest  float64 `json:"hottest_utilization"`
	QueueMax int     `json:"queue_max"`
	Refused  int     `json:"refused"`
	// DollarsPerMonth is what its members cost; zero where nothing has a price.
	DollarsPerMonth float64 `json:"dollars_per_month,omitempty"`
	// BackloggedSeconds is when its queue first held ten jobs for every worker
	// or refused one for want of room; negative if it never did.
	BackloggedSeconds float64 `json:"backlogged_seconds"`
}

// NewComponent sums up the stations of a part.
func NewComponent(name string, stations []*sim.Station) Component {
	c := Component{Name: name, BackloggedSeconds: -1}
	var busy, capacity int64
	for _, st := range stations {
		stats := st.Stats()
		busy += stats.BusyArea
		capacity += stats.CapacityArea
		c.Hottest = max(c.Hottest, stats.Utilization())
		c.QueueMax = max(c.QueueMax, stats.MaxWaiting)
		c.Refused += stats.Refused
		if at := stats.Backlogged.Seconds(); at >= 0 && (c.BackloggedSeconds < 0 || at < c.BackloggedSeconds) {
			c.BackloggedSeconds = at
		}
	}
	if capacity > 0 {
		c.Utilization = float64(busy) / float64(capacity)
	}
	return c
}

// saturated is the utilization from which a part counts as having no time left;
// a run never measures quite 1.
const saturated = .97

// FindBottleneck names the component that limits the system: the busiest, judged
// by its busiest member, or among several that are saturated the one whose queue
// grew first, for the others may only suffer from it.
func (r *Result) FindBottleneck() {
	busiest := r.Components[0]
	for _, c := range r.Components[1:] {
		bothFull := c.Hottest >= saturated && busiest.Hottest >= saturated
		switch {
		case bothFull && c.before(busiest), !bothFull && c.Hottest > busiest.Hottest:
			busiest = c
		}
	}
	full := 0
	var others []string
	for _, c := range r.Components {
		if c.Hottest >= saturated {
			full++
		}
		if c.Name != busiest.Name {
			others = append(others, fmt.Sprintf("%s %.0f%%", c.Name, c.Hottest*100))
		}
	}
	r.Bottleneck, r.BottleneckReason = busiest.Name, busiest.limits(full, strings.Join(others, ", "))
}

// before reports whether the queue of a component grew before that of another.
func (c Component) before(other Component) bool {
	return c.BackloggedSeconds >= 0 && (other.BackloggedSeconds < 0 || c.BackloggedSeconds < other.BackloggedSeconds)
}

// limits says why the busiest component is the bottleneck.
func (c Component) limits(full int, others string) string {
	if full > 1 && c.BackloggedSeconds >= 0 {
		return fmt.Sprintf("%s has no time left and its queue grew first, at %s; busy: %s", c.Name, Seconds.Format(c.BackloggedSeconds), others)
	}
	verdict := "would saturate first"
	if full > 0 {
		verdict = "has no time left"
	}
	if others != "" {
		others = ", " + others
	}
	return fmt.Sprintf("%s %s: its busiest member works %.0f%% of the time%s", c.Name, verdict, c.Hottest*100, others)
}
