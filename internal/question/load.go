package question

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"spar/internal/yamldoc"
)

// Bounds of a pack, within which the work on it stays. A single file is bounded by
// package yamldoc.
const (
	MaxFiles      = 500     // entries of the folder of questions
	MaxPackBytes  = 8 << 20 // of all files that are read
	MaxPackValues = 300_000 // keys, values and items of all files
	MaxPackRuns   = 2000    // scenarios that are built, each with all that may change it
	MaxPackJudged = 1 << 19 // lines of samples, times what is scored
)

// packFile is the file that makes a folder a pack, questionFolder the folder of
// its questions.
const (
	packFile       = "pack.yaml"
	questionFolder = "questions"
)

// A reader reads the files of one pack.
type reader struct {
	fsys      fs.FS
	questions fs.FS // the folder of questions, which each step of a path would open again; nil if there is none
	origin    string
	folder    string // on disk; empty for another file system
	bytes     int64  // read so far
	values    int    // likewise
	runs      int    // built so far
	judged    int    // of samples so far
	full      bool   // a bound is exceeded, and that is reported
	forAuthor bool   // who is told of more than mistakes
	problems  Problems
	close     func()
}

// newReader returns a reader of the pack in the root of fsys. origin stands before
// the names of files in problems.
func newReader(fsys fs.FS, origin string) *reader {
	questions, err := fs.Sub(fsys, questionFolder)
	if err != nil {
		panic(err) // the name is a valid one
	}
	return &reader{fsys: fsys, questions: questions, origin: origin, close: func() {}}
}

