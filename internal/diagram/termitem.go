package diagram

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// readTerms reads the label of an arrow. What it does not understand is the text of the
// terms; mistakes say what in it contradicts itself or is not complete, and what would be
// right.
func readTerms(label string) (t Terms, mistakes []mistake) {
	for _, item := range splitItems(label) {
		said, m := readItem(item)
		if m != nil {
			mistakes = append(mistakes, *m)
			said = Terms{Text: clean(item)}
		}
		if why := t.add(said); why != "" {
			mistakes = append(mistakes, mistake{why, "keep one of them"})
		}
	}
	t.settle()
	return t, mistakes
}

// add takes up what an item says. It returns why that cannot stand beside what was said
// before, which then holds.
func (t *Terms) add(said Terms) string {
	why := ""
	merge := func(what string, have *string, more string) {
		switch {
		case more == "" || *have == more:
		case *have == "":
			*have = more
		default:
			why = fmt.Sprintf("%q contradicts %q", what+more, what+*have)
		}
	}
	merge("x", &t.Times, said.Times)
	merge("", &t.Law, said.Law)
	merge("first ", &t.Await, said.Await)
	merge("", &t.Share, said.Share)
	merge("before ", &t.Before, said.Before)
	merge("timeout ", &t.Timeout, said.Timeout)
	merge("retries ", &t.Retries, said.Retries)
	merge("backoff ", &t.Backoff, said.Backoff)
	merge("retry budget ", &t.RetryBudget, said.RetryBudget)
	merge("breaker ", &t.Breaker, said.Breaker)
	merge("hedge ", &t.Hedge, said.Hedge)
	merge("throttle ", &t.Throttle, said.Throttle)
	have, more := Terms{Asked: t.Asked, Answer: t.Answer}, Terms{Asked: said.Asked, Answer: said.Answer}
	if have.Answer == "" {
		t.Asked, t.Answer = more.Asked, more.Answer
	} else if more.Answer != "" && more != have {
		why = fmt.Sprintf("%q contradicts %q", more.Label()[0], have.Label()[0])
	}
	t.Each, t.InTurn, t.Asks = t.Each || said.Each, t.InTurn || said.InTurn, t.Asks || said.Asks
	t.sync, t.async = t.sync || said.sync, t.async || said.async
	t.Parallel, t.Optional = t.Parallel || said.Parallel, t.Optional || said.Optional
	t.Undo, t.Idempotent = t.Undo || said.Undo, t.Idempotent || said.Idempotent
	for word := range strings.SplitSeq(said.Only, ", ") {
		t.Only = joinedList(t.Only, word)
	}
	t.Text = joinedList(t.Text, said.Text)
	return why
}

// joinedList adds an entry to a list with commas, unless it is there.
func joinedList(list, entry string) string {
	switch {
	case list == "" || entry == "":
		return list + entry
	case slices.Contains(strings.Split(list, ", "), entry):
		return list
	}
	return list + ", " + entry
}

// settle reads words of a label by what else it says: of one call, the first means that
// it comes first, and all answers are one.
func (t *Terms) settle() {
	if t.Times != "" || t.Each {
		return
	}
	switch t.Await {
	case "1":
		t.Await, t.Asks = "", true
	case "all":
		t.Await = ""
		t.Text = joinedList(t.Text, "all")
	}
}

// readItem reads one item of the label of an arrow.
func readItem(item string) (Terms, *mistake) {
	text := clean(item)
	if strings.ContainsAny(item, `"“”`) || strings.ContainsAny(text, "()[]{}") {
		return Terms{Text: text}, nil
	}
	list := strings.Fields(strings.ToLower(text))
	for _, read := range []func([]string) (Terms, *mistake){readFlag, readPolicy, readAnswer, readTimes, readAwait, readShare, readOnly, readBefore} {
		t, m := read(list)
		if m != nil {
			return Terms{}, m
		}
		if t != (Terms{}) {
			return t, nil
		}
	}
	return Terms{Text: text}, nil
}

// flags are items without a figure, by how they are said.
var flags = sync.OnceValue(func() map[string]Terms {
	all := make(map[string]Terms)
	for list, t := range map[string]Terms{
		"asks, asks first, ask first, asked first, first asks, checks, check, checks first, check first, checks with, consults, then goes on, goes on, asks then goes on": {Asks: true},
		"parallel, in parallel, concurrently, at once, at the same time, simultaneously, together":                                                                        {Parallel: true},
		"in turn, one by one, one after another, one after the other, sequentially, serially":                                                                             {InTurn: true},
		"optional, optionally, best effort, if possible, can do without":                                                                                                  {Optional: true},
		"undone on failure, undo, undo on failure, undone, can be undone, with undo, saga, saga step, refund on failure, release on failure":                              {Undo: true},
		"compensate, compensated, compensation, with compensation, compensate on failure, compensated on failure, cancel on failure":                                      {Undo: true},
		"idempotent, idempotently, idempotence, idempotency key, idempotency keys, idempotent by key, with idempotency key, with an idempotency key":                      {Idempotent: true},
		"sync, synchronous, synchronously, waits, blocking":                                                                                                               {sync: true},
		"async, asynchronous, asynchronously, asynch, fire and forget, fire-and-forget, does not wait, without waiting":                                                   {async: true},
		"each, scatter, scatter gather, scatter-gather":                                                                                                                   {Each: true},
		"fallback, failover, as fallback, as a fallback, if that fails, on error, on errors, on failures, on timeout, on time-out":                                        {Answer: "failed"},
		"wait for all, waits for all, await all, all, for all":                                                                                                            {Await: "all"},
	} {
		for said := range strings.SplitSeq(list, ", ") {
			all[said] = t
		}
	}
	for _, thing := range []string{"shard", "partition", "node", "replica"} {
		for _, before := range []string{"", "to ", "asks "} {
			all[before+"each "+thing], all[before+"every "+thing], all[before+"all "+thing+"s"] = Terms{Each: true}, Terms{Each: true}, Terms{Each: true}
		}
	}
	return all
})

func readFlag(list []string) (Terms, *mistake) { return flags()[strings.Join(list, " ")], nil }

// textItems returns a text as items that are read as the same text: in quotes where
// without them it would mean something.
func textItems(text string) []string {
	if text == "" {
		return nil
	}
	plain := !strings.ContainsAny(strings.ReplaceAll(text, ", ", ""), plainSigns) && !strings.Contains(text, "//") && !strings.Contains(text, "/*")
	for _, item := range splitItems(text) {
		said, wrong := readItem(item)
		plain = plain && wrong == nil && said == (Terms{Text: strings.TrimSpace(item)})
	}
	if again, _ := readTerms(text); plain && again == (Terms{Text: text}) {
		return []string{text}
	}
	return []string{`"` + text + `"`}
}
