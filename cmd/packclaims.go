package cmd

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"spar/internal/packlint"
	"spar/internal/question"
	"spar/internal/sanitize"
)

func newPackClaimsCommand(env *Env) *cobra.Command {
	var asJSON, all bool
	cmd := &cobra.Command{
		Use:     "claims PATH",
		Short:   "Say what the claims of a pack come down to, and which are loose",
		Example: `  spar pack claims my-pack`,
		Long: `Say of the claims in the pack in a folder which are loose: one common idea
alone, words that the lexicon does not know, claims that no sample makes or
that unrelated text makes, lines that two items want. With --all also what
every claim comes down to.`,
		Args: argsAs(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error { return runPackClaims(env, asJSON, all, args[0]) },

		ValidArgsFunction: completeArg(func(context.Context, string) []completion { return nil }, cobra.ShellCompDirectiveFilterDirs),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	cmd.Flags().BoolVar(&all, "all", false, "also claims without a warning")
	return cmd
}

func runPackClaims(env *Env, asJSON, all bool, path string) error {
	library := question.Open(question.Shelves{Folders: []string{path}})
	env.warnPacks(library)
	questions, errs := library.All()
	for _, err := range errs {
		env.warn(err)
	}
	if len(questions) == 0 {
		return errFound
	}
	found := make(map[string][]packlint.ClaimAdvice)
	for _, q := range questions {
		for _, a := range packlint.Claims(q, library.Samples(q)) {
			if all || len(a.Warnings) > 0 {
				found[q.ID] = append(found[q.ID], a)
			}
		}
	}
	if asJSON {
		return env.printJSON(map[string]any{"claims": found})
	}
	for _, q := range questions {
		for _, a := range found[q.ID] {
			fmt.Fprintf(env.Stdout, "%s %s: %s\n", sanitize.Line(q.ID), sanitize.Line(a.Item), sanitize.Line(a.Claim))
			if all {
				fmt.Fprintf(env.Stdout, "    reads %s\n", sanitize.Line(a.Reading))
			}
			for _, w := range a.Warnings {
				fmt.Fprintf(env.Stdout, "    %s\n", sanitize.Line(w))
			}
		}
	}
	return nil
}
