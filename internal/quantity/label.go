package quantity

import (
	"slices"
	"strings"
)

// maxLabels bounds the labels that are carried along; more are forgotten.
const maxLabels = 8

// A label is what a number counts, or counts per: "msgs", "per user". Labels
// explain; they never decide.
type label struct {
	words string // as written, one or several
	per   bool
	// expects marks a label that something should cancel: the messages of
	// "bytes per message".
	expects bool
}

// cancel returns the labels of a product, without those that meet.
func cancel(a, b []label) []label {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := slices.Clone(a)
	for _, l := range b {
		i := slices.IndexFunc(out, func(o label) bool { return o.per != l.per && sameThing(o.words, l.words) })
		if i >= 0 {
			out = slices.Delete(out, i, i+1)
		} else if len(out) < maxLabels {
			out = append(out, l)
		}
	}
	return out
}

// invert returns the labels of a divisor. What it counts should now cancel.
func invert(labels []label) []label {
	if len(labels) == 0 {
		return nil
	}
	out := make([]label, len(labels))
	for i, l := range labels {
		out[i] = label{words: l.words, per: !l.per, expects: !l.per}
	}
	return out
}

// clash returns two labels that should have cancelled and did not.
func clash(labels []label) (counted, per string, ok bool) {
	for _, l := range labels {
		switch {
		case l.per && l.expects:
			per = l.words
		case !l.per && counted == "":
			counted = l.words
		}
	}
	return counted, per, counted != "" && per != ""
}

// sameThing reports whether two labels share a word, whatever its number, or a
// common abbreviation of one.
func sameThing(a, b string) bool {
	for x := range strings.FieldsSeq(a) {
		for y := range strings.FieldsSeq(b) {
			if x == y || stem(x) == stem(y) {
				return true
			}
		}
	}
	return false
}

// stem reduces a noun to what its singular and plural share.
func stem(word string) string {
	word = strings.ToLower(word)
	if !strings.HasSuffix(word, "ss") {
		word = strings.TrimSuffix(word, "s")
	}
	if full, ok := abbreviations[word]; ok {
		return full
	}
	word = strings.TrimSuffix(word, "e")
	if strings.HasSuffix(word, "y") {
		return word[:len(word)-1] + "i"
	}
	return word
}

var abbreviations = map[string]string{
	"msg": "messag", "message": "messag", "req": "request", "conn": "connection",
	"dau": "user", "mau": "user", "wau": "user", "txn": "transaction", "tx": "transaction",
	"img": "imag", "rec": "record", "op": "operation", "sub": "subscriber",
}
