package builtin_test

import (
	"fmt"
	"strings"
	"testing"

	"spar/internal/golden"
	"spar/internal/printout"
	"spar/internal/system"
	"spar/internal/system/builtin"
)

// docs/simulator.md repeats what the systems say of themselves, and the languages of
// faults and objectives.
func TestPage(t *testing.T) {
	var systems strings.Builder
	for _, s := range builtin.Systems() {
		description := printout.Rows(100, false, func(w *printout.Writer) { w.System(s) })
		fmt.Fprintf(&systems, "### %s\n\n```text\n%s\n```\n\n", s.Name, strings.Join(description, "\n"))
	}
	verbs := "| verb | meaning |\n| --- | --- |\n"
	for _, v := range system.Verbs() {
		verbs += fmt.Sprintf("| `%s` | %s |\n", v, v.Meaning())
	}
	golden.Page(t, "simulator.md", map[string]string{
		"verbs":      verbs + "\n",
		"systems":    systems.String(),
		"faults":     golden.FuncComment(t, "..", "ParseFault"),
		"components": golden.FieldRows(t, "../../topology", "Component"),
		"calls":      golden.FieldRows(t, "../../topology", "Call"),
		"objectives": golden.FuncComment(t, "..", "ParseObjective"),
	})
}
