package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/store/mem"
	"spar/internal/store/sqlite"
)

// storePath returns the file of the user's sessions.
func (e *Env) storePath() (string, error) {
	dir, err := e.stateDir()
	return filepath.Join(dir, "sessions.db"), err
}

// openStore opens the sessions of the user.
func (e *Env) openStore(ctx context.Context) (*sqlite.Store, error) {
	path, err := e.storePath()
	if err != nil {
		return nil, err
	}
	store, err := sqlite.Open(ctx, path)
	return store, hintedStore(err)
}

// A keeper keeps sessions and the notebook.
type keeper interface {
	interview.Store
	notebook.Store
}

// readStore opens the sessions of the user to be looked at, which changes nothing and
// needs no room on the disk. Where there are none yet, it is empty.
func (e *Env) readStore(ctx context.Context) (keeper, error) {
	path, err := e.storePath()
	if err != nil {
		return nil, err
	}
	store, err := sqlite.OpenReadOnly(ctx, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return new(mem.Store), nil
	case err != nil:
		return nil, hintedStore(err)
	}
	return store, nil
}

// hintedStore returns the error of a store with advice.
func hintedStore(err error) error {
	switch {
	case errors.Is(err, sqlite.ErrNotOurs):
		return hintedError{err, "move the file away, or set SPAR_HOME to another folder"}
	case errors.Is(err, sqlite.ErrDamaged):
		return hintedError{err, `see "spar doctor"; "spar doctor --repair" saves what can be read in a new file`}
	}
	return err
}

// checkIfDue looks for damage to a store if that is due. Other reasons why it cannot be
// looked through are told when it is used.
func (e *Env) checkIfDue(ctx context.Context, store *sqlite.Store) error {
	if err := store.CheckIfDue(ctx, e.Now()); errors.Is(err, sqlite.ErrDamaged) {
		return fmt.Errorf(`%w; see "spar doctor"`, err)
	}
	return nil
}

// watch does so in the background, and says on stderr what it finds, until the function
// that it returns is called.
func (e *Env) watch(ctx context.Context, store *sqlite.Store) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := e.checkIfDue(ctx, store); err != nil {
			e.warn(err)
		}
	}()
	return func() {
		cancel()
		<-done
	}
}
