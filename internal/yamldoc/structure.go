package yamldoc

import (
	"reflect"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"spar/internal/spelling"
)

// A field is one key of a struct.
type field struct {
	name     string
	path     []int // as for reflect.Value.FieldByIndex
	required bool
}

// structs holds the keys of struct types that were seen, by their reflect.Type.
var structs sync.Map

// fieldsOf returns the keys of a struct type, those of inlined structs among
// them.
func fieldsOf(t reflect.Type) []field {
	if known, ok := structs.Load(t); ok {
		return known.([]field)
	}
	var fields []field
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case options == "inline":
			for _, inner := range fieldsOf(f.Type) {
				inner.path = append(append([]int(nil), f.Index...), inner.path...)
				fields = append(fields, inner)
			}
		case name != "-" && name != "":
			fields = append(fields, field{name, f.Index, options != "omitempty"})
		}
	}
	structs.Store(t, fields)
	return fields
}

// structure decodes a mapping into a struct. A key that is nearly right is read
// as the one that was meant, so that one slip is one mistake.
func (d *decoder) structure(n *yaml.Node, v reflect.Value) {
	fields := fieldsOf(v.Type())
	byName := make(map[string]field, len(fields))
	for _, f := range fields {
		byName[f.name] = f
	}
	index := d.doc.index[n]
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if d.doc.refused[key] {
			continue
		}
		f, ok := byName[key.Value]
		if !ok {
			if f, ok = d.unknown(key, fields, index); !ok {
				continue
			}
			index[f.name] = i + 1
		}
		d.value(n.Content[i+1], f.name, v.FieldByIndex(f.path))
	}
	for _, f := range fields {
		if _, ok := index[f.name]; f.required && !ok {
			d.report.add(place(n), "", "key %q is missing", f.name)
		}
	}
}

// unknown reports a key that the struct does not have, and returns the field
// that was meant if that is plain and the field is not given otherwise.
func (d *decoder) unknown(key *yaml.Node, fields []field, index map[string]int) (field, bool) {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	near := spelling.Nearest(strings.ToLower(key.Value), names)
	if near == "" {
		d.report.add(place(key), "want "+strings.Join(names, ", "), "unknown key %s", quote(key.Value))
		return field{}, false
	}
	d.report.add(place(key), "did you mean "+near+"?", "unknown key %s", quote(key.Value))
	if _, given := index[near]; given {
		return field{}, false
	}
	for _, f := range fields {
		if f.name == near {
			return f, true
		}
	}
	return field{}, false
}
