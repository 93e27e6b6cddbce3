// Package frame lays text out on a screen: fitting lines to a width, placing
// them side by side, and the header and footer that all pages share. Text may
// carry styles; widths are in terminal cells.
package frame

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/tui/theme"
)

// Fit returns s as exactly width cells: padded with spaces or cut with an
// ellipsis.
func Fit(s string, width int, t theme.Theme) string {
	if width <= 0 {
		return ""
	}
	w := ansi.StringWidth(s)
	if w > width {
		s = ansi.Truncate(s, width, t.Signs.Ellipsis)
		w = ansi.StringWidth(s)
	}
	return s + strings.Repeat(" ", max(0, width-w))
}

// Ends places left and right at the two ends of a line of the given width. If
// they do not both fit, left is cut.
func Ends(left, right string, width int, t theme.Theme) string {
	room := width - ansi.StringWidth(right)
	if right != "" {
		room--
	}
	if room < 1 {
		return Fit(right, width, t)
	}
	line := Fit(left, room, t)
	if right != "" {
		line += " " + right
	}
	return line
}

// Title places a title at the left end of a line and a remark at the right,
// which is left out where both do not fit.
func Title(title, remark string, width int, t theme.Theme) string {
	if ansi.StringWidth(title)+1+ansi.StringWidth(remark) > width {
		remark = ""
	}
	return Ends(title, remark, width, t)
}

// Rule returns a horizontal line.
func Rule(width int, t theme.Theme) string {
	return t.Faint.Render(strings.Repeat(t.Signs.Rule, max(0, width)))
}

// Banner returns a horizontal line that says something.
func Banner(text string, style lipgloss.Style, width int, t theme.Theme) string {
	text = " " + text + " "
	rest := max(0, width-2-ansi.StringWidth(text))
	return Fit(Rule(2, t)+style.Render(text)+Rule(rest, t), width, t)
}

// The modes of pages with an editor, as they are shown.
const (
	Writing  = "writing"
	Asking   = "asking"
	Commands = "commands"
)

// ModeBanner is a Banner that says a mode at its right end, unless its text, which may
// be empty, needs the room.
func ModeBanner(text string, style lipgloss.Style, mode string, width int, t theme.Theme) string {
	end := t.Faint.Render(" "+mode+" ") + Rule(1, t)
	room := max(0, width-ansi.StringWidth(end))
	switch {
	case text == "":
		return Rule(room, t) + end
	case ansi.StringWidth(text)+4 > room:
		return Banner(text, style, width, t)
	}
	return Banner(text, style, room, t) + end
}

// Box returns exactly height lines of exactly width cells: lines cut or
// padded.
func Box(lines []string, width, height int, t theme.Theme) []string {
	out := make([]string, max(0, height))
	for i := range out {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		out[i] = Fit(line, width, t)
	}
	return out
}

// Beside joins two boxes of the same height with a vertical rule between.
func Beside(left, right []string, t theme.Theme) []string {
	bar := t.Faint.Render(t.Signs.Bar)
	out := make([]string, len(left))
	for i := range left {
		out[i] = left[i] + bar + " " + right[i]
	}
	return out
}

// Footer draws the keys that work now, the first and as many more as fit beside
// last, which tells of all others, and a note at the right.
func Footer(keys []key.Binding, last key.Binding, note string, width int, t theme.Theme) string {
	const gap = "   "
	room := width - 2
	if note != "" {
		room -= ansi.StringWidth(note) + 2
	}
	end, line := footerItem(last, t), ""
	for _, k := range keys {
		item := footerItem(k, t)
		if line == "" {
			line = item
			continue
		}
		if ansi.StringWidth(line+gap+item+gap+end) > room {
			break
		}
		line += gap + item
	}
	switch {
	case line == "":
		line = end
	case ansi.StringWidth(line+gap+end) <= room:
		line += gap + end
	}
	return Ends(" "+line, note+" ", width, t)
}

func footerItem(k key.Binding, t theme.Theme) string {
	return t.Text.Render(KeyName(k.Help().Key, t)) + " " + t.Muted.Render(k.Help().Desc)
}

var asciiKeys = strings.NewReplacer("↑", "up", "↓", "down", "←", "left", "→", "right")

// KeyName writes the name of a key as the terminal can show it.
func KeyName(name string, t theme.Theme) string {
	if t.ASCII {
		return asciiKeys.Replace(name)
	}
	return name
}

// Meter draws a bar of the given cells of which fraction (0 to 1) is full.
func Meter(fraction float64, cells int, t theme.Theme) string {
	full := min(cells, max(0, int(fraction*float64(cells)+0.5)))
	return t.Accent.Render(strings.Repeat(t.Signs.Full, full)) +
		t.Faint.Render(strings.Repeat(t.Signs.Empty, cells-full))
}

// Window returns the first line to show so that line cursor is visible in a
// view of the given height over total lines, moving offset as little as it
// must.
func Window(offset, cursor, height, total int) int {
	if cursor < offset {
		offset = cursor
	}
	if cursor >= offset+height {
		offset = cursor - height + 1
	}
	return max(0, min(offset, total-height))
}
