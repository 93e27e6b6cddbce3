package cmd

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"spar/internal/wrap"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Groups of commands in help.
const (
	interviewGroup = "interview"
	lookBackGroup  = "look-back"
	workbenchGroup = "workbench"
	programGroup   = "program"
)

func commandGroups() []*cobra.Group {
	return []*cobra.Group{
		{ID: interviewGroup, Title: "Interviews"},
		{ID: lookBackGroup, Title: "Looking back"},
		{ID: workbenchGroup, Title: "Workbench"},
		{ID: programGroup, Title: "Packs and the program"},
	}
}

// grouped puts commands into a group of help.
func grouped(id string, commands ...*cobra.Command) []*cobra.Command {
	for _, cmd := range commands {
		cmd.GroupID = id
	}
	return commands
}

// The styles of help are the terminal's own: asking it for its background, as screens
// do, would hold up a command that only prints.
var (
	helpHeading = lipgloss.NewStyle().Bold(true)
	helpName    = lipgloss.NewStyle().Foreground(lipgloss.Cyan)
)

// help prints what there is to know of a command, as far as the terminal is wide.
func (e *Env) help(cmd *cobra.Command, _ []string) {
	// A write that fails is kept by output.
	_, _ = lipgloss.Fprint(e.Stdout, helpText(cmd, e.width()))
}

// lineEnd is where a line of a paragraph ends because the source is not wider. Rows of
// tables are indented and stay.
var lineEnd = regexp.MustCompile(`([^\s:])\n(\S)`)

// helpText returns the help of a command in styles, no line wider than width but
// those that are to be copied.
func helpText(cmd *cobra.Command, width int) string {
	long := lineEnd.ReplaceAllString(strings.TrimSpace(cmp.Or(cmd.Long, cmd.Short)), "$1 $2")
	sections := []string{strings.Join(wrap.Rows(long, width), "\n")}
	add := func(title, text string) {
		if text = strings.Trim(text, "\n"); text != "" {
			sections = append(sections, helpHeading.Render(title+":")+"\n"+text)
		}
	}
	if cmd.IsAdditionalHelpTopicCommand() {
		return sections[0] + "\n"
	}
	add("Usage", usageLines(cmd))
	add("Aliases", indented(strings.Join(cmd.Aliases, ", ")))
	add("Examples", cmd.Example)
	for _, group := range append(cmd.Groups(), &cobra.Group{Title: "Commands"}) {
		add(group.Title, commandRows(cmd, group.ID, width))
	}
	add("Flags", flagRows(cmd.LocalFlags(), width))
	add("Flags of all commands", flagRows(cmd.InheritedFlags(), width))
	add("More help", topicRows(cmd, width))
	return strings.Join(sections, "\n\n") + "\n"
}

func usageLines(cmd *cobra.Command) string {
	var lines []string
	if cmd.Runnable() {
		lines = append(lines, indented(cmd.UseLine()))
	}
	if cmd.HasAvailableSubCommands() {
		lines = append(lines, indented(cmd.CommandPath()+" COMMAND"))
	}
	return strings.Join(lines, "\n")
}

func indented(text string) string {
	if text == "" {
		return ""
	}
	return "  " + text
}

// commandRows lists the commands of a group below cmd.
func commandRows(cmd *cobra.Command, group string, width int) string {
	var rows [][2]string
	for _, below := range cmd.Commands() {
		if below.GroupID == group && (below.IsAvailableCommand() || below.Name() == "help") {
			rows = append(rows, [2]string{below.Name(), below.Short})
		}
	}
	return columns(rows, width)
}

func topicRows(cmd *cobra.Command, width int) string {
	var rows [][2]string
	for _, below := range cmd.Commands() {
		if below.IsAdditionalHelpTopicCommand() {
			rows = append(rows, [2]string{cmd.CommandPath() + " help " + below.Name(), below.Short})
		}
	}
	if cmd.HasAvailableSubCommands() {
		rows = append(rows, [2]string{cmd.CommandPath() + " COMMAND --help", "What a command does"})
	}
	return columns(rows, width)
}

// columns sets names beside what they mean, which is wrapped.
func columns(rows [][2]string, width int) string {
	widest := 0
	for _, row := range rows {
		widest = max(widest, ansi.StringWidth(row[0]))
	}
	var text strings.Builder
	for _, row := range rows {
		name := helpName.Render(row[0]) + strings.Repeat(" ", widest-ansi.StringWidth(row[0]))
		for i, line := range wrap.Rows(row[1], max(20, width-widest-4)) {
			if i > 0 {
				name = strings.Repeat(" ", widest)
			}
			fmt.Fprintf(&text, "  %s  %s\n", name, line)
		}
	}
	return text.String()
}

// flagNames matches the names at the beginning of a row that pflag writes.
var flagNames = regexp.MustCompile(`(?m)^ {2,6}(-\w, )?--[a-z-]+`)

func flagRows(flags *pflag.FlagSet, width int) string {
	return flagNames.ReplaceAllStringFunc(flags.FlagUsagesWrapped(width), func(names string) string {
		bare := strings.TrimLeft(names, " ")
		return strings.Repeat(" ", len(names)-len(bare)) + helpName.Render(bare)
	})
}