// openFolder returns a reader of the pack in a folder, which must be closed. No link
// leads out of it.
func openFolder(folder string) (*reader, error) {
	info, err := os.Stat(folder)
	switch {
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, errNoFolder // opening a pipe would wait
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	r := newReader(rootFS{root}, folder)
	r.folder = folder
	r.close = func() { _ = root.Close() }
	if info, err := root.Stat(questionFolder); err != nil || !info.IsDir() {
		return r, nil
	}
	if questions, err := root.OpenRoot(questionFolder); err == nil {
		r.questions = rootFS{questions}
		r.close = func() { _, _ = questions.Close(), root.Close() }
	}
	return r, nil
}

// A rootFS is a folder on disk, like [os.Root.FS].
type rootFS struct{ root *os.Root }

// Open opens a file for reading. Opening a pipe does not wait, and opening any file
// takes half of the system calls, because it is opened without blocking.
func (r rootFS) Open(name string) (fs.File, error) {
	f, err := r.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Stat describes a file.
func (r rootFS) Stat(name string) (fs.FileInfo, error) { return r.root.Stat(name) }

// pack reads pack.yaml, and of the questions what read returns, one for each of their
// files; the result is nil if even the id or schema of the pack cannot be told.
// Questions with a mistake are left out, and so are those with the id of an earlier one.
func (r *reader) pack(read func(files []fs.DirEntry) []listing) *Pack {
	pack := r.header()
	entries := r.questionFiles()
	files := make(map[string]string) // by id
	for i, found := range read(entries) {
		name := path.Join(questionFolder, entries[i].Name())
		if first, twice := files[found.ID]; twice {
			r.add(name, found.at, "give it another id", "id %q is already that of %s", found.ID, first)
			continue
		}
		if found.ID != "" {
			files[found.ID] = name
		}
		if found.sound && pack != nil {
			found.Pack, found.File = pack.ID, name
			pack.Questions = append(pack.Questions, found.Summary)
		}
	}
	r.problems.sort()
	return pack
}

// A listing is what was found at the top of a file.
type listing struct {
	Summary
	at    yamldoc.Place // of the id
	sound bool          // no mistake was found
}

// header reads pack.yaml.
func (r *reader) header() *Pack {
	data, ok := r.file(packFile)
	if !ok {
		return nil
	}
	pack := &Pack{Origin: r.origin, folder: r.folder}
	root, found := yamldoc.Decode(data, pack)
	report := newReport(r.name(packFile), found)
	lintPack(report, root, pack)
	r.problems = append(r.problems, report.problems...)
	if r.forAuthor {
		r.warnOfCuts(packFile, root)
	}
	if pack.Schema != Schema || !isID(pack.ID) {
		return nil
	}
	return pack
}

// questionFiles returns the files of questions by name.
func (r *reader) questionFiles() []fs.DirEntry {
	entries, err := readDir(r.fsys, questionFolder, MaxFiles+1)
	switch {
	case err != nil:
		r.whole(questionFolder, "put the questions there, a file each", "%v", cause(err))
		return nil
	case len(entries) > MaxFiles:
		r.whole(questionFolder, "split the pack", "more than %d files", MaxFiles)
		return nil
	}
	var files []fs.DirEntry
	for _, entry := range entries {
		name := path.Join(questionFolder, entry.Name())
		switch extension := path.Ext(name); {
		case strings.HasPrefix(entry.Name(), "."):
		case !printable(name):
			r.whole(questionFolder, "rename it", "a file is called %s", quote(entry.Name()))
		case extension == ".yml":
			r.whole(name, "rename it to "+strings.TrimSuffix(entry.Name(), ".yml")+".yaml", "not read because of its name")
		case extension == ".yaml":
			files = append(files, entry)
		}
	}
	if len(files) == 0 && !r.problems.Mistakes() {
		r.whole(questionFolder, "write one with the extension .yaml", "holds no question")
	}
	slices.SortFunc(files, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return files
}

// question decodes the question that is the content of a file, and checks what its
// users rely on; with a linter, all that its author should know.
func (r *reader) question(name string, data []byte, linter *Linter) *lint {
	sum := sha256.Sum256(data)
	q := &Question{Digest: hex.EncodeToString(sum[:])}
	q.File = name
	root, found := yamldoc.Decode(data, q)
	l := newLint(r, linter, newReport(r.name(name), found), root, q)
	if r.values += root.Values(); r.values <= MaxPackValues {
		l.run()
	}
	return l
}

// within reports whether a count of a pack is within its bound. Beyond it, that is the
// one mistake that is reported of the pack from then on, at the file that exceeds it.
func (r *reader) within(name, what string, count, most int) bool {
	if count > most && !r.full {
		r.full = true
		r.whole(name, "split the pack", "the pack is too large: %d %s are more than %d", count, what, most)
	}
	return count <= most
}

// file returns the content of a file of the pack. It reports what keeps it from being
// read.
func (r *reader) file(name string) ([]byte, bool) {
	if r.full {
		return nil, false
	}
	data, err := r.read(name)
	if err != nil {
		r.whole(name, "", "%v", cause(err))
	}
	return data, err == nil && r.within(name, "bytes", int(r.bytes), MaxPackBytes)
}

// read returns the content of a file of the pack.
func (r *reader) read(name string) ([]byte, error) {
	data, err := readFile(r.fsys, name, yamldoc.MaxBytes)
	r.bytes += int64(len(data))
	return data, err
}

// whole reports a mistake of a whole file or folder, at its first character, so that
// what reads file:line:column finds it.
func (r *reader) whole(name, fix, format string, arguments ...any) {
	r.add(name, yamldoc.Place{Line: 1, Column: 1}, fix, format, arguments...)
}

func (r *reader) add(name string, at yamldoc.Place, fix, format string, arguments ...any) {
	r.problems = append(r.problems, Problem{File: r.name(name), Line: at.Line, Column: at.Column, Message: fmt.Sprintf(format, arguments...), Fix: fix})
}

// warnOfCuts warns of text that a comment cuts.
func (r *reader) warnOfCuts(name string, root yamldoc.Node) {
	for _, p := range root.CutTexts() {
		r.warn(name, p.Place, p.Fix, p.Message)
	}
}

// warn tells of what may be meant as it is.
func (r *reader) warn(name string, at yamldoc.Place, fix, message string) {
	r.problems = append(r.problems, Problem{File: r.name(name), Line: at.Line, Column: at.Column, Message: message, Fix: fix, Warning: true})
}

// name returns the name of a file of the pack for problems.
func (r *reader) name(file string) string {
	return filepath.Join(r.origin, filepath.FromSlash(file))
}

// errNoFolder and errIrregular refuse what is not opened: a pipe would wait for
// somebody to write to it, and a device may do anything.
var (
	errNoFolder  = errors.New("not a folder")
	errIrregular = errors.New("not a regular file")
)

// errTooLarge refuses what stands in a pack that is too large.
var errTooLarge = errors.New("the pack is too large")

// readFile returns the content of a regular file of at most so many bytes.
func readFile(fsys fs.FS, name string, most int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errIrregular
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > most {
		return nil, fmt.Errorf("the file is too large: it has more than %d bytes", most)
	}
	return data, nil
}

// readDir returns at most n entries of a folder.
func readDir(fsys fs.FS, name string, n int) ([]fs.DirEntry, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, errNoFolder
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dir, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil, errNoFolder
	}
	entries, err := dir.ReadDir(n)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return entries, err
}

// cause returns an error without the operation and path of package fs, which
// its reader already knows.
func cause(err error) error {
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file or folder")
	case errors.Is(err, syscall.ENOTDIR):
		return errNoFolder
	case errors.As(err, &pathError):
		return pathError.Err
	}
	return err
}
