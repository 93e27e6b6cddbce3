package question

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"spar/internal/interview"
	"spar/internal/spelling"
)

// maxPacks bounds the packs in one folder of packs.
const maxPacks = 200

// Shelves say where packs are kept.
type Shelves struct {
	// BuiltIn is the pack that comes with the program; nil for none.
	BuiltIn fs.FS
	// Folders are what the user names, by flag or in the environment: each is a
	// pack or holds packs. Empty names are passed over.
	Folders []string
	// Installed is the folder of installed packs, a folder each. It need not
	// exist; empty for none.
	Installed string
}

// A Library is the packs that were found, and the summaries of their questions. It
// does not change, so it is safe for concurrent use; the questions themselves are
// read when they are asked for.
type Library struct {
	builtIn   fs.FS
	packs     []*Pack
	questions []Summary
	errors    []error // each a *PackError
}

// Open lists all packs: the built-in one first, then the folders in their
// order, then the installed ones. Whatever is wrong is in [Library.Errors],
// and the library holds the rest. It reads little of each file and writes none, but
// keep it off the screen all the same.
func Open(s Shelves) *Library {
	l := &Library{builtIn: s.BuiltIn}
	if s.BuiltIn != nil {
		l.list(newReader(s.BuiltIn, "built in"))
	}
	for _, folder := range s.Folders {
		if folder != "" { // as between two separators of a list
			l.folder(folder)
		}
	}
	if _, err := os.Stat(s.Installed); err == nil {
		l.packsIn(s.Installed)
	}
	slices.SortStableFunc(l.questions, func(a, b Summary) int {
		return cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title))
	})
	return l
}

// folder reads a folder that is a pack or holds packs.
func (l *Library) folder(folder string) {
	_, err := os.Stat(filepath.Join(folder, packFile))
	if err == nil {
		l.open(folder)
		return
	}
	before := len(l.packs) + len(l.errors)
	l.packsIn(folder)
	if len(l.packs)+len(l.errors) == before {
		l.wrong(folder, "name a folder with a "+packFile, "neither a pack nor a folder of packs")
	}
}

// packsIn reads the folders with a pack.yaml in a folder.
func (l *Library) packsIn(folder string) {
	entries, err := readDir(os.DirFS(folder), ".", maxPacks+1)
	switch {
	case err != nil:
		l.wrong(folder, "", "%v", cause(err))
		return
	case len(entries) > maxPacks:
		l.wrong(folder, "", "more than %d entries", maxPacks)
		return
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	for _, entry := range entries {
		pack := filepath.Join(folder, entry.Name())
		if !printable(entry.Name()) {
			l.wrong(folder, "rename it", "a folder is called %s", quote(entry.Name()))
			continue
		}
		if _, err := os.Stat(filepath.Join(pack, packFile)); err == nil {
			l.open(pack)
		}
	}
}

// open lists the pack in a folder.
func (l *Library) open(folder string) {
	r, err := openFolder(folder)
	if err != nil {
		l.wrong(folder, "", "%v", cause(err))
		return
	}
	defer r.close()
	l.list(r)
}

// list takes up a pack with its mistakes, if it is one.
func (l *Library) list(r *reader) {
	pack := r.pack(r.summaries)
	if len(r.problems) > 0 {
		l.errors = append(l.errors, &PackError{r.folder, r.problems})
	}
	if pack == nil {
		return
	}
	for _, other := range l.packs {
		if other.ID == pack.ID {
			l.errors = append(l.errors, &PackError{Problems: Problems{{
				File: filepath.Join(pack.Origin, packFile), Line: 1, Column: 1,
				Message: fmt.Sprintf("id %q is already that of the pack %s", pack.ID, other.Origin),
				Fix:     "leave one of them out, or give it another id",
			}}})
			return
		}
	}
	l.packs = append(l.packs, pack)
	l.questions = append(l.questions, pack.Questions...)
}

// wrong reports a mistake of a folder of packs, of which no linter tells more.
func (l *Library) wrong(folder, fix, format string, arguments ...any) {
	l.errors = append(l.errors, &PackError{Problems: Problems{{File: folder, Message: fmt.Sprintf(format, arguments...), Fix: fix}}})
}

// Packs returns the packs in the order in which they were found. Nobody may
// change them.
func (l *Library) Packs() []*Pack { return l.packs }

// Questions returns the summaries of the questions of all packs, by title. Nobody may
// change them.
func (l *Library) Questions() []Summary { return l.questions }

// Errors returns what was seen to be wrong with the packs, a [PackError] for each. A question
// is not among them whose summary is sound: [Library.Find] tells what is wrong with it.
func (l *Library) Errors() []error { return l.errors }

// Find reads the question of an id, as [Library.Lookup] takes it. If it cannot be
// used, the error is a [PackError]. It reads a file; keep it off the screen.
func (l *Library) Find(id string) (*Question, error) {
	s, err := l.Lookup(id)
	if err != nil {
		return nil, err
	}
	r, err := l.reader(l.pack(s.Pack))
	if err != nil {
		return nil, fmt.Errorf("open question %s: %w", s.FullID(), cause(err))
	}
	defer r.close()
	return l.read(r, s)
}

// All reads all questions, in the order of [Library.Questions]. Those that cannot be
// used are left out, with an error for each.
func (l *Library) All() (all []*Question, errs []error) {
	readers := make(map[string]*reader)
	for _, s := range l.questions {
		r := readers[s.Pack]
		if r == nil {
			var err error
			if r, err = l.reader(l.pack(s.Pack)); err != nil {
				errs = append(errs, fmt.Errorf("open pack %s: %w", s.Pack, cause(err)))
				continue
			}
			defer r.close()
			readers[s.Pack] = r
		}
		q, err := l.read(r, s)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, q)
	}
	return all, errs
}

