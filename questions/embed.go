// Package questions holds the built-in pack.
package questions

import "embed"

// FS holds the pack as a folder of YAML files.
//
//go:embed pack.yaml questions samples
var FS embed.FS
