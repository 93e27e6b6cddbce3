package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// inline renders the text in a block, or in a part of a line.
func (r *renderer) inline(parent ast.Node) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		b.WriteString(r.span(n))
	}
	return b.String()
}

func (r *renderer) span(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Text:
		return r.text(n)
	case *ast.String:
		return string(n.Value)
	case *ast.CodeSpan:
		return r.styles.code.Render(r.inline(n))
	case *ast.Emphasis:
		if n.Level > 1 {
			return r.styles.strong.Render(r.inline(n))
		}
		return r.styles.emphasis.Render(r.inline(n))
	case *ast.Link:
		label, address := r.inline(n), string(n.Destination)
		if label == address {
			return r.styles.link.Render(label)
		}
		return r.styles.link.Render(label) + r.styles.faint.Render(" ("+address+")")
	case *ast.AutoLink:
		return r.styles.link.Render(string(n.URL(r.source)))
	case *ast.RawHTML:
		return r.styles.faint.Render(string(n.Segments.Value(r.source)))
	}
	return r.inline(n)
}

// text returns words as they stand, without the backslashes of Markdown. Rows
// are broken anew, so a line's end is a space unless it was asked for.
func (r *renderer) text(n *ast.Text) string {
	s := string(n.Segment.Value(r.source))
	if !n.IsRaw() {
		s = string(util.UnescapePunctuations([]byte(s)))
	}
	switch {
	case n.HardLineBreak():
		return s + "\n"
	case n.SoftLineBreak():
		return s + " "
	}
	return s
}
