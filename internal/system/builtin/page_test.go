package builtin_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"spar/internal/golden"
	"spar/internal/price"
	"spar/internal/printout"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/topology"
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
	prices := fmt.Sprintf("%s in %s, on demand, in US dollars before tax, rounded:\n\n", price.Listed().Date, price.Listed().Region) + "| entry | price | what one gets for it | listed by | read |\n| --- | --- | --- | --- | --- |\n"
	for _, e := range price.Listed().Entries {
		prices += fmt.Sprintf("| `%s` | %s | %s | %s | %s |\n", e.Name, e.Price, e.What, e.Source, cmp.Or(e.Read, "not checked"))
	}
	golden.Page(t, "simulator.md", map[string]string{
		"verbs":      verbs + "\n",
		"prices":     prices + "\n",
		"systems":    systems.String(),
		"faults":     golden.FuncComment(t, "..", "ParseFault"),
		"changes":    golden.FuncComment(t, "../solve", "ParseChanges"),
		"components": golden.FieldRows(t, "../../topology", "Component"),
		"regions":    golden.FieldRows(t, "../../topology", "Region"),
		"distances":  distances(),
		"classes":    golden.FieldRows(t, "../../topology", "Class"),
		"calls":      golden.FieldRows(t, "../../topology", "Call"),
		"objectives": golden.FuncComment(t, "..", "ParseObjective"),
	})
}

// distances returns the round trips between regions of the world, as a table.
func distances() string {
	names, rows := topology.ListedRoundTrips()
	table := "| region | place | " + strings.Join(names, " | ") + " |\n|" + strings.Repeat(" --- |", len(names)+2) + "\n"
	for _, row := range rows {
		table += "| `" + row[0] + "` | " + strings.Join(row[1:], " | ") + " |\n"
	}
	return table + "\n"
}
