package question

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/lexicon"
	"spar/internal/yamldoc"
)

// A Term adds an idea to the lexicon, or forms to one that it has.
type Term struct {
	// Name of the idea, an id: "short-code".
	Name string `yaml:"name"`
	// Forms in which people say it. A form that begins with "=" hides the ideas within
	// it.
	Forms []string `yaml:"forms"`
	// Is names broader ideas.
	Is []string `yaml:"is,omitempty"`
}

// A reading is what it takes to read an attempt at a question: made once, when it
// is first needed.
type reading struct {
	once    sync.Once
	lexicon *lexicon.Lexicon
	items   map[string]*claim.Item
	shown   shown
}

// read returns the reading, ready.
func (q *Question) read() *reading {
	r := &q.reading
	r.once.Do(func() {
		r.items = make(map[string]*claim.Item)
		var claims []*claim.Claim
		add := func(id string, w claim.Words) {
			item, _ := claim.Compile(w) // what cannot be read is lint's to say
			r.items[id] = item
			claims = append(claims, item.Claims()...)
		}
		for _, p := range interview.Phases() {
			for _, item := range q.Common(p).Rubric {
				add(item.ID, item.Words)
			}
		}
		for _, e := range q.Phases.Capacity.Estimates {
			add(e.ID, claim.Words{Says: e.Decides})
		}
		for _, d := range q.Phases.Detail.Decisions {
			add(d.ID, claim.Words{Says: d.Because})
		}
		for _, c := range q.Phases.Scale.Curveballs {
			add(c.ID, claim.Words{Says: c.Expects})
		}
		var terms []lexicon.Idea
		for _, t := range q.Terms {
			terms = append(terms, lexicon.Idea{Name: t.Name, Forms: t.Forms, Is: t.Is})
		}
		r.lexicon = claim.Vocabulary().With(terms)
		r.lexicon = r.lexicon.With(claim.Literals(r.lexicon, claims...))
		r.shown = newShown(q)
	})
	return r
}

// Lexicon returns the ideas in which the question's claims are written. It is safe
// for concurrent use, as is [Question.Item].
func (q *Question) Lexicon() *lexicon.Lexicon { return q.read().lexicon }

// Item returns what lines earn a rubric item, support an estimate's decision or a
// choice, or answer a curveball, by its id; nil if there is none.
func (q *Question) Item(id string) *claim.Item { return q.read().items[id] }

// words checks the claims of a rubric item.
func (l *lint) words(p interview.Phase, n yamldoc.Node, item *RubricItem) {
	before := len(l.problems)
	l.claimTexts(n.Field("says"), item.Says)
	l.claimTexts(n.Field("opposite"), item.Opposite)
	fields := allFields()
	for _, field := range slices.Sorted(maps.Keys(item.Enough)) {
		at := n.Field("enough").Field(field)
		if !slices.Contains(fields, field) {
			l.add(at.KeyPlace(), choice(field, fields), "unknown field or phase %s", quote(field))
		}
		l.claimTexts(at, item.Enough[field])
	}
	for key, names := range map[string][]string{"only_in": item.OnlyIn, "not_in": item.NotIn, "also_in": item.AlsoIn} {
		for i, name := range names {
			l.oneOf(n.Field(key).Item(i), "field or phase", name, fields)
		}
	}
	if like := n.Field("like"); l.forAuthor && like.Exists() {
		l.oneOf(like, "standard item", item.Like, slices.Sorted(maps.Keys(claim.Standard())))
	}
	l.texts(n.Field("yes"), "line", item.Yes, l.line)
	l.texts(n.Field("no"), "line", item.No, l.line)
	if l.forAuthor && len(l.problems) == before && !n.Touches(l.found) && !item.Empty() {
		l.tried(p, n, item)
	}
}

// tried checks that the lines of yes earn the item and those of no do not.
func (l *lint) tried(p interview.Phase, n yamldoc.Node, item *RubricItem) {
	field := item.In
	if field == "" {
		field = strings.TrimPrefix(string(interview.Fields(p)[0]), string(p)+".")
	}
	for key, lines := range map[string][]string{"yes": item.Yes, "no": item.No} {
		for i, text := range lines {
			j := l.question.Item(item.ID).Judge(claim.Read(l.question.Lexicon(), text, field), string(p))
			if (j.State == claim.Seen) != (key == "yes") {
				l.add(n.Field(key).Item(i).Place(), "mend a claim, or the line", "under %s the line %s earns the item: %v", field, quote(text), j.State == claim.Seen)
			}
		}
	}
}

// allFields returns the last parts of the ids of all fields, and the phases.
func allFields() []string {
	names := plain(interview.Phases())
	for _, p := range interview.Phases() {
		names = append(names, fieldNames(p)...)
	}
	return names
}

// claimTexts checks a list of claims.
func (r *report) claimTexts(n yamldoc.Node, claims []string) {
	r.texts(n, "claim", claims, func(n yamldoc.Node, name, text string) {
		r.bounded(n, name, text, mostText)
		if !r.forAuthor || strings.TrimSpace(text) == "" {
			return
		}
		if _, err := claim.Parse(text); err != nil {
			r.add(n.Place(), `write its ideas in brackets, as in "[cache] [miss]"`, "%v", err)
		}
	})
}
