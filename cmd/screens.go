package cmd

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/x/term"

	"spar/internal/printout"
	"spar/internal/question"
	"spar/internal/sanitize"
	"spar/internal/terminal"
	"spar/internal/tui"
	"spar/internal/tui/nav"
	"spar/questions"
)

// interactive reports whether there is a terminal to draw on.
func (e *Env) interactive() bool { return terminal.Interactive(e.Stdin, e.Stdout, e.Getenv) }

// runScreens runs the screens, with a first page above home or nil.
func runScreens(ctx context.Context, env *Env, start nav.Route) error {
	_, err := showScreens(ctx, env, start)
	return err
}

// runLab runs the screens from a lab on, and prints what repeats the run that was
// watched last.
func runLab(ctx context.Context, env *Env, start nav.Lab) error {
	model, err := showScreens(ctx, env, start)
	if err != nil {
		return err
	}
	sc, ok := model.Scenario()
	if !ok {
		return nil
	}
	if words := sc.Command(); len(words) > 0 {
		fmt.Fprintf(env.Stdout, "to repeat this run:\n\n  %s\n\nor ", sanitize.Text(strings.Join(words, " \\\n    ")))
	}
	_, err = fmt.Fprintf(env.Stdout, "keep it in a file for spar sim run:\n\n%s", sanitize.Text(sc.YAML()))
	return err
}

// showScreens runs the screens and returns them as they were left.
func showScreens(ctx context.Context, env *Env, start nav.Route) (*tui.Model, error) {
	store, err := env.openStore(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = store.Close() }()
	var suspend func() error
	if terminal.CanSuspend {
		suspend = terminal.Suspend
	}
	model := tui.New(ctx, tui.Config{
		Store: store, Notebook: store, Library: env.library, NewID: newID, Seed: rand.Uint64,
		Check: func(ctx context.Context) error { return env.checkIfDue(ctx, store) },
		Start: start, ASCII: env.ascii(), Now: env.Now, Suspend: suspend,
	})
	in, out := env.Stdin.(*os.File), env.Stdout.(term.File) // see interactive
	err = terminal.Run(ctx, model, terminal.Config{In: in, Out: out, Flush: model.Flush})
	var unsaved []any
	for _, work := range model.Unsaved() {
		unsaved = append(unsaved, work)
	}
	if lost := env.rescue(unsaved...); err == nil {
		err = lost
	}
	return model, err
}

// library reads the packs: the built-in one, those named by --pack and
// SPAR_PACKS, and the installed ones.
func (e *Env) library() *question.Library {
	shelves := question.Shelves{BuiltIn: questions.FS, Folders: e.packs}
	for _, folder := range filepath.SplitList(e.Getenv("SPAR_PACKS")) {
		if folder != "" {
			shelves.Folders = append(shelves.Folders, folder)
		}
	}
	if dir, err := e.dataDir(); err == nil {
		shelves.Installed = filepath.Join(dir, "packs")
	}
	return question.Open(shelves)
}

// ascii reports whether only ASCII can be shown.
func (e *Env) ascii() bool { return !terminal.UTF8(e.GOOS, e.Getenv) }

// width returns the width to write text in.
func (e *Env) width() int { return min(terminal.Width(e.Stdout), 120) }

// printer returns a writer of text for people to stdout.
func (e *Env) printer() *printout.Writer { return printout.New(e.Stdout, e.width(), e.ascii()) }
