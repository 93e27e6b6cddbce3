package diagram

import (
	"strings"
	"unicode"
)

// A piece is a part of a name: words, or what stands in quotes or brackets.
type piece struct {
	mark   rune   // the opening bracket, '"' for any quote, or 0 for words
	text   string // what the marks enclose
	joined bool   // no space stands before it
}

// name returns the token of a name that starts at i or after the blanks there, or an
// endToken if nothing there can be shown.
func name(line []rune, i int) token {
	start := i
	for start < len(line) && unicode.IsSpace(line[start]) {
		start++
	}
	t := token{kind: nameToken, off: start}
	end, word := start, start
	words := func() {
		if text := clean(string(line[word:end])); text != "" {
			t.pieces = append(t.pieces, piece{text: text, joined: word == start || !unicode.IsSpace(line[word-1])})
		}
	}
	for end < len(line) && !separates(line, end) {
		after, mark := enclosed(line, end)
		switch {
		case after < 0 && end == start:
			return token{kind: openToken, text: string(line[end]), off: end, n: len(line) - end}
		case after < 0: // the name before it stands
			words()
			return t.named(line, i, end)
		case after == 0 && strings.ContainsRune(")]}|", line[end]):
			if end == start {
				return token{kind: strayToken, text: string(line[end]), off: end, n: 1}
			}
			words()
			return t.named(line, i, end)
		case after == 0:
			end++
		default:
			words()
			width := markWidth(line, end)
			t.pieces = append(t.pieces, piece{mark, string(line[end+width : after-width]), end == start || !unicode.IsSpace(line[end-1])})
			end, word = after, after
		}
	}
	words()
	return t.named(line, i, end)
}

// named completes the token of a name that ends before end. If nothing can be shown of
// what begins at from, it is an endToken.
func (t token) named(line []rune, from, end int) token {
	if len(t.pieces) == 0 {
		return token{kind: endToken, off: from, n: max(1, end-from)}
	}
	for unicode.IsSpace(line[end-1]) {
		end--
	}
	var texts []string
	for _, p := range t.pieces {
		texts = append(texts, clean(p.text))
	}
	t.text, t.n = strings.Join(texts, " "), end-t.off
	return t
}

// enclosed returns the end of what quotes or brackets enclose from i on: 0 if none
// open there, -1 if nothing closes them.
func enclosed(line []rune, i int) (end int, mark rune) {
	if end := quoteEnd(line, i); end != 0 {
		return end, '"'
	}
	if !strings.ContainsRune("([{", line[i]) {
		return 0, 0
	}
	return bracketEnd(line, i), line[i]
}

// closing are the quotes that close each opening one.
var closing = map[rune]string{'"': `"`, '“': "”“", '„': "“”", '«': "»", '「': "」", '\'': "'", '‘': "’", '`': "`", '*': "*"}

// quoteEnd returns the end of a quoted text that opens at i; 0 if none does, -1 if
// nothing closes it. Signs that are no quotes inside a word open only if they close.
func quoteEnd(line []rune, i int) int {
	quotes, opens := closing[line[i]]
	if !opens || i > 0 && !unicode.IsSpace(line[i-1]) && !strings.ContainsRune(",;:>([{|~", line[i-1]) {
		return 0
	}
	width := markWidth(line, i)
	if width == 0 {
		return 0
	}
	for end := i + width; end+width <= len(line); end++ {
		if strings.ContainsRune(quotes, line[end]) && (width == 1 || line[end+1] == line[end]) && ends(line, end+width, line[i]) {
			return end + width
		}
	}
	if strings.ContainsRune("'‘`*", line[i]) {
		return 0
	}
	return -1
}

// ends reports whether a closing quote before i ends what is quoted: an apostrophe
// between letters does not.
func ends(line []rune, i int, open rune) bool {
	return open != '\'' && open != '‘' || i == len(line) || !unicode.IsLetter(line[i]) && !unicode.IsDigit(line[i])
}

// markWidth returns how many characters open at i: two for bold words of Markdown, and
// none for a single asterisk.
func markWidth(line []rune, i int) int {
	if line[i] != '*' {
		return 1
	}
	if i+1 < len(line) && line[i+1] == '*' {
		return 2
	}
	if isEmphasized(line[i+1:]) {
		return 1
	}
	return 0
}

// isEmphasized reports whether a text begins with words up to an asterisk behind which
// nothing of a word stands: *api* is the api of Markdown, and app *3 are three.
func isEmphasized(text []rune) bool {
	for i, r := range text {
		switch {
		case unicode.IsLetter(r), i > 0 && (unicode.IsDigit(r) || r == ' ' || r == '-' || r == '_'):
		default:
			return i > 0 && r == '*' && text[i-1] != ' ' && (i+1 == len(text) || !inWord(text[i+1]))
		}
	}
	return false
}

// bracketEnd returns the end of what a bracket at i encloses, -1 if nothing closes it.
func bracketEnd(line []rune, i int) int {
	var open []rune
	for ; i < len(line); i++ {
		if end := quoteEnd(line, i); end > 0 {
			i = end - 1
			continue
		}
		switch r := line[i]; r {
		case '(', '[', '{':
			open = append(open, r)
		case ')', ']', '}':
			if pair(open[len(open)-1]) != r {
				return -1
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// pair returns the bracket that closes another.
func pair(open rune) rune {
	if open == '(' {
		return ')'
	}
	return open + 2
}
