package lab

import "spar/internal/tui/theme"

// Glyphs are the characters that figures are drawn with, apart from the signs that
// all screens share.
type glyphs struct {
	levels          []string // of one cell, from little to all of it
	parts           []string // of a cell, from an eighth up; the last is a whole one
	spread          string   // a cell between the lower and the upper figure
	struck, coming  string   // faults under a chart
	measured, early string   // the axis, and that of the warm-up
	busiest         string
	down, odd, none string // members that are dead, strange and gone
	waiting         string // a request in a queue
}

var (
	unicodeGlyphs = glyphs{
		levels: []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
		parts:  []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
		spread: "░", struck: "▲", coming: "△", measured: "─", early: "╌", busiest: "◆",
		down: "×", odd: "!", none: "·", waiting: "▪",
	}
	asciiGlyphs = glyphs{
		levels: []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
		parts:  []string{"#"},
		spread: ":", struck: "^", coming: "v", measured: "-", early: ".", busiest: "*",
		down: "x", odd: "!", none: "_", waiting: "o",
	}
)

func glyphsOf(t theme.Theme) *glyphs {
	if t.ASCII {
		return &asciiGlyphs
	}
	return &unicodeGlyphs
}

// level returns the character for a share, 0 to 1.
func (g *glyphs) level(share float64) string {
	return g.levels[max(0, min(int(share*float64(len(g.levels))), len(g.levels)-1))]
}
