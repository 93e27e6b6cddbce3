package sheet_test

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/capacity"
	"spar/internal/tui/editor"
	"spar/internal/tui/sheet"
	"spar/internal/tui/theme"
)

var plain = theme.New(true, false)

func sheetOf(lines ...string) *capacity.Sheet {
	s := capacity.New()
	s.SetLines(lines)
	return s
}

// note returns the note of the last line without its styles.
func note(width int, lines ...string) editor.Note {
	all := sheetOf(lines...).Lines()
	n := sheet.Note(all[len(all)-1], width, plain)
	strip := func(rows []string) (out []string) {
		for _, row := range rows {
			out = append(out, ansi.Strip(row))
		}
		return out
	}
	return editor.Note{Right: ansi.Strip(n.Right), Under: strip(n.Under), Below: strip(n.Below)}
}

func TestNote(t *testing.T) {
	for _, c := range []struct {
		width int
		lines []string
		want  editor.Note
	}{
		{60, []string{""}, editor.Note{}},
		{60, []string{"# text"}, editor.Note{}},
		{60, []string{"1bn/day"}, editor.Note{Right: "11.6k/s (1bn/day)"}},
		{24, []string{"1bn/day"}, editor.Note{Right: "11.6k/s"}},
		{60, []string{"50bn messages/day * 100 bytes of text"}, editor.Note{Right: "57.9 MB/s"}},
		{60, []string{"4 TB * 2 = 80 TB"}, editor.Note{Right: "8 TB", Below: []string{"note: no: 8 TB, you wrote 80 TB, 10 times too high"}}},
		{60, []string{"base 1024"}, editor.Note{Right: "1 KB is 1,024 bytes"}},
		{14, []string{"62^6"}, editor.Note{Below: []string{"= 56,800,235,584 (56.8 billion)"}}},
		{60, []string{"x = 5 TB", "x ? 4 TB"}, editor.Note{Right: "spot on"}},
		{50, []string{"x = 5 TB", "x ? 40 TB"}, editor.Note{Below: []string{"one order off: about 8 times too high: bits instead of bytes?"}}},
		{80, []string{"x = 3 GB + 5/s"}, editor.Note{Under: []string{"    ^^^^^^^^^^ a size and a rate per second cannot be added"}}},
		{30, []string{"x = 3 GB + 5/s"}, editor.Note{
			Under: []string{"    ^^^^^^^^^^"}, Below: []string{"a size and a rate per second cannot be added"},
		}},
		{12, []string{"x = 3 GB + 5/s"}, editor.Note{Below: []string{`at "3 GB + 5/s": a size and a rate per second cannot be added`}}},
		{60, []string{"世界 = 1", "世界 + 3 MBB"}, editor.Note{
			Under: []string{"         ^^^ did you mean MB?"}, Below: []string{"try 世界 + 3 MB → a plain number and a size cannot be added"},
		}},
	} {
		got := note(c.width, c.lines...)
		if last := c.lines[len(c.lines)-1]; strings.HasPrefix(last, "世界") {
			// What is said of it is the language's affair; the carets are not.
			if len(got.Under) != 1 || strings.IndexByte(got.Under[0], '^') != ansi.StringWidth("世界 + 3 ") {
				t.Errorf("carets of %q are %q", last, got.Under)
			}
			continue
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("Note of %q in %d cells = %+v, want %+v", c.lines, c.width, got, c.want)
		}
	}
}

// explained returns what is explained of the last line, headings included.
func explained(x sheet.Explanation, lines ...string) string {
	rows := x.Rows(sheetOf(lines...), len(lines)-1)
	return ansi.Strip(strings.Join(rows, "|"))
}

func TestExplanation(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{""}, ""},
		{[]string{"1bn/day"}, "read as|1bn/day||roughly 10k/s|≈ 1 billion/day, a day (86,400 s) ≈ 10^5 s; 13.6% below the exact 11.6k/s||" +
			"say|about twelve thousand a second||" +
			"compare|as much as 24 disks seeking at once (500/s); 2020, 2 ms a seek|14% of what one core of Redis serves (81k/s); 2011, Redis documentation"},
		{[]string{"50 to 200 bytes"}, "read as|50..200 bytes||say|fifty to two hundred bytes||range|50..200 B|what spreads it most: 50 to 200"},
		{[]string{"base 1024"}, "read as|KB, MB, GB ... are powers of 1,024; bits stay powers of 1,000"},
		{[]string{"x = 5 TB", "x ? 40 TB"}, "read as|40 TB||graded|one order off: about 8 times too high: bits instead of bytes?"},
		{[]string{"3 GB + 5/s"}, "not read|a size and a rate per second cannot be added"},
		{[]string{"wries = 5/s", "writes * 2"}, "not read|nothing is named writes||try|wries * 2 → 10/s (864k/day)"},
	} {
		got := explained(sheet.Explanation{Width: 200, Theme: plain}, c.lines...)
		if got != c.want {
			t.Errorf("%q is explained by\n%s, want\n%s", c.lines, got, c.want)
		}
	}
	if got := explained(sheet.Explanation{Width: 200, Theme: plain, Reserved: true}, "1bn/day"); strings.Contains(got, "compare") {
		t.Errorf("a mock is told %s", got)
	}
	for _, row := range (sheet.Explanation{Width: 20, Theme: plain}).Rows(sheetOf("1bn/day"), 0) {
		if ansi.StringWidth(row) > 20 {
			t.Errorf("a row of %d cells in 20: %q", ansi.StringWidth(row), row)
		}
	}
	if rows := (sheet.Explanation{Width: 20, Theme: plain}).Rows(sheetOf("5"), 1); rows != nil {
		t.Errorf("a row below the sheet is explained by %q", rows)
	}
}

// Where the terminal has no more, all is ASCII.
func TestASCII(t *testing.T) {
	ascii := theme.New(true, true)
	s := sheetOf("~3 h / 5 us * 2 - 1", "7 us", "1bn/day * 365 days", "wries = 5", "writes * 2", "3 GB + 5/s")
	var text []string
	for i, line := range s.Lines() {
		n := sheet.Note(line, 80, ascii)
		text = append(append(append(text, n.Right), n.Under...), n.Below...)
		text = append(text, sheet.Explanation{Width: 80, Theme: ascii}.Rows(s, i)...)
	}
	for _, row := range text {
		for _, r := range ansi.Strip(row) {
			if r > '~' {
				t.Errorf("%q is shown in %q", r, ansi.Strip(row))
			}
		}
	}
}

// A modifier can be undone like any other change.
func TestModify(t *testing.T) {
	e := editor.New([]string{"x = 5 TB", "x * 2"})
	e.MoveTo(0)
	said, changed := sheet.Modify(e, sheetOf(e.Lines()...), capacity.Peak)
	if got := e.Line(); got != "x = 5 TB * 3x peak" || !changed || !strings.HasPrefix(said, "3x peak;") {
		t.Errorf("the line is %q, changed %v, said %q", got, changed, said)
	}
	e.Press(tea.KeyPressMsg{Code: '_', Mod: tea.ModCtrl})
	if got := e.Line(); got != "x = 5 TB" {
		t.Errorf("undone it is %q", got)
	}
	e.MoveTo(1)
	e.Press(tea.KeyPressMsg{Code: tea.KeyEnter})
	if said, changed := sheet.Modify(e, sheetOf(e.Lines()...), capacity.Peak); changed || said != "peak: there is no figure in this line" {
		t.Errorf("on an empty line: %q, changed %v", said, changed)
	}
}
