package markdown

import (
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// table renders a table as wide as its cells, or broken to the width.
func (r *renderer) table(n *extast.Table, width int) []string {
	t := table.New().
		Border(lipgloss.NormalBorder()).BorderStyle(r.styles.faint).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).
		StyleFunc(func(row, column int) lipgloss.Style {
			style := lipgloss.NewStyle().Padding(0, 1)
			if column < len(n.Alignments) && n.Alignments[column] == extast.AlignRight {
				style = style.Align(lipgloss.Right)
			}
			if row == table.HeaderRow {
				style = style.Bold(true)
			}
			return style
		})
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		cells := r.cells(row)
		if row.Kind() == extast.KindTableHeader {
			t = t.Headers(cells...)
		} else {
			t = t.Row(cells...)
		}
	}
	rendered := t.Render()
	if lipgloss.Width(rendered) > width {
		rendered = t.Width(max(1, width)).Render()
	}
	return strings.Split(rendered, "\n")
}

func (r *renderer) cells(row ast.Node) []string {
	var cells []string
	for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
		cells = append(cells, r.inline(cell))
	}
	return cells
}
