package report

import (
	"fmt"
	"io"
	"strings"
	"text/template"

	"spar/internal/interview"
	"spar/internal/printout"
	"spar/internal/sanitize"
	"spar/templates"
)

// Markdown writes the report as a Markdown document. Texts of candidates and
// packs cannot change its structure.
func Markdown(w io.Writer, r *Report) error {
	t, err := template.New("report.md.tmpl").Funcs(template.FuncMap{
		"text":     func(v any) string { return sanitize.MarkdownText(fmt.Sprint(v)) },
		"span":     span,
		"markdown": sanitize.Markdown,
		"clock":    interview.Clock,
		"mark":     func(i Item) string { return mark(i.Earned, i.Near) },
		"code":     code,
	}).ParseFS(templates.FS, "report.md.tmpl")
	if err != nil {
		return fmt.Errorf("read the template of reports: %w", err)
	}
	if err := t.Execute(w, r); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func mark(earned, near bool) string {
	signs := printout.SignsFor(false)
	if near && !earned {
		return signs.Near
	}
	return signs.Mark(earned)
}

// span returns a text that stands for itself, such as an id, as code within a line.
func span(text string) string { return "`" + strings.ReplaceAll(sanitize.Line(text), "`", "'") + "`" }

// code fences lines so that none of them can end the fence.
func code(lines []string) string {
	fence := "```"
	for strings.Contains(strings.Join(lines, "\n"), fence) {
		fence += "`"
	}
	var b strings.Builder
	b.WriteString(fence + "\n")
	for _, line := range lines {
		b.WriteString(strings.TrimRight(sanitize.Line(line), " ") + "\n")
	}
	b.WriteString(fence + "\n")
	return b.String()
}
