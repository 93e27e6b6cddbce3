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
	if asks := n.Field("asks"); asks.Exists() && !l.isAsk(item.Asks) {
		l.add(asks.Place(), l.nearestAsk(item.Asks), "no clarification asks %s", quote(item.Asks))
	}
	if path := n.Field("path"); path.Exists() {
		l.path(path, item.Path)
	}
	if in := n.Field("in"); in.Exists() {
		l.oneOf(in, "field of "+string(p), item.In, fieldNames(p))
		if item.Empty() {
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

func (l *lint) isAsk(text string) bool {
	return slices.ContainsFunc(l.question.Phases.Requirements.Clarifications, func(c Clarification) bool { return c.Ask == text })
}

func (l *lint) nearestAsk(text string) string {
	if c, ok := l.question.Clarify(text); ok {
		return "did you mean " + quote(c.Ask) + "?"
	}
	return "write the wording of one of the clarifications"
}

func (l *lint) hints(p interview.Phase, n yamldoc.Node, hints []Hint, ids []string) {
	seen := make(map[string]int)
	for i, h := range hints {
		item := n.Item(i)
		target := item.Field("for")
		first, twice := seen[h.For]
		switch {
		case !target.Exists():
		case !slices.Contains(ids, h.For):
			l.add(target.Place(), choice(h.For, ids), "%s has no rubric item %s", p, quote(h.For))
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

// maxPhrasings bounds the phrases that all clarifications have together, each of
// which is held against all others.
const maxPhrasings = 600

// requirements checks the clarifications.
func (l *lint) requirements() {
	clarifications := l.question.Phases.Requirements.Clarifications
	list := l.phase(interview.Requirements).Field("clarifications")
	phrasings := 0
	for i := range clarifications {
		phrasings += len(clarifications[i].phrasings())
	}
	if phrasings > maxPhrasings {
		l.add(list.KeyPlace(), "leave some out", "%d ways to ask are more than %d", phrasings, maxPhrasings)
		return
	}
	asked := make(map[string]int)
	for i := range clarifications {
		c, n := &clarifications[i], list.Item(i)
		l.phrase(n.Field("ask"), "ask", c.Ask)
		l.phrases(n.Field("also"), c.Also)
		l.text(n.Field("answer"), "answer", c.Answer)
		l.oneOf(n.Field("topic"), "topic", c.Topic, ClarifyingTopics())
		l.texts(n.Field("reveals"), "given", c.Reveals, l.given)
		ask := n.Field("ask").Place()
		if first, twice := asked[c.Ask]; twice && c.Ask != "" {
			l.add(ask, "put the answers together", "the same question is on line %d", first)
			continue
		}
		asked[c.Ask] = ask.Line
		if l.forAuthor {
			l.understood(n, i, c)
		}
	}
}

func (l *lint) given(n yamldoc.Node, name, text string) {
	l.oneOf(n, name, text, l.givenNames())
}

// understood checks that each wording of a clarification gets its answer and not
// that of another one.
func (l *lint) understood(n yamldoc.Node, index int, c *Clarification) {
	for i, text := range c.phrasings() {
		at := n.Field("ask")
		if i > 0 {
			at = n.Field("also").Item(i - 1)
		}
		other := l.question.meant(text)
		if other < 0 || other == index {
			continue
		}
		wrong := &l.question.Phases.Requirements.Clarifications[other]
		if wrong.Ask != c.Ask {
			l.add(at.Place(), "say more, or make the other say more", "%s would be answered as %s", quote(text), quote(wrong.Ask))
		}
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
			l.add(n.Place(), choice(stop, l.nodes()), "the reference design has no %s", quote(stop))
			return
		}
	}
	if l.graph.Trace(path) == nil {
		l.add(n.Place(), "draw it there", "the reference design has no path %s", quote(path.String()))
	}
}
