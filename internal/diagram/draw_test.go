package diagram

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func ExampleDraw() {
	g, _ := Parse([]string{
		"client -> lb -> shorten, redirect -> db",
		"redirect ~> clicks",
		"db: postgres, replicas 3",
		"clicks: kafka",
	}, nil)
	for _, row := range Draw(g, Options{Width: 80}).Rows {
		fmt.Println(row)
	}
	// Output:
	//                        ┌ service ─┐
	// ╭────────╮   ┌────┐ ┌─▶│ shorten  ├─┐    ╓──────────────────────╖
	// │ client ├──▶│ lb ├─┤  └──────────┘ ├───▶║ db                   ║
	// ╰────────╯   └────┘ │  ┌ service ─┐ │    ║ postgres, replicas 3 ║
	//                     └─▶│ redirect ├─┘    ╙──────────────────────╜
	//                        │          ├┄┄┄┐  ╒ queue ═══════════════╕
	//                        └──────────┘   └┄▶│ clicks               │
	//                                          │ kafka                │
	//                                          ╘══════════════════════╛
}

func TestDrawNothing(t *testing.T) {
	for _, test := range []struct {
		in    string
		width int
	}{{"", 80}, {"# nothing", 80}, {"a -> b", 0}, {"a -> b", -1}} {
		g := parse(t, test.in)
		d := Draw(g, Options{Width: test.width})
		if len(d.Rows) != 0 || len(d.Boxes) != len(g.Nodes) || len(d.Labels) != len(g.Edges) {
			t.Errorf("Draw(%q) at %d: %+v, want no rows", test.in, test.width, d)
		}
	}
	if d := Draw(&Graph{}, Options{Width: 80}); len(d.Rows) != 0 {
		t.Errorf("Draw of the zero Graph: %q", d.Rows)
	}
}

func TestBoxesAreWhereTheyAreSaidToBe(t *testing.T) {
	g := parse(t, "client -> db\ndb: x3, shards 4")
	d := Draw(g, Options{Width: 80, BoxRows: 2, BoxWidth: 12})
	cells := grid(d.Rows)
	for i, want := range []string{"client", "db ×3"} {
		b := d.Boxes[i]
		if b.Width < 12+4 || b.Height < 1+2+2 {
			t.Errorf("box of %s is %d by %d, want room for 12 by 2 below the name", want, b.Width, b.Height)
		}
		if got := string(cells[b.Y+1][b.X+2 : b.X+2+len([]rune(want))]); got != want {
			t.Errorf("box %d holds %q, want %q", i, got, want)
		}
		for y := b.Y + b.Height - 3; y < b.Y+b.Height-1; y++ {
			if got := strings.TrimSpace(string(cells[y][b.X+1 : b.X+b.Width-1])); got != "" {
				t.Errorf("box %d: row for figures holds %q", i, got)
			}
		}
	}
}

// Whatever is asked for, the answer is a drawing within the width that names
// every component.
func checkShape(g *Graph, d Drawing, o Options) error {
	for y, row := range d.Rows {
		if w := ansi.StringWidth(row); w > max(0, o.Width) {
			return fmt.Errorf("row %d is %d cells wide, want at most %d: %q", y, w, o.Width, row)
		}
		if strings.ContainsFunc(row, func(r rune) bool { return !unicode.IsPrint(r) && !strings.ContainsRune("\u200c\u200d\ufe0e\ufe0f", r) }) {
			return fmt.Errorf("row %d holds what cannot be printed: %q", y, row)
		}
		if o.ASCII && strings.ContainsFunc(row, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return fmt.Errorf("row %d is not ASCII: %q", y, row)
		}
	}
	if o.Width < 1 {
		return nil
	}
	for i, n := range g.Nodes {
		b := d.Boxes[i]
		first, _ := utf8.DecodeRuneInString(n.Name)
		if first >= utf8.RuneSelf || o.Width < 3 {
			continue // shortened to a mark, perhaps
		}
		row := d.Rows[b.Y+min(1, b.Height-1)] // below the border, if there is one
		if !strings.ContainsRune(row, first) {
			return fmt.Errorf("%q is not named in %q", n.Name, row)
		}
	}
	return nil
}

func TestEveryNameAppears(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := designs().Draw(t, "design")
		g, _ := Parse(lines, nil)
		o := Options{Width: rapid.IntRange(1, 120).Draw(t, "width"), ASCII: rapid.Bool().Draw(t, "ascii")}
		d := Draw(g, o)
		if err := checkShape(g, d, o); err != nil {
			t.Fatalf("%v\n%s", err, strings.Join(d.Rows, "\n"))
		}
	})
}

func FuzzDraw(f *testing.F) {
	f.Add("client -> lb -> a, b ~> db\ndb: store, x3, shards 16 # and so on\n", 80, false, false)
	f.Add("a -> b -> a\na -> a\nb ~> a", 20, true, true)
	f.Add("データベース -> 👩‍💻, e\u0301 -> \x1b[31m\u202e\u200d", 30, false, true)
	f.Add("\u0301 000", 12, false, true)
	f.Add(strings.Repeat("a, ", 200)+"-> b", 40, false, false)
	f.Add("a,b,c->d,e,f->g,h->i\ni->a:x\n<-", 11, true, false)
	f.Fuzz(func(t *testing.T, text string, width int, ascii, figures bool) {
		o := Options{Width: width % 200, ASCII: ascii}
		if figures {
			o.BoxRows, o.BoxWidth, o.EdgeWidth = live.BoxRows, live.BoxWidth, live.EdgeWidth
		}
		lines := strings.Split(text, "\n")
		g, problems := Parse(lines, nil)
		if err := checkProblems(lines, problems); err != nil {
			t.Fatal(err)
		}
		d := Draw(g, o)
		if err := checkShape(g, d, o); err != nil {
			t.Fatal(err)
		}
		g.Findings()
		if !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && (r < ' ' || r > '~') }) {
			if err := checkDrawing(g, d, o); err != nil {
				t.Fatalf("%v\n%s", err, strings.Join(d.Rows, "\n"))
			}
		}
	})
}
