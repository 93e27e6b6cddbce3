// Package questiontest makes questions that nobody would write, to hold that whatever
// reads or uses one survives it.
package questiontest

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// Mutate returns a question changed in a few places: lines dropped, doubled and moved,
// values changed for others or for what nobody expects, and now and then bytes strewn
// anywhere.
func Mutate(question []byte, random *rand.Rand) []byte {
	lines := strings.Split(string(bytes.TrimSpace(question)), "\n")
	for range 1 + random.IntN(5) {
		lines = mutate(lines, random)
	}
	return []byte(strings.Join(lines, "\n"))
}

// litter is what mutations strew.
var litter = []string{
	"", "  ", "- ", ": ", "[", "]", "{", "}", "\"", "'", "#", "|", ">", "&a ", "*a", "!!binary x", "<<: x", "\t", "\x1b[31m", "\"\\e\"", "\u202e", "\xff", "\x00", "~",
	"-1", "0", "1e999", ".nan", "99999999999999999999", "true", "5 * 0", "1 / 0", "9^9^9^9", "((((", "5/s", "new_pastes", "retention in TB", "$5", "1..9 GB", "->", "a ~> b ->", "client",
	"db to client", "x12", "1..4", "4..1", "../x", "/etc/passwd", "samples/strong.yaml", "samples/none.yaml", "read-heavy", "is not the", "how often is a paste read", "é", "漢字", "detail",
	strings.Repeat("x", 300), strings.Repeat("[", 40), "[" + strings.Repeat("a, ", 200) + "]", "{a: b}", "[[a], {b: c}]", "schema: 2", "two\nlines", strings.Repeat("long text ", 100),
}

// mutate changes a text in one place.
func mutate(lines []string, random *rand.Rand) []string {
	any := func() int { return random.IntN(len(lines)) }
	stuff, at := litter[random.IntN(len(litter))], any()
	key, value, isPair := strings.Cut(lines[at], ": ")
	switch random.IntN(12) {
	case 0:
		return slices.Delete(lines, at, min(len(lines)-1, at+1+random.IntN(3)))
	case 1:
		return slices.Insert(lines, any(), slices.Clone(lines[at:min(len(lines), at+1+random.IntN(5))])...)
	case 2:
		offset := random.IntN(len(lines[at]) + 1)
		lines[at] = lines[at][:offset] + stuff + lines[at][offset:]
	case 3:
		lines[at] = key + ": " + stuff
	case 4, 5, 6:
		_, other, _ := strings.Cut(lines[any()], ": ")
		if isPair && other != "" {
			lines[at] = key + ": " + other
		}
	case 7, 8:
		if words := strings.Fields(value); len(words) > 0 {
			lines[at] = strings.Replace(lines[at], words[random.IntN(len(words))], stuff, 1)
		}
	default:
		if isPair {
			lines[at] = key + ": " + strconv.Quote(strings.ToValidUTF8(stuff, ""))
		}
	}
	return lines
}
