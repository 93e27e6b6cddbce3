// Package markdown renders the Markdown of packs for a terminal. The source is
// untrusted: it is cleaned before and after rendering, its size is bounded, and
// a renderer that takes too long or fails gives way to the plain text.
package markdown

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	"charm.land/glamour/v2/styles"
	xansi "github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
)

// Readable is the widest column of text that reads well.
const Readable = 96

// Bounds of one text.
const (
	maxBytes = 64 << 10
	deadline = time.Second
)

// Rows renders source for a background that is dark or not, in rows of at most
// width cells. It may take up to a second, so it belongs in a command, not in
// the loop that draws.
func Rows(ctx context.Context, source string, width int, dark bool) []string {
	if len(source) > maxBytes {
		source = source[:maxBytes]
	}
	source = sanitize.Markdown(source)
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	rendered := make(chan string, 1)
	go func() { rendered <- render(source, width, dark) }()
	select {
	case text := <-rendered:
		return fit(sanitize.Rendered(text), width)
	case <-ctx.Done():
		return fit(sanitize.Text(source), width)
	}
}

// render returns the source itself if the renderer fails, also by a panic: it
// runs in a goroutine of its own, where a panic would leave the terminal raw.
func render(source string, width int, dark bool) (text string) {
	defer func() {
		if recover() != nil {
			text = source
		}
	}()
	renderer, err := glamour.NewTermRenderer(
		glamour.WithStyles(style(dark)), glamour.WithWordWrap(width), glamour.WithTableWrap(true))
	if err != nil {
		panic(fmt.Sprintf("our own style is invalid: %v", err))
	}
	text, err = renderer.Render(source)
	if err != nil {
		return source
	}
	return text
}

// style is the library's, calmed: no margins, no backgrounds, headings without
// their marks.
func style(dark bool) ansi.StyleConfig {
	s := styles.LightStyleConfig
	accent := "#0f6cbd"
	if dark {
		s, accent = styles.DarkStyleConfig, "#6cb6ff"
	}
	none, empty := uint(0), ""
	s.Document.Margin, s.Document.BlockPrefix, s.Document.BlockSuffix = &none, empty, empty
	s.Document.Color = nil
	s.H1.Prefix, s.H1.Suffix, s.H1.BackgroundColor, s.H1.Color = empty, empty, nil, &accent
	s.Heading.Color = &accent
	for _, heading := range []*ansi.StyleBlock{&s.H2, &s.H3, &s.H4, &s.H5, &s.H6} {
		heading.Prefix, heading.Color = empty, &accent
	}
	s.Code.BackgroundColor, s.Code.Prefix, s.Code.Suffix = nil, empty, empty
	s.CodeBlock.Margin, s.CodeBlock.Chroma = &none, nil
	return s
}

// fit breaks rows that are still too wide, such as long words, and drops the
// spaces that pad them and empty rows at both ends.
func fit(text string, width int) []string {
	var rows []string
	for _, line := range strings.Split(xansi.Hardwrap(text, width, true), "\n") {
		if rows == nil && blank(line) {
			continue
		}
		rows = append(rows, line)
	}
	for len(rows) > 0 && blank(rows[len(rows)-1]) {
		rows = rows[:len(rows)-1]
	}
	return rows
}

func blank(row string) bool { return strings.TrimSpace(xansi.Strip(row)) == "" }
