// Package palette is the one table of spar's colours, from which the screens and
// Markdown take theirs.
package palette

// A Palette names a colour by what it says, each as "#rrggbb".
type Palette struct {
	Accent  string // where the eye should land
	Muted   string // labels and explanations
	Faint   string // rules and what can wait
	Good    string // earned, met, right
	Warning string
	Danger  string
}

// For returns the colours for a dark or a light background.
func For(dark bool) Palette {
	if dark {
		return Palette{
			Accent: "#6cb6ff", Muted: "#9aa0ab", Faint: "#5b616d",
			Good: "#7ec699", Warning: "#e5b567", Danger: "#f07178",
		}
	}
	return Palette{
		Accent: "#0f6cbd", Muted: "#5c6370", Faint: "#a8adb7",
		Good: "#1a7f37", Warning: "#9a6700", Danger: "#c62828",
	}
}
