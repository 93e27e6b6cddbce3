package diagram

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sameDesign returns how a design that was written and read again differs.
func sameDesign(g *Graph, written []string) error {
	again, problems := Parse(written, nil)
	if len(problems) > 0 {
		return fmt.Errorf("%q has problems: %v", written, problems)
	}
	nodes, edges := withoutLines(g)
	nodesAgain, edgesAgain := withoutLines(again)
	if !slices.EqualFunc(nodes, nodesAgain, sameNode) || !slices.Equal(edges, edgesAgain) {
		return fmt.Errorf("written and read again from %q:\n%+v\n%+v\nwant\n%+v\n%+v", written, nodesAgain, edgesAgain, nodes, edges)
	}
	return nil
}

func sameNode(a, b Node) bool {
	return a.Name == b.Name && a.Kind == b.Kind && a.Count == b.Count && slices.Equal(a.Attributes, b.Attributes)
}

func TestWhatGoesInComesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, _ := Parse(designs().Draw(t, "design"), nil)
		for _, written := range [][]string{Format(g), Mermaid(g)} {
			if err := sameDesign(g, written); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// hard are designs whose names and labels look like something else.
var hard = []string{
	`"Orders, EU" -> "a -> b": "x: y"`,
	"DB (#1, 3 replicas; say: \"so\")",
	"x2 -> lb x2\n\"app x3\" -> \"3 replicas\"\n\"end\" -> \"participant a\"",
	"flowchart LR\nA[\"C# & <b>\"] --> B[(a/b)]\nC[a/b] --> A",
	"app: x, 12 y z, kept=30 days, k=v, a=1 2, policy mine, 64 GB, -- , (a (b, c))",
	"@startuml\ndatabase Orders\nqueue \"in - out\" as Q\nOrders -> Q : x",
	"1. a -> 'b c' -> “d”\n\"1. a\" -> \"* b\"",
	"a, b, c, d, e -> f, g, h, i, j",
	"a -> b\nb ~> c, d\nb -> e -> b",
	"“quo;te” -> \"subgraph x\"",
}

func TestHardDesignsComeOut(t *testing.T) {
	for _, text := range append(pastedTexts(t), hard...) {
		g, _ := Parse(strings.Split(text, "\n"), nil)
		for _, written := range [][]string{Format(g), Mermaid(g)} {
			if err := sameDesign(g, written); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}

func TestFormat(t *testing.T) {
	g := parse(t, "client -> cdn, lb -> gateway ~> queue\nqueue ~> worker\ngateway x2: nginx\n\"a, b\"")
	want := []string{
		"client, cdn, lb", "gateway, queue, worker", `"a, b"`,
		"client -> cdn, lb", "cdn -> gateway", "lb -> gateway ~> queue ~> worker", "gateway: x2, nginx",
	}
	if got := Format(g); !reflect.DeepEqual(got, want) {
		t.Errorf("Format: %q, want %q", got, want)
	}
}

func FuzzFormat(f *testing.F) {
	for _, text := range append(hard, "a -> b\na: x2, store") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Split(text, "\n")
		g, problems := Parse(lines, nil)
		if err := checkProblems(lines, problems); err != nil {
			t.Fatal(err)
		}
		for _, written := range [][]string{Format(g), Mermaid(g)} {
			if err := sameDesign(g, written); err != nil {
				t.Fatalf("%q: %v", text, err)
			}
		}
	})
}
