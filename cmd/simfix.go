package cmd

import (
	"context"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/system/solve"
)

func newSimFixCommand(env *Env) *cobra.Command {
	opts := solveOptions{seeds: solve.DefaultSeeds, runs: solve.DefaultRuns, time: 10 * time.Minute}
	cmd := &cobra.Command{
		Use:   "fix SYSTEM|SCENARIO.yaml|QUESTION/SCENARIO",
		Short: "Find the smallest change with which every objective is met",
		Long: `Find the smallest change to a design that misses its objectives with which it meets
every one, by running it. The usual changes are tried one at a time, those that a
run of the design points to first: one more machine, replica or shard and some
times as many, time-outs, retries and their budget, backoff, circuit breakers,
throttles, second attempts, sizes and lives of caches, coalescing, bounds of
queues, quorums, health checks. If none suffices, pairs of those that help most are.

The smallest is the one that adds least money a month, then fewest machines, then
changes fewest settings; one that pays with requests which no objective is about
comes last. All meet the same seeds, and the smallest must meet with each. What
helps and does not suffice is said, too, and what makes it worse.

Exits with 1 if no change does, and with 130 if it is interrupted, after printing
what was found until then.`,
		Example: `  spar sim fix balancing --set rate=200/s --set requests=10k --set servers=2 --objective "latency_p99_seconds < 200 ms"
  spar sim fix topology --set "duration=5 s" --fault "at 50% kill db 1" --objective "availability >= 99%" --seeds 2
  spar sim fix url-shortener/read-path --json`,
		Args: argsAs(cobra.ExactArgs(1)),

		ValidArgsFunction: env.completeScenario(),
		RunE: env.withScenario(&opts.scenarioOptions, func(ctx context.Context, sc system.Scenario) error {
			return runSimFix(ctx, env, opts, sc)
		}),
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.minimize, "minimize", "", "count `what` first: cost or machines (cost where there are prices)")
	flags.IntVar(&opts.seeds, "seeds", opts.seeds, "a change must meet with each of `n` seeds")
	flags.IntVar(&opts.runs, "runs", opts.runs, "run at most `n` times; --budget says the same")
	flags.DurationVar(&opts.time, "time", opts.time, "search at most for a `duration`, such as 90s; 0 for no end")
	flags.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if name == "budget" {
			name = "runs"
		}
		return pflag.NormalizedName(name)
	})
	opts.addFlags(cmd, env)
	opts.addRunFlags(cmd)
	completeFlag(cmd, "minimize", cobra.FixedCompletions([]cobra.Completion{string(solve.Cost), string(solve.Machines)}, inOrder))
	return cmd
}

func runSimFix(ctx context.Context, env *Env, opts solveOptions, sc system.Scenario) error {
	search, err := opts.search()
	if err != nil {
		return err
	}
	systems := builtin.Systems()
	if problems := systems.Check(sc); len(problems) > 0 {
		return asUsage(problems, sc.System, "")
	}
	cure, err := searching(ctx, env, opts.time, search, func(ctx context.Context, o solve.Options) (*solve.Cure, error) {
		return solve.Smallest(ctx, systems, sc, o)
	})
	if cure == nil {
		return searchError(err, systems, sc)
	}
	if opts.json {
		if printed := env.printJSON(cure); printed != nil {
			return printed
		}
	} else {
		env.printer().Cure(cure)
	}
	if err == nil && !cure.Meets && cure.Smallest == nil {
		return errFound
	}
	return err
}
