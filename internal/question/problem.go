package question

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"spar/internal/shell"
)

// A Problem is one mistake in a pack, at its place.
type Problem struct {
	File    string `json:"file"`
	Line    int    `json:"line"`   // from 1, which also stands for a whole file; 0 for a folder of packs
	Column  int    `json:"column"` // from 1, in characters; 0 for a folder of packs
	Message string `json:"message"`
	// Fix says what would be right, if that can be said.
	Fix string `json:"fix,omitempty"`
	// Warning marks what may be meant as it is: it keeps nobody from using the file.
	Warning bool `json:"warning,omitempty"`
}

// String returns the problem as compilers print them:
// "file:line:column: message", with "warning: " in front of one that is none, or "folder: message" for a folder of packs.
func (p Problem) String() string {
	s := p.File
	if p.Line > 0 {
		s += fmt.Sprintf(":%d:%d", p.Line, p.Column)
	}
	s += ": "
	if p.Warning {
		s += "warning: "
	}
	s += p.Message
	if p.Fix != "" {
		s += " (" + p.Fix + ")"
	}
	return s
}

// Problems is a non-empty list of mistakes as an error.
type Problems []Problem

// Mistakes reports whether there is more than warnings.
func (ps Problems) Mistakes() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return !p.Warning })
}

// Error returns all problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// A PackError is what is wrong with a pack, or with one of its questions, for those
// who want to use it.
type PackError struct {
	// Folder of the pack; empty if it comes with the program, or there is no pack.
	Folder   string
	Problems Problems // at least one
}

// Error returns the first mistake, how many more there are, and the command that
// tells of all.
func (e *PackError) Error() string {
	s := e.Problems[0].String()
	if more := len(e.Problems) - 1; more > 0 {
		s += fmt.Sprintf("; and %d more", more)
	}
	if e.Folder != "" {
		s += fmt.Sprintf("; see \"spar pack lint %s\"", shell.Quote(e.Folder))
	}
	return s
}

// sort orders problems by file and place.
func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
