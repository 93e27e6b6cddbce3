package markdown

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"spar/internal/sanitize"
)

// prepare gives a node the text that Glamour turns into what was meant: it
// resolves entities, and takes the backslash from before most punctuation, also
// in code and more than once.
func (d *document) prepare(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		d.prepareText(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		lines := text.NewSegments()
		for _, line := range n.Lines().Sliced(0, n.Lines().Len()) {
			lines.Append(d.segment(backslashes(d.spelled(string(line.Value(d.source))), 1)))
		}
		n.SetLines(lines)
	case *ast.Link:
		label, ok := n.FirstChild().(*ast.Text)
		if ok && bytes.Equal(label.Segment.Value(d.source), n.Destination) {
			n.Destination = []byte("#") // or Glamour shows it twice
		}
	}
}

func (d *document) prepareText(n *ast.Text) {
	s := string(n.Segment.Value(d.source))
	if !n.IsRaw() {
		s = string(util.UnescapePunctuations([]byte(s)))
	}
	if n.SoftLineBreak() {
		s += "\n"
		n.SetSoftLineBreak(false)
	}
	s = strings.ReplaceAll(s, "\n", " ") // rows are broken anew
	s = backslashes(d.spelled(s), passes(n))
	if !within(n, ast.KindImage) {
		s = html.EscapeString(s)
	}
	n.Segment = d.segment(s)
}

// passes returns how often Glamour takes backslashes from a text: once from words,
// and once more from code and links that stand in a link or a cell, which it
// renders as if they were words.
func passes(n ast.Node) int {
	passes := 1
	for ; n.Parent() != nil; n = n.Parent() {
		switch n.Kind() {
		case ast.KindCodeSpan:
			passes--
			fallthrough
		case ast.KindLink:
			if parent := n.Parent().Kind(); parent == ast.KindLink || parent == extast.KindTableCell {
				passes++
			}
		}
	}
	return passes
}

// within reports whether a node stands in one of a kind.
func within(n ast.Node, kind ast.NodeKind) bool {
	for n = n.Parent(); n != nil; n = n.Parent() {
		if n.Kind() == kind {
			return true
		}
	}
	return false
}

// backslashes returns s so that its backslashes come out of some passes, each of
// which makes one of two.
func backslashes(s string, passes int) string {
	return strings.ReplaceAll(s, `\`, strings.Repeat(`\`, 1<<passes))
}

// spelled returns s in the characters that can be shown.
func (d *document) spelled(s string) string {
	if d.look.ASCII {
		return sanitize.ASCII(s)
	}
	return s
}

// segment puts s at the end of the source, as nodes refer to text in it.
func (d *document) segment(s string) text.Segment {
	start := len(d.source)
	d.source = append(d.source, s...)
	return text.NewSegment(start, len(d.source))
}
