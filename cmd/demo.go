package cmd

import (
	"context"

	"github.com/spf13/cobra"

	"spar/internal/demo"
	"spar/internal/question"
	"spar/questions"
)

// demoQuestion is the question that the demo plays, with its first sample.
const demoQuestion = "spar/url-shortener"

func newDemoCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Play a whole interview as text",
		Long:  "Play a whole interview as text: a sample candidate is taken through all five\nphases of the URL shortener, to the run of the design and the scorecard.",
		Args:  argsAs(cobra.NoArgs),
		RunE:  func(cmd *cobra.Command, _ []string) error { return runDemo(cmd.Context(), env) },
	}
}

func runDemo(ctx context.Context, env *Env) error {
	library := env.library()
	q, err := library.Find(demoQuestion)
	if err != nil {
		return err
	}
	file := q.Samples[0].File
	data, err := questions.FS.ReadFile(file)
	if err != nil {
		return err
	}
	sample, _, problems := question.ReadAttempt(file, data, library.Find)
	if len(problems) > 0 {
		return problems
	}
	return demo.Play(ctx, q, sample, demo.Config{Out: env.Stdout, Width: env.width(), ASCII: env.ascii()})
}
