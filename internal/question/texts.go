package question

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"spar/internal/spelling"
	"spar/internal/yamldoc"
)

// Bounds of texts, in characters.
const (
	mostLine    = 120    // titles, names of choices, phrases
	mostText    = 800    // what somebody says
	mostPassage = 20_000 // Markdown
)

// schema reports whether a file is in the format that this spar reads. If not,
// that is the one mistake worth naming: the others follow from it.
func (r *report) schema(root yamldoc.Node, schema int) bool {
	n := root.Field("schema")
	if !n.Exists() || r.found[n.Place()] || schema == Schema {
		return true
	}
	r.problems = nil
	if schema > Schema {
		r.add(n.Place(), "update spar", "schema %d is newer than this spar, which reads schema %d", schema, Schema)
	} else {
		r.add(n.Place(), fmt.Sprintf("write %d", Schema), "there is no schema %d; this spar reads schema %d", schema, Schema)
	}
	return false
}

// line checks a text of one line that must not be empty if it is there.
func (r *report) line(n yamldoc.Node, name, text string) {
	if strings.Contains(strings.TrimRight(text, "\n"), "\n") {
		r.add(n.Place(), "write it on one", "%s has more than one line", name)
		return
	}
	r.bounded(n, name, text, mostLine)
}

// text checks what somebody says or reads in a sentence or two.
func (r *report) text(n yamldoc.Node, name, text string) { r.bounded(n, name, text, mostText) }

// passage checks a text in Markdown.
func (r *report) passage(n yamldoc.Node, name, text string) { r.bounded(n, name, text, mostPassage) }

func (r *report) bounded(n yamldoc.Node, name, text string, most int) {
	if !n.Exists() {
		return // a key that must be there is missed when the file is read
	}
	switch length := utf8.RuneCountInString(text); {
	case strings.TrimSpace(text) == "":
		r.add(n.Place(), "write it, or leave it out", "%s is empty", name)
	case length > most:
		r.add(n.Place(), "shorten it", "%s has %d characters, more than %d", name, length, most)
	}
}

// texts checks a list of texts of one kind.
func (r *report) texts(n yamldoc.Node, name string, list []string, check func(yamldoc.Node, string, string)) {
	if r.size(n, len(list)) {
		r.each(n, name, list, check)
	}
}

// each checks the texts of a list whose length is bounded elsewhere.
func (r *report) each(n yamldoc.Node, name string, list []string, check func(yamldoc.Node, string, string)) {
	for i, text := range list {
		check(n.Item(i), name, text)
	}
}

// size checks the length of a list.
func (r *report) size(n yamldoc.Node, length int) bool {
	if length > maxItems {
		r.add(n.KeyPlace(), "leave some out", "%d entries are more than %d", length, maxItems)
	}
	return length <= maxItems
}

// id checks an id.
func (r *report) id(n yamldoc.Node, id string) {
	if n.Exists() {
		r.identifier(n.Place(), "id", id, '-')
	}
}

// identifier checks a text that is made of words with a joint between them: '-'
// in ids, '_' in names.
func (r *report) identifier(at yamldoc.Place, what, text string, joint rune) {
	right := slug(text, joint)
	if text == right && len(text) <= maxIdentifier && text != "" {
		return
	}
	fix := "write one such as url" + string(joint) + "shortener"
	if right != "" && len(right) <= maxIdentifier {
		fix = "write " + right
	}
	with := "hyphens"
	if joint == '_' {
		with = "underscores"
	}
	r.add(at, fix, "%s %s is not made of a few lower-case words with %s", what, quote(text), with)
}

// maxIdentifier bounds ids and names.
const maxIdentifier = 50

// slug returns a text as an identifier: its words in lower case, joined. Names
// begin with a letter.
func slug(text string, joint rune) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !('a' <= c && c <= 'z' || '0' <= c && c <= '9') })
	right := strings.Join(words, string(joint))
	if joint == '_' {
		right = strings.TrimLeft(right, "0123456789_")
	}
	return right
}

func isID(text string) bool {
	return text != "" && len(text) <= maxIdentifier && slug(text, '-') == text
}

// oneOf checks that a text is one of a few.
func (r *report) oneOf(n yamldoc.Node, name, text string, want []string) {
	if n.Exists() && !slices.Contains(want, text) {
		r.add(n.Place(), choice(text, want), "unknown %s %s", name, quote(text))
	}
}

// fewChoices are named all; of more than maxChoices the rest is left out.
const (
	fewChoices = 4
	maxChoices = 16
)

// choice says which of some names may have been meant, or which there are.
func choice(text string, want []string) string {
	if len(want) == 0 {
		return "there is none"
	}
	if near := spelling.Nearest(text, want); near != "" && len(want) > fewChoices {
		return "did you mean " + near + "?"
	}
	var names []string
	for _, name := range want[:min(len(want), maxChoices)] {
		names = append(names, shorten(name, maxIdentifier))
	}
	if len(want) > maxChoices {
		names = append(names, "...")
	}
	return "want " + strings.Join(names, ", ")
}

// points checks the points of something that is scored.
func (r *report) points(n yamldoc.Node, points int) {
	if n = n.Field("points"); n.Exists() && (points < 1 || points > 5) {
		r.add(n.Place(), "write 1 to 5", "%d points", points)
	}
}

// span writes a range of whole numbers.
func span(least, most int) string {
	if least == most {
		return strconv.Itoa(least)
	}
	return fmt.Sprintf("%d to %d", least, most)
}

// plain returns names as plain text.
func plain[T ~string](names []T) []string {
	texts := make([]string, len(names))
	for i, name := range names {
		texts[i] = string(name)
	}
	return texts
}
