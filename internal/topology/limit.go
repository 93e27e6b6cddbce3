package topology

import (
	"strings"

	"spar/internal/diagram"
)

// limit checks what is said of how a gateway limits, and when a store flushes.
func (c *checker) limit(at string, component *Component) {
	if component.Kind == Store && component.Flush != "" && component.Durability == "" {
		c.add(at+".flush", "%s flushes each write by itself; write durability: group or async, or remove flush", component.Name)
	}
	if component.Kind != Gateway || component.Limit != "" {
		return
	}
	for _, f := range component.given() {
		switch f.Name {
		case "algorithm", "period", "burst", "per", "scope":
			if f.Given != "" {
				c.add(at+"."+f.Name, "nothing is limited at %s; write limit, such as 100/s, or remove %s", component.Name, f.Name)
			}
		}
	}
}

// drawnLimits are words of a label that say how a limit is kept.
var drawnLimits = map[string]Component{
	"tokenbucket":  {Algorithm: "token-bucket"},
	"leakybucket":  {Algorithm: "leaky-bucket"},
	"leakyqueue":   {Algorithm: "leaky-queue"},
	"gcra":         {Algorithm: "gcra"},
	"fixedwindow":  {Algorithm: "fixed-window"},
	"fixedwindows": {Algorithm: "fixed-window"},

	"slidingwindow":        {Algorithm: "sliding-window"},
	"slidingwindowcounter": {Algorithm: "sliding-window"},
	"slidinglog":           {Algorithm: "sliding-log"},
	"slidingwindowlog":     {Algorithm: "sliding-log"},

	"perkey": {Per: "key"}, "peruser": {Per: "key"}, "perclient": {Per: "key"}, "perip": {Per: "key"}, "percustomer": {Per: "key"},
	"pertenant": {Per: "key"}, "peraccount": {Per: "key"}, "perapikey": {Per: "key"}, "bykey": {Per: "key"}, "byuser": {Per: "key"}, "byip": {Per: "key"},
	"perclass": {Per: "class"}, "byclass": {Per: "class"},

	"local": {Scope: "local"}, "perinstance": {Scope: "local"}, "pernode": {Scope: "local"}, "inprocess": {Scope: "local"},
	"divided": {Scope: "divided"}, "shared": {Scope: "shared"}, "global": {Scope: "shared"},
}

// readLimit takes up what the label of a gateway says of its limit: "limit 100/s per user,
// token bucket, burst 20".
func (d *design) readLimit(c *Component, n *diagram.Node) {
	said := Component{Burst: written(n.Counted("burst"))}
	for _, a := range n.Attributes {
		name, text := a.Name, a.Value
		if rest, ok := strings.CutPrefix(text, "limit "); ok && name == "" {
			name, text = "limit", rest
		}
		rate, per, found := strings.Cut(text, " per ")
		switch {
		case name == "limit" && found:
			c.Limit, text = rate, "per "+per
		case strings.HasPrefix(name, "per "):
			c.Limit, text = text, name
		}
		is := drawnLimits[plain(strings.TrimPrefix(text, "algorithm "))]
		for _, word := range []struct{ from, to *string }{{&is.Algorithm, &said.Algorithm}, {&is.Per, &said.Per}, {&is.Scope, &said.Scope}} {
			if *word.from != "" {
				*word.to = *word.from
			}
		}
	}
	switch {
	case c.Limit != "":
		c.Algorithm, c.Per, c.Scope, c.Burst = said.Algorithm, said.Per, said.Scope, said.Burst
	case said.Algorithm+said.Per != "":
		d.note("%s: nothing says how much it lets through; write it, as in \"limit 100/s per user\"", n.Name)
	}
}
