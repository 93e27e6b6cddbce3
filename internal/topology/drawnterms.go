package topology

import (
	"strconv"
	"strings"

	"spar/internal/diagram"
)

// called returns the call that an arrow from a component of a kind draws, with what its
// label says of it. Conditions are for [design.inOrder] to fill in.
func (d *design) called(e diagram.Edge, from Kind) made {
	t := e.Terms
	call := Call{
		// Consumers take from a queue, however the arrow is drawn.
		To: d.names[e.To], Async: e.Async && from != Queue, Only: Words(d.only(e)), Share: t.Share, Parallel: t.Parallel,
		Timeout: t.Timeout, Retries: t.Retries, Backoff: t.Backoff, RetryBudget: t.RetryBudget, Breaker: t.Breaker, Throttle: t.Throttle,
	}
	if t.Idempotent {
		call.Idempotent = "yes"
	}
	d.multiply(&call, e, from)
	switch unwaited := call.Async || from == Queue; {
	case !unwaited:
		call.Hedge, call.Fallback = t.Hedge, t.Optional
	case t.Hedge != "" || t.Optional:
		d.note("%s: nobody waits for the answer, so that it needs neither hedge nor stand-in", d.arrow(e))
	}
	return made{call, e}
}

// arrow writes an arrow for a note.
func (d *design) arrow(e diagram.Edge) string {
	sign := " -> "
	if e.Async {
		sign = " ~> "
	}
	return d.graph.Nodes[e.From].Name + sign + d.graph.Nodes[e.To].Name
}

// classesOf returns the classes of requests that the label of an arrow names.
func (d *design) classesOf(e diagram.Edge) string {
	var named []string
	for word := range strings.SplitSeq(e.Terms.Only, ", ") {
		for _, class := range d.classes {
			if strings.EqualFold(class, word) {
				named = append(named, class)
			}
		}
	}
	return strings.Join(named, ", ")
}

// only returns to which requests the label of an arrow restricts it. What happens to
// messages is no matter of the request that they came from.
func (d *design) only(e diagram.Edge) string {
	only := e.Terms.Only
	if only == "" {
		return ""
	}
	known := d.classesOf(e)
	for word := range strings.SplitSeq(only, ", ") {
		switch {
		case word == onlyReads || word == onlyWrites:
			if d.unawaited(e.From) {
				d.note("%s: %q says what is done there, and every message does it", d.arrow(e), word)
				return ""
			}
			known = strings.TrimPrefix(known+", "+word, ", ")
		case !strings.Contains(", "+strings.ToLower(d.classesOf(e))+", ", ", "+word+", "):
			d.note("%s: requests are of no class %q; every request makes the call", d.arrow(e), word)
		}
	}
	return known
}

// unawaited reports whether only messages come to a node, for which nobody waits.
func (d *design) unawaited(node int) bool {
	called := false
	for _, edges := range d.edges {
		for _, e := range edges {
			if e.To != node {
				continue
			}
			if called = true; !e.Async && d.graph.Nodes[e.From].Kind != diagram.Queue && !d.unawaitedFrom(e, node) {
				return false
			}
		}
	}
	return called
}

// unawaitedFrom reports whether the caller of a node is a worker.
func (d *design) unawaitedFrom(e diagram.Edge, node int) bool {
	return e.From != node && d.graph.Nodes[e.From].Kind == diagram.Worker
}

// usualSpread is that of a number of which a few have most, such as followers: its
// standard deviation over its mean.
const usualSpread = "10"

// multiply lets a call be made as often as the label of its arrow says.
func (d *design) multiply(call *Call, e diagram.Edge, from Kind) {
	t := e.Terms
	if t.Times == "" && !t.Each && t.Await == "" && !t.InTurn {
		return
	}
	name, to := d.arrow(e), kindOf(d.graph.Nodes[e.To].Kind)
	if from == Queue {
		d.note("%s: a queue delivers each message once; say on the arrow to it how many a request becomes", name)
		return
	}
	switch instances := d.graph.Nodes[e.To].Instances(); {
	case t.Times != "":
		call.Times = t.Times
	case !t.Each:
		d.note("%s: the call is made once, so that there is one answer to wait for; say how many, as in \"x3, first 2\"", name)
		return
	case to == Store || to == Cache || to == CDN:
		call.Keys = EachPart
	case instances > 1:
		d.note("%s: each of %d is asked", name, instances)
		call.Times = strconv.Itoa(instances)
	default:
		d.note("%s: nothing says how many there are of each; the call is made once", name)
		return
	}
	d.vary(call, t, name)
	if call.Async {
		if t.Await != "" || t.InTurn {
			d.note("%s: nobody waits for the answers, so that their number and order are left out", name)
		}
		return
	}
	call.InTurn = t.InTurn
	switch n, _ := strconv.ParseFloat(call.Times, 64); {
	case t.Await == "1":
		call.Await = AwaitFirst
	case asCount(t.Await) > n && call.Times != "" && t.Law == "":
		d.note("%s: %s answers of %s do not come; all are waited for", name, t.Await, call.Times)
	default:
		call.Await = t.Await
	}
}

func asCount(text string) float64 {
	n, _ := strconv.ParseFloat(text, 64)
	return n
}

// vary lets the number of calls vary as a label says.
func (d *design) vary(call *Call, t diagram.Terms, name string) {
	switch n := asCount(call.Times); {
	case n > MostTimes:
		d.note("%s: %s calls of each request are more than can be run; %d are", name, call.Times, MostTimes)
		call.Times = strconv.Itoa(MostTimes)
	case t.Law == "" && n != float64(int(n)):
		d.note("%s: %s calls are taken for a mean, around which requests differ", name, call.Times)
		call.TimesLaw = "exponential"
	}
	switch t.Law {
	case "":
	case "on average":
		d.note("%s: how the number of calls varies is assumed: as an exponential law has it", name)
		call.TimesLaw = "exponential"
	case "skewed":
		d.note("%s: skewed is taken for a Pareto law of which the standard deviation is %s times the mean", name, usualSpread)
		call.TimesLaw, call.TimesSpread = "pareto", usualSpread
	default:
		call.TimesLaw = t.Law
	}
}
