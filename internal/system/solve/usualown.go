package solve

import (
	"slices"
	"strings"

	"spar/internal/system"
)

// An option is a usual change to a parameter that systems have which are no topologies.
type option struct {
	parameter, from, to string
	sort                Sort
	text                string
}

// options are those of settings that are words or switch something on.
var options = []option{
	{"coalesce", "off", "on", Coalesce, "one read of the origin for all that ask for the same key at the same time"},
	{"jitter", "0", "20%", TTL, "lives of entries that are up to 20% shorter at random"},
	{"early_beta", "0", "1", TTL, "reads that renew an entry before it expires"},
	{"levels", "1", "2", CacheSize, "a cache in the memory of each server before the shared one"},
	{"abandoned", "executed", "withdrawn", QueueBound, "work that is withdrawn once its client has given up"},
	{"backoff_jitter", "none", "full", Backoff, "pauses drawn at random, so that clients do not come back together"},
	{"scope", "divided", "shared", Other, "counters in a store that all servers share"},
	{"ids", "hash", "counter", Other, "codes from a counter in place of a hash"},
	{"target", "0.6", "0.4", Other, "a target utilization of 40%"},
}

// own adds what applies to a system that is described by its parameters alone: members,
// caches, retries, room to wait, policies. What people do and ask for is left as it is, and
// so are times of work.
func (l *list) own() {
	for _, name := range l.system.MachineParameters() {
		noun, sort, weight := strings.TrimSuffix(said(name), "s"), MoreMachines, 2+l.suspicionOfMembers(name)
		switch {
		case name == "max":
			noun = "instance that there may be"
		case strings.HasSuffix(name, "replicas"):
			sort = Replica
		case strings.HasSuffix(name, "shards"):
			sort, weight = Shard, weight-1
		}
		l.count(sort, weight, "", name, noun)
	}
	if p, ok := l.system.Parameter("min"); ok && p.Kind == system.Count {
		l.count(MoreMachines, 3, "", "min", "instance that there always is")
	}
	for _, p := range l.system.Parameters {
		switch {
		case p.Kind == system.Entries && strings.HasSuffix(p.Name, "capacity"):
			l.larger(4, "", p.Name)
		case p.Name == "ttl" || strings.HasSuffix(p.Name, "_ttl"):
			l.longer(2, "", p.Name)
		case p.Kind == system.Choice && (p.Name == "policy" || p.Name == "strategy"):
			l.choices(p)
		}
	}
	for _, o := range options {
		if p, ok := l.system.Parameter(o.parameter); ok && (l.text(o.parameter) == o.from || p.Kind != system.Choice && l.has(o.parameter) && l.number(o.parameter) == 0 && o.from == "0") {
			l.add(o.sort, 3, 1, "", o.parameter, o.to, "%s", o.text)
		}
	}
	if n := l.number("code_length"); n > 0 {
		for step := range 2 {
			value := number(n + float64(step) + 1)
			l.add(Other, 3, step+1, "", "code_length", value, "codes of %s characters in place of %s", value, number(n))
		}
	}
	for _, m := range l.system.Mistakes {
		if p, ok := l.system.Parameter(m.Parameter); ok && l.text(m.Parameter) == m.Value && p.Default != m.Value {
			l.add(Other, 6, 1, "", m.Parameter, p.Default, "%s %s in place of the mistake %s", said(m.Parameter), p.Default, m.Value)
		}
	}
	if _, ok := l.system.Parameter("retries"); ok {
		if l.number("retries") > 0 {
			l.bounds("", "", "of clients", 3)
		} else {
			m := l.add(Retry, 3, 1, "", "retries", "2", "up to two retries of clients within a budget of 20%%")
			m.Settings = append(m.Settings, Setting{"retry_budget", "20%"})
		}
	}
	l.queue("", "", 2)
}

// suspicionOfMembers says how much points to a part of which a parameter says the number.
func (l *list) suspicionOfMembers(parameter string) int {
	most := 0
	for _, form := range l.system.Faults {
		if slices.Contains(strings.Split(form.Count, "*"), parameter) {
			most = max(most, l.suspicion(form.Part))
		}
	}
	return most
}

// choices adds the other words that a policy may be, without those that are there to be
// seen failing.
func (l *list) choices(p system.Parameter) {
	for _, word := range p.Choices {
		mistake := slices.ContainsFunc(l.system.Mistakes, func(m system.Mistake) bool { return m.Parameter == p.Name && m.Value == word })
		if !mistake && !strings.HasPrefix(word, "naive") {
			l.add(Picking, 2, 1, "", p.Name, word, "the %s %s in place of %s", p.Name, word, l.text(p.Name))
		}
	}
}
