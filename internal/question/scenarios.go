package question

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"spar/internal/interview"
	"spar/internal/topology"
	"spar/internal/yamldoc"
)

// scenarios checks the runs that the question offers, and the parameters that
// decisions set in them.
func (l *lint) scenarios() {
	ids := make(map[string]int)
	for i := range l.question.Scenarios {
		s, n := &l.question.Scenarios[i], l.root.Field("scenarios").Item(i)
		l.id(n.Field("id"), s.ID)
		if first, twice := ids[s.ID]; twice && s.ID != "" {
			l.add(n.Field("id").Place(), "give it another id", "id %q is already that of the scenario on line %d", s.ID, first)
		}
		ids[s.ID] = n.Field("id").Place().Line
		l.scenario(n, s)
	}
	decisions := l.phase(interview.Detail).Field("decisions")
	for i, d := range l.question.Phases.Detail.Decisions {
		for j, o := range d.Options {
			l.sets(decisions.Item(i).Field("options").Item(j).Field("sets"), o.Sets)
		}
	}
}

func (l *lint) scenario(n yamldoc.Node, s *Scenario) {
	l.line(n.Field("title"), "title", s.Title)
	l.line(n.Field("system"), "system", s.System)
	l.texts(n.Field("faults"), "fault", s.Faults, l.line)
	l.texts(n.Field("objectives"), "objective", s.Objectives, l.line)
	l.parameters(n.Field("parameters"), s.Parameters)
	var ids []string
	for _, e := range l.question.Phases.Capacity.Estimates {
		ids = append(ids, e.ID)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Estimates)) {
		l.oneOf(n.Field("estimates").Field(name), "estimate", s.Estimates[name], ids)
	}
	for _, f := range l.findings(*s, s.Estimates) {
		at := find(n, f.Where)
		if name, ok := strings.CutPrefix(f.Where, "parameters."); ok && s.Estimates[name] != "" {
			at = n.Field("estimates").Field(name)
		}
		l.stray(f.Message, f.place(at), f.Fix, "%s", f.Message)
	}
	l.designed(n.Field("design"), s)
}

func (l *lint) parameters(n yamldoc.Node, parameters map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		l.line(n.Field(name), name, parameters[name])
	}
}

// findings returns what keeps a scenario from running with other parameters in
// place of its own. It is silent where that may follow from mistakes in givens
// and estimates.
func (l *lint) findings(s Scenario, instead map[string]string) []Finding {
	if l.linter == nil || l.linter.Scenario == nil || len(l.values.broken) > 0 || l.unsure("givens") || l.unsure("phases", "capacity", "estimates") || l.unsure("scenarios") {
		return nil
	}
	if l.reader.runs++; !l.reader.within(l.question.File, "runs to try", l.reader.runs, MaxPackRuns) {
		return nil
	}
	parameters := maps.Clone(s.Parameters)
	if parameters == nil {
		parameters = make(map[string]string)
	}
	maps.Copy(parameters, instead)
	s.Parameters = parameters
	return l.linter.Scenario(s, l.values.lookup)
}

// sets checks the parameters that an option sets in the scenario of a session.
func (l *lint) sets(n yamldoc.Node, sets map[string]string) {
	if len(sets) == 0 {
		return
	}
	if len(l.question.Scenarios) == 0 {
		l.add(n.KeyPlace(), "remove it, or write a scenario", "it sets parameters, but the question has no scenario")
		return
	}
	l.parameters(n, sets)
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		set := map[string]string{name: sets[name]}
		l.fits(n.Field(name), "parameters."+name, func(s Scenario) []Finding { return l.findings(s, set) })
	}
}

// fits reports what keeps an item at n from fitting each of the scenarios; it must
// fit one. The findings of the first are shown, where they are about the item; but
// rather those of one that knows its name.
func (l *lint) fits(n yamldoc.Node, where string, findings func(Scenario) []Finding) {
	var first []Finding
	for i, s := range l.question.Scenarios {
		var found []Finding
		for _, f := range findings(s) {
			if f.Where == where {
				found = append(found, f)
			}
		}
		if len(found) == 0 {
			return
		}
		if i == 0 || first[0].Name && !found[0].Name {
			first = found
		}
	}
	for _, f := range first {
		l.stray(f.Message, f.place(n), f.Fix, "%s", f.Message)
	}
}

