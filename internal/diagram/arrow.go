package diagram

import (
	"slices"
	"strings"
	"unicode"
)

// Arrows of one character, by what they mean. Others are understood as arrows, but none
// that calls.
const (
	callArrows = "→⟶⇒⟹➔➙➛➜➝➞➟➠➡➢➣➤➥➦➧➨➩➪➭➮➯➱➲➳➵➸➺➻➼➽➾⇨⇾⇉↦⟼⭢⮕⮞🠂🠆🠊🠒🠖🠚🠢🡂🡒🡢🡪🡲🢂▶►👉☞"
	handArrows = "⇢⤳⇝↝⟿⤏⭬"
)

// isDash reports whether a character can be part of an arrow of several.
func isDash(r rune) bool { return strings.ContainsRune("-=~<>–—", r) }

// isArrow reports whether a character is an arrow by itself.
func isArrow(r rune) bool {
	return r >= 0x2190 && r <= 0x21ff || r >= 0x27f0 && r <= 0x27ff || r >= 0x2900 && r <= 0x297f || r >= 0x2794 && r <= 0x27be ||
		r >= 0x2b00 && r <= 0x2b11 || r >= 0x2b30 && r <= 0x2bb8 || r >= 0x1f800 && r <= 0x1f8ff || r == '▶' || r == '►' || r == '👉' || r == '☞'
}

// startsArrow reports whether an arrow, or what was meant as one, begins at i.
// A single dash inside a word belongs to the word: "read-through".
func startsArrow(line []rune, i int) bool {
	n := arrowLength(line, i)
	switch {
	case n == 0:
		return false
	case isArrow(line[i]), i == 0 || !inWord(line[i-1]) || i+n == len(line) || !inWord(line[i+n]):
		return true
	}
	return n > 1 || line[i] == '<' || line[i] == '>'
}

func inWord(r rune) bool {
	return !unicode.IsSpace(r) && r != ',' && r != ':' && r != ';' && !isArrow(r)
}

// arrowLength returns how many characters belong to the arrow at i; 0 if none begins
// there. Dots are part of dotted arrows alone: ..> and -.->
func arrowLength(line []rune, i int) int {
	if isArrow(line[i]) {
		return 1
	}
	n := 0
	for i+n < len(line) && (isDash(line[i+n]) || line[i+n] == '.') {
		n++
	}
	dotted := n > 0 && line[i+n-1] == '>'
	for n > 0 && line[i+n-1] == '.' && !(n == 2 && line[i] == '-') {
		n--
	}
	switch {
	case n == 0, line[i] == '.' && !dotted, i > 0 && isDash(line[i-1]):
		return 0
	}
	if i+n < len(line) && isArrow(line[i+n]) && line[i+n-1] != '>' {
		return n + 1
	}
	return n + tail(line, i+n)
}

// tail returns how many characters of Mermaid's end an arrow: the ) of one that does not
// wait, the x or o of a link, the + of one that activates.
func tail(line []rune, i int) int {
	if i == len(line) {
		return 0
	}
	switch before := line[i-1]; {
	case line[i] == ')' && before == '-':
		return 1
	case line[i] == '+' && before == '>':
		return 1
	case (line[i] == 'x' || line[i] == 'o') && before == '-' && i > 1 && line[i-2] == '-' && i+1 < len(line) && (unicode.IsSpace(line[i+1]) || unicode.IsUpper(line[i+1])):
		return 1
	}
	return 0
}

// arrow returns the token of the arrow at i, with what stands between bars after it.
func arrow(line []rune, i int) token {
	n := arrowLength(line, i)
	text := string(line[i : i+n])
	t := token{kind: arrowKind(text), text: text, off: i, n: n}
	if turned := turnedRound(text); t.kind == wrongToken && isForwardKind(arrowKind(turned)) {
		t.kind, t.text, t.turned = arrowKind(turned), turned, true
	}
	start := i + n
	for start < len(line) && unicode.IsSpace(line[start]) {
		start++
	}
	if start == len(line) || line[start] != '|' {
		return t
	}
	for end := start + 1; end < len(line); end++ {
		if line[end] == '|' {
			t.label, t.n = textOnArrow(string(line[start+1:end])), end+1-i
			break
		}
	}
	return t
}

// turnedRound returns an arrow that points to the left as one that points to the right:
// <-- as -->. It is empty for any other.
func turnedRound(text string) string {
	const left, right = "←⇐⇠⟵⇦⬅", "→⇒⇢⟶⇨→"
	turned := []rune(text)
	slices.Reverse(turned)
	for i, r := range turned {
		switch at := strings.IndexRune(left, r); {
		case at >= 0:
			turned[i] = []rune(right)[len([]rune(left[:at]))]
		case r == '<':
			turned[i] = '>'
		case r == '>', isArrow(r):
			return ""
		}
	}
	return string(turned)
}

