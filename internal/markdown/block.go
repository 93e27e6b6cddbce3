package markdown

import (
	"fmt"
	"strings"

	"spar/internal/wrap"

	glamour "charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// blocks renders the blocks in a node, with an empty row between them unless
// they are tight, as the items of most lists are.
//
// Glamour renders each block but not what holds blocks: it runs the paragraphs of
// an item into one another, begins the second row of an item below its bullet,
// and makes quotes wider than it was told.
func (d *document) blocks(parent ast.Node, width int, tight bool) []string {
	var rows []string
	for n, next := parent.FirstChild(), ast.Node(nil); n != nil; n = next {
		next = n.NextSibling() // rendering takes n away
		block := d.block(n, width)
		if len(rows) > 0 && len(block) > 0 && !tight {
			rows = append(rows, "")
		}
		rows = append(rows, block...)
	}
	return rows
}

func (d *document) block(n ast.Node, width int) []string {
	switch n := n.(type) {
	case *ast.List:
		return d.list(n, width)
	case *ast.Blockquote:
		bar := d.look.muted("│") + " "
		return indent(d.blocks(n, width-2, false), bar, bar)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return indent(trim(wrap.Rows(d.glamour(n, 0), width-2)), "  ", "  ")
	case *ast.ThematicBreak:
		return []string{d.glamour(n, width)}
	case *extast.Table:
		return d.table(n, width)
	}
	return wrap.Rows(d.glamour(n, 0), width)
}

func (d *document) list(n *ast.List, width int) []string {
	var rows []string
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		marker := "• "
		if n.IsOrdered() {
			marker = fmt.Sprintf("%d. ", number)
			number++
		}
		blank := strings.Repeat(" ", ansi.StringWidth(marker))
		if len(rows) > 0 && !n.IsTight {
			rows = append(rows, "")
		}
		rows = append(rows, indent(d.blocks(item, width-len(blank), n.IsTight), d.look.muted(marker), blank)...)
	}
	return rows
}

// indent puts one prefix before the first row and another before the others.
func indent(rows []string, first, rest string) []string {
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = rest + row
		if i == 0 {
			out[i] = first + row
		}
	}
	return out
}

// table renders a table as wide as its cells, or broken to the width.
func (d *document) table(n *extast.Table, width int) []string {
	natural := d.glamour(n, 0)
	if lipgloss.Width(natural) > width {
		return trim(strings.Split(d.glamour(n, width), "\n"))
	}
	return trim(strings.Split(natural, "\n"))
}

// glamour lets Glamour render one block. Without a width nothing is broken, and a
// table is as wide as its cells.
func (d *document) glamour(n ast.Node, width int) string {
	width = max(0, width)
	if d.renderers[width] == nil {
		nodes := glamour.NewRenderer(glamour.Options{
			WordWrap: width, Styles: d.look.config(width), InlineTableLinks: true, PreserveNewLines: true,
		})
		d.renderers[width] = renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(nodes, 0)))
	}
	root := ast.NewDocument()
	root.AppendChild(root, n)
	var b strings.Builder
	if err := d.renderers[width].Render(&b, d.source, root); err != nil {
		panic(err) // Rows gives the source instead
	}
	return strings.Trim(b.String(), "\n")
}
