package markdown

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// A renderer turns the tree that goldmark reads into rows. Glamour does the same
// with more styles; it also brings a highlighter of every programming language,
// whose tables take longer to set up, at every start of the program, than all
// the rest of it.
type renderer struct {
	source []byte
	root   ast.Node
	styles styles
}

// styles are calm: one accent, and greys.
type styles struct {
	heading, strong, emphasis, code, link, faint lipgloss.Style
}

func newRenderer(source []byte, dark bool) *renderer {
	pick := lipgloss.LightDark(dark)
	color := func(light, dark string) lipgloss.Style {
		return lipgloss.NewStyle().Foreground(pick(lipgloss.Color(light), lipgloss.Color(dark)))
	}
	return &renderer{
		source: source,
		root:   goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(source)),
		styles: styles{
			heading:  color("#0f6cbd", "#6cb6ff").Bold(true),
			strong:   lipgloss.NewStyle().Bold(true),
			emphasis: lipgloss.NewStyle().Italic(true),
			code:     color("#9a6700", "#e5b567"),
			link:     lipgloss.NewStyle().Underline(true),
			faint:    color("#5c6370", "#9aa0ab"),
		},
	}
}

func (r *renderer) document(width int) []string { return r.blocks(r.root, width, false) }

// blocks renders the blocks in a node, with an empty row between them unless
// they are tight, as the items of most lists are.
func (r *renderer) blocks(parent ast.Node, width int, tight bool) []string {
	var rows []string
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		block := r.block(n, width)
		if len(rows) > 0 && len(block) > 0 && !tight {
			rows = append(rows, "")
		}
		rows = append(rows, block...)
	}
	return rows
}

func (r *renderer) block(n ast.Node, width int) []string {
	switch n := n.(type) {
	case *ast.Heading:
		return r.wrap(r.styles.heading.Render(r.inline(n)), width)
	case *ast.List:
		return r.list(n, width)
	case *ast.Blockquote:
		return indent(r.blocks(n, width-2, false), r.styles.faint.Render("│ "), r.styles.faint.Render("│ "))
	case *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock:
		return indent(r.verbatim(n), "  ", "  ")
	case *ast.ThematicBreak:
		return []string{r.styles.faint.Render(strings.Repeat("─", max(1, width)))}
	case *extast.Table:
		return r.table(n, width)
	}
	return r.wrap(r.inline(n), width)
}

// wrap breaks text at spaces into rows.
func (r *renderer) wrap(s string, width int) []string {
	return strings.Split(ansi.Wrap(s, max(1, width), ""), "\n")
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

func (r *renderer) list(n *ast.List, width int) []string {
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
		rows = append(rows, indent(r.blocks(item, width-len(blank), n.IsTight), r.styles.faint.Render(marker), blank)...)
	}
	return rows
}

// verbatim returns the lines of a block of code as they stand.
func (r *renderer) verbatim(n ast.Node) []string {
	var rows []string
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		rows = append(rows, r.styles.code.Render(strings.TrimRight(string(line.Value(r.source)), "\n")))
	}
	return rows
}
