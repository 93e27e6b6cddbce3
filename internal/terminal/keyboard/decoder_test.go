package keyboard

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// decode feeds pieces with a gap between them and returns all that is let
// through, also what comes out once nothing follows for long.
func decode(gap time.Duration, pieces ...string) string {
	var d Decoder
	var out []byte
	now := noon
	pass := func(until time.Time) {
		for {
			limit := d.Wait(now)
			if limit <= 0 || now.Add(limit).After(until) {
				now = until
				return
			}
			now = now.Add(limit)
			d.Expire(now)
			out = append(out, d.Take()...)
		}
	}
	for _, piece := range pieces {
		d.Feed([]byte(piece), now)
		out = append(out, d.Take()...)
		pass(now.Add(gap))
	}
	pass(now.Add(time.Minute))
	d.Flush()
	return string(append(out, d.Take()...))
}

// bytewise splits text before every byte.
func bytewise(text string) []string {
	pieces := make([]string, len(text))
	for i := range pieces {
		pieces[i] = text[i : i+1]
	}
	return pieces
}

// sequences are what terminals send besides text.
var sequences = map[string]string{
	"mouse":            "\x1b[<0;33;12M",
	"mouse release":    "\x1b[<0;33;12m",
	"oldest mouse":     "\x1b[M !!",
	"arrow":            "\x1b[A",
	"control arrow":    "\x1b[1;5C",
	"page down":        "\x1b[6~",
	"console function": "\x1b[[A",
	"function":         "\x1bOP",
	"home":             "\x1bOH",
	"background":       "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
	"background, bell": "\x1b]11;rgb:ffff/ffff/ffff\x07",
	"clipboard":        "\x1b]52;c;bmV4dA==\x07",
	"device control":   "\x1bP1$r0m\x1b\\",
	"capability":       "\x1bP1+r524742=38\x1b\\",
	"version":          "\x1bP>|xterm(388)\x1b\\",
	"mode report":      "\x1b[?2026;2$y",
	"attributes":       "\x1b[?62;22c",
	"focus":            "\x1b[I",
	"key":              "\x1b[110;3u",
}

// A sequence comes through whole or not at all, wherever it is split and however
// long the gap is; at most its first byte alone is the escape key.
func TestSplitSequences(t *testing.T) {
	for name, sequence := range sequences {
		for _, gap := range []time.Duration{0, 10 * time.Millisecond, 60 * time.Millisecond, 300 * time.Millisecond, 700 * time.Millisecond} {
			check := func(pieces ...string) {
				t.Helper()
				pieces = append(pieces, make([]string, 8)...) // a pause
				got := decode(gap, append(pieces, "next")...)
				want := []string{sequence + "next"}
				if gap > escapeWait && len(pieces[0]) == 1 {
					want = []string{escapeKey + "next"}
				}
				if len(pieces) > 2+8 && gap > wordWait {
					return // that slow, some are words
				}
				if got != want[0] {
					t.Errorf("%s in pieces %q, %v apart, comes out as %q, want %q", name, pieces, gap, got, want)
				}
			}
			for i := 1; i < len(sequence); i++ {
				check(sequence[:i], sequence[i:])
			}
			if gap <= escapeWait || gap*time.Duration(len(sequence)) < sequenceWait {
				check(bytewise(sequence)...)
			}
		}
	}
}

// The escape key works, and what is typed after it is text, also where it looks
// like the beginning of a sequence.
func TestWordsAfterEscape(t *testing.T) {
	for _, word := range []string{
		"next", "Only reads", "OAuth", "On", "Objects", "O", "Postgres", "P99 is 40 ms", "P", "P1 first", "X-Forwarded-For", "_id", "[", "]", "n", "世界", "POST /urls",
	} {
		for _, gap := range []time.Duration{0, 90 * time.Millisecond, 250 * time.Millisecond} {
			typed := []string{word}
			if gap > 0 {
				if word == "OAuth" && gap < wordWait {
					continue // told from a function key only by what follows at once
				}
				typed = strings.Split(word, "")
			}
			now := 200 * time.Millisecond
			if got := decode(max(gap, now), append([]string{"\x1b"}, typed...)...); got != escapeKey+word {
				t.Errorf("escape and %q, %v apart, come out as %q", typed, max(gap, now), got)
			}
		}
	}
}

func TestKeys(t *testing.T) {
	for in, want := range map[string]string{
		"one\ntwo":                  "one\rtwo",
		"one\rtwo":                  "one\rtwo",
		"one\r\ntwo":                "one\rtwo",
		"one\n\r\ntwo":              "one\r\rtwo",
		"one\x1b[106;5utwo":         "one\rtwo",
		"one\x1b[27;5;106~two":      "one\rtwo",
		"one\x1b[13u\x1b[106;5utwo": "one\rtwo",
		"one\x1b[13;2utwo":          "one\rtwo",
		"\x1b[97u":                  "\x1b[97u",
		"\x1bx":                     "\x1bx",
		"\x1bü":                     "\x1bü",
		"\x1b[\r":                   "\x1b[91;3u\r",
		"\x1b]x":                    "\x1b[93;3ux",
		"\x1bPo":                    "\x1b[112;4uo",
		"\x1b\x1b":                  escapeKey + escapeKey,
		"\x1b[12\x01":               "\x01",
		"\x1b]11;rgb\rx":            "\rx",
		"caf\xe9":                   "café",
		"\x1b[201~x":                "x",
		"\x00\x03\x1a":              "\x00\x03\x1a",
		"\x1b[200~a\x1b[201~\x1b[A": "\x1b[200~a\x1b[201~\x1b[A",
		"\x1b[13;1:3u":              "\x1b[13;1:3u",
	} {
		if got := decode(0, in); got != want {
			t.Errorf("%.40q comes out as %.80q, want %q", in, got, want)
		}
	}
}

