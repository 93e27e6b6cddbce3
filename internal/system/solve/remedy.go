package solve

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"spar/internal/system"
	"spar/internal/topology"
)

// A Sort is what sort of change a remedy is.
type Sort string

// The sorts of remedies.
const (
	MoreMachines Sort = "machines"     // one more of a part, or some times as many
	Replica      Sort = "replica"      // of a store
	Shard        Sort = "shard"        // likewise
	Timeout      Sort = "timeout"      // of a call, or a shorter or longer one
	Retry        Sort = "retry"        // where nobody tried again
	RetryBudget  Sort = "retry-budget" // or no retries at all
	Backoff      Sort = "backoff"
	Breaker      Sort = "breaker"
	Throttle     Sort = "throttle"
	Hedge        Sort = "hedge" // a second attempt, or one replica more that is asked
	CacheSize    Sort = "cache-size"
	TTL          Sort = "ttl"
	OnWrite      Sort = "on-write" // what a write does in a cache
	Coalesce     Sort = "coalesce"
	QueueBound   Sort = "queue-bound"  // less may wait, and more is refused
	QueueRoom    Sort = "queue-room"   // the contrary
	Quorum       Sort = "quorum"       // how many replicas must answer, or which
	Picking      Sort = "policy"       // by which somebody is picked
	Detection    Sort = "detection"    // of what is down
	NonBlocking  Sort = "non-blocking" // workers that do not wait
	Other        Sort = "other"        // what a system alone has
)

// A Remedy is one usual change to a design.
type Remedy struct {
	Sort Sort `json:"sort"`
	// Part is the component or call that it is about, such as "db" or "app.db"; empty for a
	// whole system.
	Part string `json:"part,omitempty"`
	// Text says it as one would say it, such as "a second replica of db".
	Text string `json:"text"`
	// Settings are what it sets. Beside parameters there may be what a topology says of calls
	// and components with true, such as app.db.coalesce.
	Settings []Setting `json:"settings"`

	step   int // how large it is among those of its sort, from 1
	weight int // how likely it helps
	// Of a number of members: from how many to how many, and what one is called.
	from, to int
	noun     string
}

// Apply returns a scenario with the change made.
func (m *Remedy) Apply(r system.Registry, sc system.Scenario) system.Scenario {
	for _, s := range m.Settings {
		if said := asSaid(r, sc, s); said != nil {
			sc.Topology = said
			continue
		}
		sc = r.Set(sc, s.Parameter, s.Value)
	}
	return sc
}

// asSaid returns the topology of a scenario in which a setting that is no parameter is made;
// nil for one that is.
func asSaid(r system.Registry, sc system.Scenario, s Setting) *topology.Spec {
	of, problems := r.Of(sc)
	dot := strings.LastIndexByte(s.Parameter, '.')
	if len(problems) > 0 || of.Topology == nil || dot < 0 {
		return nil
	}
	spec := of.Topology.Map(func(figure string) string { return figure })
	whose, word := s.Parameter[:dot], s.Parameter[dot+1:]
	for i := range spec.Components {
		c := &spec.Components[i]
		if word == "non_blocking" && c.Name == whose {
			c.NonBlocking = true
			return spec
		}
		for j := range c.Calls {
			if word == "coalesce" && c.CallName(j) == whose {
				c.Calls[j].Coalesce = true
				return spec
			}
		}
	}
	return nil
}

// together returns the settings of remedies, nil if two of them set the same.
func together(list []*Remedy) []Setting {
	values := map[string]string{}
	var settings []Setting
	for _, m := range list {
		for _, s := range m.Settings {
			if _, twice := values[s.Parameter]; twice {
				return nil
			}
			values[s.Parameter] = s.Value
			settings = append(settings, s)
		}
	}
	return settings
}

// signature identifies what a remedy sets.
func (m *Remedy) signature() string {
	values := map[string]string{}
	for _, s := range m.Settings {
		values[s.Parameter] = s.Value
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(&b, "%s=%s;", name, values[name])
	}
	return b.String()
}

// ordinals name one more of a few.
var ordinals = []string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

// more says that there are more of something, such as "a second replica of db".
func more(noun, part string, from, to int) string {
	of := ""
	if part != "" {
		of = " of " + part
	}
	instead := fmt.Sprintf(" (%d in place of %d)", to, from)
	switch {
	case to == from+1 && to < len(ordinals):
		article := "a "
		if to == 8 {
			article = "an "
		}
		return article + ordinals[to] + " " + noun + of
	case to == from+1:
		return "one more " + noun + of + instead
	case to == 2*from:
		return "twice as many " + plural(noun) + of + instead
	case to == 4*from:
		return "four times as many " + plural(noun) + of + instead
	}
	return fmt.Sprintf("%d more %s%s%s", to-from, plural(noun), of, instead)
}

// plural returns the plural of what members are called.
func plural(noun string) string {
	if rest, ok := strings.CutPrefix(noun, "instance "); ok {
		return "instances " + rest
	}
	return noun + "s"
}

// rounded returns a number near another that is easily said: 1, 2 or 5 and zeros.
func rounded(v float64) float64 {
	for size := 1e-9; size < 1e18; size *= 10 {
		for _, digit := range []float64{1, 2, 5} {
			if v < roundTo(size*digit)*1.42 {
				return roundTo(size * digit)
			}
		}
	}
	return v
}
