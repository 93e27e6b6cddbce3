package system

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"spar/internal/price"
	"spar/internal/quantity"
	"spar/internal/sim"
	"spar/internal/spelling"
)

var (
	dimNone = quantity.Dim{}
	dimByte = quantity.Dim{Byte: 1}
	dimTime = quantity.Dim{Second: 1}
	dimRate = quantity.Dim{Second: -1}

	dimDollar     = quantity.Dim{Dollar: 1}
	dimDollarRate = quantity.Dim{Dollar: 1, Second: -1}
	dimBandwidth  = quantity.Dim{Byte: 1, Second: -1}
)

// parse reads a value of the parameter, in base units. A size given for a number
// of entries is divided by the size of a record.
func (p Parameter) parse(text string, record float64) (float64, error) {
	if p.Kind == Choice {
		return p.parseChoice(text)
	}
	q, err := quantity.Parse(text)
	if err != nil {
		return 0, fmt.Errorf("%w; write a %s such as %s", err, p.noun(), p.example())
	}
	value := q.Base()
	switch dim := q.Dim(); {
	case p.Kind == Entries && dim == dimByte && record > 0:
		value = math.Floor(value / record)
	case dim != p.dim():
		return 0, fmt.Errorf("%q is not a %s; write one such as %s", text, p.noun(), p.example())
	}
	if whole := p.Kind == Count || p.Kind == Entries; whole && value != math.Floor(value) {
		return 0, fmt.Errorf("%q is not a whole number; write one such as %s", text, p.example())
	}
	if !(value >= p.Min && value <= p.Max) {
		return 0, fmt.Errorf("%q is out of range; write %s to %s", text, p.Format(p.Min), p.Format(p.Max))
	}
	return value, nil
}

// Check returns an error if a text is no value of the parameter.
func (p Parameter) Check(text string) error {
	_, err := p.parse(text, 0)
	return err
}

// mostNumbers bounds a list.
const mostNumbers = 10_000

// parseList reads numbers with commas between them.
func (p Parameter) parseList(text string) ([]float64, error) {
	var list []float64
	for item := range strings.SplitSeq(text, ",") {
		q, err := quantity.Parse(strings.TrimSpace(item))
		if err != nil || q.Dim() != dimNone {
			return nil, fmt.Errorf("%q is no number; write numbers with commas between them, such as %s", item, p.example())
		}
		if !(q.Base() >= p.Min && q.Base() <= p.Max) {
			return nil, fmt.Errorf("%q is out of range; write %s to %s", item, p.Format(p.Min), p.Format(p.Max))
		}
		if list = append(list, q.Base()); len(list) > mostNumbers {
			return nil, fmt.Errorf("more than %d numbers", mostNumbers)
		}
	}
	return list, nil
}

// example returns a value to show.
func (p Parameter) example() string {
	switch {
	case p.Default != "":
		return p.Default
	case p.Kind == Numbers:
		return "5,1,1"
	case p.Kind == Rate:
		return "1k/s"
	case p.Kind == Duration:
		return "10 s"
	case p.Kind == Bandwidth:
		return "1 Gb/s"
	case p.Kind == Size:
		return "1 GB"
	}
	return "100"
}

func (p Parameter) parseChoice(text string) (float64, error) {
	i := slices.Index(p.Choices, text)
	if i >= 0 {
		return float64(i), nil
	}
	if near := spelling.Nearest(text, p.Choices); near != "" {
		return 0, fmt.Errorf("no choice %q; did you mean %q?", text, near)
	}
	return 0, fmt.Errorf("no choice %q; write %s", text, strings.Join(p.Choices, ", "))
}

// noun names the kind of value in a sentence.
func (p Parameter) noun() string {
	if p.Kind == Entries {
		return "number of entries or a size"
	}
	return string(p.Kind)
}

func (p Parameter) dim() quantity.Dim {
	switch p.Kind {
	case Rate:
		return dimRate
	case Duration:
		return dimTime
	case Bandwidth:
		return dimBandwidth
	case Size:
		return dimByte
	}
	return dimNone
}

// parse reads a threshold of the metric, in base units.
func (m Metric) parse(text string) (float64, error) {
	if number, ok := strings.CutSuffix(text, "%"); ok && m.Unit == Ratio {
		// The exponent divides by a hundred without a second rounding.
		ratio, err := strconv.ParseFloat(strings.TrimSpace(number)+"e-2", 64)
		if err != nil {
			return 0, fmt.Errorf("%q is no percentage; write one such as 99.9%%", text)
		}
		return ratio, nil
	}
	q, err := quantity.Parse(text)
	if err != nil {
		return 0, fmt.Errorf("%w; write %s", err, m.example())
	}
	if m.Name == DollarsPerMonth && q.Dim() == dimDollarRate {
		return q.Base() * price.Month, nil // $5k/month, or $7/h
	}
	if dim := q.Dim(); dim != m.dim() && (m.Unit != Dollars || dim != dimNone) {
		return 0, fmt.Errorf("%q has the wrong unit for %s; write %s", text, m.Name, m.example())
	}
	return q.Base(), nil
}

func (m Metric) dim() quantity.Dim {
	switch m.Unit {
	case Seconds:
		return dimTime
	case PerSecond:
		return dimRate
	case Dollars:
		return dimDollar
	case BytesPerSecond:
		return dimBandwidth
	}
	return dimNone
}

func (m Metric) example() string {
	switch m.Unit {
	case Seconds:
		return "a duration such as 50 ms"
	case BytesPerSecond:
		return "a bandwidth such as 10 Gb/s"
	case PerSecond:
		return "a rate such as 10k/s"
	case Ratio:
		return "a percentage such as 99.9%"
	case Dollars:
		return "an amount such as $5k"
	}
	return "a number such as 100"
}

// parseDuration reads a virtual time.
func parseDuration(text string) (time.Duration, error) {
	q, err := quantity.Parse(text)
	if err != nil {
		return 0, fmt.Errorf("%q: %w; write a duration such as 30s", text, err)
	}
	if q.Dim() != dimTime || q.Base() < 0 {
		return 0, fmt.Errorf("%q is not a duration; write one such as 30s or 2 min", text)
	}
	return sim.Seconds(q.Base()), nil
}
