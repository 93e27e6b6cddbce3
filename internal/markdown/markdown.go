// Package markdown renders the Markdown of packs for a terminal, with Glamour. The
// source is untrusted: it is cleaned before and after rendering, its size is
// bounded, and a rendering that takes too long or fails gives way to the plain
// text.
package markdown

import (
	"context"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/palette"
	"spar/internal/sanitize"
	"spar/internal/wrap"
)

// Readable is the widest column of text that reads well.
const Readable = 96

// Bounds of one text.
const (
	maxBytes = 64 << 10
	deadline = time.Second
)

// A Look is how Markdown is drawn.
type Look struct {
	// Colors of the terminal; the zero value draws text without any style, for
	// files and pipes.
	Colors palette.Palette
	// ASCII draws with ASCII characters only, and spells the text in them.
	ASCII bool
}

// Rows renders source in rows of at most width cells. It may take up to a second,
// so it belongs in a command, not in the loop that draws.
func Rows(ctx context.Context, source string, width int, look Look) []string {
	if len(source) > maxBytes {
		source = source[:maxBytes]
	}
	source = sanitize.Markdown(source)
	width = max(1, width)
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	rendered := make(chan []string, 1)
	go func() { rendered <- render(source, width, look) }()
	select {
	case rows := <-rendered:
		return finish(rows, width, look)
	case <-ctx.Done():
		return finish(strings.Split(source, "\n"), width, look)
	}
}

// render returns the source itself if rendering fails, also by a panic: it runs
// in a goroutine of its own, where a panic would leave the terminal raw.
func render(source string, width int, look Look) (rows []string) {
	defer func() {
		if recover() != nil {
			rows = strings.Split(source, "\n")
		}
	}()
	d := parse(source, look)
	return d.blocks(d.root, width, false)
}

// finish cleans what was rendered, breaks rows that are still too wide, such as
// those of a table with more columns than cells, and drops the spaces that pad them.
func finish(rows []string, width int, look Look) []string {
	text := sanitize.Rendered(strings.Join(rows, "\n"))
	if look.ASCII {
		text = sanitize.ASCII(text)
	}
	rows = wrap.Rows(text, width)
	for i, row := range rows {
		rows[i] = strings.TrimRight(row, " ")
	}
	return trim(rows)
}

// trim drops empty rows at both ends.
func trim(rows []string) []string {
	for len(rows) > 0 && blank(rows[0]) {
		rows = rows[1:]
	}
	for len(rows) > 0 && blank(rows[len(rows)-1]) {
		rows = rows[:len(rows)-1]
	}
	return rows
}

func blank(row string) bool { return strings.TrimSpace(ansi.Strip(row)) == "" }
