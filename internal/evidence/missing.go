package evidence

import (
	"slices"
	"strings"

	"spar/internal/claim"
	"spar/internal/lexicon"
)

// Missing says in words for people why a line only comes near to an item: what was
// not found in it, or how what was found is meant. Lacks are brackets of a claim.
func Missing(lacks []string, reason string) string {
	var spoken []string
	for _, bracket := range lacks {
		if s := spell(bracket); !slices.Contains(spoken, s) {
			spoken = append(spoken, s)
		}
	}
	what := strings.Join(spoken, "; ")
	switch {
	case what == "":
		return reason
	case reason == "" || reason == claim.Incomplete:
		return "not found: " + what
	}
	return reason + ": " + what
}

// mostSpelled is how many alternatives of a bracket are told.
const mostSpelled = 3

// spell returns a bracket of a claim as people would say it: what it is about, or
// a few words for it, each in one of its forms.
func spell(bracket string) string {
	var names, stems []string
	for name := range strings.SplitSeq(bracket, " or ") {
		if s, ok := spoken[name]; ok {
			name = s
		}
		for _, suffix := range []string{"-col", "-word", "-q", "-noun", "-kind"} {
			name = strings.TrimSuffix(name, suffix)
		}
		name = strings.ReplaceAll(name, "-", " ")
		if stem := lexicon.Stem(name); len(names) < mostSpelled && !slices.Contains(stems, stem) {
			names, stems = append(names, name), append(stems, stem)
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return "words such as " + strings.Join(names[:last], ", ") + " or " + names[last]
}

// spoken are the names of ideas that only authors understand.
var spoken = map[string]string{
	"quantity-noun": "what quantity", "feature-noun": "what feature", "remedy": "what is done about it", "but": "what still works",
	"vs": "compared with", "versus": "compared with", "body-col": "text", "type-col": "type", "status-col": "status", "sent-at": "time",
	"once-word": "once", "big-number": "the large number", "ms-words": "milliseconds",
}
