package cmd

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"spar/internal/interview"
	"spar/internal/markdown"
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
  spar questions --json --pack my-pack`,
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
			RunE: func(cmd *cobra.Command, args []string) error {
				return runQuestionShow(cmd.Context(), env, asJSON, args[0])
			},

			ValidArgsFunction: env.completeQuestion(),
		},
	)
	return cmd
}

// summaryJSON is a question in a list.
type summaryJSON struct {
	ID    string   `json:"id"`
	Pack  string   `json:"pack"`
	Title string   `json:"title"`
	Like  string   `json:"like,omitempty"`
	Level string   `json:"level"`
	Tags  []string `json:"tags"`
}

func newSummaryJSON(s *question.Summary) summaryJSON {
	return summaryJSON{s.ID, s.Pack, s.Title, s.Like, s.Level, append([]string{}, s.Tags...)}
}

// questionJSON is a question as a candidate may see it: no answers.
type questionJSON struct {
	summaryJSON
	Digest    string             `json:"digest"` // SHA-256 of the file, as sessions keep it
	Brief     string             `json:"brief"`
	Minutes   map[string]int     `json:"minutes,omitempty"`
	Estimates []questionEstimate `json:"estimates"`
}

type questionEstimate struct {
	ID  string `json:"id"`
	Ask string `json:"ask"`
}

func newQuestionJSON(q *question.Question) questionJSON {
	out := questionJSON{summaryJSON: newSummaryJSON(&q.Summary), Digest: q.Digest, Brief: q.Brief, Estimates: []questionEstimate{}}
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
		list := []summaryJSON{}
		for _, s := range library.Questions() {
			list = append(list, newSummaryJSON(&s))
		}
		return env.printJSON(map[string]any{"questions": list})
	}
	var rows [][]string
	for _, s := range library.Questions() {
		rows = append(rows, []string{s.FullID(), string(s.Level), s.Title})
	}
	env.printer().Columns(rows)
	return nil
}

func runQuestionShow(ctx context.Context, env *Env, asJSON bool, id string) error {
	q, err := find(env.library(), id)
	if err != nil {
		return err
	}
	if asJSON {
		return env.printJSON(newQuestionJSON(q))
	}
	brief := markdown.Rows(ctx, q.Brief, min(env.width(), markdown.Readable), markdown.Look{ASCII: env.ascii()})
	fmt.Fprintf(env.Stdout, "%s\n\n%s\n", sanitize.Line(q.Title), strings.Join(brief, "\n"))
	return nil
}

// warnPacks says on stderr what is wrong with packs, once.
func (e *Env) warnPacks(library *question.Library) {
	if e.packsTold {
		return
	}
	e.packsTold = true
	for _, err := range library.Errors() {
		e.warn(err)
	}
}

// allQuestions reads all questions, and says on stderr what is wrong with others.
func (e *Env) allQuestions() []*question.Question {
	library := e.library()
	e.warnPacks(library)
	all, errs := library.All()
	for _, err := range errs {
		e.warn(err)
	}
	return all
}

// warn says on stderr what does not keep a command from its work.
func (e *Env) warn(err error) { fmt.Fprintf(e.Stderr, "spar: %s\n", sanitize.Line(err.Error())) }

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
