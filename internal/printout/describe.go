package printout

import (
	"fmt"
	"strings"

	"spar/internal/system"
)

// Describe writes what there is to know of a system as plain text, no line wider
// than width, as [Result] does.
func Describe(s *system.System, width int, ascii bool) string {
	w := newWriter(width, ascii)
	w.wrap("", s.Name+": "+s.Title)
	w.wrap("", s.Doc)
	w.heading("parameters")
	for _, p := range s.Parameters {
		w.spread(" "+p.Name, strings.Join(facts(p), " "+w.marks.dot+" "))
		w.wrap("    ", p.Doc)
		if len(p.Choices) > 0 {
			w.wrap("    ", strings.Join(p.Choices, ", "))
		}
	}
	w.heading("metrics")
	for _, m := range s.Metrics {
		w.spread(" "+m.Name, kindOf(m))
		w.wrap("    ", m.Doc)
	}
	w.heading("faults")
	for _, f := range s.Faults {
		w.wrap(" ", usage(f))
		w.wrap("    ", f.Doc)
	}
	w.WriteByte('\n')
	w.wrap("", `A fault without a time holds from the start; write "at 30s" or "at 50%" before it for another. A part without a number means all of that name; a percentage in place of the number means so many of them, as in "kill app 33%".`)
	w.list("not modelled", s.NotModelled)
	return w.String()
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