// arrowKind tells arrows, those of habit included, from what is none.
func arrowKind(text string) tokenKind {
	switch {
	case text == "":
		return wrongToken
	case strings.Contains(callArrows, text):
		return callToken
	case strings.Contains(handArrows, text):
		return handToken
	case strings.HasSuffix(text, "-)"):
		return handToken
	}
	if head := []rune(text)[len([]rune(text))-1]; isArrow(head) {
		return headKind(text, head)
	}
	shaft := strings.TrimRight(text, "+")
	if strings.HasSuffix(shaft, ">-") { // it ends what another activated
		shaft = shaft[:len(shaft)-1]
	}
	shaft = strings.TrimSuffix(strings.TrimSuffix(shaft, "x"), "o")
	if shaft == text && !strings.HasSuffix(text, ">") {
		return wrongToken
	}
	shaft = strings.TrimSuffix(strings.TrimSuffix(shaft, ">"), ">")
	switch {
	case shaft == "", strings.ContainsAny(shaft, "<>"):
		return wrongToken
	case strings.ContainsAny(shaft, "~."):
		return handToken
	}
	return callToken
}

// dotted reports whether an arrow is drawn with dots, or ends in a bracket, which reads
// as a hand-over only by habit.
func (t token) dotted() bool { return strings.Contains(t.text, ".") || strings.HasSuffix(t.text, ")") }

// headKind tells arrows of dashes with a head of their own: ──→
func headKind(text string, head rune) tokenKind {
	switch {
	case strings.ContainsRune(handArrows, head), strings.ContainsRune(callArrows, head) && strings.ContainsAny(text, "~."):
		return handToken
	case strings.ContainsRune(callArrows, head) && !strings.ContainsAny(text, "<>"):
		return callToken
	}
	return wrongToken
}

// short reports whether an arrow is drawn through, as those of calls are where answers
// are dashed.
func (t token) short() bool { return !strings.HasPrefix(t.text, "--") }

// dashed reports whether an arrow is that of an answer in a sequence of messages.
func (t token) dashed(sequence bool) bool {
	shaft := strings.TrimRight(t.text, "+-")
	return strings.HasPrefix(shaft, "--") && (strings.HasSuffix(shaft, ">>") || sequence && strings.HasSuffix(shaft, "->"))
}

// textOnArrow returns what stands between bars or quotes on an arrow, with the characters
// that Mermaid's texts hold by their names.
func textOnArrow(text string) string {
	text = strings.TrimSpace(text)
	if inner, ok := strings.CutPrefix(text, `"`); ok && strings.HasSuffix(inner, `"`) {
		text = strings.TrimSuffix(inner, `"`)
	}
	return entities.Replace(text)
}

// withLabels joins the halves of arrows that carry text: -- reads -->, -.x3, first 2.->
// and -up->.
func withLabels(line []rune, tokens []token) []token {
	var out []token
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		end := i + 1
		for end < len(tokens) && (tokens[end].kind == nameToken || tokens[end].kind == commaToken) {
			end++
		}
		if t.kind == wrongToken && end > i+1 && end < len(tokens) && isForward(tokens[end]) && opensText(line, t, tokens[i+1], tokens[end-1]) {
			last := tokens[end]
			last.label = textOnArrow(unwrapped(string(line[tokens[i+1].off : tokens[end-1].off+tokens[end-1].n])))
			last.n, last.off = last.off+last.n-t.off, t.off
			if isDirection(last.label) {
				last.label = ""
			}
			t, i = last, end
		}
		out = append(out, t)
	}
	return out
}

// withLines takes lines without a head between two names for arrows: a --- b.
func withLines(tokens []token) []token {
	names := func(t token) bool { return t.kind == nameToken && strings.ContainsFunc(t.text, isVisible) }
	for i := 1; i < len(tokens)-1; i++ {
		t := &tokens[i]
		long := len(t.text) > 2 && (strings.Trim(t.text, "-") == "" || strings.Trim(t.text, "=") == "")
		if t.kind == wrongToken && long && names(tokens[i-1]) && names(tokens[i+1]) {
			t.kind, t.bare = callToken, true
		}
	}
	return tokens
}

func isForward(t token) bool { return isForwardKind(t.kind) }

func isForwardKind(kind tokenKind) bool { return kind == callToken || kind == handToken }

// opensText reports whether t begins an arrow that carries the text after it. A single
// dash does only if nothing parts them.
func opensText(line []rune, t, text, last token) bool {
	switch t.text {
	case "--", "==", "~~", "-.":
		return true
	case "-", "=", "~":
		return text.off == t.off+t.n && !unicode.IsSpace(line[last.off+last.n])
	}
	return false
}

// isDirection reports whether the text of an arrow only says how PlantUML is to draw it.
func isDirection(text string) bool {
	switch strings.ToLower(text) {
	case "up", "down", "left", "right", "u", "d", "l", "r", "le", "ri", "do", "hidden", "dashed", "dotted", "bold":
		return true
	}
	return strings.HasPrefix(text, "#")
}
