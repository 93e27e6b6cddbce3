package sqlite

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// snapshot returns the digests of the files in a folder, but for the index of the
// log (-shm), in which readers note that they read.
func snapshot(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if files[e.Name()] = "index"; !strings.HasSuffix(e.Name(), "-shm") {
			files[e.Name()] = fmt.Sprintf("%x", sha256.Sum256(data))
		}
	}
	return files
}

func TestReadOnlyReadsWithoutATrace(t *testing.T) {
	for name, leave := range map[string]func(t *testing.T, path string){
		"closed": func(t *testing.T, path string) {
			s := mustOpen(t, path)
			if err := errors.Join(s.Append(t.Context(), "s1", started, heartbeat(2)), s.Close()); err != nil {
				t.Fatal(err)
			}
		},
		"open elsewhere": func(t *testing.T, path string) {
			if err := mustOpen(t, path).Append(t.Context(), "s1", started, heartbeat(2)); err != nil {
				t.Fatal(err)
			}
		},
		"left by a crash": func(t *testing.T, path string) {
			writer := exec.Command(os.Args[0])
			writer.Env = append(os.Environ(), "SQLITE_TEST_WRITER="+path, "SQLITE_TEST_COUNT=2")
			if out, err := writer.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := newPath(t)
			leave(t, path)
			before := snapshot(t, filepath.Dir(path))
			s, err := OpenReadOnly(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			summaries, err := s.Summaries(t.Context())
			if err != nil || len(summaries) != 1 || summaries[0].Events != 2 {
				t.Errorf("summaries %v, %v", summaries, err)
			}
			if err := s.Append(t.Context(), "s1", heartbeat(3)); err == nil {
				t.Error("the store was written to")
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if after := snapshot(t, filepath.Dir(path)); !maps.Equal(before, after) {
				t.Errorf("the folder held %v and holds %v", before, after)
			}
		})
	}
}

func TestReadOnlyCreatesNothing(t *testing.T) {
	path := newPath(t)
	if _, err := OpenReadOnly(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want %v", err, fs.ErrNotExist)
	}
	if _, err := os.Stat(filepath.Dir(path)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder: %v, want %v", err, fs.ErrNotExist)
	}
}

func TestReadOnlyReadsAnOlderSchema(t *testing.T) {
	path := newPath(t)
	s, err := open(t.Context(), path, embedded()[:1])
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Append(t.Context(), "s1", started, heartbeat(2)), s.Close()); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, filepath.Dir(path))
	if s, err = OpenReadOnly(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	events, err := s.Events(t.Context(), "s1")
	if sheets, also := s.Sheets(t.Context()); len(events) != 2 || err != nil || len(sheets) != 0 || also != nil {
		t.Errorf("%d events, %v; %d sheets, %v", len(events), err, len(sheets), also)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if after := snapshot(t, filepath.Dir(path)); !maps.Equal(before, after) {
		t.Errorf("the folder held %v and holds %v", before, after)
	}
}

func TestReadOnlyRefusesWhatItCannotRead(t *testing.T) {
	path := newPath(t)
	s, err := open(t.Context(), path, append(embedded(), `CREATE TABLE later (id INTEGER)`))
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	if _, err := OpenReadOnly(t.Context(), path); !errors.Is(err, ErrNewer) {
		t.Errorf("error %v, want %v", err, ErrNewer)
	}
	path = filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(path, []byte("my shopping list"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenReadOnly(t.Context(), path); !errors.Is(err, ErrNotOurs) {
		t.Errorf("error %v, want %v", err, ErrNotOurs)
	}
}
