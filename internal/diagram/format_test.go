package diagram

import (
	"encoding/xml"
	"fmt"
	"io"
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
	"a -> b, c: x3 each, on miss\nb -> c: \"x3\", when `x` fails, \"a|b #1\"\na -> b: x3, all",
	"a -> b: sync, timeout 200ms; b ~> c: 1%, HTTPS, GET /x",
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

// wellFormed returns why a picture is no XML, or shows other texts than the drawing.
func wellFormed(picture string, g *Graph) error {
	decoder := xml.NewDecoder(strings.NewReader(picture))
	shown := ""
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if text, ok := token.(xml.CharData); ok {
			shown += string(text)
		}
	}
	for _, n := range g.Nodes {
		if word := strings.Fields(n.Name)[0]; len(word) < 8 && isNumber(strings.Trim(word, "abcdefghijklmnopqrstuvwxyz")+"0") && !strings.Contains(shown, word) {
			return fmt.Errorf("%q is not shown", n.Name)
		}
	}
	return nil
}

func TestSVG(t *testing.T) {
	for _, text := range append(pastedTexts(t), append(hard, pageExample, "")...) {
		g, _ := Parse(strings.Split(text, "\n"), nil)
		for _, width := range []int{10, 100} {
			if err := wellFormed(SVG(g, width), g); err != nil {
				t.Errorf("%q at %d: %v", text, width, err)
			}
		}
	}
	picture := SVG(parse(t, "client -> db\ndb ~> queue"), 80)
	for _, want := range []string{"<svg ", ">client</text>", ">db</text>", "<polygon ", `stroke-dasharray="4 3"`, `stroke-width="3"`} {
		if !strings.Contains(picture, want) {
			t.Errorf("the picture lacks %s:\n%s", want, picture)
		}
	}
}

func FuzzFormat(f *testing.F) {
	for _, text := range append(hard, "a -> b\na: x2, store") {
		f.Add(text)
	}
	f.Add("0(CA ,0004444444444)")
	for _, text := range []string{
		"D(3-> o)\ne:3 p x", "0(0 \"s0 //\")", "/*/e:p", "e:` x=`", "0(/*,*/)", "d\nn1", "!\u0356A", "\x1b[mgraph p:{b", "a: \"p x\": \"3\", \"size\": \"4\"",
	} {
		f.Add(text)
	}
	f.Add("@{}Ti")
	f.Add("\"/FV4/\"")
	f.Add("a -> \"'b c\"\n\"1 'b c '\"")
	f.Add("0(0000 \"\x00epliCA ,0000 \"\x00 \b)")
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
		if err := wellFormed(SVG(g, 80), g); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
