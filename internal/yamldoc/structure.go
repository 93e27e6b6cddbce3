package yamldoc

import (
	"reflect"
	"slices"
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

// structure decodes a mapping into a struct. A key that is nearly right, or the only
// unknown one where one is missing, is read as the one that was meant, so that one slip
// is one mistake.
func (d *decoder) structure(n *yaml.Node, v reflect.Value) {
	fields := fieldsOf(v.Type())
	byName := make(map[string]field, len(fields))
	for _, f := range fields {
		byName[f.name] = f
	}
	index := d.doc.index[n]
	var unknown []int // positions of the values of such keys
	for i := 1; i < len(n.Content); i += 2 {
		if _, ok := byName[n.Content[i-1].Value]; !ok && !d.doc.refused[n.Content[i-1]] {
			unknown = append(unknown, i)
		}
	}
	for _, i := range unknown {
		if f, ok := d.unknown(n.Content[i-1], fields, index, len(unknown) == 1); ok {
			index[f.name] = i
		}
	}
	for _, f := range fields {
		if i, ok := index[f.name]; ok {
			d.value(n.Content[i], f.name, v.FieldByIndex(f.path))
		} else if f.required {
			d.report.add(place(n), "", "key %q is missing", f.name)
		}
	}
}

// unknown reports a key that the struct does not have, and returns the field that was
// meant if that is plain and the field is not given otherwise: one that is spelled
// nearly so or, where no other key is unknown, the only one that is missing.
func (d *decoder) unknown(key *yaml.Node, fields []field, index map[string]int, only bool) (field, bool) {
	var names, missing []string
	for _, f := range fields {
		names = append(names, f.name)
		if _, given := index[f.name]; f.required && !given {
			missing = append(missing, f.name)
		}
	}
	meant := strings.ToLower(key.Value)
	if !slices.Contains(names, meant) {
		meant = spelling.Nearest(meant, names)
	}
	fix := "did you mean " + meant + "?"
	switch {
	case meant != "":
	case only && len(missing) == 1:
		meant = missing[0]
		fix = "did you mean " + meant + ", which is missing?"
	default:
		fix = "want " + strings.Join(names, ", ")
	}
	d.report.add(place(key), fix, "unknown key %s", quote(key.Value))
	if _, given := index[meant]; given || meant == "" {
		return field{}, false
	}
	for _, f := range fields {
		if f.name == meant {
			return f, true
		}
	}
	return field{}, false
}
