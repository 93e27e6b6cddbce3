package system

import (
	"fmt"
	"slices"
	"strings"
)

// A Verb is what a fault does.
type Verb string

// The verbs of the fault language. What each does is said by [Verb.Meaning].
const (
	Kill    Verb = "kill"
	Hang    Verb = "hang"
	Restart Verb = "restart"
	Slow    Verb = "slow"
	Cut     Verb = "cut"
	Heal    Verb = "heal"
	Errors  Verb = "errors"
	Flush   Verb = "flush"
	Add     Verb = "add"
	Remove  Verb = "remove"
	Hot     Verb = "hot"
	Load    Verb = "load"
	Set     Verb = "set"
)

// verbs are all of them in the order in which messages name them, each with what it
// does to whatever it befalls. A system that suffers a verb suffers it so.
var verbs = []struct {
	verb    Verb
	meaning string
}{
	{Kill, "It dies: what it holds fails at once, and so does what is still sent to it, for connections are refused; what it had in memory is gone."},
	{Hang, "It accepts what it is sent and never answers: whoever asks waits until a time-out."},
	{Restart, "It comes back after a kill or a hang, idle; what it never answered fails at once."},
	{Slow, "Its work takes so many times longer, from the next piece on; by 1 it is as fast as before."},
	{Cut, "It works, but neither requests nor answers get through: whoever asks waits until a time-out."},
	{Heal, "It can be reached again; what was lost on the way stays lost."},
	{Errors, "It answers that share of what it is asked with an error, at once and without work."},
	{Flush, "What it has in memory is gone, and it goes on."},
	{Add, "There is one more, idle, at once."},
	{Remove, "It gets nothing more and finishes what it has; without a number it is the last one."},
	{Hot, "The most popular key gets that share of the requests, on top of its own."},
	{Load, "Requests arrive at so many times the given rate; over a time, as a crowd comes, they get there evenly."},
	{Set, "The parameter has that value from now on."},
}

// Verbs returns all verbs in the order in which messages name them.
func Verbs() []Verb {
	names := make([]Verb, len(verbs))
	for i, v := range verbs {
		names[i] = v.verb
	}
	return names
}

// Meaning says what a verb does, in every system that suffers it.
func (v Verb) Meaning() string {
	for _, known := range verbs {
		if known.verb == v {
			return known.meaning
		}
	}
	return ""
}

// A FaultForm is a kind of fault that a system understands.
type FaultForm struct {
	Verb Verb   `json:"verb"`
	Part string `json:"part,omitempty"` // app, database, ...
	// Count names the parameter that says how many parts of that name exist, or
	// two with "*" between them, whose product says it; empty if there is but one.
	Count string `json:"count,omitempty"`
	// Doc is what the verb means and, behind that, what else comes of it here.
	Doc string `json:"doc"`
}

// Forms returns the forms of faults that a part can suffer, each with what its verb
// means everywhere. Count is that of a [FaultForm].
func Forms(part, count string, verbs ...Verb) []FaultForm {
	forms := make([]FaultForm, len(verbs))
	for i, v := range verbs {
		forms[i] = FaultForm{Verb: v, Part: part, Count: count, Doc: v.Meaning()}
	}
	return forms
}

// Also returns the form of one fault, with what else comes of it in a system.
func Also(v Verb, part, count, comes string) FaultForm {
	return FaultForm{Verb: v, Part: part, Count: count, Doc: v.Meaning() + " " + comes}
}

func isVerb(word string) bool { return slices.Contains(Verbs(), Verb(strings.ToLower(word))) }

func listVerbs() string {
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = string(v.verb)
	}
	last := len(names) - 1
	return fmt.Sprintf("%s or %s", strings.Join(names[:last], ", "), names[last])
}
