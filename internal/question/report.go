package question

import (
	"fmt"
	"strconv"
	"strings"

	"spar/internal/yamldoc"
)

// maxProblems bounds the mistakes that are named of one file.
const maxProblems = 200

// A report collects the mistakes of one file.
type report struct {
	file     string
	problems Problems
	found    map[yamldoc.Place]bool // where reading the file found a mistake
	strays   map[string]*reference  // references to what is not there, by what that is
	// forAuthor asks for more than what the users of a question rely on.
	forAuthor bool
}

// newReport returns a report of what reading a file found.
func newReport(file string, found []yamldoc.Problem) *report {
	r := &report{file: file, found: make(map[yamldoc.Place]bool), strays: make(map[string]*reference)}
	for _, p := range found {
		r.problems = append(r.problems, Problem{File: file, Line: p.Line, Column: p.Column, Message: p.Message, Fix: p.Fix})
		r.found[p.Place] = true
	}
	return r
}

// add reports a mistake, unless reading found one at that place: what could not
// be read is empty, and a complaint about that would only be noise.
func (r *report) add(at yamldoc.Place, fix, format string, arguments ...any) {
	if r.found[at] || len(r.problems) >= maxProblems {
		return
	}
	r.problems = append(r.problems, Problem{File: r.file, Line: at.Line, Column: at.Column, Message: brief(fmt.Sprintf(format, arguments...)), Fix: brief(fix)})
}

// A reference is a mistake that others repeat.
type reference struct {
	problem int // its index
	more    int // others to the same thing
}

// stray reports a reference to a thing that is not there. All to one thing are one
// mistake, at the first place where they were found: the thing was renamed, or is missing.
func (r *report) stray(thing string, at yamldoc.Place, fix, format string, arguments ...any) {
	if first := r.strays[thing]; first != nil {
		first.more++
		return
	}
	before := len(r.problems)
	if r.add(at, fix, format, arguments...); len(r.problems) > before {
		r.strays[thing] = &reference{problem: before}
	}
}

// count adds to references how many others there are. It is called once, at the end and
// before problems are sorted.
func (r *report) count() {
	for _, ref := range r.strays {
		p := &r.problems[ref.problem]
		switch ref.more {
		case 0:
		case 1:
			p.Message += ", here and in another place"
		default:
			p.Message += fmt.Sprintf(", here and in %d other places", ref.more)
		}
	}
}

// maxMessage bounds a message or a fix, in characters: it may quote the file.
const maxMessage = 400

// brief returns a text of a message on one line, and not too long.
func brief(text string) string { return shorten(strings.Join(strings.Fields(text), " "), maxMessage) }

func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return text
}

// quote returns a text of a pack for a message: short, and escaped.
func quote(text string) string { return strconv.Quote(shorten(text, 60)) }

// printable reports whether a name of a file may stand in a message.
func printable(name string) bool { return strings.Trim(strconv.Quote(name), `"`) == name }
