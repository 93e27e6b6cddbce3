package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// A variable is one of the environment that spar reads, with what it does.
type variable struct{ name, about string }

// variables lists all of them: those of spar first, then those of the system.
var variables = []variable{
	{"SPAR_HOME", "folder of sessions and installed packs"},
	{"SPAR_PACKS", "folders of more packs, separated as in PATH"},
	{"NO_COLOR", "if it is not empty, the terminal shows no colours"},
	{"CLICOLOR_FORCE", "1 colours what goes into a pipe or a file, too"},
	{"COLORTERM", "truecolor promises all colours"},
	{"TERM", "the terminal; dumb means lines without screens and colours"},
	{"LC_ALL", "the locale; if it is not UTF-8, all is written in ASCII"},
	{"LC_CTYPE", "the locale if LC_ALL is missing"},
	{"LANG", "the locale if both are missing"},
	{"XDG_STATE_HOME", "holds the folder of sessions; or else ~/.local/state"},
	{"XDG_DATA_HOME", "holds the folder of packs; or else ~/.local/share"},
	{"HOME", "holds both; on macOS in Library/Application Support"},
	{"LOCALAPPDATA", "holds both on Windows"},
	{"SOURCE_DATE_EPOCH", "date of manual pages, in seconds since 1970"},
}

// newEnvironmentTopic returns what `spar help environment` prints.
func newEnvironmentTopic() *cobra.Command {
	var text strings.Builder
	text.WriteString("Variables of the environment that spar reads:\n\n")
	for _, v := range variables {
		fmt.Fprintf(&text, "  %-18s %s\n", v.name, v.about)
	}
	return &cobra.Command{Use: "environment", Short: "Variables of the environment", Long: strings.TrimSpace(text.String())}
}

// environmentMarkdown returns the variables as a manual page takes them.
func environmentMarkdown() string {
	var text strings.Builder
	for _, v := range variables {
		fmt.Fprintf(&text, "**%s**\n: %s\n\n", v.name, v.about)
	}
	return text.String()
}
