package sqlite

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Of many spars that start at once one brings the file up to date, after one copy of
// it as it was.
func TestManyUpgradeAtOnce(t *testing.T) {
	for name, schema := range map[string]int{"a new file": 0, "an older file": 1} {
		t.Run(name, func(t *testing.T) {
			path := newPath(t)
			if schema > 0 {
				s, err := open(t.Context(), path, embedded()[:schema])
				if err != nil {
					t.Fatal(err)
				}
				if err := errors.Join(s.Append(t.Context(), "s1", started), s.Close()); err != nil {
					t.Fatal(err)
				}
			}
			openAtOnce(t, path, 24)
			if err := mustOpen(t, path).Append(t.Context(), "s2", started); err != nil {
				t.Error(err)
			}
			var names []string
			entries, err := os.ReadDir(filepath.Dir(path))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				if strings.Contains(e.Name(), ".schema-") {
					names = append(names, e.Name())
				}
			}
			want := map[int]string{0: "", 1: "sessions.db.schema-1.bak"}[schema]
			if got := strings.Join(names, " "); got != want {
				t.Fatalf("copies %q, want %q", got, want)
			}
			if schema == 0 {
				return
			}
			before, err := open(t.Context(), filepath.Join(filepath.Dir(path), want), embedded()[:schema])
			if err != nil {
				t.Fatalf("the copy: %v", err)
			}
			defer func() { _ = before.Close() }()
			if events, err := before.Events(t.Context(), "s1"); len(events) != 1 || err != nil {
				t.Errorf("the copy holds %d events, %v", len(events), err)
			}
		})
	}
}

// openAtOnce starts so many processes and lets all of them open a file together.
func openAtOnce(t *testing.T, path string, count int) {
	t.Helper()
	type process struct {
		*exec.Cmd
		start io.Closer
		out   *strings.Builder
	}
	var processes []process
	for range count {
		p := process{Cmd: exec.Command(os.Args[0]), out: new(strings.Builder)}
		p.Env = append(os.Environ(), "SQLITE_TEST_OPENER="+path)
		p.Stdout = p.out
		stdin, err := p.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		p.start = stdin
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		processes = append(processes, p)
	}
	for _, p := range processes {
		_ = p.start.Close()
	}
	for _, p := range processes {
		if err := p.Wait(); err != nil {
			t.Errorf("a process: %v: %s", err, p.out)
		}
	}
}

// A copy never takes the place of one that was made before.
func TestCopiesAreKept(t *testing.T) {
	path := newPath(t)
	old, err := open(t.Context(), path, embedded()[:1])
	if err != nil {
		t.Fatal(err)
	}
	_ = old.Close()
	for _, name := range []string{".schema-1.bak", ".schema-1-2.bak"} {
		if err := os.WriteFile(path+name, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mustOpen(t, path)
	for name, mine := range map[string]bool{".schema-1.bak": true, ".schema-1-2.bak": true, ".schema-1-3.bak": false} {
		data, err := os.ReadFile(path + name)
		if err != nil || (string(data) == "mine") != mine {
			t.Errorf("%s holds %d bytes, %v", name, len(data), err)
		}
	}
}
