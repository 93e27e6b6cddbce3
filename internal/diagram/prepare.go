package diagram

import (
	"slices"
	"strings"
	"unicode"
)

// prepare replaces signs of the line that are read otherwise where it stands, character by
// character, so that places stay.
func (p *parser) prepare() {
	if p.dialect.graphviz {
		p.oneLine()
	}
	if p.dialect.plantuml {
		p.straighten()
	}
	if p.dialect.sequence {
		p.lost()
	}
	if p.dialect.architecture {
		p.architecture()
	}
}

// emphases are the marks of Markdown that may stand around a whole statement.
var emphases = []string{"`", "**", "__", "~~", "*", "_"}

// unemphasize blanks what Markdown puts around a whole statement: **a -> b**.
func (p *parser) unemphasize() {
	start, end := listMark(p.text), len(p.text)
	for start < end && unicode.IsSpace(p.text[start]) {
		start++
	}
	for end > start && unicode.IsSpace(p.text[end-1]) {
		end--
	}
	text := string(p.text[start:end])
	for _, mark := range emphases {
		inner, ok := strings.CutPrefix(text, mark)
		inner, closed := strings.CutSuffix(inner, mark)
		if ok && closed && !strings.Contains(inner, mark) && hasArrow(scan([]rune(inner), 0)) {
			n := len([]rune(mark))
			p.blank(start, start+n)
			p.blank(end-n, end)
			return
		}
	}
}

// oneLine blanks the header and the braces of a drawing of Graphviz that is one line.
func (p *parser) oneLine() {
	open := slices.Index(p.text, '{')
	if open < 0 || !isGraphviz(strings.TrimSpace(string(p.text[:open+1]))) {
		return
	}
	p.blank(0, open+1)
	for end := len(p.text) - 1; end > open; end-- {
		if p.text[end] == '}' {
			p.blank(end, end+1)
			return
		}
		if !unicode.IsSpace(p.text[end]) {
			return
		}
	}
}

// straighten makes dots of the direction in an arrow of PlantUML: .down.>
func (p *parser) straighten() {
	for i := 0; i < len(p.text); i++ {
		if p.text[i] != '.' {
			continue
		}
		end := i + 1
		for end < len(p.text) && unicode.IsLetter(p.text[end]) {
			end++
		}
		if end > i+1 && end < len(p.text) && p.text[end] == '.' && isDirection(string(p.text[i+1:end])) {
			for ; i < end; i++ {
				p.text[i] = '.'
			}
		}
	}
}

// lost makes an arrow of Mermaid's for a message that is lost, A-xB, one that can be told
// from a name.
func (p *parser) lost() {
	colon := slices.Index(p.text, ':')
	for i := 1; i+2 < colon; i++ {
		if p.text[i] == '-' && p.text[i+1] == 'x' && !isDash(p.text[i-1]) && !hasArrow(scan(p.text, 0)) {
			p.text[i+1] = '>'
			return
		}
	}
}

// links takes the lines of PlantUML and Graphviz, which have no heads, for arrows.
func (p *parser) links(tokens []token) []token {
	if !p.dialect.plantuml && !p.dialect.graphviz {
		return tokens
	}
	for i := 1; i < len(tokens)-1; i++ {
		if t := &tokens[i]; t.kind == wrongToken && (t.text == "--" || t.text == "-" && p.isSpaced(t)) && tokens[i-1].kind == nameToken && tokens[i+1].kind == nameToken {
			t.kind, t.bare = callToken, true
		}
	}
	return tokens
}

// isSpaced reports whether spaces stand around a token.
func (p *parser) isSpaced(t *token) bool {
	end := t.off + t.n
	return t.off > 0 && unicode.IsSpace(p.text[t.off-1]) && end < len(p.text) && unicode.IsSpace(p.text[end])
}

// blank replaces a part of the line by spaces.
func (p *parser) blank(from, to int) {
	for i := from; i < to; i++ {
		p.text[i] = ' '
	}
}
