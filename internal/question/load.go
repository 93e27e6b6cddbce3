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

	"spar/internal/yamldoc"
)

// Bounds of a pack. A single file is bounded by package yamldoc.
const (
	MaxFiles     = 500      // entries of the folder of questions
	MaxPackBytes = 32 << 20 // of all files that are read
)

// packFile is the file that makes a folder a pack, questionFolder the folder of
// its questions.
const (
	packFile       = "pack.yaml"
	questionFolder = "questions"
)

// Load reads the pack in the root of fsys, with the checks that need no
// [Linter]. origin says where the pack was found: "built in", or its folder.
func Load(fsys fs.FS, origin string) (*Pack, Problems) {
	return Linter{}.Load(fsys, origin)
}

// Load reads the pack in the root of fsys and returns all mistakes of all its
// files, in order. Questions with a mistake are left out; the pack is nil if
// even its id or schema cannot be told. origin says where the pack was found,
// and stands before the names of files in problems.
func (l Linter) Load(fsys fs.FS, origin string) (*Pack, Problems) {
	r := &reader{linter: l, fsys: fsys, origin: origin}
	pack := r.pack()
	files := make(map[string]string)
	for _, name := range r.questionFiles() {
		q := r.question(name, files)
		if q != nil && pack != nil {
			q.Pack = pack.ID
			pack.Questions = append(pack.Questions, q)
		}
	}
	r.problems.sort()
	return pack, r.problems
}

// LoadFolder is [Linter.Load] for a folder on disk. No link leads out of it.
func (l Linter) LoadFolder(folder string) (*Pack, Problems) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, Problems{{File: folder, Message: cause(err).Error()}}
	}
	defer root.Close()
	return l.Load(root.FS(), folder)
}

// A reader reads the files of one pack.
type reader struct {
	linter   Linter
	fsys     fs.FS
	origin   string
	bytes    int64 // read so far
	problems Problems
}

// pack reads pack.yaml.
func (r *reader) pack() *Pack {
	data, ok := r.file(packFile)
	if !ok {
		return nil
	}
	pack := &Pack{Origin: r.origin}
	root, found := yamldoc.Decode(data, pack)
	report := newReport(r.name(packFile), found)
	lintPack(report, root, pack)
	r.problems = append(r.problems, report.problems...)
	if pack.Schema != Schema || !isID(pack.ID) {
		return nil
	}
	return pack
}

// questionFiles returns the names of the files of questions, sorted.
func (r *reader) questionFiles() []string {
	entries, err := readDir(r.fsys, questionFolder, MaxFiles+1)
	switch {
	case err != nil:
		r.whole(questionFolder, "put the questions there, a file each", "%v", cause(err))
		return nil
	case len(entries) > MaxFiles:
		r.whole(questionFolder, "split the pack", "more than %d files", MaxFiles)
		return nil
	}
	var names []string
	for _, entry := range entries {
		name := path.Join(questionFolder, entry.Name())
		switch extension := path.Ext(name); {
		case strings.HasPrefix(entry.Name(), "."):
		case !printable(name):
			r.whole(questionFolder, "rename it", "a file is called %s", quote(entry.Name()))
		case extension == ".yml":
			r.whole(name, "rename it to "+strings.TrimSuffix(entry.Name(), ".yml")+".yaml", "not read because of its name")
		case extension == ".yaml":
			names = append(names, name)
		}
	}
	if len(names) == 0 && len(r.problems) == 0 {
		r.whole(questionFolder, "write one with the extension .yaml", "holds no question")
	}
	slices.Sort(names)
	return names
}

// question reads one question; nil if it has a mistake. files holds the files of
// the questions so far by their ids.
func (r *reader) question(name string, files map[string]string) *Question {
	data, ok := r.file(name)
	if !ok {
		return nil
	}
	sum := sha256.Sum256(data)
	q := &Question{File: name, Digest: hex.EncodeToString(sum[:])}
	root, found := yamldoc.Decode(data, q)
	l := newLint(r, newReport(r.name(name), found), root, q)
	l.run()
	if first, twice := files[q.ID]; twice {
		l.add(root.Field("id").Place(), "give it another id", "id %q is already that of %s", q.ID, first)
	} else if q.ID != "" {
		files[q.ID] = name
	}
	problems := append(l.problems, l.elsewhere...)
	r.problems = append(r.problems, problems...)
	if len(problems) > 0 {
		return nil
	}
	return q
}

// file returns the content of a file of the pack. It reports what keeps it from
// being read.
func (r *reader) file(name string) ([]byte, bool) {
	data, err := r.read(name)
	if err != nil {
		r.whole(name, "", "%v", cause(err))
	}
	return data, err == nil
}

// read returns the content of a file of the pack.
func (r *reader) read(name string) ([]byte, error) {
	data, err := readFile(r.fsys, name, min(yamldoc.MaxBytes, MaxPackBytes-r.bytes))
	r.bytes += int64(len(data))
	return data, err
}

// whole reports a mistake of a whole file or folder.
func (r *reader) whole(name, fix, format string, arguments ...any) {
	r.problems = append(r.problems, Problem{File: r.name(name), Message: fmt.Sprintf(format, arguments...), Fix: fix})
}

// name returns the name of a file of the pack for problems.
func (r *reader) name(file string) string {
	return filepath.Join(r.origin, filepath.FromSlash(file))
}

// readFile returns the content of a regular file of at most so many bytes.
func readFile(fsys fs.FS, name string, most int64) ([]byte, error) {
	// Opening a pipe would wait for somebody to write to it.
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
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
		return nil, fmt.Errorf("more than %d bytes, of which a file may have %d and a pack %d", most, yamldoc.MaxBytes, MaxPackBytes)
	}
	return data, nil
}

// readDir returns at most n entries of a folder.
func readDir(fsys fs.FS, name string, n int) ([]fs.DirEntry, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dir, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil, errors.New("not a folder")
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
	case errors.As(err, &pathError):
		return pathError.Err
	}
	return err
}
