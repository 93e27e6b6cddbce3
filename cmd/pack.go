package cmd

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"spar/internal/packlint"
	"spar/internal/question"
	"spar/internal/sanitize"
)

func newPackCommand(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "pack",
		Short: "Check and list packs of questions",
		Args:  argsAs(cobra.NoArgs),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newPackLintCommand(env), newPackClaimsCommand(env), newPackListCommand(env))
	return cmd
}

func newPackLintCommand(env *Env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "lint PATH",
		Short:   "Name every mistake in a pack, at its line",
		Example: `  spar pack lint my-pack`,
		Long:    "Name every mistake in the pack in a folder, as file:line:column, with what would\nbe right. Formulas, designs and scenarios are tried, and the samples scored.\nExits with 1 if there is any mistake; what may be\nmeant as it is, is a warning.",
		Args:    argsAs(cobra.ExactArgs(1)),
		RunE:    func(_ *cobra.Command, args []string) error { return runPackLint(env, asJSON, args[0]) },

		ValidArgsFunction: completeArg(func(context.Context, string) []completion { return nil }, cobra.ShellCompDirectiveFilterDirs),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	return cmd
}

func runPackLint(env *Env, asJSON bool, path string) error {
	pack, problems := packlint.Folder(path)
	if asJSON {
		if err := env.printJSON(map[string]any{"problems": append(question.Problems{}, problems...)}); err != nil {
			return err
		}
	} else {
		for _, p := range problems {
			fmt.Fprintln(env.Stdout, sanitize.Line(p.String()))
		}
	}
	if problems.Mistakes() {
		return errFound
	}
	if !asJSON {
		fmt.Fprintf(env.Stderr, "%s: %s, no mistakes\n", sanitize.Line(pack.ID), plural(len(pack.Questions), "question"))
	}
	return nil
}

func newPackListCommand(env *Env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the packs that are found",
		Args:  argsAs(cobra.NoArgs),
		RunE:  func(*cobra.Command, []string) error { return runPackList(env, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	return cmd
}

type packJSON struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Version   string `json:"version"`
	Origin    string `json:"origin"`
	Questions int    `json:"questions"`
}

func runPackList(env *Env, asJSON bool) error {
	library := env.library()
	env.warnPacks(library)
	list := []packJSON{}
	for _, p := range library.Packs() {
		list = append(list, packJSON{p.ID, p.Title, p.Version, p.Origin, len(p.Questions)})
	}
	if asJSON {
		return env.printJSON(map[string]any{"packs": list})
	}
	var rows [][]string
	for _, p := range list {
		rows = append(rows, []string{p.ID, p.Version, plural(p.Questions, "question"), p.Title + " (" + p.Origin + ")"})
	}
	env.printer().Columns(rows)
	return nil
}
