package question

import (
	"io/fs"
	"path"
	"runtime"
	"sync"
	"sync/atomic"

	"spar/internal/yamldoc"
)

// headBytes is how much of a file is read for its head. A longer one, of long lists
// or comments, takes reading the file.
const headBytes = 1 << 10

// summaries returns the summaries of the questions in files. What the beginning of a
// file does not tell beyond doubt, the whole file does.
func (r *reader) summaries(files []fs.DirEntry) []listing {
	found := make([]listing, len(files))
	each(len(files), func(i int) { found[i] = r.head(files[i]) })
	for i := range found {
		if !found[i].sound {
			found[i] = r.summary(path.Join(questionFolder, files[i].Name()))
		}
	}
	return found
}

// each calls fn with the numbers below n, on all processors: what is waited for is
// the disk.
func each(n int, fn func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				fn(i)
			}
		})
	}
	workers.Wait()
}

// head returns the summary at the beginning of a file, as far as it is read at once.
func (r *reader) head(file fs.DirEntry) listing {
	if !file.Type().IsRegular() {
		return listing{} // opening a pipe would wait
	}
	f, err := r.questions.Open(file.Name())
	if err != nil {
		return listing{}
	}
	defer f.Close()
	data := make([]byte, headBytes)
	n, _ := f.Read(data) // an error comes again where the whole file is read
	return readHead(data[:n], false)
}

// summary returns the summary of the question in a file, which it reads.
func (r *reader) summary(name string) listing {
	data, ok := r.file(name)
	if !ok {
		return listing{}
	}
	if found := readHead(data, true); found.sound {
		return found
	}
	return r.check(name, data, nil)
}

// readHead returns the summary at the top of data, which is a question or, unless
// whole, its beginning. It is not sound if that does not tell all, or has a mistake.
func readHead(data []byte, whole bool) listing {
	var s Summary
	root, ok := yamldoc.DecodeHead(data, whole, &s)
	if !ok {
		return listing{}
	}
	r := newReport("", nil)
	r.schema(root, s.Schema)
	r.summary(root, &s)
	return listing{s, root.Field("id").Place(), len(r.problems) == 0}
}
