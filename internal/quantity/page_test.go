package quantity

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"spar/internal/golden"
)

// docs/calculator.md repeats the package's comment and its tables.
func TestPage(t *testing.T) {
	golden.Page(t, "calculator.md", map[string]string{
		"language":  golden.PackageComment(t, "."),
		"units":     unitRows(t),
		"counts":    countRows(),
		"functions": "`" + strings.Join(slices.Sorted(maps.Keys(functions)), "`, `") + "`",
	})
}

// The first block of the package's comment is of lines with their results.
func TestCommentIsTrue(t *testing.T) {
	rows := regexp.MustCompile(`(?m)^(?:\t|    )(\S.*?) {2,}(.*)$`).FindAllStringSubmatch(golden.PackageComment(t, "."), -1)
	checked := 0
	for _, row := range rows {
		if strings.Contains(row[2], `"`) {
			break // the grammar
		}
		r, err := Eval(row[1], nil)
		if got := r.Display; err != nil || got != row[2] {
			t.Errorf("%s = %s, %v; the comment says %s", row[1], got, err, row[2])
		}
		checked++
	}
	if checked < 5 {
		t.Errorf("%d examples were found in the comment", checked)
	}
}

// unitRows lists the units with the words for each and what one of it is.
func unitRows(t *testing.T) string {
	words, bySymbol := make(map[string][]string), make(map[string]*unit)
	for _, word := range slices.Sorted(maps.Keys(units)) {
		if u := units[word]; u.note == "" { // others are read with a warning
			words[u.symbol], bySymbol[u.symbol] = append(words[u.symbol], word), u
		}
	}
	rows := []string{"| unit | written | one is |", "|---|---|---|"}
	for _, u := range slices.SortedFunc(maps.Values(bySymbol), byKind) {
		rows = append(rows, fmt.Sprintf("| %s | `%s` | %s |", u.symbol, strings.Join(words[u.symbol], "` `"), oneIs(t, u, words[u.symbol][0])))
	}
	return strings.Join(rows, "\n")
}

func byKind(a, b *unit) int {
	kind := func(u *unit) string { return fmt.Sprint(u.powers.dim(), u.powers) }
	return cmp.Or(cmp.Compare(a.special, b.special), cmp.Compare(kind(a), kind(b)), cmp.Compare(a.size.float64(), b.size.float64()), cmp.Compare(a.symbol, b.symbol))
}

// oneIs returns one of a unit in the plain unit of its kind.
func oneIs(t *testing.T, u *unit, word string) string {
	in := map[Dim]string{{Byte: 1}: "bytes", {Second: 1}: "s", {Byte: 1, Second: -1}: "B/s", {Second: -1}: "/s"}[u.powers.dim()]
	if u.special != ordinary || in == "" {
		return ""
	}
	r, err := Eval("1 "+word+" in "+in, nil)
	if err != nil {
		t.Errorf("1 %s in %s: %v", word, in, err)
	}
	display, _, _ := strings.Cut(r.Display, " (")
	return display
}

func countRows() string {
	words := make(map[float64][]string)
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		n := counts[word].tidy()
		words[n] = append(words[n], word)
	}
	rows := []string{"| count | written |", "|---|---|"}
	for _, n := range slices.Sorted(maps.Keys(words)) {
		r, _ := Eval(fmt.Sprintf("%.0f", n), nil)
		rows = append(rows, fmt.Sprintf("| %s | `%s` |", r.Display, strings.Join(words[n], "` `")))
	}
	return strings.Join(rows, "\n")
}
