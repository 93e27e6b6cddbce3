package yamldoc

import (
	"math"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A checker refuses what the subset of YAML does not have. It visits every node
// once and builds the index of keys on the way.
type checker struct {
	doc    *document
	report *report
	nodes  int
}

// check examines n at a depth from 1. It returns false if the document is
// beyond bounds and must not be read any further.
func (c *checker) check(n *yaml.Node, depth int) bool {
	c.nodes++
	if c.nodes > MaxNodes {
		c.report.add(place(n), "split the file", "more than %d values", MaxNodes)
		return false
	}
	if depth > MaxDepth {
		c.report.add(place(n), "", "lists and mappings within one another deeper than %d", MaxDepth)
		return false
	}
	entries := len(n.Content)
	if n.Kind == yaml.MappingNode {
		entries /= 2
	}
	if entries > MaxEntries {
		c.report.add(place(n), "leave some out", "%d entries are more than %d", entries, MaxEntries)
		return false
	}
	switch {
	case n.Kind == yaml.AliasNode:
		c.refuse(n, "write the value again; put text that begins with * in quotes", "aliases are not allowed")
		return true
	case n.Anchor != "":
		c.refuse(n, "remove it; put text that begins with & in quotes", "anchors are not allowed")
	case n.Style&yaml.TaggedStyle != 0:
		c.refuse(n, "remove it; put text that begins with ! in quotes", "tag %s is not allowed", quote(n.Tag))
	}
	switch n.Kind {
	case yaml.ScalarNode:
		c.scalar(n)
	case yaml.MappingNode:
		return c.mapping(n, depth)
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if !c.check(item, depth+1) {
				return false
			}
		}
	}
	return true
}

func (c *checker) mapping(n *yaml.Node, depth int) bool {
	index := make(map[string]int, len(n.Content)/2)
	c.doc.index[n] = index
	again := false // the key above is one that is there already
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if !c.check(key, depth+1) {
			return false
		}
		first, twice := index[key.Value]
		below := again
		again = twice
		switch {
		case c.doc.refused[key]:
		case key.Kind != yaml.ScalarNode:
			c.refuse(key, "", "a key must be text")
		case key.Tag == "!!merge":
			c.refuse(key, "write the keys out", "merge keys are not allowed")
		case twice && below:
			c.doc.refused[key] = true // two mappings that were not told apart
		case twice:
			c.refuse(key, "remove it, or begin the item that it belongs to above it", "key %s is already on line %d", quote(key.Value), n.Content[first-1].Line)
		default:
			index[key.Value] = i + 1
		}
		if !c.check(value, depth+1) {
			return false
		}
	}
	return true
}

func (c *checker) scalar(n *yaml.Node) {
	if i := strings.IndexFunc(n.Value, func(r rune) bool { return !Printable(r) }); i >= 0 {
		bad := []rune(n.Value[i:min(len(n.Value), i+4)])[0]
		c.refuse(n, "remove it", "text with the character %U", bad)
	}
	if n.Tag == "!!float" && !c.doc.refused[n] {
		var f float64
		if err := n.Decode(&f); err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			c.refuse(n, "put it in quotes if it is text", "%s is not a finite number", quote(n.Value))
		}
	}
}

// refuse reports a mistake in n, once, and keeps it from being decoded.
func (c *checker) refuse(n *yaml.Node, fix, format string, arguments ...any) {
	if !c.doc.refused[n] {
		c.doc.refused[n] = true
		c.report.add(place(n), fix, format, arguments...)
	}
}
