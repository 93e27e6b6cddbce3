package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/report"
)

func newHistoryCommand(env *Env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "history",
		Short: "List your sessions",
		Example: `  spar history
  spar history --json`,
		Args: argsAs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return runHistory(cmd.Context(), env, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	return cmd
}

func runHistory(ctx context.Context, env *Env, asJSON bool) error {
	store, err := env.readStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	summaries, err := store.Summaries(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		return env.printJSON(map[string]any{"sessions": append([]interview.Summary{}, summaries...)})
	}
	if len(summaries) == 0 {
		fmt.Fprintln(env.Stderr, `no sessions yet; begin one with "spar practice"`)
	}
	var rows [][]string
	for _, s := range summaries {
		state := "in " + string(s.Phase)
		if s.Finished() {
			state = "finished"
		}
		rows = append(rows, []string{
			s.ID, string(s.Mode), string(s.Level), state, s.UpdatedAt.In(env.Now().Location()).Format("2006-01-02 15:04"), s.Title,
		})
	}
	env.printer().Columns(rows)
	return nil
}

// withSession opens a stored session to be looked at and calls fn with it.
func withSession(ctx context.Context, env *Env, id string, fn func(*coach.Coach, interview.Store) error) error {
	store, err := env.readStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	c, err := coach.Resume(ctx, store, id, env.library())
	if err != nil {
		return err
	}
	env.warnDamage(c.Session())
	c.Journal.Advance(env.Now()) // a mock may have ended since it was left; nothing is written
	return fn(c, store)
}

// withScored is withSession for what shows a score, which a mock has at its end.
func withScored(ctx context.Context, env *Env, id string, fn func(*coach.Coach, interview.Store) error) error {
	return withSession(ctx, env, id, func(c *coach.Coach, store interview.Store) error {
		if c.Reserved() {
			return hintedError{fmt.Errorf("open session %s: %w", id, coach.ErrReserved), fmt.Sprintf("go on with \"spar resume %s\"", id)}
		}
		return fn(c, store)
	})
}

// warnDamage says on stderr what a session has lost.
func (e *Env) warnDamage(s *interview.Session) {
	for _, d := range s.Damage() {
		e.warn(errors.New(d.Reason))
	}
}

// asOf returns the time as of which a session is looked at: that of its latest
// event, so that looking at it does not add to it.
func asOf(c *coach.Coach) time.Time { return c.Session().LastAt() }

func newShowCommand(env *Env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "show SESSION",
		Short: "Print one session: what was written, and its score",
		Example: `  spar show url-shortener-k7m2xp
  spar show url-shortener-k7m2xp --json`,
		Args: argsAs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return runShow(cmd.Context(), env, asJSON, args[0]) },

		ValidArgsFunction: env.completeSession(anySession, cobra.ShellCompDirectiveNoFileComp),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document, with the journal")
	return cmd
}

// sessionJSON is a session as `spar show --json` prints it.
type sessionJSON struct {
	ID         string            `json:"id"`
	Started    interview.Started `json:"started"`
	StartedAt  time.Time         `json:"started_at"`
	Phase      interview.Phase   `json:"phase"`
	Finished   bool              `json:"finished"`
	FinishedAt time.Time         `json:"finished_at,omitzero"`
	Attempt    interview.Attempt `json:"attempt"`
	// Damage is what of the journal could not be taken as it stands; none as a rule.
	Damage []interview.Damage `json:"damage,omitempty"`
	Events []interview.Event  `json:"events"`
}

func runShow(ctx context.Context, env *Env, asJSON bool, id string) error {
	return withScored(ctx, env, id, func(c *coach.Coach, store interview.Store) error {
		s := c.Session()
		if !asJSON {
			report.Text(env.printer(), report.New(id, s, c.Question, asOf(c)))
			return nil
		}
		events, err := store.Events(ctx, id)
		if err != nil {
			return err
		}
		return env.printJSON(sessionJSON{
			id, s.Started, s.StartedAt, s.Phase, s.Finished, s.FinishedAt, s.Attempt(asOf(c)), s.Damage(), events,
		})
	})
}

func newReportCommand(env *Env) *cobra.Command {
	output := ""
	cmd := &cobra.Command{
		Use:   "report SESSION",
		Short: "Write a session with its score as Markdown",
		Example: `  spar report url-shortener-k7m2xp
  spar report url-shortener-k7m2xp -o report.md`,
		Args: argsAs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return runReport(cmd.Context(), env, output, args[0]) },

		ValidArgsFunction: env.completeSession(anySession, cobra.ShellCompDirectiveNoFileComp),
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this `file` instead of stdout")
	completeFlag(cmd, "output", cobra.FixedCompletions([]cobra.Completion{"md"}, cobra.ShellCompDirectiveFilterFileExt))
	return cmd
}

func runReport(ctx context.Context, env *Env, output, id string) error {
	return withScored(ctx, env, id, func(c *coach.Coach, _ interview.Store) error {
		r := report.New(id, c.Session(), c.Question, asOf(c))
		return env.writeTo(output, func(w io.Writer) error { return report.Markdown(w, r) })
	})
}

// writeTo calls write with a new file or, if path is empty, prints what it writes.
func (e *Env) writeTo(path string, write func(io.Writer) error) error {
	if path == "" {
		var text strings.Builder
		err := write(&text)
		e.printer().Print(text.String())
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
