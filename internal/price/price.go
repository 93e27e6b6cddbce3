// Package price says what the machines and the traffic of a system cost, from a dated
// table of list prices that whoever knows better replaces entry by entry.
package price

import (
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"spar/internal/quantity"
	"spar/internal/spelling"
	"spar/internal/yamldoc"
)

// A Table is list prices of one place and time.
type Table struct {
	Date    string
	Region  string
	Entries []Entry // in the order in which they are told
}

// An Entry is one price.
type Entry struct {
	Name   string `yaml:"-"` // a kind of component, or one of [Memory] to [CrossRegion]
	Price  string `yaml:"price"`
	What   string `yaml:"what"`   // what one gets for it
	Source string `yaml:"source"` // title of the page that lists it
	// Read says where and when the figure was read; it is empty where it was not checked.
	Read string `yaml:"read,omitempty"`
}

// The entries that are no kind of component.
const (
	Memory      = "memory"       // of cache nodes beyond [NodeMemory] each
	Storage     = "storage"      // of each copy of what stores keep
	Egress      = "egress"       // what is sent to the internet
	CDNEgress   = "cdn_egress"   // likewise by a CDN
	CrossRegion = "cross_region" // what is sent to another region
)

// Month is what a month counts as, in seconds: thirty days, as in the calculator.
const Month = 30 * 86400.

// NodeMemory is the memory of a cache node that its price includes, in bytes.
const NodeMemory = 13e9

// dims are the dimensions of the entries that are not the price of a time.
var dims = map[string]quantity.Dim{
	Memory:      {Dollar: 1, Byte: -1, Second: -1},
	Storage:     {Dollar: 1, Byte: -1, Second: -1},
	Egress:      {Dollar: 1, Byte: -1},
	CDNEgress:   {Dollar: 1, Byte: -1},
	CrossRegion: {Dollar: 1, Byte: -1},
}

// examples show how a price of a dimension is written.
var examples = map[quantity.Dim]string{
	{Dollar: 1, Second: -1}:           "dollars for the time of an instance, such as $0.20/h",
	{Dollar: 1, Byte: -1, Second: -1}: "dollars for bytes and a time, such as $0.10/GB/month",
	{Dollar: 1, Byte: -1}:             "dollars for bytes, such as $0.05/GB",
}

//go:embed prices.yaml
var listed []byte

// Listed returns the table that comes with the program.
var Listed = sync.OnceValue(func() Table {
	table, err := readTable(listed)
	if err != nil {
		panic(err) // tests read it
	}
	return table
})

// listedBase returns the listed prices in dollars and base units.
var listedBase = sync.OnceValue(func() map[string]float64 {
	base := map[string]float64{}
	for _, e := range Listed().Entries {
		base[e.Name], _ = parse(e.Name, e.Price) // reading the table has tried it
	}
	return base
})

// readTable reads a table of prices.
func readTable(data []byte) (Table, error) {
	var file struct {
		Date    string           `yaml:"date"`
		Region  string           `yaml:"region"`
		Entries map[string]Entry `yaml:"entries"`
	}
	root, problems := yamldoc.Decode(data, &file)
	if len(problems) > 0 {
		return Table{}, fmt.Errorf("read prices: %d: %s", problems[0].Line, problems[0].Message)
	}
	table := Table{Date: file.Date, Region: file.Region}
	for name, e := range file.Entries {
		e.Name = name
		table.Entries = append(table.Entries, e)
	}
	line := func(e Entry) int { return root.Field("entries").Field(e.Name).KeyPlace().Line }
	slices.SortFunc(table.Entries, func(a, b Entry) int { return line(a) - line(b) })
	for _, e := range table.Entries {
		if _, err := parse(e.Name, e.Price); err != nil {
			return Table{}, fmt.Errorf("read prices: %s: %w", e.Name, err)
		}
	}
	return table, nil
}

// parse reads a price in dollars and base units: a second, a byte.
func parse(name, text string) (float64, error) {
	dim, ok := dims[name]
	if !ok {
		dim = quantity.Dim{Dollar: 1, Second: -1}
	}
	q, err := quantity.Parse(text)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%w; write %s", err, examples[dim])
	case q.IsRange():
		return 0, fmt.Errorf("%q is a range; write one price", text)
	case q.Dim() != dim:
		return 0, fmt.Errorf("%q is no such price; write %s", text, examples[dim])
	case !(q.Base() >= 0 && q.Base() < most):
		return 0, fmt.Errorf("%q is out of range; write %s", text, examples[dim])
	}
	return q.Base(), nil
}

// most bounds a price, so that no sum is infinite.
const most = 1e12

// Prices are those that hold for one system.
type Prices struct {
	base map[string]float64 // in dollars and base units, by entry or component
}

// A Problem is one mistake in prices that were given.
type Problem struct {
	Name    string // of the entry
	Message string // what is wrong, and what would be right
}

// For returns the listed prices with others in their place, by name of an entry or, for
// the machine of one component, by that of the component; nil keeps the listed ones.
// A name that is both is the entry's.
func For(given map[string]string, components []string) (Prices, []Problem) {
	p := Prices{base: maps.Clone(listedBase())}
	if len(given) == 0 {
		return p, nil
	}
	known := slices.Clone(components)
	for i, e := range Listed().Entries {
		known = slices.Insert(known, i, e.Name)
	}
	var problems []Problem
	for _, name := range slices.Sorted(maps.Keys(given)) {
		value, err := parse(name, given[name])
		if !slices.Contains(known, name) {
			err = unknown(name, known)
		}
		if err != nil {
			problems = append(problems, Problem{name, err.Error()})
			continue
		}
		p.base[name] = value
	}
	return p, problems
}

func unknown(name string, known []string) error {
	if near := spelling.Nearest(name, known); near != "" {
		return fmt.Errorf("no price is called %q; did you mean %q?", name, near)
	}
	return errors.New("nothing of that name has a price; write one of " + strings.Join(known, ", "))
}
