package evidence

import (
	"slices"
	"strings"

	"spar/internal/claim"
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
const mostSpelled = 5

// spell returns a bracket of a claim as people would say it.
func spell(bracket string) string {
	var names []string
	for name := range strings.SplitSeq(bracket, " or ") {
		if s, ok := spoken[name]; ok {
			name = s
		}
		for _, suffix := range []string{"-col", "-word", "-q"} {
			name = strings.TrimSuffix(name, suffix)
		}
		if name = strings.ReplaceAll(name, "-", " "); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > mostSpelled {
		names = append(names[:mostSpelled], "the like")
	}
	return strings.Join(names, " or ")
}

// spoken are the names of ideas that only authors understand.
var spoken = map[string]string{
	"quantity-noun": "what quantity", "feature-noun": "what feature", "remedy": "what is done about it", "but": "what still works",
	"vs": "compared with", "versus": "compared with", "body-col": "text", "type-col": "type", "status-col": "status", "sent-at": "time",
	"once-word": "once", "big-number": "the large number", "ms-words": "milliseconds",
}
