package cmd

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"spar/internal/system"
	"spar/internal/system/builtin"
)

func newSimCompareCommand(env *Env) *cobra.Command {
	var opts runOptions
	vary, seeds := "", system.DefaultSeeds
	cmd := &cobra.Command{
		Use:   "compare SYSTEM|SCENARIO.yaml|QUESTION/SCENARIO --vary name=a,b,c",
		Short: "Run a system for several values of one parameter",
		Long: `Run a system for several values of one parameter, with the same seeds for each,
and print how they differ from the first: which differences are beyond chance,
over other arrivals, placements and users, and which are not seen. Values that
contain commas are separated by semicolons.`,
		Example: `  spar sim compare balancing --vary policy=random,round-robin,two-choices,shared-queue
  spar sim compare balancing --set servers=3 --vary 'weights=1,1,1;5,1,1'`,
		Args: argsAs(cobra.ExactArgs(1)),

		ValidArgsFunction: env.completeScenario(),
		RunE: env.withScenario(&opts.scenarioOptions, func(ctx context.Context, sc system.Scenario) error {
			return runSimCompare(ctx, env, opts, sc, vary, seeds)
		}),
	}
	cmd.Flags().StringVar(&vary, "vary", "", "the parameter and its values, as `name=a,b,c`")
	cmd.Flags().IntVar(&seeds, "seeds", seeds, "run with `n` seeds, or fewer if --max-events says so; five or more have intervals")
	opts.addFlags(cmd, env)
	opts.addRunFlags(cmd)
	completeFlag(cmd, "vary", env.completeVary)
	return cmd
}

func runSimCompare(ctx context.Context, env *Env, opts runOptions, sc system.Scenario, vary string, seeds int) error {
	name, values, err := parseVary(vary)
	if err != nil {
		return usageError{err}
	}
	if seeds < 1 || seeds > system.MostSeeds {
		return usageError{fmt.Errorf("--seeds %d: write 1 to %d", seeds, system.MostSeeds)}
	}
	comparison, err := simulate(ctx, env, func(ctx context.Context, progress func(system.Progress)) (*system.Comparison, error) {
		return builtin.Systems().Compare(ctx, sc, name, values, seeds, opts.limit(), progress)
	})
	if err != nil {
		return asUsage(err, sc.System, name)
	}
	if opts.json {
		return env.printJSON(comparison)
	}
	env.printer().Comparison(comparison)
	return nil
}

// parseVary reads name=a,b,c, or name=a;b;c where values contain commas.
func parseVary(text string) (name string, values []string, err error) {
	name, list, ok := strings.Cut(text, "=")
	name = strings.TrimSpace(name)
	if !ok || name == "" {
		return "", nil, fmt.Errorf("--vary %q: write a parameter and its values, such as policy=random,two-choices", text)
	}
	separator := ","
	if strings.Contains(list, ";") {
		separator = ";"
	}
	for value := range strings.SplitSeq(list, separator) {
		values = append(values, strings.TrimSpace(value))
	}
	return name, values, nil
}
