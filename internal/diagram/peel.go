package diagram

import (
	"slices"
	"strconv"
	"strings"
)

// A word is a word of a name or of an item of a label. What is quoted is one word.
type word struct {
	text   string
	quoted bool
}

// What people count of a component. Parts may be components by themselves, as in
// "queue -> 5 workers"; the others are not, and some mean instances.
var (
	countedParts  = []string{"servers", "workers", "consumers"}
	countedThings = []string{
		"replicas", "read replicas", "shards", "partitions", "copies", "nodes", "instances", "machines", "pods", "brokers",
		"zones", "regions", "standbys", "vnodes",
	}
	countedInstances = []string{"hosts", "vms", "containers", "boxes", "tasks"}
)

// peeled is what stands around the words of a name or an item: how many there are, and
// attributes.
type peeled struct {
	words      []word
	count      int
	attributes []Attribute // in the order written
}

// peel takes counts and attributes off the end of words: "postgres x16 replicas 2". It
// keeps at least one word of a name, and knows with drawn which names are components.
func peel(list []word, item bool, drawn func(string) bool) peeled {
	p := peeled{words: list}
	if n := len(list); item && n > 1 && list[n-1].text == "each" {
		p.words = list[:n-1]
	}
	for p.takeOne(item, drawn) {
		for len(p.words) > 1 || item && len(p.words) > 0 {
			if !isFiller(p.words[len(p.words)-1]) {
				break
			}
			p.words = p.words[:len(p.words)-1]
		}
	}
	slices.Reverse(p.attributes)
	return p
}

// takeOne takes the last count or attribute off, if there is one.
func (p *peeled) takeOne(item bool, drawn func(string) bool) bool {
	n := len(p.words)
	least := 1 // words that stay
	if item {
		least = 0
	}
	at := func(i int) string {
		if i < least || i >= n || slices.ContainsFunc(p.words[i:], func(w word) bool { return w.quoted }) {
			return ""
		}
		return p.words[i].text
	}
	last, before := at(n-1), at(n-2)
	if n == 1 && !item && !p.words[0].quoted && glued(p.words[0].text) > 0 {
		last = p.words[0].text
	}
	switch {
	case last == "":
		return false
	case isTimes(last) && !item:
		p.count, _ = times(last)
	case !item && glued(last) > 0:
		p.count = glued(last)
		p.words = append(p.words[:n-1:n-1], word{text: last[:strings.LastIndexAny(last, "×*")]})
		return true
	case isNumber(last) && isSign(before):
		p.count, _ = count(last)
		n--
	case strings.Contains(strings.Trim(last, "="), "=") && isLetter(last):
		name, value, _ := strings.Cut(last, "=")
		p.attributes = append(p.attributes, named(name, value))
	default:
		return p.takeCounted(item, least, drawn) || p.takeSized(item, least)
	}
	p.words = p.words[:n-1]
	return true
}

// takeCounted takes "3 nodes", "nodes 3" or "two read replicas" off the end.
func (p *peeled) takeCounted(item bool, least int, drawn func(string) bool) bool {
	n := len(p.words)
	text := func(from, to int) string { return joinWords(p.words[from:to]) }
	for size := min(3, n-least); size >= 2; size-- { // "read replicas" before "replicas"
		from := n - size
		if slices.ContainsFunc(p.words[from:], func(w word) bool { return w.quoted }) {
			continue
		}
		if from > 0 && isPreposition(p.words[from-1].text) {
			continue
		}
		number, noun := numeral(p.words[from].text), plural(text(from+1, n))
		if noun == "" && item {
			noun = counted(text(from+1, n))
		}
		if number == 0 || noun == "" {
			number, noun = numeral(p.words[n-1].text), plural(text(from, n-1))
			if number > 0 && slices.Contains(countedParts, noun) && from > 0 && !item && (drawn(text(0, n-1)) || !drawn(text(0, from))) {
				p.count, p.words = number, p.words[:n-1]
				return true
			}
		}
		if number > 0 && noun != "" {
			p.attributes = append(p.attributes, Attribute{Name: noun, Value: strconv.Itoa(number), Count: number})
			p.words = p.words[:from]
			return true
		}
	}
	return false
}

// takeSized takes "64 GB", a time to live or a policy off the end.
func (p *peeled) takeSized(item bool, least int) bool {
	n := len(p.words)
	for size := 1; size <= 3 && n-size >= least; size++ {
		tail := p.words[n-size:]
		if slices.ContainsFunc(tail, func(w word) bool { return w.quoted }) {
			break
		}
		text := joinWords(tail)
		first := tail[0].text
		isSize := size < 3 && startsNumber(first) && (size == 1 && hasUnit(first) || size == 2 && isUnit(tail[1].text))
		rest := lexicon{}.of(words(joinWords(p.words[:n-size])))
		switch {
		case isSize && (n == size || !item || rest.interchangeable()):
			p.attributes = append(p.attributes, Attribute{Name: "size", Value: text})
		case size == 2 && strings.EqualFold(first, "policy") && isPolicy(tail[1].text):
			p.attributes = append(p.attributes, Attribute{Name: "policy", Value: strings.ToLower(tail[1].text)})
		case size > 1 && strings.EqualFold(first, "ttl") && startsNumber(tail[1].text):
			p.attributes = append(p.attributes, Attribute{Name: "ttl", Value: joinWords(tail[1:])})
		case isPolicy(text) && n > size && rest.interchangeable() && (item || normal(text) != "clock" && normal(text) != "arc"):
			p.attributes = append(p.attributes, Attribute{Name: "policy", Value: strings.ToLower(text)})
		default:
			continue
		}
		p.words = p.words[:n-size]
		return true
	}
	return false
}

