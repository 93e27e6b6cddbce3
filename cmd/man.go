package cmd

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newManCommand(env *Env) *cobra.Command {
	folder := ""
	cmd := &cobra.Command{
		Use:   "man [COMMAND...]",
		Short: "Print the manual page of a command",
		Long: `Print the manual page of spar, or of a command, as roff. With --dir, write the
pages of all commands to a folder. SOURCE_DATE_EPOCH sets the date in them.`,
		Example: `  spar man sim run >spar-sim-run.1
  spar man --dir ~/.local/share/man/man1`,
		RunE: func(cmd *cobra.Command, args []string) error { return runMan(env, cmd.Root(), folder, args) },

		ValidArgsFunction: completeCommand,
	}
	cmd.Flags().StringVar(&folder, "dir", "", "write all pages to this `folder`")
	completeFlag(cmd, "dir", cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs))
	return cmd
}

func runMan(env *Env, root *cobra.Command, folder string, args []string) error {
	target, rest, err := root.Find(args)
	if err != nil || len(rest) > 0 {
		return usageError{fmt.Errorf("no command %q", strings.Join(args, " "))}
	}
	if folder != "" && len(args) > 0 {
		return usageError{fmt.Errorf("--dir writes the pages of all commands: leave %q out", strings.Join(args, " "))}
	}
	root.DisableAutoGenTag = true
	root.Long += "\n\n# ENVIRONMENT\n\n" + environmentMarkdown()
	header := &doc.GenManHeader{Section: "1", Source: "spar", Manual: "spar"}
	if folder == "" {
		return doc.GenMan(target, header, env.Stdout)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return doc.GenManTree(root, header, folder)
}

// completeCommand completes the words of a command.
func completeCommand(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	at, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []completion
	for _, below := range at.Commands() {
		if below.IsAvailableCommand() {
			out = append(out, completion{below.Name(), below.Short})
		}
	}
	return completions(typed, out), inOrder
}
