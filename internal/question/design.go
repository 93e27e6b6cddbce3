package question

import (
	"maps"
	"slices"
	"strings"

	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/yamldoc"
)

// vocabulary checks the names that a question adds to the notation.
func (l *lint) vocabulary() {
	n := l.root.Field("vocabulary")
	for _, kind := range slices.Sorted(maps.Keys(l.question.Vocabulary)) {
		if !slices.Contains(diagram.Kinds(), diagram.Kind(kind)) {
			l.add(n.Field(kind).KeyPlace(), choice(kind, plain(diagram.Kinds())), "unknown kind of component %s", quote(kind))
		}
		l.texts(n.Field(kind), "name", l.question.Vocabulary[kind], l.line)
	}
}

// drawn reports whether the reference design can be held against. A mistake of
// its own would make others of it.
func (l *lint) drawn() bool {
	return l.graph != nil && len(l.flaws) == 0 && len(l.graph.Nodes) > 0 && !l.unsure("vocabulary")
}

func (l *lint) graphLines() []string {
	return strings.Split(strings.TrimRight(l.question.Phases.Design.Graph, "\n"), "\n")
}

// design checks the reference design and what it must have.
func (l *lint) design() {
	n, d := l.phase(interview.Design), &l.question.Phases.Design
	l.reference(n.Field("graph"), d.Graph)
	l.texts(n.Field("components"), "component", d.Components, l.component)
	l.texts(n.Field("paths"), "path", d.Paths, func(n yamldoc.Node, _, text string) { l.path(n, text) })
	l.texts(n.Field("apis"), "endpoint", d.APIs, l.text)
	l.texts(n.Field("flow"), "step", d.Flow, l.text)
}

// reference reports the lines of the reference design that cannot be read.
func (l *lint) reference(n yamldoc.Node, graph string) {
	l.passage(n, "graph", graph)
	lines := l.graphLines()
	for _, p := range l.flaws {
		offset := 0
		for _, line := range lines[:p.Line] {
			offset += len(line) + 1
		}
		runes := []rune(lines[p.Line])
		offset += len(string(runes[:min(p.Column-1, len(runes))]))
		l.add(n.Within(offset), p.Fix, "%s", p.Message)
	}
	if l.graph == nil {
		return
	}
	for _, note := range l.graph.Notes {
		offset := 0
		for _, line := range lines[:note.Line] {
			offset += len(line) + 1
		}
		text := note.Text
		if note.Ignored {
			text = "the line draws nothing: " + text
		}
		l.reader.warn(l.question.File, n.Within(offset), "", brief(text))
	}
}

// component checks that the reference design has a component.
func (l *lint) component(n yamldoc.Node, name, text string) {
	l.line(n, name, text)
	if l.drawn() && strings.TrimSpace(text) != "" && !l.graph.Has(text) {
		l.stray("component "+text, n.Place(), choice(text, l.nodes()), "the reference design has no %s", quote(text))
	}
}

// nodes returns the names of the components of the reference design.
func (l *lint) nodes() []string {
	var names []string
	for _, node := range l.graph.Nodes {
		names = append(names, node.Name)
	}
	return names
}

// detail checks the decisions.
func (l *lint) detail() {
	list := l.phase(interview.Detail).Field("decisions")
	for i := range l.question.Phases.Detail.Decisions {
		l.decision(list.Item(i), &l.question.Phases.Detail.Decisions[i])
	}
}

func (l *lint) decision(n yamldoc.Node, d *Decision) {
	l.id(n.Field("id"), d.ID)
	l.claim(n.Field("id"), d.ID, "decision")
	l.oneOf(n.Field("topic"), "topic", string(d.Topic), plain(interview.Topics()))
	l.text(n.Field("ask"), "ask", d.Ask)
	l.claimTexts(n.Field("because"), d.Because)
	l.points(n, d.Points)
	options := n.Field("options")
	if !options.Exists() {
		return
	}
	if !l.size(options, len(d.Options)) {
		return
	}
	good, taken := false, make(map[string]bool)
	for i := range d.Options {
		l.option(options.Item(i), &d.Options[i], taken)
		good = good || d.Options[i].Fit == Fits()[0]
	}
	switch {
	case len(d.Options) < 2:
		l.add(options.KeyPlace(), "write two or more", "too few options to decide between")
	case !good:
		l.add(options.KeyPlace(), "give one the fit good", "none of the options is good")
	}
}

func (l *lint) option(n yamldoc.Node, o *Option, taken map[string]bool) {
	l.text(n.Field("consequence"), "consequence", o.Consequence)
	l.oneOf(n.Field("fit"), "fit", o.Fit, Fits())
	if !l.size(n.Field("also"), len(o.Also)) {
		return
	}
	for i, name := range append([]string{o.Choice}, o.Also...) {
		at := n.Field("choice")
		if i > 0 {
			at = n.Field("also").Item(i - 1)
		}
		l.line(at, "choice", name)
		key := strings.ToLower(strings.TrimSpace(name))
		if taken[key] && key != "" {
			l.add(at.Place(), "name it otherwise", "%s is already a choice", quote(name))
		}
		taken[key] = true
	}
}

// scale checks the curveballs and bottlenecks.
func (l *lint) scale() {
	n := l.phase(interview.Scale)
	for i := range l.question.Phases.Scale.Curveballs {
		l.curveball(n.Field("curveballs").Item(i), &l.question.Phases.Scale.Curveballs[i])
	}
	l.texts(n.Field("bottleneck"), "component", l.question.Phases.Scale.Bottleneck, l.component)
}

func (l *lint) curveball(n yamldoc.Node, c *Curveball) {
	l.id(n.Field("id"), c.ID)
	l.claim(n.Field("id"), c.ID, "curveball")
	l.oneOf(n.Field("phase"), "phase", string(c.Phase), plain(interview.Phases()))
	l.text(n.Field("says"), "says", c.Says)
	l.changes(n.Field("changes"), c.Changes)
	l.faults(n.Field("faults"), c.Faults)
	l.claimTexts(n.Field("expects"), c.Expects)
	l.points(n, c.Points)
	if expects := n.Field("expects"); expects.Exists() && len(c.Expects) == 0 {
		l.add(expects.Place(), "write what a good reaction says", "nothing can earn this curveball")
	}
	if at := n.Field("minute"); at.Exists() && c.Phase.Index() >= 0 {
		if last := l.planned(c.Phase) - 1; c.Minute < 0 || c.Minute > last {
			l.add(at.Place(), "write "+span(0, last), "minute %d is not within %s", c.Minute, c.Phase)
		}
	}
}
