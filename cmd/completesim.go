package cmd

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/system/solve"
)

// systemNames returns the systems.
func systemNames() []completion {
	var out []completion
	for _, s := range builtin.Systems() {
		out = append(out, completion{s.Name, s.Title})
	}
	return out
}

// completeScenario completes a system or a scenario of a question; otherwise files
// are offered.
func (e *Env) completeScenario() cobra.CompletionFunc {
	return completeArg(func(_ context.Context, typed string) []completion {
		out := systemNames()
		library := e.library()
		for id, s := range questionsByID(library, typed) {
			if !strings.HasPrefix(id+"/", typed) && !strings.HasPrefix(typed, id+"/") {
				continue
			}
			q, err := library.Find(s.FullID())
			if err != nil {
				continue // a shell is no place to say why
			}
			for _, sc := range q.Scenarios {
				out = append(out, completion{id + "/" + sc.ID, sc.Title})
			}
		}
		return out
	}, cobra.ShellCompDirectiveDefault)
}

// systemFor returns the system that a run of the arguments would run, or nil.
func (e *Env) systemFor(args []string) *system.System {
	if len(args) == 0 {
		return nil
	}
	sc, err := e.baseScenario(args[0])
	if err != nil {
		return nil
	}
	s, problems := builtin.Systems().Of(sc)
	if len(problems) > 0 {
		return nil
	}
	return s
}

// completeSet completes name=value with the parameters of the system to run, and
// what each may be.
func (e *Env) completeSet(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	name, _, valued := strings.Cut(typed, "=")
	if !valued {
		return e.completeParameter(args, typed)
	}
	return completions(typed, values(e.systemFor(args), name, name+"=")), inOrder
}

// completeVary completes name=a,b,c with the parameters of the system to run, and
// with choices that are not among the values yet.
func (e *Env) completeVary(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	name, list, valued := strings.Cut(typed, "=")
	if !valued {
		return e.completeParameter(args, typed)
	}
	before := typed[:strings.LastIndexAny(typed, "=,")+1]
	var out []completion
	for _, c := range values(e.systemFor(args), name, before) {
		if !strings.Contains(","+list+",", ","+strings.TrimPrefix(c.word, before)+",") {
			out = append(out, c)
		}
	}
	return completions(typed, out), goesOn
}

func (e *Env) completeParameter(args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []completion
	if s := e.systemFor(args); s != nil {
		for _, p := range s.Parameters {
			out = append(out, completion{p.Name + "=", p.Doc})
		}
	}
	return completions(typed, out), goesOn
}

// completeChange completes name=low..high,... with the parameters of the system to run, and
// with a range or the choices of the last.
func (e *Env) completeChange(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before, last := "", typed
	if i := strings.LastIndexByte(typed, ','); i >= 0 {
		before, last = typed[:i+1], typed[i+1:]
	}
	name, _, valued := strings.Cut(last, "=")
	var out []completion
	if s := e.systemFor(args); s != nil {
		for _, p := range s.Parameters {
			switch {
			case strings.Contains(","+before, ","+p.Name+"="): // changed already
			case !valued:
				out = append(out, completion{before + p.Name + "=", p.Doc})
			case p.Name == name:
				out = append(out, completion{before + solve.Example(p), p.Doc})
			}
		}
	}
	return completions(typed, out), goesOn
}

// values returns what a parameter of a system may be, each with text before it: its
// choices, or else its default.
func values(s *system.System, name, before string) []completion {
	if s == nil {
		return nil
	}
	var out []completion
	for _, p := range s.Parameters {
		switch {
		case p.Name != name:
		case len(p.Choices) > 0:
			for _, choice := range p.Choices {
				out = append(out, completion{before + choice, ""})
			}
		case p.Default != "":
			out = append(out, completion{before + p.Default, "the default"})
		}
	}
	return out
}

// completeObjective completes the metric that an objective begins with.
func (e *Env) completeObjective(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []completion
	if s := e.systemFor(args); s != nil {
		for _, m := range s.Metrics {
			if !m.Array {
				out = append(out, completion{m.Name, m.Doc})
			}
		}
	}
	return completions(typed, out), goesOn
}
