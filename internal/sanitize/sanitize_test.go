package sanitize

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestLine(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"plain text, 100%", "plain text, 100%"},
		{"two\nlines\r\nand\ttabs", "two lines and tabs"},
		{"red \x1b[31malert\x1b[0m", "red alert"},
		{"\x1b]52;c;ZXZpbA==\x07copied", "copied"},
		{"\x1bP+q544e\x1b\\dcs", "dcs"},
		{"\u009b31mC1", "31mC1"},
		{"bell\aback\bspace\x7f", "bellbackspace"},
		{"right\u202eto left", "rightto left"},
		{"zero\u200bwidth\ufeff", "zerowidth"},
		{"private \ue000use", "private use"},
		{"bad \xff\xfe utf-8", "bad  utf-8"},
		{"世界 🙂 é", "世界 🙂 é"},
		{"family 👩‍👩‍👧", "family 👩‍👩‍👧"},
		{"tag \U000e0041", "tag "},
	} {
		if got := Line(test.in); got != test.want {
			t.Errorf("Line(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestTextKeepsLines(t *testing.T) {
	if got, want := Text("a\r\nb\x1b[2J\n\tc\rd\r\re"), "a\nb\n c\nd\n\ne"; got != want {
		t.Errorf("Text = %q, want %q", got, want)
	}
}

func TestParagraphs(t *testing.T) {
	got := Paragraphs("\na line\nand the next\x1b[2J\n\nanother\n")
	if want := []string{"a line and the next", "another"}; !slices.Equal(got, want) {
		t.Errorf("Paragraphs = %q, want %q", got, want)
	}
}

func TestMarkdown(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"# A *title*", "# A *title*"},
		{"escape &#27;[31m &#x1b;[0m", "escape  "},
		{"twice &amp;#27;[31m", "twice "},
		{strings.Repeat(">", 100) + " deep", " deep"},
		{strings.Repeat("> ", 3) + "fine", "> > > fine"},
		{"---", "---"},
		{strings.Repeat("-", 80), strings.Repeat("-", 80)},
		{"- a\n  - b", "- a\n  - b"},
		{strings.Repeat(" ", 50) + "- far", "far"},
	} {
		if got := Markdown(test.in); strings.TrimSpace(got) != strings.TrimSpace(test.want) {
			t.Errorf("Markdown(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestRenderedKeepsStylesOnly(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"\x1b[1;31mred\x1b[0m", "\x1b[1;31mred\x1b[0m"},
		{"\x1b[8mhidden\x1b[0m", "hidden\x1b[0m"},
		{"\x1b[2Jclear", "clear"},
		{"\x1b]0;title\x07x", "x"},
		{"\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\", "link"},
		{"\x1b[>4;2mkeys", "keys"},
		{"a\nb", "a\nb"},
	} {
		if got := Rendered(test.in); got != test.want {
			t.Errorf("Rendered(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestMarkdownText(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"a plain line.", "a plain line."},
		{"# not a heading", `\# not a heading`},
		{"- not a list", `\- not a list`},
		{"12. nor this", `12\. nor this`},
		{"GET /{code} -> 302", `GET /\{code\} -\> 302`},
		{"<script>", `\<script\>`},
		{"a|b", `a\|b`},
		{"[x](y)", `\[x\](y)`},
	} {
		if got := MarkdownText(test.in); got != test.want {
			t.Errorf("MarkdownText(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestASCII(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"plain\ntext\x1b[1m", "plain\ntext\x1b[1m"},
		{"3 × reads ≤ 100 GB → 62² or 10⁻¹²", "3 x reads <= 100 GB -> 62^2 or 10^-12"},
		{"“don’t” – said Zoë…", `"don't" - said Zoe...`},
		{"½ of 5 µs or 5 μs", "1/2 of 5 us or 5 us"},
		{"e\u0301", "e"},
		{"straße ﬁn", "strasse fin"},
		{"世界 👩‍👩", "?? ??"},
		{"┌──╮┤", "+--.|"},
	} {
		if got := ASCII(test.in); got != test.want {
			t.Errorf("ASCII(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

// Nothing that comes out of any of these can command a terminal, and cleaning
// twice is cleaning once.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{
		"", "plain", "\x1b[31m", "\x1b]52;c;x\x07", "\u009d", "\x1b", "&#27;", "\xc2", "\u202e", "a\x1b\x1b[[31mm",
		"\x1bP\x1b\\", "\u0085", "\x90x\x9c",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, text := Line(s), Text(s)
		for name, out := range map[string]string{"Line": line, "Text": text, "Markdown": Markdown(s), "MarkdownText": MarkdownText(s)} {
			for _, r := range out {
				if unicode.IsControl(r) && (r != '\n' || name == "Line" || name == "MarkdownText") {
					t.Fatalf("%s(%q) = %q holds control character %U", name, s, out, r)
				}
			}
		}
		if Line(line) != line || Text(text) != text {
			t.Fatalf("cleaning %q twice changes it", s)
		}
		if ascii := ASCII(s); strings.ContainsFunc(ascii, func(r rune) bool { return r > unicode.MaxASCII }) {
			t.Fatalf("ASCII(%q) = %q", s, ascii)
		}
		rendered := Rendered(s)
		for _, r := range strings.ReplaceAll(rendered, "\x1b[", "") {
			if unicode.IsControl(r) && r != '\n' {
				t.Fatalf("Rendered(%q) = %q holds control character %U", s, rendered, r)
			}
		}
	})
}
