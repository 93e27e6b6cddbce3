//go:build unix

package question

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPipesAreNotOpened holds that no pipe in a pack, whatever it stands for, keeps
// anybody waiting for a writer: each is refused by its name, and what does not need it
// is read. A test that waits ends with the time of all tests.
func TestPipesAreNotOpened(t *testing.T) {
	for name, want := range map[string]string{ // what the linter says of it
		"pack.yaml":           "pack.yaml:1:1: not a regular file",
		"questions":           "questions:1:1: not a folder",
		"questions/pipe.yaml": "questions/pipe.yaml:1:1: not a regular file",
		"questions/link.yaml": "questions/link.yaml:1:1: not a regular file",
		"samples":             `"samples/strong.yaml": not a folder`,
		"samples/strong.yaml": `"samples/strong.yaml": not a regular file`,
		".":                   ":1:1: not a folder",
	} {
		pack := filepath.Join(t.TempDir(), "pack")
		if err := os.CopyFS(pack, os.DirFS("testdata/good")); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(pack, name)
		if name == "questions/link.yaml" {
			if err := os.Symlink("../pipe", path); err != nil {
				t.Fatal(err)
			}
			path = filepath.Join(pack, "pipe")
		}
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Skipf("no pipes here: %v", err)
		}
		if _, problems := (Linter{}).LintFolder(pack); !strings.Contains(filepath.ToSlash(problems.Error()), want) {
			t.Errorf("%s is a pipe: problems\n%v\nwant %s", name, problems, want)
		}
		l := Open(Shelves{Folders: []string{pack, filepath.Dir(pack)}, Installed: path})
		all, _ := l.All()
		for _, q := range all {
			samples := l.Samples(q)
			if wants := 2; name == "questions/pipe.yaml" && q.ID == "pastebin" && len(samples) != wants {
				t.Errorf("%d samples of pastebin, want %d", len(samples), wants)
			}
		}
	}
}
