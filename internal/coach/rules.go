package coach

import (
	"spar/internal/interview"
)

// Rules says in three lines how strict a session of a mode is, in practice with hints or not, which candidates are told
// before its clock starts.
func Rules(mode interview.Mode, strict bool) []string {
	if mode == interview.Mock {
		return []string{
			"Phases end when their time is up, for good; what you wrote stays.",
			"The clock does not stop, also not while you are away.",
			"No hints, answers or scores until the end; then the review opens.",
		}
	}
	hints := "Hints while you work; each halves what its item can earn."
	if strict {
		hints = "No hints, so that none takes half of what its item can earn."
	}
	return []string{
		"The clock only warns, and stands while you are away; every phase stays open.",
		hints,
		"A strong answer after each phase, and a review at the end.",
	}
}