// read reads the question of a summary from its pack.
func (l *Library) read(r *reader, s Summary) (*Question, error) {
	q, problems := r.usable(s)
	if len(problems) > 0 {
		return nil, fmt.Errorf("open question %s: %w", s.FullID(), &PackError{r.folder, problems})
	}
	q.Pack = s.Pack
	return q, nil
}

// reader returns a reader of a pack, which must be closed.
func (l *Library) reader(pack *Pack) (*reader, error) {
	if pack.folder == "" {
		return newReader(l.builtIn, pack.Origin), nil
	}
	return openFolder(pack.folder)
}

// pack returns the pack of an id, which a summary has.
func (l *Library) pack(id string) *Pack {
	return l.packs[slices.IndexFunc(l.packs, func(p *Pack) bool { return p.ID == id })]
}

// usable reads the question of a summary, and what is wrong with it for its users.
func (r *reader) usable(s Summary) (*Question, Problems) {
	r.problems = nil
	data, ok := r.file(s.File)
	if !ok {
		return nil, r.orTooLarge(s.File)
	}
	checked := r.question(s.File, data, nil)
	if !r.within(s.File, "values", r.values, MaxPackValues) {
		return nil, r.orTooLarge(s.File)
	}
	if len(checked.problems) == 0 && checked.question.ID != s.ID {
		checked.add(checked.root.Field("id").Place(), "start spar again", "the id was %q a moment ago", s.ID)
	}
	checked.problems.sort()
	return checked.question, checked.problems
}

// orTooLarge returns the mistakes of a file, or that its pack is too large, if that was
// reported before.
func (r *reader) orTooLarge(name string) Problems {
	if len(r.problems) == 0 {
		r.whole(name, "split the pack", "%v", errTooLarge)
	}
	return r.problems
}

// Samples reads the samples of a question that the library gave. Those that cannot be
// read are left out: [Linter.LintFolder] says why.
func (l *Library) Samples(q *Question) []*interview.Attempt {
	r, err := l.reader(l.pack(q.Pack))
	if err != nil {
		return nil
	}
	defer r.close()
	var samples []*interview.Attempt
	for _, s := range q.Samples {
		if a, problems, err := r.attempt(s.File, q, true); err == nil && len(problems) == 0 {
			samples = append(samples, a)
		}
	}
	return samples
}

// Lookup returns the summary of the question of an id, either "pack/id" or, where only
// one pack has it, the question's alone. The error names what may have been meant.
func (l *Library) Lookup(id string) (Summary, error) {
	var found []Summary
	var all, matches []string
	for _, s := range l.questions {
		full := s.FullID()
		all = append(all, full)
		if id == full || id == s.ID {
			found = append(found, s)
			matches = append(matches, full)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return Summary{}, fmt.Errorf("find question %q: several packs have it; say which: %s", id, strings.Join(matches, ", "))
	case len(all) == 0:
		return Summary{}, fmt.Errorf("find question %q: %w", id, errNoQuestions)
	}
	return Summary{}, fmt.Errorf("find question %q: %s", id, suggestion(id, all))
}

var errNoQuestions = errors.New("no pack has any question")

// maxSuggested bounds the ids in an error.
const maxSuggested = 5

// suggestion says which of the ids may have been meant by id.
func suggestion(id string, all []string) string {
	var near []string
	word := strings.ToLower(id)
	intro, end := "did you mean ", "?"
	for _, full := range all {
		_, short, _ := strings.Cut(full, "/")
		if strings.Contains(full, word) || strings.Contains(word, short) || spelling.Nearest(word, []string{full, short}) != "" {
			near = append(near, full)
		}
	}
	if len(near) == 0 || word == "" {
		near, intro, end = all, "there are ", ""
	}
	if len(near) > maxSuggested {
		near, end = near[:maxSuggested], ", ..."+end
	}
	return "no such question; " + intro + strings.Join(near, ", ") + end
}
