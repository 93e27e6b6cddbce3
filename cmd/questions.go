package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sanitize"
)

func newQuestionsCommand(env *Env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "questions",
		Short: "List the questions",
		Example: `  spar questions
  spar questions show url-shortener
  spar questions --json --pack questions`,
		Args: argsAs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return runQuestions(env, asJSON) },
	}
	cmd.PersistentFlags().BoolVar(&asJSON, "json", false, "one JSON document")
	cmd.AddCommand(
		&cobra.Command{
			Use:   "list",
			Short: "List the questions",
			Args:  argsAs(cobra.NoArgs),
			RunE:  func(*cobra.Command, []string) error { return runQuestions(env, asJSON) },
		},
		&cobra.Command{
			Use:   "show ID",
			Short: "Print what a candidate is told of a question",
			Args:  argsAs(cobra.ExactArgs(1)),
			RunE:  func(_ *cobra.Command, args []string) error { return runQuestionShow(env, asJSON, args[0]) },

			ValidArgsFunction: env.completeQuestion(),
		},
	)
	return cmd
}

// questionJSON is a question as a candidate may see it: no answers.
type questionJSON struct {
	ID        string             `json:"id"`
	Pack      string             `json:"pack"`
	Title     string             `json:"title"`
	Like      string             `json:"like,omitempty"`
	Level     string             `json:"level"`
	Tags      []string           `json:"tags"`
	Brief     string             `json:"brief"`
	Minutes   map[string]int     `json:"minutes,omitempty"`
	Estimates []questionEstimate `json:"estimates"`
}

type questionEstimate struct {
	ID  string `json:"id"`
	Ask string `json:"ask"`
}

func newQuestionJSON(q *question.Question) questionJSON {
	out := questionJSON{
		ID: q.ID, Pack: q.Pack, Title: q.Title, Like: q.Like, Level: string(q.Level),
		Tags: append([]string{}, q.Tags...), Brief: q.Brief, Estimates: []questionEstimate{},
	}
	for _, p := range interview.Phases() {
		if minutes := q.Common(p).Minutes; minutes > 0 {
			if out.Minutes == nil {
				out.Minutes = make(map[string]int)
			}
			out.Minutes[string(p)] = minutes
		}
	}
	for _, e := range q.Phases.Capacity.Estimates {
		out.Estimates = append(out.Estimates, questionEstimate{e.ID, e.Ask})
	}
	return out
}

func runQuestions(env *Env, asJSON bool) error {
	library := env.library()
	env.warnPacks(library)
	if asJSON {
		list := []questionJSON{}
		for _, q := range library.Questions() {
			list = append(list, newQuestionJSON(q))
		}
		return env.printJSON(map[string]any{"questions": list})
	}
	for _, q := range library.Questions() {
		fmt.Fprintf(env.Stdout, "%-28s %-7s %s\n", sanitize.Line(q.Pack+"/"+q.ID), q.Level, sanitize.Line(q.Title))
	}
	return nil
}

func runQuestionShow(env *Env, asJSON bool, id string) error {
	q, err := find(env.library(), id)
	if err != nil {
		return err
	}
	if asJSON {
		return env.printJSON(newQuestionJSON(q))
	}
	fmt.Fprintf(env.Stdout, "%s\n\n%s\n", sanitize.Line(q.Title), strings.TrimSpace(sanitize.Text(q.Brief)))
	return nil
}

// warnPacks says on stderr that packs have mistakes.
func (e *Env) warnPacks(library *question.Library) {
	if n := len(library.Problems()); n > 0 {
		fmt.Fprintf(e.Stderr, "spar: %s in packs: see \"spar pack lint FOLDER\"\n", plural(n, "mistake"))
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
