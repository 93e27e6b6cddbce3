package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"spar/internal/capacity"
	"spar/internal/coach"
	"spar/internal/question"
	"spar/internal/sanitize"
	"spar/internal/score"
	"spar/internal/system"
	"spar/internal/system/builtin"
)

// scenarioOptions say what to run beyond a system, a file or a scenario of a
// question.
type scenarioOptions struct {
	set        []string // NAME=VALUE
	faults     []string
	objectives []string
	seed       uint64
}

func (o *scenarioOptions) addFlags(cmd *cobra.Command, env *Env) {
	flags := cmd.Flags()
	flags.StringArrayVar(&o.set, "set", nil, "set a parameter, as `name=value`; may be given again")
	flags.StringArrayVar(&o.faults, "fault", nil, "let a `fault` strike, such as \"at 50% kill server 1\"; may be given again")
	flags.StringArrayVar(&o.objectives, "objective", nil, "hold a metric against a `threshold`, such as \"latency_p99_seconds < 50 ms\"; may be given again")
	flags.Uint64Var(&o.seed, "seed", 0, "seed of everything random")
	completeFlag(cmd, "set", env.completeSet)
	completeFlag(cmd, "objective", env.completeObjective)
}

// withScenario carries out a command on the scenario that its argument and options ask
// for. The options are read when it runs.
func (e *Env) withScenario(o *scenarioOptions, do func(context.Context, system.Scenario) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		sc, err := e.scenario(args[0], *o, cmd.Flags().Changed("seed"))
		if err != nil {
			return err
		}
		return do(cmd.Context(), sc)
	}
}

// scenario returns the scenario that arguments and options ask for; seeded tells
// whether the seed was given.
func (e *Env) scenario(what string, o scenarioOptions, seeded bool) (system.Scenario, error) {
	var settings []system.Setting
	for _, text := range o.set {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			return system.Scenario{}, usageError{fmt.Errorf("--set %q: write name=value", text)}
		}
		settings = append(settings, system.Setting{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	sc, err := e.baseScenario(what, settings...)
	if err != nil {
		return sc, err
	}
	systems := builtin.Systems()
	for _, s := range settings {
		sc = systems.Set(sc, s.Name, s.Value)
	}
	sc.Faults = slices.Concat(sc.Faults, o.faults)
	sc.Objectives = slices.Concat(sc.Objectives, o.objectives)
	if seeded {
		sc.Seed = o.seed
	}
	return sc, nil
}

// baseScenario returns the scenario in a file, the one of a question, or a system
// with its defaults. Settings are those that the caller makes then.
func (e *Env) baseScenario(what string, settings ...system.Setting) (system.Scenario, error) {
	switch {
	case isScenarioFile(what):
		return e.fileScenario(what, settings)
	case strings.Contains(what, "/"):
		return e.questionScenario(what)
	}
	systems := builtin.Systems()
	if _, ok := systems.Find(what); !ok {
		return system.Scenario{}, unknownSystem(systems, what)
	}
	return system.Scenario{System: what}, nil
}

// isScenarioFile reports whether an argument names a file.
func isScenarioFile(name string) bool {
	if ext := filepath.Ext(name); ext == ".yaml" || ext == ".yml" {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func (e *Env) fileScenario(path string, settings []system.Setting) (system.Scenario, error) {
	data, err := readFile(path)
	if err != nil {
		return system.Scenario{}, err
	}
	sc, problems := builtin.Systems().ReadScenario(path, data, settings...)
	for _, p := range problems {
		fmt.Fprintln(e.Stderr, sanitize.Line(p.String()))
	}
	if len(problems) > 0 {
		return sc, errFound
	}
	return sc, nil
}

// questionScenario returns a scenario of a question as its author wrote it: the
// names in it stand for the question's givens and expected estimates.
func (e *Env) questionScenario(what string) (system.Scenario, error) {
	at := strings.LastIndexByte(what, '/')
	q, err := find(e.library(), what[:at])
	if err != nil {
		return system.Scenario{}, err
	}
	i := slices.IndexFunc(q.Scenarios, func(s question.Scenario) bool { return s.ID == what[at+1:] })
	if i < 0 {
		return system.Scenario{}, hintedError{
			fmt.Errorf("%s/%s has no scenario %q", q.Pack, q.ID, what[at+1:]), `list scenarios with "spar sim list"`,
		}
	}
	sheet := capacity.New(score.Givens(q.Givens)...)
	sheet.SetLines(score.Formulas(q))
	return coach.Build(q.Scenarios[i], sheet.Lookup), nil
}

func unknownSystem(systems system.Registry, name string) error {
	problems := systems.Check(system.Scenario{System: name})
	return hintedError{errors.New(problems[0].Message), `list systems and scenarios with "spar sim list"`}
}

// asUsage turns mistakes in a scenario into wrong usage, named by the options that
// they are in; varied is the parameter of --vary, if there is one.
func asUsage(err error, name, varied string) error {
	var problems system.Problems
	if !errors.As(err, &problems) {
		return err
	}
	lines := make([]string, len(problems))
	for i, p := range problems {
		where := p.Where
		if parameter, ok := strings.CutPrefix(where, "parameters."); ok {
			where = "--set " + parameter
			if parameter == varied {
				where = "--vary " + parameter
			}
		} else if kind, _, ok := strings.Cut(where, "s["); ok {
			where = "--" + kind
		}
		lines[i] = where + ": " + p.Message
	}
	return usageError{hintedError{errors.New(strings.Join(lines, "\nspar: ")), fmt.Sprintf("see \"spar sim describe %s\"", name)}}
}
