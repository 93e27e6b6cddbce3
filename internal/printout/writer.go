package printout

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
	"spar/internal/wrap"
)

// The narrowest and widest lines that are written, in cells.
const (
	MinWidth = 40
	MaxWidth = 200
)

// A Writer writes text in lines of a width in cells. All that it is given is cleaned
// by package sanitize, and spelled in ASCII if nothing else can be shown. Errors are
// left to the writer below, which outlives this one.
type Writer struct {
	*Signs
	out   io.Writer
	width int
	ascii bool
	begun bool // something was written
}

// New returns a writer of lines of at most width cells, which counts as [MinWidth] to
// [MaxWidth].
func New(out io.Writer, width int, ascii bool) *Writer {
	return &Writer{Signs: SignsFor(ascii), out: out, width: min(max(width, MinWidth), MaxWidth), ascii: ascii}
}

// Rows returns the lines that write writes, without empty ones at the end.
func Rows(width int, ascii bool, write func(*Writer)) []string {
	var b strings.Builder
	write(New(&b, width, ascii))
	return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
}

// Print writes text as it stands, such as a prompt that the answer follows.
func (w *Writer) Print(text string) {
	w.begun = w.begun || text != ""
	_, _ = io.WriteString(w.out, w.clean(text))
}

// clean makes a text one that can be shown.
func (w *Writer) clean(text string) string {
	text = sanitize.Text(text)
	if w.ascii {
		text = sanitize.ASCII(text)
	}
	return text
}

// Row writes a line that is laid out already, such as one of a drawing.
func (w *Writer) Row(text string) { w.Print(strings.TrimRight(text, " ") + "\n") }

// Blank writes an empty line.
func (w *Writer) Blank() { w.Print("\n") }

// Say writes a paragraph, wrapped.
func (w *Writer) Say(text string) { w.Item("", text) }

// Item writes a paragraph after a mark, wrapped, the lines that follow indented by as
// much.
func (w *Writer) Item(mark, text string) {
	mark = w.clean(mark)
	indent := ansi.StringWidth(mark)
	for _, row := range w.wrapped(text, w.width-indent) {
		w.Row(mark + row)
		mark = strings.Repeat(" ", indent)
	}
}

// wrapped breaks a text at spaces, and where a word is longer than a line.
func (w *Writer) wrapped(text string, width int) []string {
	return wrap.Rows(w.clean(sanitize.Line(text)), width)
}

// Heading writes a heading, with an empty line between it and what stands above.
func (w *Writer) Heading(text string) {
	if w.begun {
		w.Blank()
	}
	w.Say(text)
}

// List writes items below a heading, and nothing if there are none.
func (w *Writer) List(heading string, items []string) {
	if len(items) == 0 {
		return
	}
	w.Heading(heading)
	for _, item := range items {
		w.Item(" "+w.Bullet+" ", item)
	}
}

// Ends writes one text at the left end of a line and one at the right, or below each
// other if they do not fit.
func (w *Writer) Ends(left, right string) {
	left, right = w.clean(left), w.clean(right)
	gap := w.width - ansi.StringWidth(left) - ansi.StringWidth(right)
	if gap < 2 {
		w.Say(left)
		w.Item("    ", right)
		return
	}
	w.Row(left + strings.Repeat(" ", gap) + right)
}

// facts joins what is told of one thing.
func (w *Writer) facts(texts ...string) string { return strings.Join(texts, " "+w.Dot+" ") }
