package solve

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"spar/internal/system"
	"spar/internal/topology"
)

// A list is the usual changes that apply to a design.
type list struct {
	*findings
	all []*Remedy
}

// usual returns the usual changes to what runs, the likeliest to help first. What cannot
// run is among them.
func usual(f *findings) []*Remedy {
	l := &list{findings: f}
	if f.system.Topology != nil {
		l.topology(f.system.Topology)
	} else {
		l.own()
	}
	l.detection()
	slices.SortStableFunc(l.all, func(a, b *Remedy) int { return cmp.Compare(b.weight, a.weight) })
	known := map[string]bool{}
	return slices.DeleteFunc(l.all, func(m *Remedy) bool {
		was := known[m.signature()]
		known[m.signature()] = true
		return was
	})
}

// add adds a change that sets a parameter, unless it is set so.
func (l *list) add(sort Sort, weight, step int, part, parameter, value, format string, arguments ...any) *Remedy {
	m := &Remedy{
		Sort: sort, Part: part, Text: fmt.Sprintf(format, arguments...), weight: weight, step: step,
		Settings: []Setting{{parameter, value}},
	}
	if l.text(parameter) != value {
		l.all = append(l.all, m)
	}
	return m
}

// mostCounted is how many times as many members [list.count] adds at most.
const mostCounted = 4

// count adds one more of some members, twice and four times as many.
func (l *list) count(sort Sort, weight int, part, parameter, noun string) {
	from := int(l.number(parameter))
	if from < 1 {
		return
	}
	for step, to := range []int{from + 1, 2 * from, mostCounted * from} {
		m := l.add(sort, weight-step, step+1, part, parameter, strconv.Itoa(to), "%s", more(noun, part, from, to))
		m.from, m.to, m.noun = from, to, noun
	}
}

// topology adds what applies to components that call one another.
func (l *list) topology(spec *topology.Spec) {
	for i := range spec.Components {
		c := &spec.Components[i]
		if c.Kind == topology.Client {
			continue
		}
		suspicion := l.suspicion(c.Name)
		l.cache(c)
		if suspicion > 0 {
			l.machines(c, suspicion)
			l.store(c, suspicion)
			l.queue(c.Name, c.Name+".", suspicion)
			l.picking(c, suspicion)
		}
	}
	for i := range spec.Components {
		c := &spec.Components[i]
		for j := range c.Calls {
			to := &spec.Components[spec.Find(c.Calls[j].To)]
			suspicion := max(l.suspicion(to.Name), l.suspicion(c.Name)-1)
			if name := c.CallName(j); suspicion <= 0 && l.storms() && l.number(name+".retries") > 0 {
				suspicion = 1
			}
			if suspicion > 0 {
				l.call(c, j, to, suspicion)
			}
		}
	}
	l.everywhere(spec)
}

// machines adds more instances of what others do not run.
func (l *list) machines(c *topology.Component, suspicion int) {
	weight := suspicion
	if of, _ := l.component(c.Name); of.Hottest >= full || l.befell(c.Name, system.Kill, system.Hang, system.Cut) {
		weight += 3
	}
	switch c.Kind {
	case topology.External:
	case topology.Store:
		l.count(Replica, weight, c.Name, c.Name+".replicas", "replica")
		l.count(Shard, weight-1, c.Name, c.Name+".shards", "shard")
	default:
		l.count(MoreMachines, weight, c.Name, c.Name+".instances", "instance")
	}
	if (c.Kind == topology.Service || c.Kind == topology.Worker) && !c.NonBlocking && slices.ContainsFunc(c.Calls, func(call topology.Call) bool { return !call.Async }) {
		l.add(NonBlocking, suspicion, 1, c.Name, c.Name+".non_blocking", "true", "workers of %s that do not wait for its calls", c.Name)
	}
}

// store adds what replicas may answer.
func (l *list) store(c *topology.Component, suspicion int) {
	if c.Kind != topology.Store {
		return
	}
	name := c.Name
	replicas, reads, writes := int(l.number(name+".replicas")), int(l.number(name+".read_quorum")), int(l.number(name+".write_quorum"))
	stale := l.about("_stale_")
	if replicas > 1 && stale {
		if strict := replicas - writes + 1; strict > reads {
			l.add(Quorum, suspicion+4, 1, name, name+".read_quorum", strconv.Itoa(strict), "reads of %s that ask %d of %d replicas, so that one has every write", name, strict, replicas)
		}
		l.add(Quorum, suspicion+4, 1, name, name+".read_from", "leader", "reads of %s from the leader alone", name)
	}
	for _, quorum := range []struct {
		word, name string
		now        int
	}{{"reads", "read_quorum", reads}, {"writes", "write_quorum", writes}} {
		if quorum.now > 1 && !stale {
			l.add(Quorum, suspicion+1, 1, name, name+"."+quorum.name, strconv.Itoa(quorum.now-1), "%s of %s that wait for %d of %d replicas", quorum.word, name, quorum.now-1, replicas)
		}
	}
	if replicas > 1 && !l.has(name+".speculate") {
		wait := rounded(max(1e-4, 3*l.number(name+".time")))
		value := duration(wait)
		l.add(Hedge, suspicion+1, 1, name, name+".speculate", value, "one replica of %s more that is asked where a read takes longer than %s", name, value)
	}
}

