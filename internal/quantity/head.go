package quantity

import "strings"

// head parses what stands before the expression of a line: the mark of a list, a
// heading with a colon, a name with its sign.
func (p *parser) head() {
	if !mayHaveHead(p.text) {
		return
	}
	after, ok := p.named(p.listMark())
	if !ok {
		after, ok = p.named(0)
	}
	if !ok {
		return
	}
	p.pos = after
	if p.text[after-1] != ':' {
		return
	}
	heading := *p.line
	if then, ok := p.named(after); ok && p.text[then-1] != ':' { // "Step 1: writes = 5k"
		p.pos = then
	} else {
		*p.line = heading
	}
}

// mayHaveHead reports whether one of the signs that end a head stands in a line.
func mayHaveHead(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c == '=', c == '?', c == ':', c >= '~':
			return true
		}
	}
	return false
}

// listMark returns where the text of an item of a list begins: behind "-", "•" or
// "1.".
func (p *parser) listMark() int {
	rest := strings.TrimLeft(p.text, " \t")
	mark, item, ok := strings.Cut(rest, " ")
	number := strings.TrimRight(mark, ".)")
	switch {
	case !ok || mark == "":
		return 0
	case mark == "-", mark == "*", mark == "+", mark == "•", mark == "–", mark == "·":
	case number == mark || strings.Trim(number, "0123456789") != "" || len(mark) > len(number)+1:
		return 0
	}
	return len(p.text) - len(item)
}

// named parses the name that stands from a place to its sign, and returns where
// the expression begins.
func (p *parser) named(from int) (after int, ok bool) {
	s := scanner{text: p.text, pos: from}
	var tokens []token
	for t := s.next(); t.kind != endToken; t = s.next() {
		switch {
		case t.kind == symbolToken && t.text == "(" && len(tokens) > 0 && !p.callsFunction(tokens, t):
			if !s.skipRemark() {
				return 0, false
			}
		case t.kind == symbolToken && (t.text == "=" || t.text == "?" || t.text == "~"):
			if !isName(tokens, t.text) {
				return 0, false
			}
			p.line.Guess = t.text == "?"
			p.setName(tokens)
			return s.pos, true
		case t.kind == symbolToken && t.text == ":" && isHeading(tokens, t, p.text):
			p.setName(tokens)
			if tokens[0].kind == numberToken {
				p.line.heading = p.text[from:t.start]
			}
			return s.pos, true
		default:
			tokens = append(tokens, t)
		}
	}
	return 0, false
}

func (p *parser) callsFunction(tokens []token, open token) bool {
	return !open.spaced && functions[tokens[len(tokens)-1].text] != nil
}

// skipRemark skips to behind the parenthesis that closes.
func (s *scanner) skipRemark() bool {
	for t := s.next(); t.kind != endToken; t = s.next() {
		if t.kind == symbolToken && t.text == ")" {
			return true
		}
	}
	return false
}

// setName names the line by the words and numbers among some tokens, as typed.
func (p *parser) setName(tokens []token) {
	name := ""
	for _, t := range tokens {
		if t.kind != wordToken && t.kind != numberToken {
			continue
		}
		if name == "" {
			p.line.nameStart = t.start
		} else if p.line.nameEnd < t.start {
			name += "_"
		}
		name += p.text[t.start:t.end]
		p.line.nameEnd = t.end
	}
	p.line.Name = name
}

// isName reports whether what stands before a sign is a name rather than an
// expression whose result follows: words of any sort, none of them an operator,
// that do not begin with a figure.
func isName(tokens []token, sign string) bool {
	if len(tokens) == 0 || tokens[0].kind != wordToken || len(tokens) == 1 && joints[tokens[0].text] && len(tokens[0].text) > 1 {
		return false
	}
	if _, number := numberWords[tokens[0].text]; number || len(tokens) > 1 && joints[tokens[0].text] || isCount(tokens[0].text) && len(tokens[0].text) > 1 {
		return false
	}
	approximate := true
	for i, t := range tokens {
		last := i == len(tokens)-1
		switch {
		case t.kind == wordToken && isOperator(t.text):
			if len(tokens) > 1 && (last || tokens[i+1].kind != wordToken || isCountOrUnit(tokens[i+1].text)) {
				return false
			}
		case t.text == "/" && !t.spaced && i > 0 && i == len(tokens)-2 && tokens[i-1].kind == wordToken && !tokens[i+1].spaced && isTimeWord(tokens[i+1].text):
			// writes/sec
		case t.kind != wordToken && t.kind != numberToken && (t.text != "-" && t.text != ":" || t.spaced || last):
			return false
		}
		approximate = approximate && approximations[t.text]
	}
	return sign != "~" || !approximate
}

// isOperator reports whether a word stands for an operator or a conversion.
func isOperator(word string) bool {
	switch word {
	case "x", "X", "times", "plus", "minus", "divided", "in", "to", "as":
		return true
	}
	return false
}

// isHeading reports whether a colon ends a heading, and is not that of a ratio or
// of a time.
func isHeading(tokens []token, colon token, text string) bool {
	words, figures, list := false, false, false
	for _, t := range tokens {
		words, figures = words || t.kind == wordToken, figures || t.kind == numberToken
		list = list || t.text == "," || t.kind == badToken
	}
	if list && figures {
		return false // "5M users, posts: 10/day" has more than a heading
	}
	rest := text[colon.end:]
	if !words || rest == "" {
		return words
	}
	tight := rest[0] != ' ' && rest[0] != '\t'
	return !tight || tokens[len(tokens)-1].kind == wordToken && (isDigit(rune(rest[0])) || wordLength(rest) == 0)
}

// IsPhrase reports whether a name is more than plain words, such as "writes per
// sec", QPS and "8K video", so that an [Env] has to know of it to read it.
func IsPhrase(name string) bool {
	for word := range strings.SplitSeq(name, "_") {
		if word == "" || isDigit(rune(word[0])) || isReserved(word) || isMultiplier(word) || adverbs[word] != "" {
			return true
		}
	}
	return false
}

// phrase returns the longest name of several words or units that stands at the
// token at hand, and where it ends.
func (p *parser) phrase() (name string, end int) {
	for _, phrase := range p.phrases {
		if n := matchPhrase(p.text[p.token.start:], phrase); n > 0 && p.token.start+n > end {
			name, end = phrase, p.token.start+n
		}
	}
	return name, end
}

// matchPhrase returns the length of a name at the beginning of a text, whatever
// its letter case and whatever separates its words, or 0.
func matchPhrase(text, name string) int {
	at := 0
	for i, word := range strings.Split(name, "_") {
		if i > 0 {
			rest := strings.TrimLeft(text[at:], " _-/")
			if len(rest) == len(text[at:]) {
				return 0
			}
			at = len(text) - len(rest)
		}
		if at+len(word) > len(text) || !strings.EqualFold(text[at:at+len(word)], word) {
			return 0
		}
		at += len(word)
	}
	if wordLength(text[at:]) > 0 {
		return 0
	}
	return at
}
