package diagram

import "strings"

// Terms say how one component calls another, as the label of an arrow does: "x3, first
// 2, timeout 200 ms". The zero Terms say nothing: each request makes the call once, as it
// is. Figures are as written; all fields are comparable.
type Terms struct {
	// Times says how many calls each request makes, as in x3: a number, a mean where Law
	// is not empty. It is empty for one.
	Times string
	// Law is how the number varies: "on average", "skewed", or a law by its name,
	// exponential, lognormal or pareto; empty for not at all.
	Law string
	// Each says that each request makes them, as in "x3 each", or without Times that each
	// part of what is called is asked, as in "each shard".
	Each bool
	// InTurn says that one call begins when the one before it is answered.
	InTurn bool
	// Await says for how many answers of several calls the caller waits: a count or "all".
	Await string

	// Answer that lets the call be made: hit, miss, found, missing, allowed, refused, ok or
	// failed; empty for any. Asked names whose answer it is; empty where the label leaves
	// that open.
	Asked, Answer string
	// Only names the requests that make the call: "reads", "writes" or classes, joined by
	// commas; empty for all.
	Only string
	// Share of the requests that make the call, as in 1%; empty for all.
	Share string

	// Asks says that every request makes the call first and then goes on elsewhere.
	Asks bool
	// Parallel says that the call begins together with the one before it.
	Parallel bool
	// Optional says that the caller does without the answer if there is none.
	Optional bool
	// Undo says that what the call has done is undone where the request then fails, and
	// Idempotent that who is called knows a call again.
	Undo, Idempotent bool
	// Before names the store of which a cache that is called holds entries.
	Before string

	// Timeout, Backoff and Hedge are times, such as "200 ms"; Retries a count; RetryBudget
	// and Breaker shares; Throttle a number.
	Timeout, Retries, Backoff, RetryBudget, Breaker, Hedge, Throttle string

	// Text is what is said of the arrow beyond that, and changes nothing in a run.
	Text string

	sync, async bool // what the label says of waiting, until the edge does
}

// answerForms are the answers with how a label says them, of a component and of none in
// particular.
var answerForms = []struct{ answer, of, open string }{
	{"hit", "on % hit", "on hit"},
	{"miss", "on % miss", "on miss"},
	{"found", "when found in %", "when found"},
	{"missing", "when missing in %", "when missing"},
	{"allowed", "when % allows", "when allowed"},
	{"refused", "when % refuses", "when refused"},
	{"ok", "when % succeeds", "on success"},
	{"failed", "when % fails", "on failure"},
}

// Label returns terms as the items of a label, which can be read again: "x3", "timeout
// 200 ms".
func (t Terms) Label() []string {
	var items []string
	add := func(before, value string) {
		if value != "" {
			items = append(items, before+value)
		}
	}
	flag := func(said bool, item string) {
		if said {
			items = append(items, item)
		}
	}
	flag(t.Asks, "asks")
	if t.Only != "" {
		items = append(items, onlyItem(t.Only))
	}
	add("", t.Share)
	for _, form := range answerForms {
		switch {
		case form.answer != t.Answer:
		case t.Asked == "":
			items = append(items, form.open)
		default:
			items = append(items, strings.Replace(form.of, "%", t.Asked, 1))
		}
	}
	switch {
	case t.Times != "":
		add("", strings.TrimSpace("x"+t.Times+" "+t.Law)+each(t.Each))
	case t.Each:
		add("", "each")
	}
	flag(t.InTurn, "in turn")
	if t.Await == "all" {
		add("", "wait for all")
	} else {
		add("first ", t.Await)
	}
	flag(t.Parallel, "parallel")
	add("before ", t.Before)
	add("timeout ", t.Timeout)
	add("retries ", t.Retries)
	add("backoff ", t.Backoff)
	add("retry budget ", t.RetryBudget)
	add("breaker ", t.Breaker)
	add("throttle ", t.Throttle)
	add("hedge ", t.Hedge)
	flag(t.Optional, "optional")
	flag(t.Idempotent, "idempotent")
	flag(t.Undo, "undone on failure")
	return append(items, textItems(t.Text)...)
}

func each(said bool) string {
	if said {
		return " each"
	}
	return ""
}

// onlyItem says which requests make a call.
func onlyItem(only string) string {
	if only == "reads" || only == "writes" {
		return only
	}
	return "only " + strings.ReplaceAll(only, ", ", " and ")
}
