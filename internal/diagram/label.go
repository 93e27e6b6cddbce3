package diagram

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// maxAttributes bounds the items of one component's labels.
const maxAttributes = 16

// label reads what the components of a group are: ": item, item". Items are not
// names, so they are read from the line itself.
func (p *parser) label(group []int) {
	colon := p.take()
	end := p.labelEnd()
	for _, t := range p.tokens {
		if t.off < end && isForward(t) {
			p.problem(t, "a label has no arrows", "write them on a line of their own")
			return
		}
	}
	text := string(p.text[colon.off+1 : end])
	for p.tokens[0].kind != endToken && p.tokens[0].off < end {
		p.take()
	}
	if clean(strings.NewReplacer(",", " ", ";", " ").Replace(text)) == "" {
		p.problem(colon, "the label says nothing", `say what it is, as in "db: store, shards 16"`)
	}
	for _, i := range group {
		if p.graph.Nodes[i].Line == p.line {
			p.labels[i] = token{off: 0, n: colon.off}
		}
		for _, item := range splitItems(text) {
			p.describe(i, item, colon)
		}
	}
}

// labelEnd returns where a label ends: at the end of the line, or at a semicolon before
// another statement.
func (p *parser) labelEnd() int {
	for i, t := range p.tokens {
		if t.kind != semicolonToken {
			continue
		}
		for j := i + 1; j < len(p.tokens) && p.tokens[j].kind != semicolonToken; j++ {
			next := p.tokens[j]
			if isForward(next) || next.kind == colonToken && counted(p.tokens[j-1].text) == "" && p.drawn(p.tokens[j-1].text) {
				return t.off
			}
		}
	}
	return p.tokens[len(p.tokens)-1].off
}

// describe adds one item of a label to a node: words, and what peels off them.
func (p *parser) describe(node int, item string, at token) {
	outer, inner := withoutBrackets(item)
	for _, text := range inner {
		defer p.describe(node, text, at)
	}
	n := &p.graph.Nodes[node]
	if text, quoted := strings.CutPrefix(outer, `"`); quoted && strings.IndexByte(text, '"') == len(text)-1 {
		if text = clean(text); text != "" {
			p.give(node, peeled{attributes: []Attribute{{Value: text}}}, at)
		}
		return
	}
	if name, value, ok := quotedPair(outer); ok {
		n, _ := count(value)
		p.give(node, peeled{attributes: []Attribute{{name, value, n}}}, at)
		return
	}
	list := slices.DeleteFunc(plainWords(outer), func(w word) bool {
		count, ok := times(w.text)
		if ok {
			n.Count = count
		}
		return ok
	})
	if len(list) == 0 {
		return
	}
	if number := numeral(list[0].text); number > 0 && len(list) == 1 {
		n.Count = number
		p.note("read as x%d", number)
		return
	}
	if bad := slices.IndexFunc(list, isMiscount); bad >= 0 {
		p.problem(at, fmt.Sprintf("%q is no count", list[bad].text), "say one whole number, as in x12")
		return
	}
	got := peel(list, true, p.drawn)
	if n := len(got.words); n > 0 && n < len(list) {
		got.words[n-1].text = strings.TrimRight(got.words[n-1].text, ":=")
	}
	if joinWords(got.words) != "" {
		got.attributes = append([]Attribute{attribute(strings.Fields(joinWords(got.words)))}, got.attributes...)
	}
	p.give(node, got, at)
}

// quotedPair reads an attribute in quotes, which no other signs can spoil: "shards": "16".
func quotedPair(item string) (name, value string, ok bool) {
	inner, opens := strings.CutPrefix(item, `"`)
	inner, closes := strings.CutSuffix(inner, `"`)
	name, value, parted := strings.Cut(inner, `": "`)
	if !opens || !closes || !parted || strings.Contains(name+value, `"`) {
		return "", "", false
	}
	name, value = clean(name), clean(value)
	return name, value, name != "" && value != ""
}

// withoutBrackets returns the text of an item outside parentheses, and what stands in
// them.
func withoutBrackets(item string) (outer string, inner []string) {
	line := []rune(strings.TrimSpace(item))
	start := 0
	for i := 0; i < len(line); i++ {
		end, mark := enclosed(line, i)
		if end <= 0 {
			continue
		}
		if mark == '(' {
			outer += string(line[start:i]) + " "
			inner = append(inner, splitItems(string(line[i+1:end-1]))...)
			start = end
		}
		i = end - 1
	}
	return strings.TrimSpace(outer + string(line[start:])), inner
}

// heading tells of a name with a colon and nothing behind it, which is no component
// unless something else names it.
func (p *parser) heading() bool {
	if len(p.tokens) != 3 || p.tokens[0].kind != nameToken || p.tokens[1].kind != colonToken || p.drawn(p.tokens[0].text) {
		return false
	}
	if p.isHeading(p.tokens[0]) {
		p.tokens = p.tokens[2:]
		p.ignored("a heading names no component")
		return true
	}
	p.problem(p.tokens[1], "the label says nothing", `say what it is, as in "db: store, shards 16"`)
	return true
}

// isHeading reports whether a name before a colon is that of no component: it is not
// drawn, and no word for any kind.
func (p *parser) isHeading(name token) bool {
	if len(name.pieces) > 1 || name.pieces[0].mark != 0 || p.drawn(name.text) {
		return false
	}
	return p.graph.names.of(words(name.text)).class == unknownWord
}

