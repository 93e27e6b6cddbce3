package golden

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Page compares parts of a page of the documentation, docs/name, with what the code
// says they are: for each key of parts, the text between the lines "<!-- KEY -->" and
// "<!-- end of KEY -->". With -update it writes them; what stands around them is
// written by hand.
func Page(t testing.TB, name string, parts map[string]string) {
	t.Helper()
	path := filepath.Join(root(t), "docs", name)
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	now := string(was)
	for key, text := range parts {
		before, rest, begins := strings.Cut(now, "<!-- "+key+" -->\n")
		_, after, ends := strings.Cut(rest, "<!-- end of "+key+" -->\n")
		if !begins || !ends {
			t.Fatalf("docs/%s has no part %q", name, key)
		}
		now = fmt.Sprintf("%s<!-- %s -->\n\n%s\n\n<!-- end of %s -->\n%s", before, key, strings.TrimSpace(text), key, after)
	}
	replace(t, path, was, []byte(now))
}

// Rewrite compares a page of the documentation, docs/name, with what change makes of
// it, which is the page itself if it is up to date. With -update it writes that.
func Rewrite(t testing.TB, name string, change func(page string) string) {
	t.Helper()
	path := filepath.Join(root(t), "docs", name)
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	replace(t, path, was, []byte(change(string(was))))
}

func replace(t testing.TB, path string, was, now []byte) {
	t.Helper()
	switch {
	case bytes.Equal(was, now):
	case *update:
		if err := os.WriteFile(path, now, 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("docs/%s is out of date; run this test with -update and read the difference\n%s", filepath.Base(path), firstDifference(now, was))
	}
}

// root returns the folder of the module that the test belongs to.
func root(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		if filepath.Dir(folder) == folder {
			t.Fatal("no go.mod above the test")
		}
		folder = filepath.Dir(folder)
	}
}
