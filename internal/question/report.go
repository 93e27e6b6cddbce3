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
	// forAuthor asks for more than what the users of a question rely on.
	forAuthor bool
}

// newReport returns a report of what reading a file found.
func newReport(file string, found []yamldoc.Problem) *report {
	r := &report{file: file, found: make(map[yamldoc.Place]bool)}
	for _, p := range found {
		r.problems = append(r.problems, Problem{file, p.Line, p.Column, p.Message, p.Fix})
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
	r.problems = append(r.problems, Problem{r.file, at.Line, at.Column, brief(fmt.Sprintf(format, arguments...)), brief(fix)})
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
