package cmd

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/report"
	"spar/internal/sanitize"
	"spar/internal/score"
	"spar/internal/yamldoc"
)

func newScoreCommand(env *Env) *cobra.Command {
	var asJSON, explain bool
	cmd := &cobra.Command{
		Use:   "score SESSION|ANSWERS.yaml",
		Short: "Score a session, or an attempt on paper",
		Example: `  spar score url-shortener-k7m2xp
  spar score answers.yaml --json`,
		Long: "Score a session, or an attempt written as YAML, as samples in packs are. The same\nanswers always get the same score.",
		Args: argsAs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runScore(cmd.Context(), env, asJSON, explain, args[0])
		},

		ValidArgsFunction: env.completeSession(anySession, cobra.ShellCompDirectiveDefault),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	cmd.Flags().BoolVar(&explain, "explain", false, "for each line what it earned, what it came near to, and why it earned nothing")
	cmd.MarkFlagsMutuallyExclusive("json", "explain")
	return cmd
}

func runScore(ctx context.Context, env *Env, asJSON, explain bool, what string) error {
	if isFile(what) {
		return scoreFile(env, asJSON, explain, what)
	}
	return withScored(ctx, env, what, func(c *coach.Coach, _ interview.Store) error {
		if asJSON {
			attempt := c.Session().Attempt(asOf(c))
			return env.printJSON(score.Grade(c.Question, &attempt))
		}
		if explain {
			attempt := c.Session().Attempt(asOf(c))
			report.Explain(env.printer(), c.Question, &attempt)
			return nil
		}
		report.Text(env.printer(), report.New(what, c.Session(), c.Question, asOf(c)))
		return nil
	})
}

// isFile reports whether an argument names a file rather than a session.
func isFile(name string) bool {
	if strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") || strings.ContainsAny(name, `/\`) {
		return true
	}
	_, err := os.Stat(name)
	return err == nil
}

func scoreFile(env *Env, asJSON, explain bool, path string) error {
	data, err := readFile(path)
	if err != nil {
		return err
	}
	attempt, q, problems := question.ReadAttempt(path, data, env.library().Find)
	if len(problems) > 0 {
		for _, p := range problems {
			fmt.Fprintln(env.Stderr, sanitize.Line(p.String()))
		}
		return errFound
	}
	if attempt.Level == "" {
		attempt.Level = interview.Level(q.Level)
	}
	if asJSON {
		return env.printJSON(score.Grade(q, attempt))
	}
	if explain {
		report.Explain(env.printer(), q, attempt)
		return nil
	}
	report.Text(env.printer(), report.OfAttempt(attempt, q))
	return nil
}

// readFile returns the content of a file, as far as an attempt may be long.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, yamldoc.MaxBytes+1))
}
