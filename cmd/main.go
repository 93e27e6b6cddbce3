// Package cmd is the command line: a file for each command, with flags in, one
// call into the packages below, and output out. Results go to stdout, all else
// to stderr.
package cmd

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"spar/internal/interview"
	"spar/internal/sanitize"
	"spar/internal/spelling"
	"spar/internal/terminal"
)

// Exit codes, besides those after signals (128 and the signal's number).
const (
	exitDone   = 0
	exitFailed = 1 // failed, or found problems
	exitUsage  = 2
)

// Main runs spar with the arguments after the program's name and returns the
// exit code.
func Main(ctx context.Context, env *Env, args []string) int {
	out := &output{Writer: env.Stdout, ascii: env.ascii()}
	env.Stdout, env.Stderr = out, &output{Writer: env.Stderr, ascii: env.ascii()}
	root := newRootCommand(env)
	root.SetArgs(args)
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	err := root.ExecuteContext(ctx)
	if out.err != nil && (err == nil || errors.Is(err, errFound)) {
		err = out.err
	}
	return env.conclude(err)
}

// errFound ends a command that has printed the problems that it found.
var errFound = errors.New("problems found")

// A usageError is a command line that makes no sense.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// A hintedError is an error with advice on what to do.
type hintedError struct {
	error
	hint string
}

func (e hintedError) Unwrap() error { return e.error }

// conclude prints an error as all commands do and returns its exit code.
func (e *Env) conclude(err error) int {
	var interrupted *terminal.InterruptedError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFound):
		return exitFailed
	case errors.As(err, &interrupted):
		return terminal.ExitCode(err)
	}
	fmt.Fprintf(e.Stderr, "spar: %s\n", sanitize.Text(err.Error()))
	if hint := hintFor(err); hint != "" {
		fmt.Fprintf(e.Stderr, "spar: hint: %s\n", hint)
	}
	var usage usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}

// hintFor returns what to do about an error, if that is known.
func hintFor(err error) string {
	var hinted hintedError
	var usage usageError
	switch {
	case errors.As(err, &hinted):
		return hinted.hint
	case errors.Is(err, interview.ErrNotFound):
		return `list sessions with "spar history"`
	case errors.As(err, &usage):
		return `see "spar --help"`
	}
	return ""
}

// argsAs makes a check of arguments report wrong usage.
func argsAs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		err := check(cmd, args)
		if err == nil {
			return nil
		}
		if near := nearestCommand(cmd, args); near != "" {
			err = hintedError{err, fmt.Sprintf("did you mean %q?", near)}
		}
		return usageError{err}
	}
}

// nearestCommand returns the command below cmd that the first argument was meant to
// be, if that is no command.
func nearestCommand(cmd *cobra.Command, args []string) string {
	var names []string
	for _, below := range cmd.Commands() {
		if below.IsAvailableCommand() {
			names = append(names, below.Name())
		}
	}
	if len(args) == 0 || len(names) == 0 {
		return ""
	}
	if near := spelling.Nearest(args[0], names); near != "" {
		return cmd.CommandPath() + " " + near
	}
	return ""
}