// faults checks what a curveball does to runs.
func (l *lint) faults(n yamldoc.Node, faults []string) {
	if len(faults) == 0 {
		return
	}
	if len(l.question.Scenarios) == 0 {
		l.add(n.KeyPlace(), "remove them, or write a scenario", "it brings faults, but the question has no scenario")
		return
	}
	l.texts(n, "fault", faults, l.line)
	for i, fault := range faults {
		l.fits(n.Item(i), "faults[0]", func(s Scenario) []Finding {
			s.Faults = []string{fault}
			return l.findings(s, nil)
		})
	}
}

// designed checks the parameters that a design sets.
func (l *lint) designed(n yamldoc.Node, s *Scenario) {
	instead := make(map[string]string)
	for _, name := range slices.Sorted(maps.Keys(s.Design)) {
		text := s.Design[name]
		kind, figure, _ := strings.Cut(text, ".")
		c := topology.Component{Kind: topology.Kind(kind)}
		figures := c.Figures()
		at := slices.IndexFunc(figures, func(f topology.Figure) bool { return f.Name == figure })
		if at < 0 {
			l.add(n.Field(name).Place(), `write a kind and a figure of it, such as "store.shards"`, "no design states %s", quote(text))
			continue
		}
		if figures[at].Default != "" {
			instead[name] = figures[at].Default
		}
	}
	for _, f := range l.findings(*s, instead) {
		name, ok := strings.CutPrefix(f.Where, "parameters.")
		if _, ours := instead[name]; ok && ours {
			l.add(f.place(n.Field(name)), f.Fix, "%s", f.Message)
		}
	}
}

// find returns the value in n that a [Finding] names.
func find(n yamldoc.Node, where string) yamldoc.Node {
	if name, ok := strings.CutPrefix(where, "parameters."); ok {
		return n.Field("parameters").Field(name)
	}
	for step := range strings.SplitSeq(where, ".") {
		key, index, _ := strings.Cut(step, "[")
		n = n.Field(key)
		if i, err := strconv.Atoi(strings.TrimSuffix(index, "]")); err == nil {
			n = n.Item(i)
		}
	}
	return n
}

// Range returns the lowest and the highest overall score that the sample may
// get.
func (s Sample) Range() (low, high float64, err error) {
	from, to, ok := strings.Cut(s.Overall, "..")
	if ok {
		if low, err = strconv.ParseFloat(strings.TrimSpace(from), 64); err == nil {
			high, err = strconv.ParseFloat(strings.TrimSpace(to), 64)
		}
	}
	// The comparisons are false for what is not a number.
	if !ok || err != nil || !(low >= 1 && low <= high && high <= 4) {
		return 0, 0, fmt.Errorf("%s is no range of scores: write one from 1 to 4, such as 3.2..4", quote(s.Overall))
	}
	return low, high, nil
}

// attempts checks the samples.
func (l *lint) attempts() {
	files := make(map[string]int)
	for i := range l.question.Samples {
		s, n := &l.question.Samples[i], l.root.Field("samples").Item(i)
		l.oneOf(n.Field("level"), "level", string(s.Level), plain(interview.Levels()))
		if _, _, err := s.Range(); err != nil && n.Field("overall").Exists() {
			l.add(n.Field("overall").Place(), "write one from 1 to 4, such as 3.2..4", "%s is no range of scores", quote(s.Overall))
		}
		file := n.Field("file")
		if first, twice := files[s.File+"@"+string(s.Level)]; twice {
			l.add(file.Place(), "remove one of them", "the sample on line %d has the same file and level", first)
			continue
		}
		files[s.File+"@"+string(s.Level)] = file.Place().Line
		if file.Exists() && !l.reader.full {
			l.attempt(n, s)
		}
	}
}
