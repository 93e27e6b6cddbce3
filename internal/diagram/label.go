package diagram

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// maxAttributes bounds the items of one component's labels.
const maxAttributes = 16

// label reads what the components of a group are: ": item, item". Items are not
// names, so they are read from the line itself.
func (p *parser) label(group []int) {
	colon := p.take()
	for _, t := range p.tokens {
		if t.kind == callToken || t.kind == handToken {
			p.problem(t, "a label has no arrows", "write them on a line of their own")
			return
		}
	}
	text := string(withoutComment(p.text)[colon.off+1:])
	if clean(strings.ReplaceAll(text, ",", " ")) == "" {
		p.problem(colon, "the label says nothing", `say what it is, as in "db: store, shards 16"`)
	}
	for _, i := range group {
		for item := range strings.SplitSeq(text, ",") {
			p.describe(&p.graph.Nodes[i], item, colon)
		}
	}
}

// describe adds one item of a label to a node.
func (p *parser) describe(n *Node, item string, colon token) {
	fields := slices.DeleteFunc(strings.Fields(clean(item)), func(field string) bool {
		count, ok := times(field)
		if ok {
			n.Count = count
		}
		return ok
	})
	if len(fields) == 0 {
		return
	}
	if !n.set(attribute(fields)) {
		p.problem(colon, fmt.Sprintf("a component has at most %d items in its labels", maxAttributes), "keep what decides something")
	}
}

// times reads a number of instances: x12, ×12, 12x.
func times(field string) (int, bool) {
	digits := strings.TrimLeft(field, "xX×")
	if len(digits) == len(field) {
		digits = strings.TrimRight(field, "xX×")
	}
	if len(digits) == len(field) {
		return 0, false
	}
	return count(digits)
}

// count reads a whole number that a design can have of something.
func count(digits string) (int, bool) {
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0 && n <= 1e9 && unicode.IsDigit(rune(digits[0]))
}

// attribute reads an item from its words: a size, a number of something, a name
// with a value, a policy, or else just words.
func attribute(fields []string) Attribute {
	if name, value, ok := strings.Cut(fields[0], "="); ok && name != "" && value != "" {
		fields = append([]string{name, value}, fields[1:]...)
	}
	text := strings.Join(fields, " ")
	number := slices.IndexFunc(fields, startsNumber)
	switch {
	case number == 0 && (len(fields) == 1 && hasUnit(text) || len(fields) == 2 && isUnit(fields[1])):
		return Attribute{Name: "size", Value: text}
	case number == 0 && len(fields) > 1 && !isTime(fields[1]):
		return named(strings.Join(fields[1:], " "), fields[0])
	case number > 0 && isValue(fields[number:]):
		return named(strings.Join(fields[:number], " "), strings.Join(fields[number:], " "))
	case len(fields) > 1 && strings.EqualFold(fields[0], "policy"):
		return named(fields[0], strings.Join(fields[1:], " "))
	case isPolicy(text):
		return Attribute{Name: "policy", Value: strings.ToLower(text)}
	default:
		return Attribute{Value: text}
	}
}

// named returns an attribute with its name as later code asks for it.
func named(name, value string) Attribute {
	name = strings.ToLower(strings.TrimRight(name, " :="))
	switch name {
	case "shard", "replica", "partition", "node", "instance", "consumer", "zone", "region":
		name += "s"
	}
	n, _ := count(value)
	return Attribute{Name: name, Value: value, Count: n}
}

func startsNumber(text string) bool { return text[0] >= '0' && text[0] <= '9' }

// hasUnit reports whether a number carries a unit of size, as in 64GB.
func hasUnit(text string) bool { return isUnit(strings.TrimLeft(text, "0123456789.,_")) }

// isValue reports whether words that begin with a number are nothing but a
// value: a number, a size or a time.
func isValue(fields []string) bool {
	return len(fields) == 1 || len(fields) == 2 && (isUnit(fields[1]) || isTime(fields[1]))
}

// isUnit reports whether text is a unit of size.
func isUnit(text string) bool {
	switch strings.ToUpper(text) {
	case "B", "KB", "MB", "GB", "TB", "PB", "EB", "KIB", "MIB", "GIB", "TIB", "PIB", "EIB", "BYTES":
		return true
	}
	return false
}

// isTime reports whether text is a unit of time.
func isTime(text string) bool {
	switch strings.TrimSuffix(strings.ToLower(text), "s") {
	case "", "m", "min", "minute", "h", "hour", "d", "day", "y", "year", "sec", "second":
		return true
	}
	return false
}

// isPolicy reports whether text is a policy of eviction or balancing.
func isPolicy(text string) bool {
	switch normal(text) {
	case "lru", "lfu", "fifo", "clock", "arc", "2q", "slru", "wtinylfu", "tinylfu", "randomeviction",
		"roundrobin", "weightedroundrobin", "leastconnections", "leastloaded", "twochoices", "poweroftwochoices", "iphash", "consistenthashing":
		return true
	}
	return false
}
