package topology

import (
	"fmt"
	"slices"
	"strings"
)

// An Answer is what a call may depend on that an earlier one of the same component
// brought.
type Answer string

// The answers. Each has a contrary: what was not asked, or did not answer, has
// neither missed nothing nor refused.
const (
	Hit     Answer = "hit"     // a cache has it
	Miss    Answer = "miss"    // the contrary
	Found   Answer = "found"   // a store has it
	Missing Answer = "missing" // the contrary
	Stale   Answer = "stale"   // a store answers with something old
	Fresh   Answer = "fresh"   // the contrary
	Refused Answer = "refused" // by policy: a limit, or what [Component] Refuses
	Allowed Answer = "allowed" // the contrary
	Failed  Answer = "failed"  // no answer, after all retries; the caller goes on
	OK      Answer = "ok"      // the contrary
)

// answersOf says what a component of a kind may answer.
func answersOf(k Kind) []Answer {
	switch k {
	case Cache, CDN:
		return []Answer{Hit, Miss, Failed, OK}
	case Store:
		return []Answer{Found, Missing, Fresh, Stale, Failed, OK}
	}
	return []Answer{Allowed, Refused, Failed, OK}
}

// Condition returns what a call depends on: the answer of a component that was asked
// before. Both are empty for a call that depends on none.
func (c *Call) Condition() (asked string, answer Answer) {
	asked, word, _ := strings.Cut(strings.TrimSpace(c.When), " ")
	return asked, Answer(strings.TrimSpace(word))
}

// when checks that what a call depends on was asked by an earlier one, and can be
// answered.
func (c *checker) when(at string, component *Component, j int) {
	call := &component.Calls[j]
	name, answer := call.Condition()
	k, known := c.index[strings.ToLower(name)]
	if !known {
		c.add(at+".when", "no component %q; %s", name, oneOf(name, c.names()))
		return
	}
	if kind := c.spec.Components[k].Kind; !slices.Contains(answersOf(kind), answer) {
		var words []string
		for _, a := range answersOf(kind) {
			words = append(words, string(a))
		}
		c.add(at+".when", "%q is nothing that a %s answers; %s, as in \"%s %s\"", string(answer), kind, oneOf(string(answer), words), name, words[0])
		return
	}
	asked := slices.IndexFunc(component.Calls[:j], func(other Call) bool { return strings.EqualFold(other.To, name) })
	switch {
	case asked < 0:
		c.add(at+".when", "%s does not ask %s before this call; write a call to it above", component.Name, name)
	case together(component.Calls, asked, j):
		c.add(at+".when", "%s is asked at the same time; remove parallel", name)
	case component.Calls[asked].Async && !component.HandsOver(j):
		c.add(at+".when", "nobody waits for the answer of %s; remove async there, or write it here too", name)
	}
}

// onMiss returns the condition of a call that a hit in a cache makes needless.
func onMiss(cache string) string { return fmt.Sprintf("%s %s", cache, Miss) }
