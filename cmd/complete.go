package cmd

import (
	"context"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sanitize"
)

// A completion is what a shell offers for the word being typed; about explains it in
// shells that can show that.
type completion struct{ word, about string }

// Directives for shells: nothing else is offered, in the order given; and that with no
// space behind a word that goes on.
const (
	inOrder = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	goesOn  = inOrder | cobra.ShellCompDirectiveNoSpace
)

// completions returns those that begin with what was typed, as cobra takes them.
func completions(typed string, all []completion) []cobra.Completion {
	var out []cobra.Completion
	for _, c := range all {
		if word := sanitize.Line(c.word); strings.HasPrefix(word, typed) {
			out = append(out, cobra.CompletionWithDesc(word, sanitize.Line(c.about)))
		}
	}
	return out
}

// completeArg completes the one argument of a command from a list made when asked. If
// nothing fits, otherwise says what the shell does: offer files, or nothing.
func completeArg(list func(ctx context.Context, typed string) []completion, otherwise cobra.ShellCompDirective) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		found := completions(typed, list(cmd.Context(), typed))
		if len(found) > 0 {
			return found, inOrder
		}
		return nil, otherwise
	}
}

// completeFlag registers the completion of a flag's value.
func completeFlag(cmd *cobra.Command, name string, complete cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(name, complete); err != nil {
		panic(err) // there is no such flag
	}
}

// completeQuestion completes a question.
func (e *Env) completeQuestion() cobra.CompletionFunc {
	return completeArg(func(_ context.Context, typed string) []completion {
		var out []completion
		for id, s := range questionsByID(e.library(), typed) {
			out = append(out, completion{id, s.Title})
		}
		return out
	}, cobra.ShellCompDirectiveNoFileComp)
}

// questionsByID yields the questions with the ids to offer for what was typed: their
// own where only one pack has it and no pack was typed, else with the pack's before it.
func questionsByID(library *question.Library, typed string) iter.Seq2[string, question.Summary] {
	questions := library.Questions()
	packs := make(map[string]int) // how many have a question of an id
	for _, q := range questions {
		packs[q.ID]++
	}
	return func(yield func(string, question.Summary) bool) {
		for _, q := range questions {
			id := q.FullID()
			if packs[q.ID] == 1 && !strings.HasPrefix(typed, q.Pack+"/") {
				id = q.ID
			}
			if !yield(id, q) {
				return
			}
		}
	}
}

// completeSession completes a session that wanted accepts; if none fits, otherwise
// says what the shell does.
func (e *Env) completeSession(wanted func(interview.Summary) bool, otherwise cobra.ShellCompDirective) cobra.CompletionFunc {
	return completeArg(func(ctx context.Context, _ string) []completion {
		var out []completion
		for _, s := range e.glanceSummaries(ctx) {
			if wanted(s) {
				out = append(out, completion{s.ID, s.Title + ", " + s.UpdatedAt.In(e.Now().Location()).Format("2006-01-02 15:04")})
			}
		}
		return out
	}, otherwise)
}

// completeDraft completes the value of a flag by the sessions, whatever arguments stand
// before it.
func (e *Env) completeDraft() cobra.CompletionFunc {
	complete := e.completeSession(anySession, cobra.ShellCompDirectiveNoFileComp)
	return func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return complete(cmd, nil, typed)
	}
}

func anySession(interview.Summary) bool    { return true }
func openSession(s interview.Summary) bool { return !s.Finished() }

// glanceSummaries returns the sessions without creating or changing a store, none if
// it cannot be read so: a key pressed in a shell must leave no trace.
func (e *Env) glanceSummaries(ctx context.Context) []interview.Summary {
	store, err := e.readStore(ctx)
	if err != nil {
		return nil
	}
	defer func() { _ = store.Close() }()
	summaries, err := store.Summaries(ctx)
	if err != nil {
		return nil
	}
	return summaries
}

// levelNames returns the levels as typed on a command line.
func levelNames() []cobra.Completion {
	var names []cobra.Completion
	for _, level := range interview.Levels() {
		names = append(names, string(level))
	}
	return names
}
