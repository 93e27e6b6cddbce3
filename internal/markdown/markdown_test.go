package markdown

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

func rows(t *testing.T, source string, width int) []string {
	t.Helper()
	return Rows(t.Context(), source, width, true)
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
	const source = `## Storage

365 billion records of **500 bytes** are *182.5 TB*, not GB.

- one machine holds 4 TB
- so shard by code

| what | size |
|------|------|
| record | 500 B |
`
	const want = `Storage

365 billion records of 500 bytes are
182.5 TB, not GB.

• one machine holds 4 TB
• so shard by code

 what               │ size
────────────────────┼───────────────────
 record             │ 500 B`
	if got := plain(rows(t, source, 40)); got != want {
		t.Errorf("rendered\n%s\nwant\n%s", got, want)
	}
}

var hostile = []string{
	"\x1b]52;c;ZXZpbA==\x07", "\x1bPq\x1b\\", "\x1b_apc\x1b\\", "\u009b31m", "\u009d0;title\u009c",
	"&#27;[31m", "&#x1b;]0;x&#7;", "&amp;#27;[2J", "&NewLine;&#8;", "`\x1b[8mhidden`", "```\n\x1b[2J\n```",
	"[a](http://x/\x1b]0;t\x07)", "![a](javascript:x)", "<script>\x1b[31m</script>", "\u202eevil", "a\u2028b",
	strings.Repeat(">", 100), strings.Repeat("> ", 100) + "x", strings.Repeat("- ", 200) + "x",
	strings.Repeat("*", 5000), strings.Repeat("[", 5000), strings.Repeat("x", 100_000),
	strings.Repeat("|a", 500) + "\n" + strings.Repeat("|-", 500), "\xff\xfe\x00", "世界" + strings.Repeat("界", 300),
	"<!-- \x1b[31m -->", "[x]: \x1b[31m \"\x07\"\n[x]",
}

func TestHostileSourcesAreHarmless(t *testing.T) {
	for _, source := range hostile {
		for _, width := range []int{20, 77, 200} {
			for _, row := range rows(t, source, width) {
				if w := ansi.StringWidth(row); w > width {
					t.Errorf("%.40q at %d: a row is %d wide", source, width, w)
				}
				for _, r := range ansi.Strip(row) {
					if unicode.IsControl(r) {
						t.Errorf("%.40q at %d: a row holds %U", source, width, r)
					}
				}
			}
		}
	}
}

func TestDeadlineGivesPlainText(t *testing.T) {
	// Quotes nest here where no marker is at the start of the line.
	source := strings.Repeat("> > > > > > > > > x\n> ", 2000)
	if got := plain(rows(t, source, 60)); !strings.Contains(got, "x") {
		t.Errorf("rendered %.80q", got)
	}
}

func TestEmpty(t *testing.T) {
	if got := rows(t, " \n\n", 40); len(got) != 0 {
		t.Errorf("rendered %q", got)
	}
}
