package diagram

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// cells returns the width of a text in cells of a terminal.
func cells(text string) int {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return ansi.StringWidth(text)
		}
	}
	return len(text)
}

// cut shortens a text to a width, with a mark where something is missing.
func cut(text string, width int, mark string) string {
	if cells(text) <= width {
		return text
	}
	if width < cells(mark) {
		return strings.Repeat(".", max(0, width))
	}
	return ansi.Truncate(text, width, mark)
}

// glue stands for a space at which lines break only if nothing else helps.
const glue = "\u00a0"

// wrap breaks a text between words into at most rows lines of at most width
// cells, about as long as each other. It shortens what does not fit, and
// reports whether it did.
func wrap(text string, width, rows int, mark string) (lines []string, short bool) {
	lines = fill(text, width)
	if len(lines) > rows {
		lines = append(lines[:rows-1], strings.Join(lines[rows-1:], " "))
	}
	for narrow := widest(lines) - 1; len(lines) > 1 && narrow < width; {
		even := fill(text, narrow)
		if len(even) > len(lines) || widest(even) > narrow {
			break
		}
		lines, narrow = even, widest(even)-1
	}
	for i, line := range lines {
		lines[i] = cut(line, width, mark)
		short = short || lines[i] != line
		lines[i] = strings.ReplaceAll(lines[i], glue, " ")
	}
	return lines, short
}

// fill breaks a text between words into lines of at most width cells, but for
// words that are longer.
func fill(text string, width int) []string {
	var lines []string
	used := 0
	add := func(word string) {
		size := cells(word)
		if last := len(lines) - 1; last >= 0 && used+1+size <= width {
			lines[last] += " " + word
			used += 1 + size
			return
		}
		lines = append(lines, word)
		used = size
	}
	for word := range strings.SplitSeq(text, " ") {
		if cells(word) <= width {
			add(word)
			continue
		}
		for piece := range strings.SplitSeq(word, glue) {
			add(piece)
		}
	}
	return lines
}

func widest(lines []string) int {
	width := 0
	for _, line := range lines {
		width = max(width, cells(line))
	}
	return width
}

// plain replaces what is not ASCII.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '×':
			return 'x'
		case r < ' ' || r > '~':
			return '?'
		}
		return r
	}, text)
}
