package topology

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/spelling"
)

// A Problem is one mistake in a specification.
type Problem struct {
	Where   string // such as "components[2].calls[0].to"
	Message string // what is wrong, and what would be right
}

// Bounds of a specification.
const (
	FewestComponents = 2
	MostComponents   = 100
	MostCalls        = 32 // of a component
	longestName      = 40
)

// Check returns what is wrong with how components and calls fit together, nothing
// if it can be built. Whether figures can be read is for whoever runs it to say.
func Check(s *Spec) []Problem {
	c := checker{spec: s, index: map[string]int{}}
	if n := len(s.Components); n < FewestComponents || n > MostComponents {
		c.add("components", "%d components; write %d to %d", n, FewestComponents, MostComponents)
		return c.problems
	}
	clients := 0
	for i := range s.Components {
		c.component(i)
		if s.Components[i].Kind == Client {
			clients++
		}
	}
	if n := len(s.ClassNames()); n > MostClasses {
		c.add("components", "%d classes of requests; write at most %d", n, MostClasses)
	}
	if clients == 0 && len(c.problems) == 0 {
		c.add("components", "no client; write a component of kind client, from which requests come")
	}
	for i := range s.Components {
		c.calls(i)
	}
	c.regions()
	c.bytes()
	if len(c.problems) == 0 {
		c.reach()
		c.endless()
	}
	return c.problems
}

// A checker looks through a specification.
type checker struct {
	spec     *Spec
	index    map[string]int // of components by name, in lower case
	problems []Problem
}

func (c *checker) add(where, format string, arguments ...any) {
	c.problems = append(c.problems, Problem{where, fmt.Sprintf(format, arguments...)})
}

func (c *checker) component(i int) {
	at := fmt.Sprintf("components[%d]", i)
	component := &c.spec.Components[i]
	name := component.Name
	if !isName(name) {
		c.add(at+".name", notName, name, longestName)
	}
	if first, taken := c.index[strings.ToLower(name)]; taken {
		c.add(at+".name", "%q is the name of component %d already; write another", name, first+1)
	} else {
		c.index[strings.ToLower(name)] = i
	}
	if !slices.Contains(Kinds, component.Kind) {
		c.add(at+".kind", "no kind %q; %s", component.Kind, oneOf(string(component.Kind), kindNames()))
		return
	}
	for _, f := range component.given() {
		if kinds := owners[f.Name]; f.Given != "" && !slices.Contains(kinds, component.Kind) {
			c.add(at+"."+f.Name, "a %s has no %s; remove it", component.Kind, f.Name)
		}
	}
	if component.NonBlocking && component.Kind != Service && component.Kind != Worker {
		c.add(at+".non_blocking", "only a service or a worker can hold workers; remove it")
	}
	c.time(at, component)
	c.profile(at, component)
	c.limit(at, component)
	c.player(at, component)
	c.closed(at, component)
	if component.Kind == Client {
		c.sizes(at, component.Size, component.Answer, component.SizeLaw, component.SizeSpread)
	}
	c.classes(at, component)
	switch n := len(component.Calls); {
	case n > MostCalls:
		c.add(at+".calls", "%d calls; write at most %d", n, MostCalls)
	case component.Kind == Client && n == 0:
		c.add(at+".calls", "the client %s calls nothing; write whom it calls", name)
	}
}

// notName is the message for what is none.
const notName = "%q is no name; write up to %d letters, digits, - and _, a letter first"

// isName reports whether a text can name a component.
func isName(text string) bool {
	for i, r := range text {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789-_", r)) {
			return false
		}
	}
	return text != "" && len(text) <= longestName
}

func kindNames() []string {
	names := make([]string, len(Kinds))
	for i, k := range Kinds {
		names[i] = string(k)
	}
	return names
}

// oneOf says what to write in place of a word: another one.
func oneOf(word string, words []string) string {
	var others []string
	for _, w := range words {
		if w != "" && w != word && !slices.ContainsFunc(others, func(o string) bool { return strings.EqualFold(o, w) }) {
			others = append(others, w)
		}
	}
	words = others
	if len(words) == 0 {
		return "there is nothing else to write; remove it"
	}
	if near := spelling.Nearest(word, words); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "write one of " + strings.Join(words, ", ")
}

// Find returns the index of the component of a name, whatever its case, or -1.
func (s *Spec) Find(name string) int {
	return slices.IndexFunc(s.Components, func(c Component) bool { return strings.EqualFold(c.Name, name) })
}

func (c *checker) names() []string { return c.spec.ComponentNames() }

// calls checks the calls of a component one by one.
func (c *checker) calls(i int) {
	component := &c.spec.Components[i]
	for j := range component.Calls {
		call := &component.Calls[j]
		at := fmt.Sprintf("components[%d].calls[%d]", i, j)
		to, ok := c.index[strings.ToLower(call.To)]
		if !ok {
			c.add(at+".to", "no component %q; %s", call.To, oneOf(call.To, c.names()))
		} else if c.spec.Components[to].Kind == Client {
			c.add(at+".to", "%s is a client, which cannot be called; requests begin there", call.To)
		}
		c.only(at, call)
		if call.When != "" {
			c.when(at, component, j)
		}
		if call.Parallel && j == 0 {
			c.add(at+".parallel", "no call stands before it; remove it, or write it after the one that it goes along with")
		}
		c.many(at, component, call)
		c.eachRegion(at, call)
		c.along(at, component, call)
		c.later(at, component, j)
		c.undo(at, component, j)
		c.polite(at, component, call)
	}
}

// along checks what makes no sense together.
func (c *checker) along(at string, component *Component, call *Call) {
	switch {
	case component.Kind == Queue && (call.Hedge != "" || call.Fallback):
		c.add(at+".to", "a queue delivers a message to one consumer and waits for it; remove hedge and fallback")
	case call.Async && call.Fallback:
		c.add(at+".fallback", "nobody waits for an async call, so nothing needs to stand in for it; remove one of them")
	case component.Kind == Queue && call.Coalesce:
		c.add(at+".coalesce", "a queue delivers every message; remove coalesce")
	case call.Async && call.Coalesce:
		c.add(at+".coalesce", "nobody waits for an async call, so no answer can be shared; remove one of them")
	case call.Async && call.Hedge != "":
		c.add(at+".hedge", "nobody waits for an async call, so a second attempt helps nobody; remove one of them")
	}
}

// together reports whether call j begins at the same time as an earlier one.
func together(calls []Call, earlier, j int) bool {
	for k := earlier + 1; k <= j; k++ {
		if !calls[k].Parallel {
			return false
		}
	}
	return true
}

// reach finds components that no request gets to.
func (c *checker) reach() {
	reached := make([]bool, len(c.spec.Components))
	var visit func(i int)
	visit = func(i int) {
		if reached[i] {
			return
		}
		reached[i] = true
		for _, call := range c.spec.Components[i].Calls {
			visit(c.index[strings.ToLower(call.To)])
		}
	}
	for i, component := range c.spec.Components {
		if component.Kind == Client {
			visit(i)
		}
	}
	for i, component := range c.spec.Components {
		if !reached[i] {
			c.add(fmt.Sprintf("components[%d].name", i), "no request from a client gets to %s; call it from somewhere, or remove it", component.Name)
		}
	}
}
