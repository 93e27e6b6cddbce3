package claim

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Words are what an author writes down for an item that lines can earn. In YAML
// they stand among the keys of the item.
type Words struct {
	// Like names a standard item, whose claims come first.
	Like string `yaml:"like,omitempty"`
	// With fills in what the standard item is about: "subject: redirect or read".
	With map[string]string `yaml:"with,omitempty"`
	// Says lists claims; a line that makes one of them earns the item.
	Says []string `yaml:"says,omitempty"`
	// Enough lists, by field or phase, barer claims that suffice there: "[expire]"
	// under functional requirements.
	Enough map[string][]string `yaml:"enough,omitempty"`
	// Opposite lists claims of the misconception: a line that makes one of them earns
	// nothing here, and is shown.
	Opposite []string `yaml:"opposite,omitempty"`
	// In names the field of the phase in which the item is expected.
	In string `yaml:"in,omitempty"`
	// AlsoIn names other phases in which one claim is as good as in its own.
	AlsoIn []string `yaml:"also_in,omitempty"`
	// OnlyIn names the fields in which alone its claims count, those of enough aside.
	OnlyIn []string `yaml:"only_in,omitempty"`
	// NotIn names fields in which nothing earns it.
	NotIn []string `yaml:"not_in,omitempty"`
	// Yes and No are lines that earn the item, and that do not: its tests.
	Yes []string `yaml:"yes,omitempty"`
	No  []string `yaml:"no,omitempty"`
}

// Empty reports whether no claim is written down.
func (w Words) Empty() bool { return w.Like == "" && len(w.Says) == 0 && len(w.Enough) == 0 }

// An Item is what lines can earn, ready to be looked for.
type Item struct {
	Words
	says, opposite []*Claim
	enough         map[string][]*Claim
}

//go:embed standard.yaml
var standardFile []byte

// Standard returns the items that recur in most questions, by name.
var Standard = sync.OnceValue(func() map[string]Words {
	var items map[string]Words
	if err := yaml.Unmarshal(standardFile, &items); err != nil {
		panic(fmt.Sprintf("claim: standard.yaml: %v", err)) // embedded, and tested
	}
	return items
})

// Compile reads the claims of an item, those of the standard item that it is like
// among them. The error names the first claim that cannot be read; the item
// holds the others.
func Compile(w Words) (*Item, error) {
	full, err := w.filled()
	item := &Item{Words: full, enough: make(map[string][]*Claim)}
	parse := func(sources []string) (claims []*Claim) {
		for _, source := range sources {
			c, wrong := Parse(source)
			if wrong != nil {
				if err == nil {
					err = wrong
				}
				continue
			}
			claims = append(claims, c)
		}
		return claims
	}
	item.says, item.opposite = parse(full.Says), parse(full.Opposite)
	for _, field := range slices.Sorted(maps.Keys(full.Enough)) {
		item.enough[field] = parse(full.Enough[field])
	}
	return item, err
}

// filled returns the words with those of the standard item before them.
func (w Words) filled() (Words, error) {
	if w.Like == "" {
		return w, nil
	}
	standard, ok := Standard()[w.Like]
	if !ok {
		return w, fmt.Errorf("there is no standard item %q; there are %s", w.Like, strings.Join(slices.Sorted(maps.Keys(Standard())), ", "))
	}
	full := w
	full.Says = append(w.fill(standard.Says), w.Says...)
	full.Opposite = append(w.fill(standard.Opposite), w.Opposite...)
	full.Enough = make(map[string][]string)
	for field, claims := range standard.Enough {
		full.Enough[field] = w.fill(claims)
	}
	for field, claims := range w.Enough {
		full.Enough[field] = append(full.Enough[field], claims...)
	}
	full.OnlyIn = append(slices.Clone(standard.OnlyIn), w.OnlyIn...)
	full.NotIn = append(slices.Clone(standard.NotIn), w.NotIn...)
	full.AlsoIn = append(slices.Clone(standard.AlsoIn), w.AlsoIn...)
	return full, nil
}

// fill puts in what an item is about, and leaves out claims about what it does not
// say.
func (w Words) fill(claims []string) []string {
	var filled []string
	for _, c := range claims {
		for _, name := range slices.Backward(slices.Sorted(maps.Keys(w.With))) { // $subjects before $subject
			c = strings.ReplaceAll(c, "$"+name, w.With[name])
		}
		if !strings.Contains(c, "$") {
			filled = append(filled, c)
		}
	}
	return filled
}

// Claims returns all claims of the item.
func (i *Item) Claims() []*Claim {
	all := slices.Concat(i.says, i.opposite)
	for _, field := range slices.Sorted(maps.Keys(i.enough)) {
		all = append(all, i.enough[field]...)
	}
	return all
}

// A Judgement is how far a line earns an item.
type Judgement struct {
	Result
	// Claim that the line makes or comes near to; nil if it does neither.
	Claim *Claim
	// Made counts the claims of the item that the line makes.
	Made int
	// Opposite is set if the line says the contrary.
	Opposite bool
}

// Judge holds a line of a phase against the item.
func (i *Item) Judge(l *Line, phase string) Judgement {
	if slices.Contains(i.NotIn, l.Field) {
		return Judgement{}
	}
	var best Judgement
	consider := func(claims []*Claim) {
		for _, c := range claims {
			r := c.Match(l)
			if r.State == Seen {
				best.Made++
				r = i.restrain(r, c, l, phase)
			}
			if r.State > best.State || r.State == best.State && r.Strength > best.Strength {
				best.Result, best.Claim = r, c
			}
		}
	}
	if len(i.OnlyIn) == 0 || slices.Contains(i.OnlyIn, l.Field) {
		consider(i.says)
	}
	consider(i.enough[l.Field])
	consider(i.enough[phase])
	for _, c := range i.opposite {
		if c.made(l) {
			return Judgement{Claim: c, Opposite: true, Result: Result{Reason: "it reads like the opposite"}}
		}
	}
	return best
}

// restrain makes what only sounds like a claim a near one, with the reason. A list
// that gives a figure, the columns of a table or steps in their order names more than
// terms.
func (i *Item) restrain(r Result, c *Claim, l *Line, phase string) Result {
	near := func(strength float64, reason string) Result {
		return Result{State: Near, Strength: strength, Span: r.Span, Reason: reason}
	}
	barely := i.enough[l.Field] == nil && i.enough[phase] == nil
	switch {
	case l.Words() <= 2 && !l.Specific() && terseFields[l.Field], l.Words() == 1 && !l.Specific() && !bareFields[l.Field]:
		return near(0.9, "names a term; say what you would do with it")
	case l.hype > 0 && !l.Specific() && (l.hype >= 2 || l.Words() <= 8):
		return near(0.9, "fine words without a fact")
	case l.listing && (l.terse || barely) && !c.counts() && len(c.order) == 0:
		return near(0.95, "names terms; say what you would do with them")
	case l.Kinds.Definition:
		return near(0.9, "a definition, not a decision")
	case l.Kinds.Heading:
		return near(0.9, "a heading")
	case l.Kinds.Undecided() && (l.Field != "apis" || l.asksEndpoint()):
		return near(0.9, "asked, not decided")
	}
	return r
}

// bareFields are those in which a single word can be a whole answer.
var bareFields = map[string]bool{"functional": true, "graph": true, "monitoring": true}
