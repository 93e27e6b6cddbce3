// Package markdown renders the Markdown of packs for a terminal. The source is
// untrusted: it is cleaned before and after rendering, its size is bounded, and
// a rendering that takes too long or fails gives way to the plain text.
package markdown

import (
	"context"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

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
	go func() { rendered <- render(source, max(1, width), dark) }()
	select {
	case text := <-rendered:
		return fit(sanitize.Rendered(text), width)
	case <-ctx.Done():
		return fit(sanitize.Text(source), width)
	}
}

// render returns the source itself if rendering fails, also by a panic: it runs
// in a goroutine of its own, where a panic would leave the terminal raw.
func render(source string, width int, dark bool) (text string) {
	defer func() {
		if recover() != nil {
			text = source
		}
	}()
	r := newRenderer([]byte(source), dark)
	return strings.Join(r.document(width), "\n")
}

// fit breaks rows that are still too wide, such as long words, and drops the
// spaces that pad them and empty rows at both ends.
func fit(text string, width int) []string {
	var rows []string
	for _, line := range strings.Split(ansi.Hardwrap(text, width, true), "\n") {
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

func blank(row string) bool { return strings.TrimSpace(ansi.Strip(row)) == "" }
