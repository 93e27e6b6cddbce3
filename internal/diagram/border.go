package diagram

// Directions, clockwise, so that the opposite one is two further.
const (
	toTop = iota
	toRight
	toBottom
	toLeft
)

// A border is the outline of a box: corners from the top left, clockwise;
// lines across and along; and where arrows leave it, by direction.
type border struct {
	corners       [4]rune
	across, along rune
	exits         [4]rune
}

// border returns the outline of a kind: round for people, double sides for what
// keeps data, double top and bottom for queues, dashed for what others run.
func (k Kind) border(ascii bool) border {
	if ascii {
		return k.asciiBorder()
	}
	plain := border{[4]rune{'┌', '┐', '┘', '└'}, '─', '│', [4]rune{'┴', '├', '┬', '┤'}}
	switch {
	case k == Client:
		plain.corners = [4]rune{'╭', '╮', '╯', '╰'}
	case k.keeps():
		return border{[4]rune{'╓', '╖', '╜', '╙'}, '─', '║', [4]rune{'┴', '╟', '┬', '╢'}}
	case k == Queue:
		return border{[4]rune{'╒', '╕', '╛', '╘'}, '═', '│', [4]rune{'╧', '├', '╤', '┤'}}
	case k == External:
		plain.across, plain.along = '╌', '╎'
	}
	return plain
}

func (k Kind) asciiBorder() border {
	plain := border{[4]rune{'+', '+', '+', '+'}, '-', '|', [4]rune{'+', '+', '+', '+'}}
	switch {
	case k == Client:
		plain.corners = [4]rune{'.', '.', '\'', '\''}
	case k.keeps():
		plain.across = '='
	case k == External:
		plain.across, plain.along = '.', ':'
	}
	return plain
}

// heads returns the arrow heads by direction.
func heads(ascii bool) [4]rune {
	if ascii {
		return [4]rune{'^', '>', 'v', '<'}
	}
	return [4]rune{'▲', '▶', '▼', '◀'}
}
