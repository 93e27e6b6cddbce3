package question

import (
	"slices"
	"strings"

	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/yamldoc"
)

// common checks what every phase has.
func (l *lint) common(p interview.Phase) {
	n, c := l.phase(p), l.question.Common(p)
	l.texts(n.Field("prompts"), "prompt", c.Prompts, l.text)
	l.passage(n.Field("reference"), "reference", c.Reference)
	var ids []string
	for i := range c.Rubric {
		l.rubricItem(p, n.Field("rubric").Item(i), &c.Rubric[i])
		ids = append(ids, c.Rubric[i].ID)
	}
	l.hints(p, n.Field("hints"), c.Hints, ids)
}

func (l *lint) rubricItem(p interview.Phase, n yamldoc.Node, item *RubricItem) {
	l.id(n.Field("id"), item.ID)
	l.claim(n.Field("id"), item.ID, "rubric item")
	l.text(n.Field("text"), "text", item.Text)
	l.text(n.Field("why"), "why", item.Why)
	l.text(n.Field("strong"), "strong", item.Strong)
	l.words(p, n, item)
	l.points(n, item.Points)
	l.oneOf(n.Field("dimension"), "dimension", string(item.Dimension), plain(Dimensions()))
	l.earned(p, n, item)
}

// earned checks what earns a rubric item.
func (l *lint) earned(p interview.Phase, n yamldoc.Node, item *RubricItem) {
	if ids := l.clarificationIDs(); n.Field("asks").Exists() && !slices.Contains(ids, item.Asks) && !l.unsure("phases", "requirements", "clarifications") {
		l.stray("clarification "+item.Asks, n.Field("asks").Place(), choice(item.Asks, ids), "unknown clarification %s", quote(item.Asks))
	}
	if path := n.Field("path"); path.Exists() {
		l.path(path, item.Path)
	}
	if in := n.Field("in"); in.Exists() {
		l.oneOf(in, "field of "+string(p), item.In, fieldNames(p))
		if item.Empty() && (item.Asks != "" || item.Path != "") {
			l.add(in.KeyPlace(), "give it says", "in tells where the item is expected, but no claim is looked for")
		}
	}
	if n.Exists() && item.Empty() && item.Asks == "" && item.Path == "" {
		l.add(n.Place(), "give it says, asks or path", "nothing can earn this item")
	}
}

// fieldNames returns the fields of a phase as an item's "in" spells them.
func fieldNames(p interview.Phase) []string {
	var names []string
	for _, f := range interview.Fields(p) {
		names = append(names, strings.TrimPrefix(string(f), string(p)+"."))
	}
	return names
}

// clarificationIDs returns the ids of the clarifications.
func (l *lint) clarificationIDs() []string {
	var ids []string
	for _, c := range l.question.Phases.Requirements.Clarifications {
		ids = append(ids, c.ID)
	}
	return ids
}

func (l *lint) hints(p interview.Phase, n yamldoc.Node, hints []Hint, ids []string) {
	seen := make(map[string]int)
	unsure := l.unsure("phases", string(p), "rubric")
	for i, h := range hints {
		item := n.Item(i)
		target := item.Field("for")
		first, twice := seen[h.For]
		switch {
		case !target.Exists():
		case !slices.Contains(ids, h.For):
			if !unsure {
				l.stray(string(p)+" item "+h.For, target.Place(), choice(h.For, ids), "%s has no rubric item %s", p, quote(h.For))
			}
		case twice:
			l.add(target.Place(), "put all steps there", "hints for %s are already on line %d", h.For, first)
		default:
			seen[h.For] = target.Place().Line
		}
		l.texts(item.Field("steps"), "step", h.Steps, l.text)
		if steps := item.Field("steps"); steps.Exists() && len(h.Steps) == 0 {
			l.add(steps.Place(), "write one to three, the gentlest first", "the hint has no steps")
		}
	}
}

// maxAsks bounds the questions that a pack brings for its interviewer, who learns
// them all: some tenth of a millisecond for each. They are bounded together and not
// list by list, for one thing is asked for in more ways than another.
const maxAsks = 5000

// requirements checks the clarifications.
func (l *lint) requirements() {
	r := &l.question.Phases.Requirements
	n := l.phase(interview.Requirements)
	for _, w := range []struct{ key, text string }{{"thing", r.Wording.Thing}, {"things", r.Wording.Things}, {"create", r.Wording.Create}, {"open", r.Wording.Open}} {
		l.line(n.Field("wording").Field(w.key), w.key, w.text)
	}
	total := len(r.Outside)
	for _, c := range r.Clarifications {
		total += len(c.Asks)
	}
	if total > maxAsks {
		l.add(n.KeyPlace(), "leave some out", "%d ways to ask are more than %d", total, maxAsks)
		return
	}
	l.each(n.Field("outside"), "question", r.Outside, l.line)
	ids, asks := make(map[string]int), make(map[string]int)
	for i := range r.Clarifications {
		c, n := &r.Clarifications[i], n.Field("clarifications").Item(i)
		l.clarification(n, c)
		l.distinct(n.Field("id"), c.ID, ids, "give it another id", "this id")
		l.distinct(n.Field("ask"), c.Ask, asks, "put the answers together", "the same question")
	}
}

func (l *lint) clarification(n yamldoc.Node, c *Clarification) {
	l.id(n.Field("id"), c.ID)
	l.line(n.Field("ask"), "ask", c.Ask)
	l.each(n.Field("asks"), "question", c.Asks, l.line)
	l.texts(n.Field("standard"), "standard topic", c.Standard, l.standardTopic)
	l.text(n.Field("answer"), "answer", c.Answer)
	l.oneOf(n.Field("topic"), "topic", c.Topic, ClarifyingTopics())
	l.texts(n.Field("reveals"), "given", c.Reveals, l.given)
}

// distinct checks that a text is not there already; lines holds where others are.
func (l *lint) distinct(n yamldoc.Node, text string, lines map[string]int, fix, what string) {
	line, twice := lines[text]
	switch {
	case !n.Exists() || text == "":
	case twice:
		l.add(n.Place(), fix, "%s is already on line %d", what, line)
	default:
		lines[text] = n.Place().Line
	}
}

func (l *lint) standardTopic(n yamldoc.Node, name, text string) {
	var ids []string
	for _, t := range StandardTopics() {
		ids = append(ids, t.ID)
	}
	l.oneOf(n, name, text, ids)
}

func (l *lint) given(n yamldoc.Node, name, text string) {
	if names := l.givenNames(); n.Exists() && !slices.Contains(names, text) && !l.unsure("givens") {
		l.stray("value "+text, n.Place(), choice(text, names), "unknown %s %s", name, quote(text))
	}
}

// path checks a path against the reference design.
func (l *lint) path(n yamldoc.Node, text string) {
	path, err := diagram.ParsePath(text)
	if err != nil {
		l.add(n.Place(), `write one such as "client to db"`, "%s is no path", quote(text))
		return
	}
	if !l.drawn() {
		return
	}
	for _, stop := range path {
		if !l.graph.Has(stop) {
			l.stray("component "+stop, n.Place(), choice(stop, l.nodes()), "the reference design has no %s", quote(stop))
			return
		}
	}
	if l.graph.Trace(path) == nil {
		l.add(n.Place(), "draw it there", "the reference design has no path %s", quote(path.String()))
	}
}
