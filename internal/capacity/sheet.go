// Package capacity holds estimation sheets: lines of the language of package
// quantity that refer to one another by name. It also grades estimates by their
// order of magnitude, puts figures into words, and compares them with known
// facts.
//
// A line of a sheet is one of
//
//	storage = writes * 500 B * 10 y     defines a name
//	writes * 500 B                      states a figure
//	storage ? 200 TB                    guesses what a line gives, and is graded
//	base 1024                           makes KB mean 1,024 bytes in all lines
//	# a comment
//
// Lines may refer to lines below them. Names do not depend on letter case, and
// "peak reads", "peak-reads" and "peak_reads" are one name to [Sheet.Lookup].
package capacity

import (
	"slices"
	"strings"

	"spar/internal/quantity"
)

// A Given is a fact that a sheet may refer to without stating it.
type Given struct {
	Name, Expr string
}

// A Sheet evaluates lines over givens. It is not safe for concurrent use.
type Sheet struct {
	givens  []*entry // in the order given
	entries []*entry // one for each line
	byName  map[string]*entry
	phrases []string // names that are more than plain words
	base    int
	again   bool // no result of the last time holds any more
}

// New returns a sheet without lines over givens. Givens may refer to one
// another in any order. One that cannot be evaluated has no value.
func New(givens ...Given) *Sheet {
	s := &Sheet{}
	for _, g := range givens {
		if quantity.IsPhrase(g.Name) {
			s.phrases = append(s.phrases, key(g.Name))
		}
	}
	for _, g := range givens {
		e := s.newEntry(g.Expr, nil)
		e.line.Name, e.line.Kind = g.Name, GivenLine
		s.givens = append(s.givens, e)
	}
	s.SetLines(nil)
	return s
}

// SetLines replaces the lines and evaluates what that changes.
func (s *Sheet) SetLines(lines []string) {
	// An entry serves again, but only once: lines that read alike have ranges of
	// their own.
	known := make(map[string][]*entry, len(s.entries))
	for _, e := range s.entries {
		known[e.line.Text] = append(known[e.line.Text], e)
	}
	base := s.parse(lines, known)
	if phrases := s.namedPhrases(); !slices.Equal(phrases, s.phrases) {
		s.phrases = phrases
		base = s.parse(lines, nil)
	}
	s.again = s.base != base
	s.base = base
	s.evaluateAll()
}

// parse makes an entry of every line and returns the base that they set.
func (s *Sheet) parse(lines []string, known map[string][]*entry) (base int) {
	s.entries = make([]*entry, len(lines))
	base = 1000
	for i, text := range lines {
		e := s.newEntry(text, known)
		e.line.Number = i + 1
		if e.line.Kind == SettingLine {
			base, _ = baseSetting(text)
		}
		s.entries[i] = e
	}
	return base
}

// namedPhrases returns the names of givens and lines that are more than plain
// words.
func (s *Sheet) namedPhrases() []string {
	var phrases []string
	for _, e := range slices.Concat(s.givens, s.entries) {
		if e.line.Name != "" && e.line.Kind != GuessLine && quantity.IsPhrase(e.line.Name) {
			phrases = append(phrases, key(e.line.Name))
		}
	}
	return phrases
}

// newEntry returns the entry of a text: one of those known, or a new one.
func (s *Sheet) newEntry(text string, known map[string][]*entry) *entry {
	if same := known[text]; len(same) > 0 {
		known[text] = same[1:]
		return same[0]
	}
	if base, ok := baseSetting(text); ok {
		return &entry{line: settingLine(text, base)}
	}
	parsed, _ := quantity.Env{Phrases: s.phrases}.ParseLine(text)
	e := &entry{line: Line{Text: text, Name: parsed.Name, Kind: kindOf(parsed)}, parsed: parsed}
	for _, r := range parsed.References() {
		e.names = append(e.names, key(r.Name))
	}
	if parsed.Guess {
		e.names = append(e.names, key(parsed.Name))
	}
	return e
}

// baseSetting reads a line such as "base 1024".
func baseSetting(text string) (int, bool) {
	if !strings.HasPrefix(strings.TrimSpace(text), "base") {
		return 0, false
	}
	text, _, _ = strings.Cut(text, "#")
	switch fields := strings.Fields(text); {
	case len(fields) != 2 || fields[0] != "base":
	case fields[1] == "1000":
		return 1000, true
	case fields[1] == "1024":
		return 1024, true
	}
	return 0, false
}

// key returns what the spellings of a name have in common.
func key(name string) string {
	plain := true
	for i := range len(name) {
		c := name[i]
		plain = plain && c != ' ' && c != '-' && !('A' <= c && c <= 'Z') && c < 0x80
	}
	if plain {
		return name
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return '_'
		}
		return r
	}, name))
}

// Lines returns the lines in their order, one for each text.
func (s *Sheet) Lines() []Line {
	lines := make([]Line, len(s.entries))
	for i, e := range s.entries {
		lines[i] = e.line
	}
	return lines
}

// Givens returns the givens as lines, in their order.
func (s *Sheet) Givens() []Line {
	lines := make([]Line, len(s.givens))
	for i, e := range s.givens {
		lines[i] = e.line
	}
	return lines
}

// Lookup returns the value of a line or given by its name; ok is false if there
// is none or if it was refused. It is a [quantity.Names].
func (s *Sheet) Lookup(name string) (quantity.Quantity, bool) {
	e := s.byName[key(name)]
	if e == nil || e.line.Err != nil || e.line.Blank() {
		return quantity.Quantity{}, false
	}
	return e.line.Result.Quantity, true
}

// Env returns what an expression about the sheet is evaluated in.
func (s *Sheet) Env() quantity.Env {
	return quantity.Env{Base: s.base, Names: s.Lookup, Phrases: s.phrases}
}

// Base returns what the kilo of KB stands for in the sheet, 1000 or 1024.
func (s *Sheet) Base() int { return s.base }
