package systemtest

import (
	"fmt"

	"pgregory.net/rapid"

	"spar/internal/system"
)

// AnyFault generates faults that a system can suffer, at any time of a run: of the first
// member of a part, of a fraction or of all of them.
func AnyFault(s *system.System) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string { return anyFault(t, s) })
}

func anyFault(t *rapid.T, s *system.System) string {
	form := rapid.SampledFrom(s.Faults).Draw(t, "form")
	words := fmt.Sprintf("at %d%% %s", rapid.IntRange(0, 100).Draw(t, "when"), form.Verb)
	if form.Part != "" {
		words += " " + form.Part
	}
	switch {
	case form.Count == "":
	case form.Verb == system.Add || form.Verb == system.Remove:
		words += rapid.SampledFrom([]string{"", " 1"}).Draw(t, "which")
	default:
		words += rapid.SampledFrom([]string{"", " 1", " 40%"}).Draw(t, "which")
	}
	switch form.Verb {
	case system.Slow:
		words += fmt.Sprintf(" by %d", rapid.IntRange(1, 20).Draw(t, "factor"))
	case system.Load:
		words += fmt.Sprintf(" x%d", rapid.IntRange(1, 4).Draw(t, "factor"))
	case system.Errors, system.Hot:
		words += fmt.Sprintf(" %d%%", rapid.IntRange(0, 100).Draw(t, "share"))
	case system.Set:
		if p, ok := s.Parameter(form.Part); ok && p.Kind == system.Choice {
			words += " " + rapid.SampledFrom(p.Choices).Draw(t, "choice")
		}
	}
	return words
}
