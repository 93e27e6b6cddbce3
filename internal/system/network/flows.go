package network

import (
	"slices"

	"spar/internal/system"
	"spar/internal/topology"
)

// flows are how many requests a second get to each component and over each call.
type flows struct {
	rate          float64 // of all clients
	reads, writes []float64
	calls         map[string]float64 // by the name of the call
}

// A stream is how many requests a second are at each component, by component and class.
type stream [][]float64

func newStream(spec *topology.Spec, classes []class) stream {
	s := make(stream, len(spec.Components))
	for i := range s {
		s[i] = make([]float64, len(classes))
	}
	return s
}

// sum returns how many there are in all.
func (s stream) sum() float64 {
	all := 0.
	for i := range s {
		for _, n := range s[i] {
			all += n
		}
	}
	return all
}

// A flowing follows the requests of a plan through its calls.
type flowing struct {
	flows
	plan          *system.Plan
	spec          *topology.Spec
	classes       []class
	hit, attempts func(string) float64
	here, beyond  stream // what is on its way; and what led back once more
	depth         int    // how often what is here led back
}

// faint is the part of all requests that is not followed any more.
const faint = 1e-9

// flowsOf follows the requests through the calls, class by class. hit returns the hit
// ratio of a cache, attempts how often a call is attempted, each by name. Where calls
// lead back, what they add becomes less with each round, or ends after so many hops; a
// round in which it does not is left out.
func flowsOf(p *system.Plan, spec *topology.Spec, hit, attempts func(string) float64) flows {
	f := &flowing{
		flows: flows{reads: make([]float64, len(spec.Components)), writes: make([]float64, len(spec.Components)), calls: map[string]float64{}},
		plan:  p, spec: spec, classes: classesOf(spec), hit: hit, attempts: attempts,
	}
	f.here = newStream(spec, f.classes)
	for i := range spec.Components {
		if c := &spec.Components[i]; c.Kind == topology.Client {
			f.begin(i, c)
		}
	}
	const mostRounds = 20_000
	components := order(spec)
	for round := 0; f.here.sum() > faint*f.rate && round < mostRounds; f.depth++ {
		f.beyond = newStream(spec, f.classes)
		for ; f.here.sum() > faint*f.rate && round < mostRounds; round++ {
			for _, i := range components {
				f.pass(i)
			}
		}
		f.here = f.beyond
	}
	return f.flows
}

// begin lets the requests of a client flow.
func (f *flowing) begin(i int, c *topology.Component) {
	rate, writes := clientFigures(f.plan, f.spec, c.Name)
	f.rate += rate
	mix := mixOf(f.plan, f.classes, c, writes)
	for k, class := range mix.classes {
		f.here[i][class] += float64(rate * mix.shares[k])
	}
}

// pass lets what is at a component go on.
func (f *flowing) pass(i int) {
	c, arrived := &f.spec.Components[i], f.here[i]
	if !slices.ContainsFunc(arrived, func(n float64) bool { return n > 0 }) {
		return
	}
	f.here[i] = make([]float64, len(f.classes))
	for class, n := range arrived {
		if f.classes[class].write {
			f.writes[i] += n
			continue
		}
		f.reads[i] += n
		if isCache(c.Kind) {
			arrived[class] *= 1 - f.hit(c.Name) // what goes on
		}
	}
	made := make([][]float64, len(c.Calls)) // by call and class
	for j := range c.Calls {
		made[j] = make([]float64, len(f.classes))
		f.call(c, j, arrived, made)
	}
}

// call lets a component make its call j.
func (f *flowing) call(c *topology.Component, j int, arrived []float64, made [][]float64) {
	p, call := f.plan, &c.Calls[j]
	name, to, makes := c.CallName(j), f.spec.Find(call.To), mask(f.classes, call)
	from := arrived
	if c.Follows(j) {
		from = f.asked(c, j, made)
	}
	each := p.Number(name+".share") * f.attempts(name) * times(p, f.spec, c, j)
	read, write := odds(p, f.spec, call, f.hit)
	next := f.here
	if call.Hops != "" {
		next = f.beyond
	}
	for class, n := range from {
		if makes>>class&1 == 0 || call.Hops != "" && f.depth >= p.Int(name+".hops") {
			continue
		}
		if f.classes[class].write {
			n *= each * write
		} else {
			n *= each * read
		}
		made[j][class] = n
		next[to][class] += n
		f.calls[name] += n
	}
}

// asked returns how often those calls are made that call j of a component follows.
func (f *flowing) asked(c *topology.Component, j int, made [][]float64) []float64 {
	asked, _ := c.Calls[j].Condition()
	sum := make([]float64, len(f.classes))
	for k := range c.Calls[:j] {
		if f.spec.Find(c.Calls[k].To) == f.spec.Find(asked) {
			for class, n := range made[k] {
				sum[class] += n
			}
		}
	}
	return sum
}

// perRequest returns how many visits a request becomes on average.
func (f *flows) perRequest() float64 {
	visits := 0.
	for i := range f.reads {
		visits += f.reads[i] + f.writes[i]
	}
	return visits / f.rate
}

// odds returns which parts of reads and of writes make a call that depends on an answer.
// Writes neither hit nor find anything.
func odds(p *system.Plan, spec *topology.Spec, call *topology.Call, hit func(string) float64) (read, write float64) {
	if call.Undoes != "" { // which nothing needs as long as all is well
		return 0, 0
	}
	asked, answer := call.Condition()
	k := spec.Find(asked)
	switch answer {
	case topology.Hit:
		return hit(spec.Components[k].Name), 0
	case topology.Miss:
		return 1 - hit(spec.Components[k].Name), 1
	case topology.Found:
		return share(p, spec.Components[k].Name+".found"), 0
	case topology.Missing:
		return 1 - share(p, spec.Components[k].Name+".found"), 1
	case topology.Refused, topology.Failed: // which nothing is as long as all is well
		return 0, 0
	}
	return 1, 1
}

// order returns the components, callers before those that they call, as far as calls do
// not lead back; then only those count that somebody waits for, which never do.
func order(spec *topology.Spec) []int {
	list := inOrder(spec, func(*topology.Component, int) bool { return true })
	if len(list) < len(spec.Components) {
		list = inOrder(spec, func(c *topology.Component, j int) bool { return !c.HandsOver(j) })
	}
	return list
}

// inOrder returns the components, callers before those that they call, by the calls that
// count; without those to which calls lead back.
func inOrder(spec *topology.Spec, counts func(c *topology.Component, j int) bool) []int {
	calls := make([][]int, len(spec.Components))
	callers := make([]int, len(spec.Components))
	for i := range spec.Components {
		c := &spec.Components[i]
		for j := range c.Calls {
			if counts(c, j) {
				to := spec.Find(c.Calls[j].To)
				calls[i] = append(calls[i], to)
				callers[to]++
			}
		}
	}
	var list []int
	for i := range spec.Components {
		if callers[i] == 0 {
			list = append(list, i)
		}
	}
	for k := 0; k < len(list); k++ {
		for _, to := range calls[list[k]] {
			if callers[to]--; callers[to] == 0 {
				list = append(list, to)
			}
		}
	}
	return list
}

// once is how often a call is attempted if nothing goes wrong.
func once(string) float64 { return 1 }