// cache adds what a cache may hold, how long, and what writes do there.
func (l *list) cache(c *topology.Component) {
	if c.Kind != topology.Cache && c.Kind != topology.CDN {
		return
	}
	weight := 1 + l.suspicion(c.Name)/2
	if hits := l.metric(c.Name + "_hit_ratio"); l.about(c.Name+"_hit_ratio") || hits > 0 && hits < .95 {
		weight += 3
	}
	l.larger(weight, c.Name, c.Name+".capacity")
	if l.has(c.Name + ".ttl") {
		l.longer(weight, c.Name, c.Name+".ttl")
	}
	if l.text(c.Name+".on_write") == "invalidate" {
		l.add(OnWrite, weight-2, 1, c.Name, c.Name+".on_write", "update", "writes that update what %s holds in place of removing it", c.Name)
	}
}

// larger adds larger caches.
func (l *list) larger(weight int, part, parameter string) {
	if l.number(parameter) <= 0 {
		return
	}
	for step, times := range []float64{2, 4, 16} {
		value := l.times(parameter, times)
		l.add(CacheSize, weight-step, step+1, part, parameter, value, "%s times the room in %s (%s in place of %s)", []string{"two", "four", "sixteen"}[step], cmp.Or(part, said(parameter)), value, l.text(parameter))
	}
}

// longer adds longer lives of entries.
func (l *list) longer(weight int, part, parameter string) {
	if l.number(parameter) <= 0 {
		return
	}
	for step, times := range []float64{4, 20} {
		value := l.times(parameter, times)
		l.add(TTL, weight-step, step+1, part, parameter, value, "a TTL of %s in place of %s in %s", value, l.text(parameter), cmp.Or(part, said(parameter)))
	}
}

// queue adds less or more room to wait, where there was a backlog.
func (l *list) queue(part, prefix string, suspicion int) {
	c, known := l.component(part)
	parameter := prefix + "queue_limit"
	if _, ok := l.system.Parameter(parameter); !ok || known && c.QueueMax == 0 {
		return
	}
	now := l.number(parameter)
	if !l.has(parameter) {
		now = 1e18
	}
	if known && c.Refused > 0 && c.Hottest < 1 {
		value := write(10*max(1, now), l.quantity(parameter).Dim())
		l.add(QueueRoom, suspicion, 1, part, parameter, value, "room for %s to wait at each instance of %s", value, part)
	}
	work := max(l.number(prefix+"time"), l.number(prefix+"service_mean"))
	if work <= 0 || known && c.BackloggedSeconds < 0 {
		return
	}
	wait := l.number("timeout") / 4
	if limit := l.limit(); limit > 0 {
		wait = limit / 2
	}
	for step, part2 := range []float64{1, 4} {
		limit := max(1, rounded(wait/part2/work*max(1, l.number(prefix+"workers"))))
		if limit < now && limit > 1 {
			value := write(limit, l.quantity(parameter).Dim())
			l.add(QueueBound, suspicion+2-step, step+1, part, parameter, value, "a bound of %s on the queue of %s, and more refused at once", value, cmp.Or(part, "each server"))
		}
	}
}

// picking adds a policy that looks at how busy instances are.
func (l *list) picking(c *topology.Component, suspicion int) {
	policy := l.text(c.Name + ".policy")
	if l.number(c.Name+".instances") > 1 && (policy == "random" || policy == "round-robin") {
		l.add(Picking, suspicion+2, 1, c.Name, c.Name+".policy", "least-connections", "the instance of %s with least to do, in place of %s", c.Name, policy)
	}
}

// detection adds that somebody notices earlier what is down.
func (l *list) detection() {
	if now := l.number("detection"); now > 0 && l.befell("", system.Kill, system.Hang, system.Cut) {
		for step, part := range []float64{5, 25} {
			value := duration(rounded(now / part))
			l.add(Detection, 4-step, step+1, "", "detection", value, "health checks that notice what is down after %s in place of %s", value, l.text("detection"))
		}
	}
}

// times returns so many times the value of a parameter, in its unit where it has one.
func (l *list) times(parameter string, times float64) string {
	digits, unit, ok := strings.Cut(l.text(parameter), " ")
	if v, err := strconv.ParseFloat(digits, 64); ok && err == nil {
		return number(times*v) + " " + unit
	}
	q := l.quantity(parameter)
	return write(times*q.Base(), q.Dim())
}

// duration writes a number of seconds.
func duration(seconds float64) string { return write(seconds, second) }

// said returns a parameter as words.
func said(parameter string) string { return strings.NewReplacer("_", " ", ".", " ").Replace(parameter) }
