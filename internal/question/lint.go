package question

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/yamldoc"
)

// A Linter checks packs for their authors, beyond what the users of a question rely
// on. Its fields add checks that take packages above this one; the zero Linter
// leaves those out.
type Linter struct {
	// Scenario, if set, returns what keeps a scenario from running. Its
	// parameters may use names: those of the givens and the estimates, with
	// their expected values.
	Scenario func(s Scenario, names quantity.Names) []Finding
	// Sample, if set, returns an error if the attempt does not get the score that
	// the sample says. It is called for questions without other mistakes.
	Sample func(q *Question, s Sample, a *interview.Attempt) error
}

// A Finding is what is wrong in a scenario.
type Finding struct {
	// Where it is: "system", "parameters.NAME", "faults[N]", "objectives[N]" or a
	// place such as "topology.components[N].kind", with N from 0.
	Where   string
	Message string
	Fix     string // what would be right; may be empty
	// Name says that there is no such parameter: its name is wrong, not its value.
	Name bool
}

// place returns where a finding about the value at n is wrong.
func (f Finding) place(n yamldoc.Node) yamldoc.Place {
	if f.Name {
		return n.KeyPlace()
	}
	return n.Place()
}

// Lint reads the pack in the root of fsys and returns all mistakes of all its
// files, and warnings, in order. Questions with a mistake are left out; the pack is nil if
// even its id or schema cannot be told. origin says where the pack was found,
// and stands before the names of files in problems.
func (l Linter) Lint(fsys fs.FS, origin string) (*Pack, Problems) {
	return l.lint(newReader(fsys, origin))
}

// LintFolder is [Linter.Lint] for a folder on disk. No link leads out of it.
func (l Linter) LintFolder(folder string) (*Pack, Problems) {
	r, err := openFolder(folder)
	if err != nil {
		return nil, Problems{{File: folder, Line: 1, Column: 1, Message: cause(err).Error()}}
	}
	defer r.close()
	return l.lint(r)
}

func (l Linter) lint(r *reader) (*Pack, Problems) {
	r.forAuthor = true
	pack := r.pack(func(files []fs.DirEntry) []listing {
		found := make([]listing, len(files))
		for i, file := range files {
			name := path.Join(questionFolder, file.Name())
			if data, ok := r.file(name); ok {
				found[i] = r.check(name, data, &l)
			}
		}
		return found
	})
	return pack, r.problems
}

// check reports the mistakes of the question that is the content of a file; without a
// linter, those that its users would meet.
func (r *reader) check(name string, data []byte, linter *Linter) listing {
	l := r.question(name, data, linter)
	if !r.within(name, "values", r.values, MaxPackValues) {
		return listing{}
	}
	r.problems = append(r.problems, append(l.problems, l.elsewhere...)...)
	if l.forAuthor {
		r.warnOfCuts(name, l.root)
	}
	return listing{l.question.Summary, l.root.Field("id").Place(), len(l.problems)+len(l.elsewhere) == 0}
}

// A lint is the check of one question.
type lint struct {
	*report
	elsewhere Problems // in files of samples
	reader    *reader
	linter    *Linter
	question  *Question
	root      yamldoc.Node
	scored    []scoredID
	values    values
	graph     *diagram.Graph // the reference design; nil unless for authors
	flaws     []diagram.Problem
}

// A scoredID is an id of something that is scored, at its place.
type scoredID struct {
	at       yamldoc.Place
	id, what string
}

// newLint returns the check of a question: with a linter for its author, and for its
// users without.
func newLint(r *reader, linter *Linter, found *report, root yamldoc.Node, q *Question) *lint {
	found.forAuthor = linter != nil
	return &lint{
		report: found, reader: r, linter: linter, question: q, root: root,
		values: values{known: make(map[string]quantity.Quantity), broken: make(map[string]bool)},
	}
}

// run checks everything that can be checked without running anything.
func (l *lint) run() {
	if !l.schema(l.root, l.question.Schema) || !l.sizes() {
		return
	}
	if l.forAuthor {
		l.graph, l.flaws = diagram.Parse(l.graphLines(), diagram.Vocabulary(l.question.Vocabulary))
	}
	l.summary(l.root, &l.question.Summary)
	l.passage(l.root.Field("brief"), "brief", l.question.Brief)
	l.givens()
	l.vocabulary()
	l.requirements()
	l.capacity()
	l.design()
	l.detail()
	l.scale()
	l.minutes()
	for _, p := range interview.Phases() {
		l.common(p)
	}
	l.settle()
	l.scenarios()
	if l.forAuthor {
		l.attempts()
		l.references()
	}
	l.count()
}

// unsure reports whether reading the file found a mistake in what a step of names leads
// to: then what seems to be missing from it may be there.
func (l *lint) unsure(steps ...string) bool {
	n := l.root
	for _, step := range steps {
		n = n.Field(step)
	}
	return n.Touches(l.found)
}

// summary checks what stands at the top of a question.
func (r *report) summary(root yamldoc.Node, s *Summary) {
	r.id(root.Field("id"), s.ID)
	r.line(root.Field("title"), "title", s.Title)
	r.line(root.Field("like"), "like", s.Like)
	r.oneOf(root.Field("level"), "level", s.Level, plain(interview.Levels()))
	r.texts(root.Field("tags"), "tag", s.Tags, r.tag)
}

func (r *report) tag(n yamldoc.Node, name, text string) { r.identifier(n.Place(), name, text, '-') }

