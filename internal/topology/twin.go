package topology

import (
	"slices"
	"strings"
)

// twin returns the component of a reference that one of the system stands for; nil if
// none is of its kind. Of several that are equally like it, the first is the twin.
func (s *Spec) twin(of *Component, reference *Spec) *Component {
	if i := reference.Find(of.Name); i >= 0 && reference.Components[i].Kind == of.Kind {
		return &reference.Components[i]
	}
	var twin *Component
	most := 0
	for i := range reference.Components {
		c := &reference.Components[i]
		if c.Kind != of.Kind {
			continue
		}
		if like := likeness(s, of, reference, c); twin == nil || like > most {
			twin, most = c, like
		}
	}
	return twin
}

// likeness tells how well a component of one system can stand for one of another:
// first by what their names say, then by whether users wait for them, then by who
// calls them.
func likeness(s *Spec, of *Component, reference *Spec, c *Component) int {
	like := 0
	if shareWord(of.Name, c.Name) {
		like += 8
	}
	if own := duty(of.Name); own != "" && own == duty(c.Name) {
		like += 4
	}
	if s.awaited(of.Name) == reference.awaited(c.Name) {
		like += 2
	}
	if s.InFront(of.Name) == reference.InFront(c.Name) {
		like++
	}
	return like
}

// shareWord reports whether two names have a word in common that tells more than
// their kind, which the last word of both would: "click store" and "clicks db" have
// one, "id service" and "mail service" have none.
func shareWord(a, b string) bool {
	of, in := nameWords(a), nameWords(b)
	for i, word := range of {
		for j, other := range in {
			last := i == len(of)-1 && j == len(in)-1
			if !last && strings.TrimSuffix(word, "s") == strings.TrimSuffix(other, "s") {
				return true
			}
		}
	}
	return false
}

// awaited reports whether an answer to a client can depend on a component: a way of
// calls leads to it that all wait for their answers.
func (s *Spec) awaited(name string) bool {
	seen := make([]bool, len(s.Components))
	var visit func(i int) bool
	visit = func(i int) bool {
		if i < 0 || seen[i] {
			return false
		}
		seen[i] = true
		c := &s.Components[i]
		if c.Name == name {
			return true
		}
		return c.Kind != Queue && slices.ContainsFunc(c.Calls, func(call Call) bool { return !call.Async && visit(s.Find(call.To)) })
	}
	for i := range s.Components {
		if s.Components[i].Kind == Client && visit(i) {
			return true
		}
	}
	return false
}

// InFront reports whether requests come to a component first: something calls it that
// is neither a service nor a worker.
func (s *Spec) InFront(name string) bool {
	return slices.ContainsFunc(s.Components, func(c Component) bool {
		return c.Kind != Service && c.Kind != Worker &&
			slices.ContainsFunc(c.Calls, func(call Call) bool { return call.To == name })
	})
}
