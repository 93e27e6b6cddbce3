package cmd

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// Env is what commands have of the world outside.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
	// GOOS is the operating system, as in runtime.GOOS.
	GOOS string

	packs     []string // folders given by --pack
	packsTold bool     // what is wrong with packs was said
}

// Process returns the environment of this process.
func Process() *Env {
	if os.Getenv("NO_COLOR") != "" {
		// Any value means yes (no-color.org); what draws takes it for a boolean.
		_ = os.Setenv("NO_COLOR", "1")
	}
	return &Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, GOOS: runtime.GOOS,
	}
}

// errNoHome means that there is no folder to keep anything in.
var errNoHome = errors.New("no home directory is known: set SPAR_HOME to a folder")

// stateDir returns the folder of the sessions: SPAR_HOME, or spar's folder in
// the state directory of the user (XDG Base Directory Specification, and the
// customs of macOS and Windows).
func (e *Env) stateDir() (string, error) {
	return e.userDir("XDG_STATE_HOME", ".local/state")
}

// dataDir returns the folder of installed packs: SPAR_HOME, or spar's folder
// in the data directory of the user.
func (e *Env) dataDir() (string, error) {
	return e.userDir("XDG_DATA_HOME", ".local/share")
}

func (e *Env) userDir(variable, fallback string) (string, error) {
	if home := e.Getenv("SPAR_HOME"); home != "" {
		return filepath.Abs(home)
	}
	if dir := e.Getenv(variable); filepath.IsAbs(dir) {
		return filepath.Join(dir, "spar"), nil
	}
	if e.GOOS == "windows" {
		if dir := e.Getenv("LOCALAPPDATA"); dir != "" {
			return filepath.Join(dir, "spar"), nil
		}
		return "", errNoHome
	}
	home := e.Getenv("HOME")
	if home == "" {
		return "", errNoHome
	}
	if e.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "spar"), nil
	}
	return filepath.Join(home, fallback, "spar"), nil
}

// alphabet of session ids: letters and digits that are not taken for others.
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz"

// newID returns an id for a session on a question: the question's own id and
// six random characters, a chance in 900 million to meet another.
func newID(question string) string {
	var random [6]byte
	_, _ = rand.Read(random[:]) // never fails; see the package's documentation
	for i, b := range random {
		random[i] = alphabet[int(b)%len(alphabet)]
	}
	return fmt.Sprintf("%s-%s", question, random[:])
}
