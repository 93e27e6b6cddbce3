package system

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// What a fault must look like, for messages.
const (
	faultForms = `"at 30s kill app 1", "at 50% restart app 1", "slow database by 5", "errors app 10%", "set policy random" or "load x3"`
	maxFactor  = 1000
)

// ParseFault reads one fault:
//
//	fault  = [ "at" time ] action
//	time   = duration | number "%"                   of the run's duration
//	action = ( "kill" | "hang" | "restart" | "cut" | "heal" | "flush" ) parts
//	       | ( "add" | "remove" ) part [ number ]
//	       | "slow" parts "by" factor
//	       | "errors" parts share "%"
//	       | "hot" share "%"
//	       | "load" "x" factor [ "over" duration ]
//	       | "set" parameter value
//	parts  = part [ number | fraction "%" ] | "region" name
//
// Without a time it holds from the start. A part without a number means all of
// that name; numbers begin at 1. Factors are above 0 and at most 1000.
func ParseFault(text string) (Fault, error) {
	f := Fault{Text: strings.Join(strings.Fields(text), " ")}
	words := strings.Fields(text)
	if len(words) == 0 {
		return f, fmt.Errorf("the fault is empty; write one like %s", faultForms)
	}
	if late := slices.IndexFunc(words, func(word string) bool { return strings.EqualFold(word, "at") }); late > 0 && late < len(words)-1 && strings.ContainsAny(words[late+1][:1], "0123456789.") {
		return Fault{}, fmt.Errorf("%q: the time comes first; write \"%s %s\"", f.Text, strings.Join(words[late:], " "), strings.Join(words[:late], " "))
	}
	words, err := f.parseTime(words)
	if err == nil {
		err = f.parseAction(words)
	}
	if err != nil {
		return Fault{}, fmt.Errorf("%q: %w", f.Text, err)
	}
	return f, nil
}

// parseTime reads the words from "at" up to the verb and returns the others.
func (f *Fault) parseTime(words []string) ([]string, error) {
	if !strings.EqualFold(words[0], "at") {
		return words, nil
	}
	end := 1
	for end < len(words) && !isVerb(words[end]) {
		end++
	}
	if end == len(words) {
		return nil, fmt.Errorf("no action found; write one like %s", faultForms)
	}
	text := strings.Join(words[1:end], " ")
	if number, ok := strings.CutSuffix(text, "%"); ok {
		percent, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || !(percent >= 0 && percent <= 100) {
			return nil, fmt.Errorf("%q is no part of the run; write 0%% to 100%%", text)
		}
		f.percent = percent
		return words[end:], nil
	}
	at, err := parseDuration(text)
	if err != nil {
		return nil, fmt.Errorf("time %w", err)
	}
	f.At = at
	return words[end:], nil
}

func (f *Fault) parseAction(words []string) error {
	if !isVerb(words[0]) {
		return fmt.Errorf("no action %q; write %s", words[0], listVerbs())
	}
	f.Verb = Verb(strings.ToLower(words[0]))
	rest := words[1:]
	var err error
	switch f.Verb {
	case Load:
		return f.parseLoad(rest)
	case Set:
		return f.parseSet(rest)
	case Hot:
		_, err = f.parseShare(rest, `write "hot SHARE%", such as "hot 5%"`)
		return err
	case Errors:
		rest, err = f.parseShare(rest, `write "errors PART SHARE%", such as "errors app 10%"`)
	case Slow:
		rest, err = f.parseSlow(rest)
	}
	if err != nil {
		return err
	}
	return f.parsePart(rest)
}

// parseSlow takes the factor off the end of the words.
func (f *Fault) parseSlow(words []string) (rest []string, err error) {
	by := len(words) - 2
	if by < 1 || !strings.EqualFold(words[by], "by") {
		return nil, errors.New(`write "slow PART by FACTOR", such as "slow database by 5"`)
	}
	f.Factor, err = parseFactor(words[by+1])
	return words[:by], err
}

// parseShare takes a percentage off the end of the words.
func (f *Fault) parseShare(words []string, want string) (rest []string, err error) {
	if len(words) == 0 {
		return nil, errors.New(want)
	}
	last := len(words) - 1
	number, ok := strings.CutSuffix(words[last], "%")
	percent, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil {
		return nil, errors.New(want)
	}
	if !(percent >= 0 && percent <= 100) {
		return nil, fmt.Errorf("%q is no share; write 0%% to 100%%", words[last])
	}
	f.Share = percent / 100
	return words[:last], nil
}

func (f *Fault) parseSet(words []string) error {
	if len(words) < 2 {
		return errors.New(`write "set PARAMETER VALUE", such as "set policy random"`)
	}
	f.Part, f.Value = words[0], strings.Join(words[1:], " ")
	return nil
}

func (f *Fault) parseLoad(words []string) error {
	over := slices.IndexFunc(words, func(word string) bool { return strings.EqualFold(word, "over") })
	var err error
	if over >= 0 {
		if f.Over, err = parseDuration(strings.Join(words[over+1:], " ")); err != nil {
			return fmt.Errorf(`%w; write how long the load takes to get there, such as "load x10 over 30 s"`, err)
		}
		words = words[:over]
	}
	factor, ok := strings.CutPrefix(strings.ToLower(strings.Join(words, "")), "x")
	if !ok {
		return errors.New(`write "load xFACTOR", such as "load x3", or "load x10 over 30 s"`)
	}
	f.Factor, err = parseFactor(factor)
	return err
}

func (f *Fault) parsePart(words []string) error {
	if len(words) == 0 || len(words) > 2 {
		return fmt.Errorf("write %q and a part, with a number where there are several, such as \"%s app 1\"", f.Verb, f.Verb)
	}
	f.Part = strings.ToLower(words[0])
	if len(words) == 1 {
		return nil
	}
	if f.Part == regionPart && isWord(words[1]) {
		f.Part = RegionPart(words[1])
		return nil
	}
	if f.Verb != Add && f.Verb != Remove && strings.HasSuffix(words[1], "%") {
		return f.parseFraction(words[1])
	}
	n, err := strconv.Atoi(words[1])
	if err != nil || n < 1 {
		return fmt.Errorf("%q is no number of a part; they count from 1", words[1])
	}
	f.Index = n
	return nil
}

// regionPart is the word before the name of a region, of which faults befall all that
// stands there.
const regionPart = "region"

// RegionPart returns the part that a region is for faults, such as "region eu".
func RegionPart(name string) string { return regionPart + " " + strings.ToLower(name) }

// isWord reports whether a text begins as a name does, and no number.
func isWord(text string) bool {
	return text[0] >= 'a' && text[0] <= 'z' || text[0] >= 'A' && text[0] <= 'Z'
}

func (f *Fault) parseFraction(text string) error {
	percent, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil || !(percent > 0 && percent <= 100) {
		return fmt.Errorf("%q is no part of them; write more than 0%%, at most 100%%", text)
	}
	f.Fraction = percent / 100
	return nil
}

func parseFactor(text string) (float64, error) {
	factor, err := strconv.ParseFloat(text, 64)
	if err != nil || !(factor > 0) || factor > maxFactor {
		return 0, fmt.Errorf("%q is no factor; write a number above 0, at most %d", text, maxFactor)
	}
	return factor, nil
}
