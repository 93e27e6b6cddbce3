package printout

import (
	"fmt"
	"strings"

	"spar/internal/system"
)

// System writes what there is to know of a system.
func (w *Writer) System(s *system.System) {
	w.Say(s.Name + ": " + s.Title)
	w.Say(s.Doc)
	w.Heading("parameters")
	for _, p := range s.Parameters {
		w.Ends(" "+p.Name, w.facts(facts(p)...))
		w.Item("    ", p.Doc)
		if len(p.Choices) > 0 {
			w.Item("    ", strings.Join(p.Choices, ", "))
		}
	}
	w.Heading("metrics")
	for _, m := range s.Metrics {
		w.Ends(" "+m.Name, kindOf(m))
		w.Item("    ", m.Doc)
	}
	w.Heading("faults")
	for _, f := range s.Faults {
		w.Item(" ", usage(f))
		w.Item("    ", f.Doc)
	}
	w.Blank()
	w.Say(`A fault without a time holds from the start; write "at 30s" or "at 50%" before it for another. A part without a number means all of that name; a percentage in place of the number means so many of them, as in "kill app 33%".`)
	w.List("not modelled", s.NotModelled)
}

// facts returns what kind of value a parameter has, which where none is given, and
// the bounds.
func facts(p system.Parameter) []string {
	facts := []string{string(p.Kind)}
	if p.Default != "" {
		facts = append(facts, p.Default)
	}
	if p.Kind != system.Choice {
		facts = append(facts, p.Format(p.Min)+" to "+p.Format(p.Max))
	}
	if len(p.Replaces) > 0 {
		facts = append(facts, "in place of "+strings.Join(p.Replaces, ", "))
	}
	return facts
}

func kindOf(m system.Metric) string {
	kind := strings.ReplaceAll(string(m.Unit), "_", " ")
	if m.Array {
		kind += ", one for each"
	}
	return kind
}

// usage returns how a fault is written.
func usage(f system.FaultForm) string {
	part := f.Part
	if f.Count != "" {
		part += " N"
	}
	switch f.Verb {
	case system.Slow:
		return fmt.Sprintf("slow %s by FACTOR", part)
	case system.Errors:
		return fmt.Sprintf("errors %s SHARE%%", part)
	case system.Hot:
		return "hot SHARE%"
	case system.Load:
		return "load xFACTOR"
	case system.Set:
		return fmt.Sprintf("set %s VALUE", f.Part)
	case system.Add:
		return "add " + f.Part
	}
	return string(f.Verb) + " " + part
}
