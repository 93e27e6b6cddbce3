package cmd

import (
	"slices"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands returns a command and all below it that help lists.
func commands(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, below := range cmd.Commands() {
		if !below.Hidden {
			all = append(all, commands(below)...)
		}
	}
	return all
}

// freeFlags take what nobody can list.
var freeFlags = []string{"seed", "seeds", "runs", "time", "max-events", "fault"}

// Whoever adds a flag or an argument says how it is completed.
func TestEverythingIsCompleted(t *testing.T) {
	for _, cmd := range commands(newRootCommand(Process())) {
		if takesArgument := cmd.Args != nil && cmd.Args(cmd, []string{"x"}) == nil; takesArgument && cmd.ValidArgsFunction == nil {
			t.Errorf("the argument of %q is not completed", cmd.UseLine())
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			_, completed := cmd.GetFlagCompletionFunc(f.Name)
			if f.NoOptDefVal == "" && !completed && !slices.Contains(freeFlags, f.Name) {
				t.Errorf("%s --%s is not completed", cmd.CommandPath(), f.Name)
			}
		})
	}
}

func TestCompletionsAreSafeAndFitWhatWasTyped(t *testing.T) {
	got := completions("a", []completion{{"abc", "one\ttwo\x1b[2J"}, {"b", ""}, {"a\x07d", ""}})
	if want := []string{"abc\tone two", "ad\t"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
