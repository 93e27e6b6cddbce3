package markdown

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/palette"
)

func rows(t *testing.T, source string, width int) []string {
	t.Helper()
	return Rows(t.Context(), source, width, Look{Colors: palette.For(true)})
}

// plain returns rows as the eye sees them.
func plain(rows []string) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = strings.TrimRight(ansi.Strip(row), " ")
	}
	return strings.Join(lines, "\n")
}

func TestRows(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"a text as packs have it", `## Storage

365 billion records of **500 bytes** are *182.5 TB*,
not GB.

- one machine holds 4 TB
- so shard by code

| what | size |
|------|-----:|
| record | 500 B |
| all of them | 182.5 TB |
`, `Storage

365 billion records of 500 bytes are
182.5 TB, not GB.

• one machine holds 4 TB
• so shard by code

 what        │     size
─────────────┼──────────
 record      │    500 B
 all of them │ 182.5 TB`},
		{"lists in lists", "1. first of all, a line that is long enough to break\n2. second\n   - inner\n     - innermost\n\n     with a paragraph\n10. third\n", `1. first of all, a line that is long
   enough to break
2. second
   • inner

     • innermost

     with a paragraph
3. third`},
		{"quote and code", "> said\n> before\n\n```go\nx := 1 // **not bold**\n```\n\n    indented\n", `│ said before

  x := 1 // **not bold**

  indented`},
		{"inline", "`GET /{code}` is \\*not\\* *emphasised*; see [the paper](https://example.org/a_b) and <https://example.org>\\\nnext", `GET /{code} is *not* emphasised; see the
paper https://example.org/a_b and
https://example.org
next`},
		{"rule and markup", "a\n\n---\n\nb <b>c</b>\n", "a\n\n" + strings.Repeat("─", 40) + "\n\nb <b>c</b>"},
	} {
		if got := plain(rows(t, test.source, 40)); got != test.want {
			t.Errorf("%s: rendered\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// A table that is too wide is broken within its cells.
func TestTableIsBrokenToTheWidth(t *testing.T) {
	got := rows(t, "|one|two|\n|-|-|\n|a word and another one|and words that go on for long|\n", 24)
	for _, row := range got {
		if w := ansi.StringWidth(row); w > 24 {
			t.Errorf("a row of %d cells: %q", w, row)
		}
	}
	for _, word := range []string{"another", "long"} {
		if !strings.Contains(plain(got), word) {
			t.Errorf("%q is lost in\n%s", word, plain(got))
		}
	}
}

// What was written is shown, though Glamour resolves entities, takes backslashes
// away and drops tags.
func TestTextIsKept(t *testing.T) {
	for _, test := range []struct{ source, want string }{
		{"a \\~ b \\\" c \\: d \\\\ e", `a ~ b " c : d \ e`},
		{"`a\\*b \\\\`", `a\*b \\`},
		{"*`a\\.b`* and **[c\\.d](#x)**", `a\.b and c.d`},
		{"[`a\\.b` \\\\. c](#x)", `a\.b \. c`},
		{"    a\\.b &amp;amp; c", `  a\.b & c`},
		{"~~~\n<a> \\\\ \\#\n~~~", `  <a> \\ \#`},
		{"|a|\n|-|\n|`b\\.c` d\\\\.e *`f\\.g`* [`h\\.i`](#x) [j\\\\.k](#x)|", " a\n──────────────────────────\n b\\.c d\\.e f\\.g h\\.i j\\.k"},
		{"![a \\* <b> & c](https://d.org/e.png)", "a * <b> & c https://d.org/e.png"},
		{"<div>\nGET /<code>\n</div>", "<div> GET /<code> </div>"},
		{"<!-- a --> ~~b~~ [x] c", "<!-- a --> ~~b~~ [x] c"},
		{"<https://a.org> [https://b.org](https://b.org) [c](https://d.org/e_f*g)", "https://a.org https://b.org c https://d.org/e_f*g"},
		{"`a\nb`", "a b"},
		{"# a \\* `b`\n\n- # c\n- [ ] d", "a * b\n\n• c\n• [ ] d"},
	} {
		if got := plain(Rows(t.Context(), test.source, 70, Look{})); got != test.want {
			t.Errorf("%q is rendered as\n%s\nwant\n%s", test.source, got, test.want)
		}
	}
}

// Meaning is kept by styles, in colours for the background.
func TestStyles(t *testing.T) {
	dark, light := strings.Join(Rows(t.Context(), "# a\n**b** `c`", 40, Look{Colors: palette.For(true)}), "\n"), strings.Join(Rows(t.Context(), "# a\n**b** `c`", 40, Look{Colors: palette.For(false)}), "\n")
	if dark == light || !strings.Contains(dark, "\x1b[1mb") {
		t.Errorf("dark %q, light %q", dark, light)
	}
}

var hostile = []string{
	"\x1b]52;c;ZXZpbA==\x07", "\x1bPq\x1b\\", "\x1b_apc\x1b\\", "\u009b31m", "\u009d0;title\u009c",
	"&#27;[31m", "&#x1b;]0;x&#7;", "&amp;#27;[2J", "&NewLine;&#8;", "`\x1b[8mhidden`", "```\n\x1b[2J\n```",
	"[a](http://x/\x1b]0;t\x07)", "![a](javascript:x)", "<script>\x1b[31m</script>", "\u202eevil", "a\u2028b",
	strings.Repeat(">", 100), strings.Repeat("> ", 100) + "x", strings.Repeat("- ", 200) + "x",
	strings.Repeat("*", 5000), strings.Repeat("[", 5000), strings.Repeat("x", 100_000),
	strings.Repeat("|a", 500) + "\n" + strings.Repeat("|-", 500), "\xff\xfe\x00", "世界" + strings.Repeat("界", 300),
	"[é](http://ü.org/世) <http://é.org/🙂> ![ß](ß.png)", "<!-- \x1b[31m -->", "[x]: \x1b[31m \"\x07\"\n[x]",
}

func TestHostileSourcesAreHarmless(t *testing.T) {
	for _, source := range hostile {
		for _, width := range []int{20, 77, 200} {
			for _, look := range looks {
				if err := checkRows(Rows(t.Context(), source, width, look), width, look); err != nil {
					t.Errorf("%.40q at %d: %v", source, width, err)
				}
			}
		}
	}
}

func FuzzRows(f *testing.F) {
	for _, source := range hostile {
		if len(source) < 1000 {
			f.Add(source, 40)
		}
	}
	f.Fuzz(func(t *testing.T, source string, width int) {
		width = 2 + (width%100+100)%100 // a character may take two cells
		for _, look := range looks {
			if err := checkRows(Rows(t.Context(), source, width, look), width, look); err != nil {
				t.Errorf("%q at %d: %v", source, width, err)
			}
		}
	})
}

// checkRows returns what a terminal of a width should not be sent.
func checkRows(rows []string, width int, look Look) error {
	for _, row := range rows {
		if w := ansi.StringWidth(row); w > width {
			return fmt.Errorf("a row is %d wide: %q", w, row)
		}
		shown := row
		if look.styled() {
			shown = ansi.Strip(row)
		}
		for _, r := range shown {
			if unicode.IsControl(r) || look.ASCII && r > unicode.MaxASCII {
				return fmt.Errorf("a row holds %U: %q", r, row)
			}
		}
	}
	return nil
}

// What takes too long is shown as it was written.
func TestDeadlineGivesPlainText(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	source := strings.Repeat("> > > > x **y**\n> ", 2000)
	if got := Rows(ctx, source, 60, Look{}); !strings.HasPrefix(got[0], "> > > > x **y**") {
		t.Errorf("it is shown as %q", got[0])
	}
}

func TestEmpty(t *testing.T) {
	if got := rows(t, " \n\n", 40); len(got) != 0 {
		t.Errorf("rendered %q", got)
	}
}
