package yamldoc

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// parsePlain returns the tree of a document that is nothing but keys at the left margin
// with a word, a few, a whole number or a list of words in brackets behind each, as
// nearly all heads are: the same that the parser returns, in a tenth of the time. It
// returns nil if there is anything else.
func parsePlain(data []byte) *yaml.Node {
	root := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: 1, Column: 1}
	row := 0
	for line := range bytes.Lines(data) {
		row++
		name, text, ok := strings.Cut(strings.TrimRight(string(line), "\n"), ": ")
		key, value := plainWords(name, row, 1), plainValue(strings.TrimRight(text, " "), row, len(name)+3)
		if !ok || key == nil || value == nil || strings.HasPrefix(text, " ") || len(line) > maxPlain {
			return nil
		}
		root.Content = append(root.Content, key, value)
	}
	if row == 0 {
		return nil
	}
	return root
}

// maxPlain bounds the bytes of a line. Keys of more than 1024 are none to YAML.
const maxPlain = 500

func plainValue(text string, row, column int) *yaml.Node {
	switch {
	case isNumber(text):
		return scalar("!!int", text, row, column)
	case strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]"):
		return plainList(text[1:len(text)-1], row, column)
	}
	return plainWords(text, row, column)
}

func plainList(text string, row, column int) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle, Tag: "!!seq", Line: row, Column: column}
	column++
	for item := range strings.SplitSeq(text, ",") {
		word := strings.TrimLeft(item, " ")
		node := plainWords(strings.TrimRight(word, " "), row, column+len(item)-len(word))
		if node == nil {
			return nil
		}
		list.Content = append(list.Content, node)
		column += len(item) + 1
	}
	return list
}

func plainWords(text string, row, column int) *yaml.Node {
	if !isPlain(text) || notText[strings.ToLower(text)] {
		return nil
	}
	return scalar("!!str", text, row, column)
}

const (
	digits  = "0123456789"
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// notText are words that are none to YAML.
var notText = map[string]bool{"null": true, "true": true, "false": true}

// isPlain reports whether words mean no more to YAML than they say.
func isPlain(text string) bool {
	return text != "" && strings.Trim(text, letters+digits+" ()/._-") == "" &&
		strings.IndexByte(letters, text[0]) >= 0 && strings.IndexByte(" (/-", text[len(text)-1]) < 0
}

// isNumber reports whether a text is a whole number, of nine digits at most.
func isNumber(text string) bool {
	return text == "0" || text != "" && len(text) <= 9 && text[0] != '0' && strings.Trim(text, digits) == ""
}

func scalar(tag, text string, row, column int) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text, Line: row, Column: column}
}
