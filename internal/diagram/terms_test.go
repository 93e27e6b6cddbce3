package diagram

import (
	"slices"
	"strings"
	"testing"
)

// What stands behind an arrow and a colon says how the call is made, in whatever words.
func TestLabelsOfArrows(t *testing.T) {
	for _, test := range []struct{ label, want string }{
		{"x3 each", "x3 each"},
		{"3 calls per request", "x3"},
		{"×20, first 18", "x20, first 18"},
		{"x20, wait for all", "x20, wait for all"},
		{"2 of 3", "x3, first 2"},
		{"3 times, any", "x3, first 1"},
		{"x1.5k on average", "x1500 on average"},
		{"x~200", "x200 on average"},
		{"x200 lognormal", "x200 lognormal"},
		{"x200 skewed, in turn", "x200 skewed, in turn"},
		{"to all shards", "each"},
		{"1%", "1%"},
		{"for 0.4 % of requests", "0.4%"},
		{"1 in 100", "1%"},
		{"5% of writes", "writes, 5%"},
		{"on miss", "on miss"},
		{"On a cache miss", "on cache miss"},
		{"if the user cache misses", "on user cache miss"},
		{"on miss in user cache", "on user cache miss"},
		{"when primary fails", "when primary fails"},
		{"if primary is down", "when primary fails"},
		{"fallback", "on failure"},
		{"unless limiter refuses", "when limiter allows"},
		{"when allowed", "when allowed"},
		{"if not found", "when missing"},
		{"reads", "reads"},
		{"writes only", "writes"},
		{"match requests only", "only match"},
		{"only match and locate", "only match and locate"},
		{"asks", "asks"},
		{"asks, then goes on", "asks"},
		{"first", "asks"},
		{"before users db", "before users db"},
		{"in front of users db", "before users db"},
		{"in parallel, optional", "parallel, optional"},
		{"idempotency key, compensated", "idempotent, undone on failure"},
		{"sync, timeout 200ms, retries 2", "timeout 200 ms, retries 2"},
		{"200 ms timeout, retry twice, backoff 50 ms", "timeout 200 ms, retries 2, backoff 50 ms"},
		{"within 2 seconds, no retries", "timeout 2 s, retries 0"},
		{"retry budget 10%, circuit breaker 50%, hedge after 20 ms, throttle 2", "retry budget 10%, breaker 50%, throttle 2, hedge 20 ms"},
		{"HTTPS, GET /feed", "HTTPS, GET /feed"},
		{"redirects 301", "redirects 301"},
		{`"x3"`, `"x3"`},
		{"when the moon is full", "when the moon is full"},
		{"first we look", "first we look"},
		{"reads the newest 20 posts", "reads the newest 20 posts"},
	} {
		if got := arrows(parse(t, "a -> b: "+test.label)); got != "a -> b ("+test.want+")" {
			t.Errorf("%q is read as %s, want %s", test.label, got, test.want)
		}
	}
}

// Every notation says the same by what stands on its arrows.
func TestLabelsOfOtherNotations(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"flowchart LR\na -->|x3, first 2| b", "a -> b (x3, first 2)"},
		{"flowchart LR\na -->|\"on miss\"| b & c", "a -> b (on miss); a -> c (on miss)"},
		{"flowchart LR\na -- x3, first 2 --> b", "a -> b (x3, first 2)"},
		{"flowchart LR\na -.on miss.-> b -->|timeout 1 s| c", "a ~> b (on miss); b -> c (timeout 1 s)"},
		{"@startuml\na -> b : on miss\na --> c\n@enduml", "a -> b (on miss); a -> c"},
		{"@startuml\n[a] --> [b] : x3, timeout soon 3\n@enduml", "a -> b (x3, timeout soon 3)"},
		{"sequenceDiagram\na->>b: asks\na->>b: GET /feed\na->>b: GET /x", "a -> b (asks, GET /feed, GET /x)"},
		{"digraph {\na -> b [label=\"x3, first 2\"];\n}", "a -> b (x3, first 2)"},
		{"digraph {\na -> {b c} [label=\"on miss\", style=dashed]\n}", "a -> b (on miss); a -> c (on miss)"},
		{"Rel(a, b, \"on miss\", \"Redis\")", "a -> b (on miss)"},
		{"a -> (on miss) b\nb -> c \"x3\"", "a -> b (on miss); b -> c (x3)"},
		{"a --on miss--> b", "a -> b (on miss)"},
		{"b <- a: on miss", "a -> b (on miss)"},
		{"a -> b, c: x3 each; b -> d", "a -> b (x3 each); a -> c (x3 each); b -> d"},
		{"a -> b: async, 1%", "a ~> b (1%)"},
		{"a -> b: on miss # why", "a -> b (on miss)"},
		{"write path: a -> b", "a -> b"},
	} {
		g, problems := Parse(strings.Split(test.in, "\n"), nil)
		if got := arrows(g); got != test.want || len(problems) > 0 {
			t.Errorf("%q is read as %s, want %s; problems %v", test.in, got, test.want, problems)
		}
	}
}

// What a label says and no run takes up is told, and what may mean something else.
func TestLabelsAreTold(t *testing.T) {
	for _, test := range []struct{ in, told string }{
		{"a -> b: HTTPS", `"HTTPS" is a remark on the arrow`},
		{"a -> b: x3", `as in "b: x3"`},
		{"a -> b: x3 each", ""},
		{"a -> b: async", "read as ~>"},
		{"flowchart LR\na -.->|sync| b", "read as ->"},
		{"flowchart LR\na -->|timeout 3| b", `"timeout 3" says no figure`},
		{"a -> b: timeout 1 s\na -> b: retries 2", ""},
	} {
		g, _ := Parse(strings.Split(test.in, "\n"), nil)
		told := slices.ContainsFunc(g.Notes, func(n Note) bool { return !n.Ignored && strings.Contains(n.Text, test.told) })
		if told != (test.told != "") {
			t.Errorf("%q is told as %v, want %q", test.in, g.Notes, test.told)
		}
	}
	_, problems := Parse([]string{"a -> b: timeout 1 s", "a -> b: timeout 2 s"}, nil)
	if len(problems) != 1 || problems[0].Line != 1 {
		t.Errorf("an arrow that contradicts itself has the problems %v", problems)
	}
}
