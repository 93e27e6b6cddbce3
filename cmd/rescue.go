package cmd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"spar/internal/drill"
	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/sanitize"
)

// rescue keeps what could not be stored: in a file where there is room or, if there is
// none, on stdout. It says where, and returns an error if there was anything.
func (e *Env) rescue(works ...any) error {
	var all error
	for _, work := range works {
		name, text, err := unsaved(work)
		if text == "" {
			continue
		}
		path, failed := e.writeSomewhere(name, text)
		if failed != nil {
			fmt.Fprintf(e.Stderr, "spar: %s\nspar: nor is there room for a file: what is not saved follows\n", sanitize.Line(err.Error()))
			fmt.Fprintln(e.Stdout, sanitize.Text(text))
		} else {
			fmt.Fprintf(e.Stderr, "spar: %s\nspar: what is not saved is in %s\n", sanitize.Line(err.Error()), sanitize.Line(path))
		}
		all = errFound
	}
	return all
}

// unsaved returns what is not stored of a work, as text for a file of a name, and why:
// a session as the whole attempt, which spar score reads, a sheet as its lines, which
// spar calc reads, and answers to a drill one a line. The text is empty if all is stored.
func unsaved(work any) (name, text string, err error) {
	switch work := work.(type) {
	case *interview.Journal:
		if !work.Dirty() {
			return "", "", nil
		}
		_, err = work.Saved()
		s := work.Session()
		attempt, failed := yaml.Marshal(s.Attempt(s.LastAt()))
		return work.ID() + ".yaml", string(attempt), errors.Join(err, failed)
	case *notebook.Draft:
		if !work.Dirty() {
			return "", "", nil
		}
		_, err = work.Saved()
		return work.ID() + ".txt", strings.Join(work.Lines(), "\n") + "\n", err
	case *notebook.Log:
		var lines strings.Builder
		for _, a := range work.Unsaved() {
			fmt.Fprintf(&lines, "%s  %s: %s\n", a.At.Format("2006-01-02 15:04:05"), a.Ask, drill.Remark(a))
		}
		return "drill.txt", lines.String(), errors.New("the answers of the drill could not be saved")
	}
	return "", "", nil
}

// writeSomewhere writes a new file in the first folder that has room for it.
func (e *Env) writeSomewhere(name, text string) (path string, err error) {
	name = "spar-unsaved-*-" + strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\*:`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
	for _, dir := range []string{os.TempDir(), ".", e.Getenv("HOME")} {
		if dir == "" {
			continue
		}
		var f *os.File
		if f, err = os.CreateTemp(dir, name); err != nil {
			continue
		}
		_, err = f.WriteString(text)
		if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
			if path, err := filepath.Abs(f.Name()); err == nil {
				return path, nil
			}
			return f.Name(), nil
		}
		_ = os.Remove(f.Name())
	}
	return "", err
}
