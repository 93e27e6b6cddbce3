package diagram

import (
	"fmt"
	"strings"
	"testing"

	"spar/internal/golden"
)

// pageExample is the design that docs/notation.md shows.
const pageExample = `client -> cdn, lb -> gateway -> shorten, redirect
shorten -> db
redirect -> cache -> db
redirect ~> clicks ~> counter
db: postgres, shards 16, replicas 3
redirect: service x12
clicks: kafka`

// docs/notation.md repeats the package's comment and its vocabulary.
func TestPage(t *testing.T) {
	golden.Page(t, "notation.md", map[string]string{
		"notation": golden.PackageComment(t, "."),
		"kinds":    kindRows(),
		"example":  drawnExample(t, Options{Width: 100}),
		"ascii":    drawnExample(t, Options{Width: 100, ASCII: true}),
		"narrow":   drawnExample(t, Options{Width: 30}),
		"design":   "```text\n" + pageExample + "\n```",
	})
}

// kindRows lists the kinds with the words and the products that mean them.
func kindRows() string {
	words, products, roles := genericNames(), productNames(), roleNames()
	rows := []string{"| kind | words that mean it | products | parts that are usually one |", "|---|---|---|---|"}
	for _, kind := range Kinds() {
		rows = append(rows, fmt.Sprintf("| %s | %s | %s | %s |", kind, words[kind], products[kind], roles[kind]))
	}
	return strings.Join(rows, "\n")
}

func drawnExample(t *testing.T, o Options) string {
	t.Helper()
	g, problems := Parse(strings.Split(pageExample, "\n"), nil)
	if len(problems) > 0 {
		t.Errorf("the example has problems: %v", problems)
	}
	return "```text\n" + strings.Join(Draw(g, o).Rows, "\n") + "\n```"
}
