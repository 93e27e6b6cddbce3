package cmd

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"spar/internal/coach"
	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/sanitize"
	"spar/internal/yamldoc"
)

// pictureWidth is the width in cells of a design that is drawn for a document.
const pictureWidth = 120

// formats are what a design can be written as.
var formats = []string{"mermaid", "svg", "text"}

func newDesignCommand(env *Env) *cobra.Command {
	var asJSON bool
	format := ""
	cmd := &cobra.Command{
		Use:   "design FILE|-|SESSION",
		Short: "Draw a design, and say what is wrong with it",
		Long: `Read a design from a file, standard input (-) or a session, in spar's notation
of one line a statement, or as it is pasted from Mermaid, PlantUML, Graphviz or
a list. It is drawn, with what cannot be read, what was read otherwise than it
looks, and what the drawing shows to be wrong. Exits with 1 if a line cannot be
read.

With --format it is written for a document or a chat instead: as a flow chart
of Mermaid, as a picture, or as text in spar's notation; what is to be said of
lines goes to stderr. Lines and columns in JSON count from 1.`,
		Example: `  spar design design.txt
  spar design - --json < design.txt
  spar design url-shortener-k7m2xp --format svg > design.svg`,
		Args: argsAs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDesign(cmd.Context(), env, asJSON, format, args[0])
		},

		ValidArgsFunction: env.completeSession(anySession, cobra.ShellCompDirectiveDefault),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	cmd.Flags().StringVar(&format, "format", "", "write it as `mermaid|svg|text`")
	cmd.MarkFlagsMutuallyExclusive("json", "format")
	completeFlag(cmd, "format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// A drawnDesign is a design as it was read.
type drawnDesign struct {
	name     string // of the file; "-" for standard input
	lines    []string
	graph    *diagram.Graph
	problems []diagram.Problem
	reserved bool // of a mock that is not over
}

func runDesign(ctx context.Context, env *Env, asJSON bool, format, what string) error {
	write, err := designWriter(env, format)
	if err != nil {
		return usageError{err}
	}
	d, err := env.readDesign(ctx, what)
	if err != nil {
		return err
	}
	switch {
	case asJSON:
		if err := env.printJSON(d.document()); err != nil {
			return err
		}
	case write != nil:
		write(d.graph)
		for _, remark := range d.remarks() {
			fmt.Fprintln(env.Stderr, sanitize.Line(remark))
		}
	default:
		d.print(env)
	}
	if len(d.problems) > 0 {
		return errFound
	}
	return nil
}

// designWriter returns what writes a design in a format; nil for none.
func designWriter(env *Env, format string) (func(*diagram.Graph), error) {
	lines := func(list []string) { env.printer().Print(strings.Join(append(list, ""), "\n")) }
	switch format {
	case "":
		return nil, nil
	case "mermaid":
		return func(g *diagram.Graph) { lines(diagram.Mermaid(g)) }, nil
	case "text":
		return func(g *diagram.Graph) { lines(diagram.Format(g)) }, nil
	case "svg":
		return func(g *diagram.Graph) { env.printer().Print(diagram.SVG(g, pictureWidth)) }, nil
	}
	return nil, fmt.Errorf("--format %q: want %s", format, strings.Join(formats, ", "))
}

// readDesign reads a design from a file, standard input or a session.
func (e *Env) readDesign(ctx context.Context, what string) (*drawnDesign, error) {
	if what != "-" && !isFile(what) && !strings.Contains(what, ".") {
		d := &drawnDesign{name: what}
		return d, withSession(ctx, e, what, func(c *coach.Coach, _ interview.Store) error {
			d.lines = c.Session().Lines(interview.Graph)
			d.graph, d.problems = c.Graph()
			d.reserved = c.Reserved()
			return nil
		})
	}
	data, err := e.readText(what)
	if err != nil {
		return nil, fmt.Errorf("read a design: %w", err)
	}
	if len(data) > yamldoc.MaxBytes {
		return nil, fmt.Errorf("read a design from %s: it is longer than %d bytes", what, yamldoc.MaxBytes)
	}
	d := &drawnDesign{name: what, lines: designLines(string(data))}
	d.graph, d.problems = diagram.Parse(d.lines, nil)
	return d, nil
}

// readText returns the content of a file, or of standard input for "-".
func (e *Env) readText(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(e.Stdin, yamldoc.MaxBytes+1))
	}
	return readFile(name)
}

// designLines splits a text at the ends of lines of any system.
func designLines(text string) []string {
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// findings are what the drawing alone shows to be wrong, of a mock at its end.
func (d *drawnDesign) findings() []diagram.Finding {
	if d.reserved {
		return nil
	}
	return d.graph.Findings()
}

// remarks are what is to be said of the lines, in the form FILE:LINE:COLUMN: text.
func (d *drawnDesign) remarks() []string {
	var list []string
	for i := range d.lines {
		for _, p := range d.problems {
			if p.Line == i {
				list = append(list, fmt.Sprintf("%s:%d:%d: %s", d.name, i+1, p.Column, p.Text()))
			}
		}
		for _, n := range d.graph.Notes {
			if n.Line == i {
				list = append(list, fmt.Sprintf("%s:%d: %s", d.name, i+1, n.Text))
			}
		}
	}
	return list
}

// print draws the design for a reader, with what is to be said of it.
func (d *drawnDesign) print(env *Env) {
	out := env.printer()
	for _, row := range diagram.Labelled(d.graph, diagram.Options{Width: env.width(), ASCII: env.ascii()}) {
		out.Row(row)
	}
	if len(d.graph.Nodes) == 0 {
		out.Say("no component is drawn")
	}
	var problems, notes []string
	for _, p := range d.problems {
		problems = append(problems, fmt.Sprintf("%s:%d:%d: %s", d.name, p.Line+1, p.Column, p.Text()))
	}
	for _, n := range d.graph.Notes {
		notes = append(notes, fmt.Sprintf("line %d: %s", n.Line+1, n.Text))
	}
	var findings []string
	for _, f := range d.findings() {
		findings = append(findings, f.Text)
	}
	if d.reserved {
		findings = append(findings, "told when the mock is over")
	}
	out.List("Not read", problems)
	out.List("Read otherwise than it looks", notes)
	out.List("What the drawing shows", findings)
}
