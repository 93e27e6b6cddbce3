package system

import (
	"encoding/json"
	"fmt"
	"strings"
)

// MarshalJSON adds the unit of the bounds.
func (p Parameter) MarshalJSON() ([]byte, error) {
	type plain Parameter // without this method
	return json.Marshal(struct {
		plain
		Unit string `json:"unit"`
	}{plain(p), p.unit()})
}

// unit names what the bounds of a parameter are in.
func (p Parameter) unit() string {
	switch p.Kind {
	case Rate:
		return "per_second"
	case Duration:
		return "seconds"
	case Size:
		return "bytes"
	case Entries:
		return "entries"
	}
	return ""
}

// Describe writes what there is to know of a system as plain text, no line wider
// than width, as [Render] does.
func Describe(s *System, width int, ascii bool) string {
	w := newWriter(width, ascii)
	w.wrap("", s.Name+": "+s.Title)
	w.wrap("", s.Doc)
	w.heading("parameters")
	for _, p := range s.Parameters {
		w.spread(" "+p.Name, strings.Join(p.facts(), " "+w.marks.dot+" "))
		w.wrap("    ", p.Doc)
		if len(p.Choices) > 0 {
			w.wrap("    ", strings.Join(p.Choices, ", "))
		}
	}
	w.heading("metrics")
	for _, m := range s.Metrics {
		w.spread(" "+m.Name, m.kind())
		w.wrap("    ", m.Doc)
	}
	w.heading("faults")
	for _, f := range s.Faults {
		w.wrap(" ", f.usage())
		w.wrap("    ", f.Doc)
	}
	w.WriteByte('\n')
	w.wrap("", `A fault without a time holds from the start; write "at 30s" or "at 50%" before it for another. A part without a number means all of that name; a percentage in place of the number means so many of them, as in "kill app 33%".`)
	w.list("not modelled", s.NotModelled)
	return w.String()
}

// facts returns what kind of value a parameter has, which where none is given, and
// the bounds.
func (p Parameter) facts() []string {
	facts := []string{string(p.Kind)}
	if p.Default != "" {
		facts = append(facts, p.Default)
	}
	if p.Kind != Choice {
		facts = append(facts, p.Format(p.Min)+" to "+p.Format(p.Max))
	}
	if len(p.Replaces) > 0 {
		facts = append(facts, "in place of "+strings.Join(p.Replaces, ", "))
	}
	return facts
}

func (m Metric) kind() string {
	kind := strings.ReplaceAll(string(m.Unit), "_", " ")
	if m.Array {
		kind += ", one for each"
	}
	return kind
}

// usage returns how a fault is written.
func (f FaultForm) usage() string {
	part := f.Part
	if f.Count != "" {
		part += " N"
	}
	switch f.Verb {
	case Slow:
		return fmt.Sprintf("slow %s by FACTOR", part)
	case Errors:
		return fmt.Sprintf("errors %s SHARE%%", part)
	case Hot:
		return "hot SHARE%"
	case Load:
		return "load xFACTOR"
	case Set:
		return fmt.Sprintf("set %s VALUE", f.Part)
	case Add:
		return "add " + f.Part
	}
	return string(f.Verb) + " " + part
}
