package cmd

import (
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newRootCommand(env *Env) *cobra.Command {
	info, _ := debug.ReadBuildInfo()
	root := &cobra.Command{
		Use:   "spar",
		Short: "Practise system design interviews in the terminal",
		Long: `Practise system design interviews in the terminal: five phases against the
clock, estimates with units, a design that is drawn and then run, and a score
that quotes your own lines.

Without a command spar opens its home screen. Where there is no terminal it
plays a demo as text.

Exit codes: 0 done, 1 failed or found problems, 2 wrong usage.`,
		Version:       buildVersion(version, info),
		Args:          argsAs(cobra.NoArgs),
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			// Whoever names a pack is told what is wrong with it, whatever the command does with
			// packs. Shells that complete show nothing of it.
			if len(env.packs) > 0 && cmd.Name() != cobra.ShellCompRequestCmd && cmd.Name() != cobra.ShellCompNoDescRequestCmd {
				env.warnPacks(env.library())
			}
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !env.interactive() {
				return runDemo(cmd.Context(), env)
			}
			return runScreens(cmd.Context(), env, nil)
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	root.PersistentFlags().StringArrayVar(&env.packs, "pack", nil, "also read the pack, or the packs, in this `folder`")
	completeFlag(root, "pack", cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs))
	root.SetHelpFunc(env.help)
	root.AddGroup(commandGroups()...)
	root.SetHelpCommandGroupID(programGroup)
	root.SetCompletionCommandGroupID(programGroup)
	root.AddCommand(grouped(interviewGroup,
		newSessionCommand(env, practiceCommand), newSessionCommand(env, mockCommand), newResumeCommand(env), newQuestionsCommand(env))...)
	root.AddCommand(grouped(lookBackGroup,
		newHistoryCommand(env), newShowCommand(env), newReportCommand(env), newScoreCommand(env))...)
	root.AddCommand(grouped(workbenchGroup, newCalcCommand(env), newDesignCommand(env), newSimCommand(env))...)
	root.AddCommand(grouped(programGroup, newPackCommand(env), newDoctorCommand(env), newDemoCommand(env), newManCommand(env))...)
	root.AddCommand(newEnvironmentTopic())
	return root
}
