package capacity

import (
	"errors"

	"spar/internal/quantity"
)

// A Kind says what a line is.
type Kind string

// The kinds of lines.
const (
	GivenLine   Kind = "given"   // a fact of the question
	AssumedLine Kind = "assumed" // a figure that depends on no other
	DerivedLine Kind = "derived" // computed from other lines or givens
	GuessLine   Kind = "guess"   // held against another line
	SettingLine Kind = "setting" // "base 1024"
	BlankLine   Kind = "blank"   // nothing, or a comment
)

// A Line is one line of a sheet.
type Line struct {
	Text   string
	Number int    // from 1; 0 for a given
	Name   string // empty if it has none
	Kind   Kind
	Result quantity.Result // unless the line is refused or says nothing
	Err    error           // why it is refused; mostly a *quantity.Error
	Grade  *Grade          // of a guess
}

// Blank reports whether the line says nothing: it is empty or a comment.
func (l Line) Blank() bool { return l.Kind == BlankLine }

func settingLine(text string, base int) Line {
	l := Line{Text: text, Kind: SettingLine}
	l.Result = quantity.Result{Display: "1 KB is 1,000 bytes", Reading: "KB, MB, GB ... are powers of 1,000"}
	if base == 1024 {
		l.Result = quantity.Result{Display: "1 KB is 1,024 bytes", Reading: "KB, MB, GB ... are powers of 1,024; bits stay powers of 1,000"}
	}
	return l
}

// kindOf returns the kind of a line that depends on no other.
func kindOf(l *quantity.Line) Kind {
	switch {
	case l.Blank():
		return BlankLine
	case l.Guess:
		return GuessLine
	}
	return AssumedLine
}

// Explain draws why a line was refused, one string per row of fixed width: the
// line with carets below, and the fix if there is one.
func Explain(err error) []string {
	if refused, ok := errors.AsType[*quantity.Error](err); ok {
		return refused.Detail()
	}
	if err == nil {
		return nil
	}
	return []string{err.Error()}
}
