package yamldoc

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A decoder fills Go values and reports what does not fit.
type decoder struct {
	doc    *document
	report *report
}

// value decodes n, which belongs to the key or item called name.
func (d *decoder) value(n *yaml.Node, name string, v reflect.Value) {
	if d.doc.refused[n] {
		return
	}
	if m, ok := v.Addr().Interface().(TextMapping); ok {
		d.textMapping(n, name, v, m)
		return
	}
	if m, ok := v.Addr().Interface().(Named); ok && n.Kind == yaml.ScalarNode && n.Tag != "!!null" {
		var text string
		d.scalar(n, name, reflect.ValueOf(&text).Elem())
		m.SetName(text)
		return
	}
	if m, ok := v.Addr().Interface().(TextList); ok && n.Kind == yaml.SequenceNode {
		var items []string
		d.list(n, name, reflect.ValueOf(&items).Elem())
		m.SetList(items)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, name, v.Elem())
	case reflect.Struct:
		if d.kind(n, yaml.MappingNode, name, v) {
			d.structure(n, v)
		}
	case reflect.Slice:
		if d.kind(n, yaml.SequenceNode, name, v) {
			d.list(n, name, v)
		}
	case reflect.Map:
		if d.kind(n, yaml.MappingNode, name, v) {
			d.mapping(n, v)
		}
	default:
		d.scalar(n, name, v)
	}
}

func (d *decoder) list(n *yaml.Node, name string, v reflect.Value) {
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		d.value(item, fmt.Sprintf("%s, item %d", name, i+1), v.Index(i))
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value) {
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Content)/2))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if d.doc.refused[key] {
			continue
		}
		element := reflect.New(v.Type().Elem()).Elem()
		d.value(n.Content[i+1], shorten(key.Value), element)
		v.SetMapIndex(reflect.ValueOf(key.Value).Convert(v.Type().Key()), element)
	}
}

func (d *decoder) textMapping(n *yaml.Node, name string, v reflect.Value, m TextMapping) {
	if !d.kind(n, yaml.MappingNode, name, v) {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if d.doc.refused[key] {
			continue
		}
		var text string
		d.value(n.Content[i+1], shorten(key.Value), reflect.ValueOf(&text).Elem())
		m.SetText(key.Value, text)
	}
}

// scalar decodes text, numbers and booleans. Text may look like anything but
// nothing: "version: 1.0" needs no quotes.
func (d *decoder) scalar(n *yaml.Node, name string, v reflect.Value) {
	ok := n.Kind == yaml.ScalarNode
	switch v.Kind() {
	case reflect.String:
		if ok = ok && n.Tag != "!!null"; ok {
			v.SetString(n.Value)
			if n.Tag != "!!str" {
				d.doc.texts[n] = true
			}
		}
	case reflect.Int, reflect.Int64:
		if ok = ok && n.Tag == "!!int"; ok && !d.oddNumber(n, name) {
			i, err := strconv.ParseInt(strings.ReplaceAll(n.Value, "_", ""), 10, v.Type().Bits())
			ok = err == nil
			v.SetInt(i)
		}
	case reflect.Float64:
		if ok = ok && (n.Tag == "!!int" || n.Tag == "!!float"); ok && !d.oddNumber(n, name) {
			var f float64
			ok = n.Decode(&f) == nil
			v.SetFloat(f)
		}
	case reflect.Bool:
		if ok = ok && n.Tag == "!!bool"; ok {
			var b bool
			ok = n.Decode(&b) == nil
			v.SetBool(b)
		}
	default:
		panic(fmt.Sprintf("yamldoc: cannot decode into %v", v.Type()))
	}
	if !ok {
		d.mismatch(n, name, v)
	}
}

// oddNumber reports a number that YAML reads otherwise than people do: with a zero in
// front it is one to the base of eight, or of what the letter behind the zero says.
func (d *decoder) oddNumber(n *yaml.Node, name string) bool {
	digits := strings.TrimLeft(n.Value, "+-")
	if len(digits) < 2 || digits[0] != '0' || digits[1] == '.' || digits[1] == 'e' || digits[1] == 'E' {
		return false
	}
	fix := "write it in decimal digits, without a zero in front"
	if plain := strings.TrimLeft(digits, "0_"); isNumber(plain) {
		fix = "write " + plain
	}
	d.report.add(place(n), fix, "%s: %s has a zero in front", name, quote(n.Value))
	return true
}

// kind reports whether n has a kind, and the mistake if it has another.
func (d *decoder) kind(n *yaml.Node, want yaml.Kind, name string, v reflect.Value) bool {
	if n.Kind != want {
		d.mismatch(n, name, v)
	}
	return n.Kind == want
}

func (d *decoder) mismatch(n *yaml.Node, name string, v reflect.Value) {
	want, fix := wanted(v), ""
	switch {
	case n.Tag == "!!null":
		fix = "remove the key or give it a value"
	case v.Kind() == reflect.String && n.Kind == yaml.MappingNode:
		fix = `put text that contains ": " in quotes`
	case v.Kind() == reflect.String && n.Kind == yaml.SequenceNode:
		fix = "put text that begins with [ in quotes"
	case want == "a list of text" && n.Kind == yaml.ScalarNode:
		fix = "write [" + quote(n.Value) + "]"
	}
	d.report.add(place(n), fix, "%s: want %s, found %s", name, want, found(n))
}

// wanted names what a Go value is filled from.
func wanted(v reflect.Value) string {
	if _, ok := v.Addr().Interface().(TextMapping); ok {
		return "a mapping to text"
	}
	switch v.Kind() {
	case reflect.Struct:
		return "a mapping"
	case reflect.Map:
		return "a mapping to " + wantedMany(v.Type().Elem())
	case reflect.Slice:
		return "a list of " + wantedMany(v.Type().Elem())
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float64:
		return "a number"
	}
	return "a whole number"
}

func wantedMany(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Struct:
		return "mappings"
	case reflect.Slice:
		return "lists"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	}
	return "numbers"
}

// found names what a document has.
func found(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!null":
		return "nothing"
	}
	return quote(n.Value)
}

// quote returns text of a document for a message: short, and escaped.
func quote(s string) string { return strconv.Quote(shorten(s)) }

func shorten(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}
