package claim

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/lexicon"
)

// Reading returns what the claim comes down to: each bracket with the number of
// ways in which its ideas are known to be said, and the order and reach in which
// they must stand.
func (c *Claim) Reading(l *lexicon.Lexicon) string {
	var parts []string
	for i, t := range c.terms {
		part := t.reading(l)
		if t.optional {
			part = "maybe " + part
		}
		if slices.Contains(c.pairs, i-1) {
			part = "beside " + part
		}
		if slices.Contains(c.order, i-1) {
			part = "then " + part
		}
		parts = append(parts, part)
	}
	for _, a := range c.without {
		part := "without " + strings.Join(a.ideas, "|")
		if a.beside != nil {
			part += " beside " + strings.Join(a.beside, "|")
		}
		parts = append(parts, part)
	}
	text := strings.Join(parts, " + ")
	if c.within > 0 {
		text += fmt.Sprintf(", within %d words", c.within)
	}
	if len(c.only) > 0 {
		text += ", only in " + strings.Join(c.only, " or ")
	}
	if len(c.not) > 0 {
		text += ", not in " + strings.Join(c.not, " or ")
	}
	return text
}

func (t term) reading(l *lexicon.Lexicon) string {
	var names []string
	ways := 0
	for _, a := range t.alternatives {
		name := a.idea
		if a.holds != nil {
			name = t.source
		} else if idea := l.Idea(a.idea); idea != nil {
			ways += len(idea.Forms)
		}
		switch a.want {
		case denied:
			name = "no " + name
		case unwanted:
			name = "unwanted " + name
		}
		names = append(names, name)
	}
	text := strings.Join(names, "|")
	if ways > 0 {
		text += fmt.Sprintf(" (%d ways)", ways)
	}
	return text
}