// leading takes a count off the start of a name: "3x app", "10 x web servers",
// "3 app servers", "6-node cassandra", "2 replicas of postgres".
func (p *peeled) leading(v lexicon) {
	n := len(p.words)
	if n == 0 || p.words[0].quoted {
		return
	}
	first := p.words[0].text
	if i := strings.IndexAny(first, "×*"); i > 0 { // 2×API
		number, _ := count(first[:i])
		if rest := strings.TrimLeft(first[i:], "×*"); number > 0 && isVisible([]rune(rest + " ")[0]) && !startsNumber(rest) {
			p.count, p.words = number, append([]word{{text: rest}}, p.words[1:]...)
			return
		}
	}
	if n < 2 {
		return
	}
	number := numeral(first)
	digits, noun, hyphen := strings.Cut(first, "-")
	switch {
	case isTimes(first):
		p.count, _ = times(first)
		p.words = p.words[1:]
	case number > 0 && n > 3 && plural(p.words[1].text) != "" && isPreposition(p.words[2].text):
		noun := plural(p.words[1].text)
		p.attributes = append(p.attributes, Attribute{Name: noun, Value: strconv.Itoa(number), Count: number})
		p.words = p.words[3:]
	case number > 0 && n > 2 && isSign(p.words[1].text):
		p.count, p.words = number, p.words[2:]
	case hyphen && numeral(digits) > 0 && counted(noun) != "":
		p.attributes = append(p.attributes, Attribute{Name: counted(noun), Value: strconv.Itoa(numeral(digits)), Count: numeral(digits)})
		p.words = p.words[1:]
	case number > 1 && isPlural(p.words[n-1]):
		if m, _ := v.ending(words(joinWords(p.words[1:]))); m.class != unknownWord {
			p.count, p.words = number, p.words[1:]
		}
	}
}

func isPlural(w word) bool { return !w.quoted && len(w.text) > 2 && strings.HasSuffix(w.text, "s") }

// counted returns the name of the attribute that a noun in singular or plural means
// behind a number; empty for none.
func counted(noun string) string {
	if name := plural(noun); name != "" {
		return name
	}
	return plural(noun + "s")
}

// plural returns the name of the attribute that a noun in the plural means; empty for
// none.
func plural(noun string) string {
	noun = strings.ToLower(strings.Trim(noun, " :="))
	switch {
	case slices.Contains(countedThings, noun), slices.Contains(countedParts, noun):
		return noun
	case slices.Contains(countedInstances, noun):
		return "instances"
	}
	return ""
}

// numeral reads a whole number in figures or as a word; 0 if it is none.
func numeral(text string) int {
	if i := slices.Index([]string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}, strings.ToLower(text)); i >= 0 {
		return i + 1
	}
	n, _ := count(text)
	return n
}

func isTimes(text string) bool {
	_, ok := times(text)
	return ok
}

// glued returns the count that a sign joins to a word: app*3; 0 for none.
func glued(text string) int {
	i := strings.LastIndexAny(text, "×*")
	if i < 1 {
		return 0
	}
	n, _ := count(strings.TrimLeft(text[i:], "×*"))
	return n
}

// isSign reports whether a word multiplies: "x 10".
func isSign(text string) bool { return text == "x" || text == "X" || text == "×" || text == "*" }

// isFiller reports whether a word only joins attributes: "postgres with 3 replicas".
func isFiller(w word) bool {
	if w.quoted {
		return false
	}
	switch strings.ToLower(w.text) {
	case "with", "and", "w/", "having", "has", "have", "size", "capacity", "each", "+", "&", "x", "×", "*", "/", "|", "@", "of":
		return true
	}
	return false
}

// isPreposition reports whether a number after the word counts something else.
func isPreposition(text string) bool {
	switch strings.ToLower(text) {
	case "in", "to", "for", "at", "every", "each", "from", "than", "over", "across", "per", "of", "on":
		return true
	}
	return false
}

func isLetter(text string) bool {
	return text != "" && (text[0] >= 'a' && text[0] <= 'z' || text[0] >= 'A' && text[0] <= 'Z')
}

func joinWords(list []word) string {
	texts := make([]string, len(list))
	for i, w := range list {
		texts[i] = w.text
	}
	return strings.Join(texts, " ")
}
