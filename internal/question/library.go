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

// A Library is the packs that were found. It does not change, so it is safe for
// concurrent use.
type Library struct {
	packs     []*Pack
	questions []*Question
	problems  Problems
}

// Open reads all packs: the built-in one first, then the folders in their
// order, then the installed ones. Whatever is wrong is in [Library.Problems],
// and the library holds the rest. It takes a while; keep it off the screen.
func Open(s Shelves) *Library {
	l := new(Library)
	if s.BuiltIn != nil {
		l.add(Load(s.BuiltIn, "built in"))
	}
	for _, folder := range s.Folders {
		if folder != "" { // as between two separators of a list
			l.folder(folder)
		}
	}
	if _, err := os.Stat(s.Installed); err == nil {
		l.packsIn(s.Installed)
	}
	slices.SortStableFunc(l.questions, func(a, b *Question) int {
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
	before := len(l.packs) + len(l.problems)
	l.packsIn(folder)
	if len(l.packs)+len(l.problems) == before {
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

func (l *Library) open(folder string) { l.add(Linter{}.LoadFolder(folder)) }

// add takes up a pack with its problems; a nil pack adds none.
func (l *Library) add(pack *Pack, problems Problems) {
	l.problems = append(l.problems, problems...)
	if pack == nil {
		return
	}
	for _, other := range l.packs {
		if other.ID == pack.ID {
			l.wrong(filepath.Join(pack.Origin, packFile), "leave one of them out, or give it another id",
				"id %q is already that of the pack %s", pack.ID, other.Origin)
			return
		}
	}
	l.packs = append(l.packs, pack)
	l.questions = append(l.questions, pack.Questions...)
}

func (l *Library) wrong(file, fix, format string, arguments ...any) {
	l.problems = append(l.problems, Problem{File: file, Message: fmt.Sprintf(format, arguments...), Fix: fix})
}

// Packs returns the packs in the order in which they were found. Nobody may
// change them.
func (l *Library) Packs() []*Pack { return l.packs }

// Questions returns the questions of all packs, by title. Nobody may change
// them.
func (l *Library) Questions() []*Question { return l.questions }

// Problems returns everything that is wrong with the packs.
func (l *Library) Problems() Problems { return l.problems }

// Find returns the question of an id, either "pack/id" or, where only one pack
// has it, the question's alone. The error names what may have been meant.
func (l *Library) Find(id string) (*Question, error) {
	var found []*Question
	var all, matches []string
	for _, q := range l.questions {
		full := q.Pack + "/" + q.ID
		all = append(all, full)
		if id == full || id == q.ID {
			found = append(found, q)
			matches = append(matches, full)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, fmt.Errorf("find question %q: several packs have it; say which: %s", id, strings.Join(matches, ", "))
	case len(all) == 0:
		return nil, fmt.Errorf("find question %q: %w", id, errNoQuestions)
	}
	return nil, fmt.Errorf("find question %q: %s", id, suggestion(id, all))
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
