package diagram

import "fmt"

// A Note says how a line was read that looks otherwise, or why it draws nothing. It is
// no mistake.
type Note struct {
	Line    int    // index of the line
	Text    string // a sentence, lower case, without a full stop
	Ignored bool   // the line draws nothing
}

// note tells how the line was read, once.
func (p *parser) note(format string, arguments ...any) {
	n := Note{Line: p.line, Text: fmt.Sprintf(format, arguments...)}
	for i := len(p.graph.Notes) - 1; i >= 0 && p.graph.Notes[i].Line == p.line; i-- {
		if p.graph.Notes[i] == n {
			return
		}
	}
	p.graph.Notes = append(p.graph.Notes, n)
}

// ignored tells why the line draws nothing.
func (p *parser) ignored(why string) {
	p.graph.Notes = append(p.graph.Notes, Note{Line: p.line, Text: why, Ignored: true})
}
