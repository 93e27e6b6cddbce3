package calculator

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"spar/internal/sanitize"
	"spar/internal/tui/editor"
)

// expand replaces a leading ~ by the home directory.
func expand(path string) (string, error) {
	rest, ok := strings.CutPrefix(path, "~")
	if !ok || rest != "" && !os.IsPathSeparator(rest[0]) {
		return path, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, rest), err
}

// writeSheet writes lines to a file, a line each. A file that is there already
// is left alone, which is fs.ErrExist, unless over is set; then the lines take
// its place as a whole or not at all.
func writeSheet(path string, lines []string, over bool) error {
	path, err := expand(path)
	if err != nil {
		return err
	}
	text := strings.Join(append(lines, ""), "\n")
	if over {
		return replaceFile(path, text)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if err := finish(f, text); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// replaceFile replaces the content of a file, which may be a link to it.
func replaceFile(path, text string) error {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no file", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".spar-*")
	if err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(info.Mode().Perm()), finish(f, text)); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), path)
}

// finish writes the text of a file and closes it.
func finish(f *os.File, text string) error {
	_, err := io.WriteString(f, text)
	return errors.Join(err, f.Sync(), f.Close())
}

// largestSheet bounds a file that is opened, in bytes.
const largestSheet = editor.MaxLines * editor.MaxLineLength

// readSheet returns the lines of a file.
func readSheet(path string) ([]string, error) {
	path, err := expand(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, largestSheet+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > largestSheet:
		return nil, fmt.Errorf("%s is too long for a sheet", path)
	case !utf8.Valid(data) || strings.ContainsRune(string(data), 0):
		return nil, fmt.Errorf("%s is no plain text", path)
	}
	lines := strings.Split(strings.TrimRight(sanitize.Text(string(data)), "\n"), "\n")
	if len(lines) > editor.MaxLines {
		return nil, fmt.Errorf("%s has %d lines, a sheet holds %d", path, len(lines), editor.MaxLines)
	}
	for i, line := range lines {
		if len(line) > editor.MaxLineLength {
			return nil, fmt.Errorf("%s: line %d is longer than %d bytes", path, i+1, editor.MaxLineLength)
		}
	}
	return lines, nil
}
