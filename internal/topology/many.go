package topology

import (
	"slices"
	"strconv"
	"strings"
)

// This file is about calls that are made several times for a request.

// Keys of calls that are made several times.
const (
	SameKey  = "same" // that of the request
	OwnKeys  = "own"  // one of its own for each, as for the followers of a user
	EachPart = "each" // one on each shard of a store or node of a cache
)

// Await words; a count stands for so many of them.
const (
	AwaitAll   = "all"
	AwaitFirst = "first"
)

// MostTimes is how often a call is made for a request, at the most.
const MostTimes = 1_000_000

// IsMany reports whether a call may be made more than once for a request.
func (c *Call) IsMany() bool { return c.Times != "" || c.Keys == EachPart }

// Awaits returns how many of a call's answers its caller waits for; 0 is for all.
func (c *Call) Awaits() int {
	if c.Await == AwaitFirst {
		return 1
	}
	n, _ := strconv.Atoi(c.Await)
	return n
}

// many checks what is said of a call that is made several times.
func (c *checker) many(at string, component *Component, call *Call) {
	k, known := c.index[strings.ToLower(call.To)]
	if !known {
		return
	}
	to := c.spec.Components[k].Kind
	if call.Keys != "" && !slices.Contains([]string{SameKey, OwnKeys, EachPart}, call.Keys) {
		c.add(at+".keys", "%q says nothing of keys; %s", call.Keys, oneOf(call.Keys, []string{SameKey, OwnKeys, EachPart}))
	}
	if n, err := strconv.Atoi(call.Await); call.Await != "" && call.Await != AwaitAll && call.Await != AwaitFirst && (err != nil || n < 1) {
		c.add(at+".await", "%q is no number of answers; write all, first, or a whole number such as 2", call.Await)
	}
	switch {
	case component.Kind == Queue && (call.IsMany() || call.Keys != "" || call.Await != "" || call.InTurn):
		c.add(at+".to", "a queue delivers each message once to %s; say at whoever sends to %s how many messages a request becomes", call.To, component.Name)
	case call.Keys == EachPart && to != Store && to != Cache && to != CDN:
		c.add(at+".keys", "only a store or a cache is asked part by part, and %s is a %s; write own, or times", call.To, to)
	case call.Keys == EachPart && call.Times != "":
		c.add(at+".times", "each part of %s is asked once; remove times or keys", call.To)
	case !call.IsMany() && call.Await != "":
		c.add(at+".await", "the call is made once; write times, or remove await")
	case !call.IsMany() && call.InTurn:
		c.add(at+".in_turn", "the call is made once; write times, or remove in_turn")
	case call.Times == "" && (call.TimesLaw != "" || call.TimesSpread != ""):
		c.add(at+".times_law", "the call is made once; write times, which is the mean, or remove times_law and times_spread")
	case call.Async && (call.Await != "" || call.InTurn):
		c.add(at+".await", "nobody waits for an async call; remove async, or await and in_turn")
	}
}