// headed skips a heading that shares the line with its arrows: "write path: a -> b".
func (p *parser) headed() {
	if p.tokens[0].kind != nameToken || len(p.tokens) < 5 || p.tokens[1].kind != colonToken || p.tokens[2].kind != nameToken || isNumber(p.tokens[2].text) || !isForward(p.tokens[3]) && p.tokens[3].kind != commaToken {
		return
	}
	for _, t := range p.tokens[3:] {
		switch {
		case t.kind == semicolonToken, t.kind == endToken, t.kind == colonToken:
			return
		case isForward(t) && p.isHeading(p.tokens[0]):
			p.note("%q is not drawn: a heading", p.tokens[0].text)
			p.take()
			p.take()
			return
		case isForward(t):
			return
		}
	}
}

// property reads a label of what a drawn component has: "db shards: 16".
func (p *parser) property() bool {
	if len(p.tokens) < 4 || p.tokens[0].kind != nameToken || p.tokens[1].kind != colonToken || p.tokens[2].kind != nameToken || len(p.tokens[0].pieces) > 1 {
		return false
	}
	list, value := plainWords(strings.ReplaceAll(p.tokens[0].text, ".", " ")), p.tokens[2].text
	if len(list) == 0 {
		return false
	}
	noun, number := plural(list[len(list)-1].text), numeral(value)
	owner := joinWords(list[:len(list)-1])
	next := p.tokens[3].kind
	if noun == "" || number == 0 || next != endToken && next != commaToken && next != semicolonToken || p.drawn(p.tokens[0].text) || !p.drawn(owner) && !strings.Contains(p.tokens[0].text, ".") && (owner != "" || slices.Contains(countedParts, noun)) {
		return false
	}
	if owner == "" {
		p.problem(p.tokens[0], fmt.Sprintf("%q names no component", p.tokens[0].text), fmt.Sprintf(`say whose they are, as in "db: %s %d"`, noun, number))
		return true
	}
	i, ok := p.named(mention{token: p.tokens[0]}, owner)
	if ok {
		p.note("read as \"%s: %s %d\"", owner, noun, number)
		p.give(i, peeled{attributes: []Attribute{{noun, strconv.Itoa(number), number}}}, p.tokens[0])
	}
	p.tokens = p.tokens[3:]
	if ok && next == commaToken {
		p.label([]int{i})
	}
	return true
}

// times reads a number of instances: x12, ×12, 12x.
func times(field string) (int, bool) {
	digits := strings.TrimLeft(field, "xX×")
	if len(digits) == len(field) {
		digits = strings.TrimRight(field, "xX×")
	}
	if len(digits) == len(field) || strings.EqualFold(field, "x86") {
		return 0, false
	}
	return count(digits)
}

// count reads a whole number that a design can have of something.
func count(digits string) (int, bool) {
	n, err := strconv.Atoi(strings.ReplaceAll(digits, ",", ""))
	if err != nil || n <= 0 || n > 1e9 || !startsNumber(digits) {
		return 0, false
	}
	return n, true
}

// attribute reads an item from its words: a size, a number of something, a name
// with a value, a policy, or else just words.
func attribute(fields []string) Attribute {
	if name, value, ok := strings.Cut(fields[0], "="); ok && name != "" && value != "" {
		fields = append([]string{name, value}, fields[1:]...)
	}
	text := clean(strings.Join(fields, " "))
	if fields = strings.Fields(text); len(fields) == 0 {
		return Attribute{}
	}
	number := slices.IndexFunc(fields, startsNumber)
	switch {
	case strings.ContainsAny(text, "()[]{}"):
		return Attribute{Value: clean(text)}
	case number == 0 && (len(fields) == 1 && hasUnit(text) || len(fields) == 2 && isUnit(fields[1])):
		return Attribute{Name: "size", Value: text}
	case number == 0 && len(fields) > 1 && !isTime(fields[1]) && !slices.ContainsFunc(fields[1:], startsNumber):
		return named(strings.Join(fields[1:], " "), fields[0])
	case number > 0 && isValue(fields[number:]):
		return named(strings.Join(fields[:number], " "), strings.Join(fields[number:], " "))
	case len(fields) > 1 && strings.EqualFold(fields[0], "policy"):
		return named(fields[0], strings.Join(fields[1:], " "))
	case isPolicy(text):
		return Attribute{Name: "policy", Value: strings.ToLower(text)}
	default:
		return Attribute{Value: clean(text)}
	}
}

// named returns an attribute with its name as later code asks for it.
func named(name, value string) Attribute {
	name = strings.ToLower(strings.TrimRight(name, " :="))
	if value = clean(value); value == "" || !isLetter(name) || strings.ContainsAny(value, ",;\"'`()[]{}") && !isNumber(value) || strings.ContainsAny(name, "()[]{},=:;\"'`#") {
		return Attribute{Value: clean(name + " " + value)}
	}
	switch name {
	case "shard", "replica", "partition", "node", "instance", "consumer", "zone", "region":
		name += "s"
	}
	n, _ := count(value)
	return Attribute{Name: name, Value: value, Count: n}
}

func startsNumber(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

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
