package printout

import "strings"

// Signs are the characters that carry meaning beside or instead of colour. All take
// one cell but for those that stand between words or before a number: Arrow and
// Interval.
type Signs struct {
	Done, Current, Todo string // phases
	Yes, Near, No       string // earned or met, nearly, and not
	Pointer             string // the selected line
	Bullet              string
	Rule, Bar           string // horizontal and vertical lines
	Full, Empty         string // cells of a bar
	Ellipsis            string
	Dot                 string // between words of a header
	Left, Right         string // around a value that can be changed

	Arrow    string // from what was to what is
	Minus    string
	Interval string // before the half width of an interval
	Up       string // to what stands above

	Levels []string // of one cell, from little to all of it
	Parts  []string // of a cell, from the smallest up; the last is a whole one
	Spread string   // a cell between the lower and the upper figure of a chart

	Struck, Coming  string // faults
	Measured, Early string // the axis of a chart, and that of the warm-up
	Busiest         string
	Down, Odd, None string // members that are dead, strange and gone
	Waiting         string // a request in a queue
}

var unicodeSigns = Signs{
	Done: "●", Current: "◐", Todo: "○", Yes: "✓", Near: "~", No: "✗", Pointer: "▸", Bullet: "•",
	Rule: "─", Bar: "│", Full: "█", Empty: "░", Ellipsis: "…", Dot: "·", Left: "‹", Right: "›",
	Arrow: "→", Minus: "−", Interval: "±", Up: "↑",
	Levels: strings.Split("▁▂▃▄▅▆▇█", ""), Parts: strings.Split("▁▂▃▄▅▆▇█", ""), Spread: "░",
	Struck: "▲", Coming: "△", Measured: "─", Early: "╌", Busiest: "◆",
	Down: "×", Odd: "!", None: "·", Waiting: "▪",
}

var asciiSigns = Signs{
	Done: "*", Current: ">", Todo: "-", Yes: "+", Near: "~", No: "x", Pointer: ">", Bullet: "-",
	Rule: "-", Bar: "|", Full: "#", Empty: ".", Ellipsis: "~", Dot: "|", Left: "<", Right: ">",
	Arrow: "->", Minus: "-", Interval: "+-", Up: "^",
	Levels: strings.Split("0123456789", ""), Parts: []string{"#"}, Spread: ":",
	Struck: "^", Coming: "v", Measured: "-", Early: ".", Busiest: "*",
	Down: "x", Odd: "!", None: "_", Waiting: "o",
}

// SignsFor returns the signs, or their twins for what shows ASCII only. They are
// shared and must not be changed.
func SignsFor(ascii bool) *Signs {
	if ascii {
		return &asciiSigns
	}
	return &unicodeSigns
}

// Mark returns the sign for what was earned or met, or for what was not.
func (s *Signs) Mark(good bool) string {
	if good {
		return s.Yes
	}
	return s.No
}

// Meter draws a bar of so many cells, of which a share, 0 to 1, is full.
func (s *Signs) Meter(share float64, cells int) string {
	full := int(min(max(share, 0), 1)*float64(cells) + .5)
	return strings.Repeat(s.Full, full) + strings.Repeat(s.Empty, cells-full)
}

// Level returns the character for a share, 0 to 1.
func (s *Signs) Level(share float64) string {
	return s.Levels[max(0, min(int(share*float64(len(s.Levels))), len(s.Levels)-1))]
}
