package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Error refuses a line: where, why, and what would be right.
type Error struct {
	Input string // the whole line
	// Offset and Length are the bytes of Input that are to blame. Offset is
	// len(Input) where something is missing at the end; Length may be 0 then.
	Offset, Length int
	Message        string // what is wrong, in words, without the place
	// Fix says what to type instead and what that gives, "1bn/day → 11.6k/s";
	// empty if nothing can be offered.
	Fix string
	// Name is the name that nothing defines, if that is what is wrong.
	Name string

	// tries returns lines that may be what was meant, the likeliest first; nil
	// for none.
	tries func() []string
}

// Error returns message and fix in one line.
func (e *Error) Error() string {
	if e.Fix == "" {
		return e.Message
	}
	return e.Message + "; try " + e.shownFix()
}

// Detail draws the input with carets below what is to blame, the message and
// the fix, one string per row, for text of fixed width. Control characters are
// drawn as dots.
func (e *Error) Detail() []string {
	offset := min(max(e.Offset, 0), len(e.Input))
	end := min(offset+max(e.Length, 0), len(e.Input))
	carets := max(1, utf8.RuneCountInString(e.Input[offset:end]))
	rows := []string{
		strings.Map(printable, e.Input),
		strings.Repeat(" ", utf8.RuneCountInString(e.Input[:offset])) + strings.Repeat("^", carets) + " " + e.Message,
	}
	if e.Fix != "" {
		rows = append(rows, "try "+e.shownFix())
	}
	return rows
}

// shownFix returns the fix without control characters, which it may take over from
// the input.
func (e *Error) shownFix() string { return strings.Map(printable, e.Fix) }

// oneLine writes text with single spaces and without its comment, which is the
// only place for characters that cannot be shown.
func oneLine(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r == '#' || unicode.IsSpace(r) }) {
		return text // most pieces are a word
	}
	text, _, _ = strings.Cut(text, "#")
	return strings.Join(strings.Fields(text), " ")
}

func printable(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case unicode.IsPrint(r):
		return r
	}
	return '.'
}
