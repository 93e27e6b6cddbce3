package yamldoc

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// CutTexts returns where a "#" ends text without quotes that may have been meant to go
// on, be it a number by its looks: one without a space behind it, as in "service #1", or with a single one before
// it. To YAML a comment begins there. Two spaces before it and one behind say that.
func (n Node) CutTexts() []Problem {
	var cut []Problem
	if n.Exists() {
		n.doc.cutTexts(n.value, &cut)
	}
	return cut
}

func (d *document) cutTexts(n *yaml.Node, cut *[]Problem) {
	for i, child := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			d.cutTexts(child, cut)
		}
	}
	if n.Kind != yaml.ScalarNode || n.Style != 0 || n.Tag != "!!str" && !d.texts[n] || len(*cut) >= maxProblems {
		return
	}
	if at, ok := d.cutAt(n); ok {
		*cut = append(*cut, Problem{
			at, "the text ends here, for a comment begins",
			`put text that contains " #" in quotes, or write two spaces before a comment and one behind its #`,
		})
	}
}

// cutAt follows the words of a text without quotes through its lines, and returns where
// a comment ends the last of them.
func (d *document) cutAt(n *yaml.Node) (Place, bool) {
	words := strings.Fields(n.Value)
	at := place(n)
	for row := at.Line; row <= len(d.lines); row++ {
		line := d.lines[row-1]
		rest := line
		if row == at.Line {
			rest = skipCharacters(line, at.Column-1)
		}
		for len(words) > 0 {
			text := strings.TrimLeft(rest, " \t")
			if text == "" {
				break
			}
			behind, ok := strings.CutPrefix(text, words[0])
			if !ok {
				return Place{}, false
			}
			rest, words = behind, words[1:]
		}
		if len(words) == 0 {
			comment := strings.TrimLeft(rest, " \t")
			spaces := len(rest) - len(comment)
			meant := spaces > 1 && (strings.HasPrefix(comment, "# ") || comment == "#")
			before := line[:len(line)-len(comment)]
			return Place{row, 1 + utf8.RuneCountInString(before)}, spaces > 0 && strings.HasPrefix(comment, "#") && !meant
		}
	}
	return Place{}, false
}

// skipCharacters returns a line without so many characters.
func skipCharacters(line string, n int) string {
	for range n {
		_, size := utf8.DecodeRuneInString(line)
		line = line[size:]
	}
	return line
}