// phase returns the node of a phase.
func (l *lint) phase(p interview.Phase) yamldoc.Node {
	return l.root.Field("phases").Field(string(p))
}

// minutes checks that all phases have a fitting number of minutes, or none has.
func (l *lint) minutes() {
	given := 0
	for _, p := range interview.Phases() {
		if l.phase(p).Field("minutes").Exists() {
			given++
		}
	}
	for _, p := range interview.Phases() {
		n, minutes := l.phase(p).Field("minutes"), l.question.Common(p).Minutes
		least, most := usualMinutes(p)
		switch {
		case !n.Exists() && given > 0 && l.phase(p).Exists():
			l.add(l.phase(p).KeyPlace(), fmt.Sprintf("write minutes: %d, or leave them out of all phases", l.planned(p)),
				"%s has no minutes, but other phases have", p)
		case n.Exists() && (minutes < least || minutes > most):
			l.add(n.Place(), "write "+span(least, most), "%d minutes do not suit %s", minutes, p)
		}
	}
}

// planned returns the minutes of a phase: the author's own, or else those of the
// usual plan.
func (l *lint) planned(p interview.Phase) int { return l.question.PlannedMinutes(p) }

// usualMinutes returns the fewest and the most minutes that the usual plans set
// aside for a phase.
func usualMinutes(p interview.Phase) (least, most int) {
	least = plannedMinutes(interview.DefaultMinutes, p)
	most = least
	for _, total := range []int{35, 60, 65} {
		minutes := plannedMinutes(total, p)
		least, most = min(least, minutes), max(most, minutes)
	}
	return least, most
}

func plannedMinutes(total int, p interview.Phase) int {
	plan, err := interview.PlanFor(total)
	if err != nil {
		panic(err) // the totals are usual ones
	}
	return int(plan.Budget(p).Minutes())
}

// claim notes the id of something that is scored.
func (l *lint) claim(n yamldoc.Node, id, what string) {
	if n.Exists() && id != "" {
		l.scored = append(l.scored, scoredID{n.Place(), id, what})
	}
}

// settle reports ids that are claimed twice. All that is scored shares one
// namespace, for hints and overrides refer to it by id alone.
func (l *lint) settle() {
	slices.SortStableFunc(l.scored, func(a, b scoredID) int {
		return cmp.Or(cmp.Compare(a.at.Line, b.at.Line), cmp.Compare(a.at.Column, b.at.Column))
	})
	first := make(map[string]scoredID)
	for _, c := range l.scored {
		if other, taken := first[c.id]; taken {
			l.add(c.at, "give it another id", "id %q is already that of the %s on line %d", c.id, other.what, other.at.Line)
			continue
		}
		first[c.id] = c
	}
}

// maxItems bounds the lists of a question, maxTerms that of its terms.
const (
	maxItems = 100
	maxTerms = 300
)

// sizes reports whether all lists of things are of a size to work with.
func (l *lint) sizes() bool {
	q, before := l.question, len(l.problems)
	for _, p := range interview.Phases() {
		l.size(l.phase(p).Field("rubric"), len(q.Common(p).Rubric))
		l.size(l.phase(p).Field("hints"), len(q.Common(p).Hints))
	}
	l.size(l.phase(interview.Requirements).Field("clarifications"), len(q.Phases.Requirements.Clarifications))
	l.size(l.phase(interview.Capacity).Field("estimates"), len(q.Phases.Capacity.Estimates))
	l.size(l.phase(interview.Detail).Field("decisions"), len(q.Phases.Detail.Decisions))
	l.size(l.phase(interview.Scale).Field("curveballs"), len(q.Phases.Scale.Curveballs))
	for _, list := range []struct {
		name string
		size int
	}{{"givens", len(q.Givens)}, {"about", len(q.About)}, {"vocabulary", len(q.Vocabulary)}, {"scenarios", len(q.Scenarios)}, {"samples", len(q.Samples)}, {"references", len(q.References)}} {
		l.size(l.root.Field(list.name), list.size)
	}
	if n := len(q.Terms); n > maxTerms {
		l.add(l.root.Field("terms").KeyPlace(), "leave some out", "%d entries are more than %d", n, maxTerms)
	}
	for i, term := range q.Terms {
		l.size(l.root.Field("terms").Item(i).Field("forms"), len(term.Forms))
	}
	return len(l.problems) == before
}

func (l *lint) references() {
	for i, r := range l.question.References {
		n := l.root.Field("references").Item(i)
		l.line(n.Field("title"), "title", r.Title)
		if url := n.Field("url"); url.Exists() && !isURL(r.URL) {
			l.add(url.Place(), "write one such as https://example.org/page", "%s is no web address", quote(r.URL))
		}
	}
}

// mostURL bounds the bytes of a web address.
const mostURL = 500

// isURL reports whether a text is an address on the web, as people copy it.
func isURL(text string) bool {
	rest, ok := strings.CutPrefix(text, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(text, "http://")
	}
	return ok && rest != "" && !strings.HasPrefix(rest, "/") && len(text) <= mostURL && !strings.ContainsAny(text, " \n\t\"<>\\^`{}")
}

// lintPack checks a pack.yaml.
func lintPack(r *report, root yamldoc.Node, p *Pack) {
	if !r.schema(root, p.Schema) {
		return
	}
	r.id(root.Field("id"), p.ID)
	r.line(root.Field("title"), "title", p.Title)
	r.line(root.Field("version"), "version", p.Version)
	r.texts(root.Field("authors"), "author", p.Authors, r.line)
	r.line(root.Field("license"), "license", p.License)
}