// What is pasted has lines that end in LF, whatever they ended in and however it
// is split, and no keys.
func TestPaste(t *testing.T) {
	for in, want := range map[string]string{
		"a\nb\n\nc":                              "a\nb\n\nc",
		"a\rb\r\rc":                              "a\nb\n\nc",
		"a\r\nb\r\n\r\nc":                        "a\nb\n\nc",
		"a\x1b[106;5ub\x1b[13uc\x1b[27;5;106~d":  "a\nb\nc\nd",
		"a\x1b[13u\x1b[106;5ub":                  "a\nb",
		"\x1b[97u\x1b[98;2u\x1b[9u\x1b[50:64;2u": "aB\t@",
		"\x1b[97;1:3u\x1b[99;5u\x1b[0;;252u":     "ü",
		"a\x1b[31mred\x1b[0m":                    "ared",
		"a\x1b]0;title\x07b\x1b]0;open\nc":       "ab\nc",
		"a\x03\x1a\x7f\x00b\tc":                  "ab\tc",
		"\x1b[200~twice":                         "twice",
		"世界 naïve 🙂":                             "世界 naïve 🙂",
	} {
		paste := "\x1b[200~" + in + pasteEnd
		want := "\x1b[200~" + want + pasteEnd
		for _, gap := range []time.Duration{0, 60 * time.Millisecond, 1500 * time.Millisecond} {
			for i := 1; i < len(paste); i++ {
				if gap > escapeWait && i == 1 {
					want := escapeKey + want
					if gap < sequenceWait && decode(gap, paste[:i], paste[i:]) != want {
						t.Errorf("%q split after ESC comes out as %q, want %q", paste, decode(gap, paste[:i], paste[i:]), want)
					}
					continue
				}
				if gap > sequenceWait && i < len("\x1b[200~") {
					continue // given up
				}
				if got := decode(gap, paste[:i], paste[i:]); got != want {
					t.Errorf("%q split at %d, %v apart, comes out as %q, want %q", paste, i, gap, got, want)
				}
			}
		}
		if got := decode(10*time.Millisecond, bytewise(paste)...); got != want {
			t.Errorf("%q byte by byte comes out as %q, want %q", paste, got, want)
		}
	}
}

// No character of a long paste is lost between two reads.
func TestLongPaste(t *testing.T) {
	text := strings.Repeat("水", 2700)
	for _, size := range []int{1, 7, 100, 4096} {
		pieces := []string{"\x1b[200~"}
		for rest := text; rest != ""; {
			n := min(size, len(rest))
			pieces, rest = append(pieces, rest[:n]), rest[n:]
		}
		got := decode(70*time.Millisecond, append(pieces, pasteEnd)...)
		if n := strings.Count(got, "水"); n != 2700 {
			t.Errorf("in pieces of %d bytes %d of 2700 characters arrive", size, n)
		}
		if got := decode(2*time.Second, pieces[1:]...); got != text {
			t.Errorf("typed in pieces of %d bytes, %d of %d bytes arrive", size, len(got), len(text))
		}
	}
}

// What is too long for a sequence is dropped to its end.
func TestLongSequence(t *testing.T) {
	pieces := append(strings.SplitAfter("\x1b]11;"+strings.Repeat(strings.Repeat("a", 4095)+";", 40), ";"), "\ax")
	if got := decode(0, pieces...); got != "x" {
		t.Errorf("comes out as %.80q, want %q", got, "x")
	}
}

// A paste whose end is lost does not swallow what is typed later.
func TestPasteWithoutEnd(t *testing.T) {
	if got, want := decode(6*time.Second, "\x1b[200~one", "two"), "\x1b[200~one"+pasteEnd+"two"; got != want {
		t.Errorf("comes out as %q, want %q", got, want)
	}
}

// Splits change nothing as long as the pieces follow each other at once, and no
// split loses text.
func FuzzSplits(f *testing.F) {
	for _, sequence := range sequences {
		f.Add([]byte("one"+sequence+"two"), uint16(4))
	}
	f.Add([]byte("\x1b[200~a\r\nb\x1b[106;5uc\x1b[201~d"), uint16(9))
	f.Add([]byte("\xe6\xb0"), uint16(1))
	f.Fuzz(func(t *testing.T, in []byte, at uint16) {
		if len(in) == 0 {
			return
		}
		i := int(at) % len(in)
		want := decode(0, string(in))
		if got := decode(10*time.Millisecond, string(in[:i]), string(in[i:])); got != want {
			t.Errorf("%q split at %d comes out as %q, want %q", in, i, got, want)
		}
		if got := decode(10*time.Millisecond, bytewise(string(in))...); got != want && !timed(in) {
			t.Errorf("%q byte by byte comes out as %q, want %q", in, got, want)
		}
		if !bytes.ContainsAny(in, "\x1b\r\n") && utf8.Valid(in) {
			if got := decode(10*time.Second, bytewise(string(in))...); got != string(in) {
				t.Errorf("the text %q comes out as %q", in, got)
			}
		}
	})
}

// timed reports whether bytes mean something else when they come slowly: an ESC
// may be the escape key.
func timed(in []byte) bool {
	return bytes.Contains(in, []byte("\x1b\x1b")) || bytes.Contains(in, []byte("\x1b[201~"))
}
