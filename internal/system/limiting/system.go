// Package limiting simulates servers that limit how much each key may ask.
//
// Ordinary keys send by their popularity, and a few abusive ones send more than they
// may. A balancer gives each request to a server, which decides by an algorithm of
// package limit, the real one: by counters of its own, by a store that all servers
// share and that takes each step itself, or by a store that they read and write to,
// which is a race. Where the store does not answer, servers let requests through,
// refuse them, or fall back on counters of their own.
//
// Beside them an exact limiter sees every request as it arrives. What servers let
// through beyond that is over-admission, and what they refuse though it would not, the
// other mistake. A request that is refused by policy is answered: it is no part of
// availability.
package limiting

// Where the counters are.
const (
	local        = "local"
	divided      = "divided"
	shared       = "shared"
	checkThenAct = "check-then-act"
)

// What servers do without the store.
const (
	open   = "open"
	closed = "closed"
	own    = "local"
)

// How abusive keys send.
const (
	steady   = "steady"
	boundary = "boundary"
)
