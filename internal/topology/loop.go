package topology

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"spar/internal/quantity"
)

// This file is about calls that are made later, and about those that lead back to
// where a request was before.

// HandsOver reports whether nobody waits for call j of a component: it is asynchronous,
// undoes another, or is the delivery of a message.
func (c *Component) HandsOver(j int) bool {
	return c.Kind == Queue || c.Calls[j].Async || c.Calls[j].Undoes != ""
}

// Follows reports whether call j of a component is made once one that nobody waits for
// was answered, on which it depends.
func (c *Component) Follows(j int) bool {
	asked, _ := c.Calls[j].Condition()
	return asked != "" && slices.ContainsFunc(c.Calls[:j], func(call Call) bool {
		return strings.EqualFold(call.To, asked) && (c.Kind == Queue || call.Async)
	})
}

// later checks what is said of a call that is made later, or not for ever.
func (c *checker) later(at string, component *Component, j int) {
	call := &component.Calls[j]
	if call.Delay != "" && !component.HandsOver(j) {
		c.add(at+".delay", "%s waits for the answer, and would for the delay too; write async: true, or put a queue between", component.Name)
	}
	if n, err := strconv.Atoi(call.Hops); call.Hops != "" && (err != nil || n < 1 || n > MostHops) {
		c.add(at+".hops", "%q is no number of times; write a whole number, 1 to %d", call.Hops, MostHops)
	}
}

// MostHops is how often a call may lead back.
const MostHops = 100

// A Round is calls that lead back to where they began.
type Round struct {
	Component, Call int      // that closes it
	Way             []string // the components, the first one again at the end
	Back            float64  // how often a request comes back, on average
	ends            bool
}

// Endless returns calls that lead back and never end: that somebody waits for, or by
// which what a request becomes is no less after each round, and no Hops end it. times
// says how often call j of component i is made for each visit of that; it is nil if
// there are none.
func (s *Spec) Endless(times func(i, j int) float64) *Round {
	waits := func(i, j int) float64 {
		if s.Components[i].HandsOver(j) {
			return 0
		}
		return 1
	}
	if round := s.round(waits); round != nil {
		return round
	}
	goesOn := func(i, j int) float64 {
		if s.Components[i].Calls[j].Hops != "" {
			return 0
		}
		return s.made(times, i, j)
	}
	if s.fades(goesOn) {
		return nil
	}
	round := s.round(goesOn)
	round.ends = true // if it were made less often
	return round
}

// made returns how often a visit of a component makes call j, where those that follow
// others are made for each of these.
func (s *Spec) made(times func(i, j int) float64, i, j int) float64 {
	c, n := &s.Components[i], times(i, j)
	if !c.Follows(j) {
		return n
	}
	asked, _ := c.Calls[j].Condition()
	sum := 0.
	for k, call := range c.Calls[:j] {
		if strings.EqualFold(call.To, asked) {
			sum += s.made(times, i, k)
		}
	}
	return n * sum
}

// fades reports whether what begins anywhere becomes less and less: whether the matrix
// I - A has only positive pivots, where A is how often a visit of one component becomes
// one of another. Then and only then, as A is nowhere negative, its spectral radius is
// below 1 (R. J. Plemmons, "M-matrix characterizations", 1977).
func (s *Spec) fades(times func(i, j int) float64) bool {
	n := len(s.Components)
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		m[i][i] = 1
		for j, call := range s.Components[i].Calls {
			m[i][s.Find(call.To)] -= times(i, j)
		}
	}
	for k := range n {
		if m[k][k] <= 1e-9 {
			return false
		}
		for i := k + 1; i < n; i++ {
			factor := m[i][k] / m[k][k]
			for j := k; j < n && factor != 0; j++ {
				m[i][j] -= float64(factor * m[k][j])
			}
		}
	}
	return true
}

// round returns calls that lead back among those that are made at all; nil for none.
func (s *Spec) round(times func(i, j int) float64) *Round {
	const entered, left = 1, 2
	state := make([]int, len(s.Components))
	var path []int
	var back []float64 // of the call that leads to each of the path
	var visit func(i int) *Round
	visit = func(i int) *Round {
		state[i] = entered
		path = append(path, i)
		defer func() { path, state[i] = path[:len(path)-1], left }()
		for j, call := range s.Components[i].Calls {
			to, n := s.Find(call.To), times(i, j)
			if n <= 0 {
				continue
			}
			back = append(back[:len(path)-1], n)
			if state[to] == entered {
				return s.closed(path[slices.Index(path, to):], back[slices.Index(path, to):], j)
			}
			if state[to] == 0 {
				if r := visit(to); r != nil {
					return r
				}
			}
		}
		return nil
	}
	for i := range s.Components {
		if state[i] == 0 {
			if r := visit(i); r != nil {
				return r
			}
		}
	}
	return nil
}

// closed returns the round that call j of the last component closes.
func (s *Spec) closed(path []int, back []float64, j int) *Round {
	r := &Round{Component: path[len(path)-1], Call: j, Back: 1}
	for k, i := range path {
		r.Way = append(r.Way, s.Components[i].Name)
		r.Back *= back[k]
	}
	r.Way = append(r.Way, r.Way[0])
	return r
}

// String says what is wrong with a round, and what would be right.
func (r *Round) String() string {
	way := strings.Join(r.Way, " to ")
	switch {
	case !r.ends:
		return fmt.Sprintf("calls go round for ever: %s; remove one of them, or let nobody wait: put a queue between, or write async: true", way)
	case r.Back < 1:
		return fmt.Sprintf("with other calls that lead back, requests go round for ever: %s; write smaller shares, or hops: 5 at a call of each round", way)
	}
	return fmt.Sprintf("requests go round for ever: %s, and each becomes %.3g on average; write a smaller share, so that it is less than 1, or hops: 5 at one of these calls", way, r.Back)
}

// endless finds calls that lead back to their caller and do not end.
func (c *checker) endless() {
	times := func(i, j int) float64 {
		call := &c.spec.Components[i].Calls[j]
		return stated(call.Share) * stated(call.Times)
	}
	if r := c.spec.Endless(times); r != nil {
		c.add(fmt.Sprintf("components[%d].calls[%d].to", r.Component, r.Call), "%s", r)
	}
	for i, component := range c.spec.Components {
		for j, call := range component.Calls {
			if call.Hops != "" && !c.spec.Leads(c.spec.Find(call.To), i) {
				c.add(fmt.Sprintf("components[%d].calls[%d].hops", i, j), "nothing leads back from %s to %s; remove hops", call.To, component.Name)
			}
		}
	}
}

// Leads reports whether calls lead from a component to another, or it is that itself.
func (s *Spec) Leads(from, to int) bool {
	reached := make([]bool, len(s.Components))
	var visit func(i int)
	visit = func(i int) {
		if reached[i] {
			return
		}
		reached[i] = true
		for _, call := range s.Components[i].Calls {
			visit(s.Find(call.To))
		}
	}
	visit(from)
	return reached[to]
}

// stated returns the value of a share or a number of times, 1 where none is stated or it
// cannot be read, which is told elsewhere.
func stated(text string) float64 {
	if q, err := quantity.Parse(text); text != "" && err == nil {
		return q.Base()
	}
	return 1
}
