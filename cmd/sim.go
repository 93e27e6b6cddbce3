package cmd

import (
	"github.com/spf13/cobra"

	"spar/internal/system/builtin"
)

func newSimCommand(env *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sim",
		Short: "Simulate systems, and break them",
		Long: `Simulate systems under load, and break them. A run is the same whenever its
scenario and its seed are.`,
		Example: `  spar sim describe balancing
  spar sim run balancing --set servers=64 --set load=0.9 --set policy=two-choices
  spar sim compare balancing --vary policy=random,two-choices,shared-queue`,
		Args: argsAs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSimListCommand(env), newSimDescribeCommand(env), newSimRunCommand(env), newSimCompareCommand(env), newSimSolveCommand(env), newSimFixCommand(env))
	return cmd
}

func newSimListCommand(env *Env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what can be simulated: systems, and scenarios of questions",
		Args:  argsAs(cobra.NoArgs),
		RunE:  func(*cobra.Command, []string) error { return runSimList(env, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	return cmd
}

type simSystemJSON struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Doc   string `json:"doc"`
}

type simScenarioJSON struct {
	ID     string `json:"id"` // as `spar sim run` takes it
	Title  string `json:"title"`
	System string `json:"system"`
}

func runSimList(env *Env, asJSON bool) error {
	list := struct {
		Systems   []simSystemJSON   `json:"systems"`
		Scenarios []simScenarioJSON `json:"scenarios"`
	}{[]simSystemJSON{}, []simScenarioJSON{}}
	for _, s := range builtin.Systems() {
		list.Systems = append(list.Systems, simSystemJSON{s.Name, s.Title, s.Doc})
	}
	for _, q := range env.allQuestions() {
		for _, sc := range q.Scenarios {
			list.Scenarios = append(list.Scenarios, simScenarioJSON{q.FullID() + "/" + sc.ID, sc.Title, sc.System})
		}
	}
	if asJSON {
		return env.printJSON(list)
	}
	var rows [][]string
	for _, s := range list.Systems {
		rows = append(rows, []string{s.Name, s.Doc})
	}
	for _, s := range list.Scenarios {
		rows = append(rows, []string{s.ID, s.Title})
	}
	env.printer().Columns(rows)
	return nil
}

func newSimDescribeCommand(env *Env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "describe SYSTEM|SCENARIO.yaml|QUESTION/SCENARIO",
		Short: "Print the parameters, metrics and faults of a system",
		Long: `Print the parameters, metrics and faults of a system, or of what a scenario in a
file or of a question runs: those of a topology are those of its components.`,
		Example: `  spar sim describe balancing
  spar sim describe url-shortener/your-design
  spar sim describe topology --json`,
		Args: argsAs(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error { return runSimDescribe(env, asJSON, args[0]) },

		ValidArgsFunction: env.completeScenario(),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	return cmd
}

func runSimDescribe(env *Env, asJSON bool, name string) error {
	sc, err := env.baseScenario(name)
	if err != nil {
		return err
	}
	s, problems := builtin.Systems().Of(sc)
	if len(problems) > 0 {
		return asUsage(problems, sc.System, "")
	}
	if asJSON {
		return env.printJSON(s)
	}
	env.printer().System(s)
	return nil
}
