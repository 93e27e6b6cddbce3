package yamldoc

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// DecodeHead reads the keys of the struct that into points to where they stand at
// the top of a document, above all other keys. data is the document or, unless
// whole, its beginning. The result is false if that does not tell all values, or
// there is a mistake: then the document has to be read on, or with [Decode]. If it is
// true, Decode finds the same values, unless the document has a mistake.
func DecodeHead(data []byte, whole bool, into any) (Node, bool) {
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.Elem().Kind() != reflect.Struct {
		panic(fmt.Sprintf("yamldoc: decode the head into %T: want a pointer to a struct", into))
	}
	var missing []string
	for _, f := range fieldsOf(target.Elem().Type()) {
		missing = append(missing, f.name)
	}
	head, rest := cutHead(data, &missing)
	if len(rest) == 0 || len(missing) > 0 && !(whole && withoutKeys(rest, missing)) {
		return Node{}, false
	}
	root, problems := Decode(head, into)
	return root, len(problems) == 0
}

// cutHead cuts data above the first line that begins with anything but one of the
// names as a key, and removes those that it finds from names. Such a line ends the
// value above it, so that head is a document too; where the value goes on all the
// same, as text in quotes may, it is a broken one.
func cutHead(data []byte, names *[]string) (head, rest []byte) {
	at := 0
	for line := range bytes.Lines(data) {
		if !indented(line) {
			i := slices.Index(*names, key(line))
			if i < 0 {
				break
			}
			*names = slices.Delete(*names, i, i+1)
		}
		at += len(line)
	}
	return data[:at], data[at:]
}

// withoutKeys reports whether no line of data begins with one of the names as a key,
// in whatever spelling.
func withoutKeys(data []byte, names []string) bool {
	for line := range bytes.Lines(data) {
		if !indented(line) && (strings.IndexByte(`"'?`, line[0]) >= 0 || slices.Contains(names, key(line))) {
			return false
		}
	}
	return true
}

// indented reports whether no key begins a line.
func indented(line []byte) bool { return strings.IndexByte(" \t\r\n#", line[0]) >= 0 }

// key returns the plain key that a line begins with, or "".
func key(line []byte) string {
	name, _, ok := bytes.Cut(line, []byte(":"))
	if !ok {
		return ""
	}
	return string(bytes.TrimRight(name, " \t"))
}
