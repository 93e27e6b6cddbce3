package system

import (
	"fmt"
	"slices"
	"strings"
)

// A SeedWarning is a warning that runs with several seeds have in common, whatever figures
// each has in it.
type SeedWarning struct {
	Text  string `json:"text"`  // of the first that has it
	Seeds int    `json:"seeds"` // how many have it
}

// warningsOf returns the warnings of results, by seed.
func warningsOf(results []*Result) []SeedWarning {
	all, at := []SeedWarning{}, map[string]int{}
	for _, r := range results {
		seen := map[string]int{} // two of one kind are two warnings
		for _, text := range r.Warnings {
			kind := withoutFigures(text)
			seen[kind]++
			key := fmt.Sprint(seen[kind], kind)
			i, known := at[key]
			if !known {
				i = len(all)
				at[key] = i
				all = append(all, SeedWarning{Text: text})
			}
			all[i].Seeds++
		}
	}
	return all
}

// units are the words behind figures that change with them.
var units = []string{"ns", "us", "µs", "ms", "s", "min", "h", "day", "days", "years", "thousand", "million", "billion", "kB", "MB", "GB", "TB"}

// withoutFigures returns the words of a warning that do not change with what was measured.
func withoutFigures(text string) string {
	var words []string
	figure := false
	for word := range strings.FieldsSeq(text) {
		unit := figure && slices.Contains(units, strings.Trim(word, ",.;:()"))
		bare := strings.TrimLeft(word, "(-−±+$")
		figure = bare != "" && bare[0] >= '0' && bare[0] <= '9'
		if !figure && !unit {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}
