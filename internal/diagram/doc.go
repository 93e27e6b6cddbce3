// Package diagram reads a design in a notation of one line a statement and
// draws it with box-drawing characters, fast enough to do so on every key. It
// also says what a design has: components, ways and flaws.
//
// The notation, as [Parse] reads it:
//
//	line   := [ mark ] statement { ';' statement } [ '#' comment ]
//	statement := chain | call | label
//	chain  := group { arrow group }
//	call   := group arrow group ':' term { ',' term }
//	label  := group ':' item { ',' item }
//	group  := name { ',' name }
//	arrow  := '->'     the left calls the right and waits for the answer
//	        | '~>'     the left hands over to the right and goes on
//	        | '<-' | '<~'  the same from right to left
//	item   := 'x' count | words number | number words | size | words | '"' words '": "' words '"'
//
//	term   := 'x' number [ 'each' | 'on average' | 'skewed' ] | 'each shard' | 'first' count | 'in turn'
//	        | 'on' [ name ] 'miss' | 'when' [ name ] 'fails' | 'reads' | 'writes' | 'only' class
//	        | share | 'asks' | 'parallel' | 'optional' | 'async' | 'before' name
//	        | 'idempotent' | 'undone on failure'
//	        | 'timeout' time | 'retries' count | 'backoff' time | 'retry budget' share
//	        | 'breaker' share | 'hedge' time | 'throttle' number | words
//
// So `lb -> a, b -> db` says that lb calls a and b, and that both call db, and
// `db: store, shards 16, replicas 3` says what db is. Arrows that are typed by
// habit (=>, -->, →, ⇢) are understood, and a line without a head (---) is read from left
// to right. A heading may stand before a colon (`write path: a -> b`). A comment starts the line or follows a
// space. What stands behind a name, in parentheses or as it is said, is an item of its
// label: `db (Postgres, 3 replicas)`, `web servers x 10`, `postgres replicas 2`.
//
// What stands behind the colon of a single arrow says how the call is made: `app -> db: on
// miss, timeout 200 ms`, `api -> shards: x20, first 18`, `gateway -> limiter: asks`, which every
// request does before it goes on, `app -> backup: when primary fails`, `post -> fanout: 1%`,
// `orders -> bank: idempotent, undone on failure`, `gateway -> matcher: only match`, for a class of requests. Many ways to say it are
// understood ("if the cache misses", "2 of 3", "retry twice"); other words are kept as a
// remark on the arrow. The texts of arrows in other notations are read alike. What a
// component is stands on a line of its own.
//
// Names may hold spaces. Case, spaces, hyphens, underscores and quotes do not tell
// names apart: "Load Balancer" and "load-balancer" are one component, shown as
// first written. In quotes a name may hold signs of the notation. What a component is
// follows from its label and its name by a vocabulary: see [Kind] and [Vocabulary];
// what nothing calls and that calls the front of the system is a client.
//
// Drawings of Mermaid, PlantUML (both also as C4) and Graphviz can be pasted: headers, frames and styles
// draw nothing, short names stand for their components (GW[Gateway]), the shape or the
// word of a declaration may say the kind, dotted arrows hand over, and dashed answers
// call nobody. So can lists with their marks (-, •, 1.). Where a line is read otherwise
// than it looks, or draws nothing, a [Note] says so; what cannot be read is a [Problem],
// and becomes no component. [Format] writes a design in the notation again, [Mermaid] and
// [SVG] for documents.
//
// A line with a mistake keeps what stands before the mistake, so that the
// drawing stands still while a line is being typed.
//
// In a drawing ([Draw]) clients have round corners, what keeps data has double
// sides, queues have a double top and bottom, what others run is dashed, and a
// word in the border says the kind where the name does not. Hand-overs are
// dashed lines. Lines join where they come from one component or lead to one,
// with ├ ┤ ┬ ┴; a ┼ is always a mere crossing (in ASCII a + joins, and what runs
// down hides what it crosses).
//
// The drawing is layered, after Sugiyama, Tagawa and Toda (Methods for Visual
// Understanding of Hierarchical System Structures, 1981): arrows that close
// cycles are turned round, components get layers, long arrows get waypoints in
// the layers that they pass, layers are ordered for few crossings, items moved
// across until most lines are straight, and lines routed in the channels
// between the layers. Of several forms, from left to right or from top to
// bottom, roomy or tight, whole or folded, the one that reads best is taken.
package diagram
