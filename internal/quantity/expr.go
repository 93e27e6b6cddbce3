package quantity

// A node is one part of a parsed expression.
type node struct {
	op          op
	start, end  int // bytes of the line
	left, right *node
	words       []token  // of a name
	value       number   // of a number, with its count
	countText   string   // of a number: the suffix of its count
	measure     *measure // of a measure
	input       *input   // of a range: its identity, however often it is evaluated
	call        *function
	arguments   []*node
	noted       bool // a number: the line has a note of how it was read
	chained     bool // a product that a constant goes on multiplying or dividing
	tight       bool // a minus without spaces around it
	label       bool // a name that may also be a label
}

type op uint8

const (
	numberOp  op = iota
	nameOp       // words
	rangeOp      // left .. right
	measureOp    // left with a unit and labels
	addOp
	subOp
	mulOp
	divOp
	powOp
	negOp
	groupOp // (left)
	aboutOp // ~left, which is left
	roughOp // rough(left)
	callOp
	labelledOp // left is a name or, if nothing has it, a label of right
)

// A measure is what follows a number: a count, a unit, labels, and what it is
// per.
type measure struct {
	count     number // the product of count words, 1 for none
	countText string // as written
	unit      *unit
	unitAt    token
	times     *unit // the month of GB-month
	nouns     []token
	per       []denominator
	// suffix is the ambiguous B, b or m that is glued to the number, or empty.
	suffix   token
	counting bool // what follows makes it a count: billion or million
}

// A denominator is one thing that a measure is per: a unit, a name or a label.
type denominator struct {
	start, end int    // with its slash
	count      number // 1 for none
	countText  string
	unit       *unit
	times      *unit   // the month of GB-month
	nouns      []token // a name or a label, if there is no unit
}

// A Line is a parsed line: an expression, with the name that it defines or the
// guess that it makes. It is immutable and may be evaluated any number of
// times, by several goroutines.
type Line struct {
	Text string
	// plain is the text in plain signs, to which all places refer, and at is where
	// each byte of it stands in the text; nil if they are the same.
	plain string
	at    []int
	// Name is what stands before = or ?, its words joined by underscores; empty
	// if there is none.
	Name string
	// Guess reports that the line guesses what Name is: "storage ? 200 TB".
	Guess bool

	heading            string // what stands before a colon, if it begins with a figure
	nameStart, nameEnd int
	rough              bool // the whole is rounded
	err                *Error
	root               *node   // nil for a blank line
	target             *Unit   // nil if there is none
	targetStart        int     // of the word in
	claim              *Line   // the result written behind the line, or nil
	claimAt            int     // where it begins
	remarks            []token // words in parentheses behind figures
	notes              map[*node]string
	asked              []*node // measures whose suffix is ambiguous
}

// NameAt returns the bytes of the line that hold its name.
func (l *Line) NameAt() (offset, length int) {
	return l.place(l.nameStart, l.nameEnd-l.nameStart)
}

// Blank reports whether the line says nothing: it is empty or a comment.
func (l *Line) Blank() bool { return l.root == nil && l.err == nil }

// Expression returns the bytes of the line that hold its expression, between
// name and conversion, and whether that is a sum, so that a factor behind it
// wants parentheses. Both ends are 0 if the line says nothing or was refused by
// [ParseLine].
func (l *Line) Expression() (start, end int, sum bool) {
	if l.root == nil || l.err != nil {
		return 0, 0, false
	}
	start, length := l.place(l.root.start, l.root.end-l.root.start)
	return start, start + length, l.root.op == addOp || l.root.op == subOp
}

// A Reference is a name that a line mentions.
type Reference struct {
	Name           string // its words joined by underscores
	Offset, Length int    // bytes of the line
	// Label reports that the word is a label if nothing defines it, as the shard
	// of "100 GB/shard".
	Label bool
}

// References returns the names that the line mentions, in the order in which
// they stand.
func (l *Line) References() []Reference {
	var refs []Reference
	l.root.walk(func(n *node) {
		switch n.op {
		case nameOp:
			refs = append(refs, reference(n.words, n.label))
		case measureOp:
			if n.measure.multiplies() {
				refs = append(refs, reference(n.measure.nouns, true))
			}
			for _, d := range n.measure.per {
				if d.unit == nil && len(d.nouns) > 0 {
					refs = append(refs, reference(d.nouns, true))
				}
			}
		}
	})
	if l.claim != nil {
		for _, r := range l.claim.References() {
			r.Offset += l.claimAt
			refs = append(refs, r)
		}
	}
	for i, r := range refs {
		refs[i].Offset, refs[i].Length = l.place(r.Offset, r.Length)
	}
	return refs
}

func reference(words []token, label bool) Reference {
	first, last := words[0], words[len(words)-1]
	return Reference{joinWords(words), first.start, last.end - first.start, label}
}

// multiplies reports whether the measure is that of "3x reads", whose label may
// be a name.
func (m *measure) multiplies() bool {
	return m.unit != nil && m.unit.special == timesUnit && len(m.nouns) > 0
}

// walk calls f for every node from left to right.
func (n *node) walk(f func(*node)) {
	if n == nil {
		return
	}
	n.left.walk(f)
	f(n)
	n.right.walk(f)
	for _, a := range n.arguments {
		a.walk(f)
	}
}

// joinWords returns the name that words make.
func joinWords(words []token) string {
	if len(words) == 1 {
		return words[0].text
	}
	n := len(words) - 1
	for _, w := range words {
		n += len(w.text)
	}
	joined := make([]byte, 0, n)
	for i, w := range words {
		if i > 0 {
			joined = append(joined, '_')
		}
		joined = append(joined, w.text...)
	}
	return string(joined)
}
