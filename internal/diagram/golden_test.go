package diagram

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"spar/internal/golden"
)

// live is how a run is shown: with a bar in each box and a figure on each edge.
var live = Options{BoxRows: 1, BoxWidth: 10, EdgeWidth: 7}

func TestGolden(t *testing.T) {
	for _, test := range []struct {
		design string
		widths []int
	}{
		{"shortener", []int{40, 76, 100, 120, 200}},
		{"chat", []int{40, 76, 100, 120, 200}},
		{"large", []int{80, 120, 160}},
		{"chain", []int{40, 76}},
		{"star", []int{40, 120}},
		{"cycles", []int{24, 40, 76}},
		{"parts", []int{40, 76}},
		{"single", []int{20}},
		{"names", []int{30, 40, 76, 120}},
		{"bipartite", []int{30, 76}},
	} {
		for _, width := range test.widths {
			checkGolden(t, test.design, strconv.Itoa(width), Options{Width: width})
		}
	}
	checkGolden(t, "shortener", "76.ascii", Options{Width: 76, ASCII: true})
	checkGolden(t, "chat", "40.ascii", Options{Width: 40, ASCII: true})
	checkGolden(t, "names", "76.ascii", Options{Width: 76, ASCII: true})
	checkGolden(t, "large", "40.outline", Options{Width: 40})
	checkGolden(t, "chat", "10.outline", Options{Width: 10})
	for _, width := range []int{76, 100, 160} {
		o := live
		o.Width = width
		checkGolden(t, "shortener", strconv.Itoa(width)+".live", o)
	}
}

// checkGolden compares the drawing of a design with the one that was looked at.
func checkGolden(t *testing.T, design, variant string, o Options) {
	t.Run(design+"."+variant, func(t *testing.T) {
		source, err := os.ReadFile(filepath.Join("testdata", design+".design"))
		if err != nil {
			t.Fatal(err)
		}
		g := parse(t, string(source))
		d := Draw(g, o)
		if err := checkDrawing(g, d, o); err != nil {
			t.Error(err)
		}
		rows := d.Rows
		if o.EdgeWidth > 0 {
			rows = withFigures(d, o)
		}
		golden.Check(t, design+"."+variant+".txt", []byte(strings.Join(rows, "\n")+"\n"))
	})
}

// withFigures fills a drawing as a run would: a bar at the bottom of each box
// and a rate on each edge. Names under test are one cell a character.
func withFigures(d Drawing, o Options) []string {
	rows := make([][]rune, len(d.Rows))
	for y, row := range d.Rows {
		rows[y] = []rune(row)
	}
	put := func(x, y int, s string) {
		for len(rows[y]) < x+len([]rune(s)) {
			rows[y] = append(rows[y], ' ')
		}
		copy(rows[y][x:], []rune(s))
	}
	for i, b := range d.Boxes {
		bar := i % (o.BoxWidth + 1)
		put(b.X+2, b.Y+b.Height-1-o.BoxRows, strings.Repeat("█", bar)+strings.Repeat("░", o.BoxWidth-bar))
	}
	for i, l := range d.Labels {
		put(l.X, l.Y, strconv.Itoa(i)+"00k/s")
	}
	out := make([]string, len(rows))
	for y, row := range rows {
		out[y] = string(row)
	}
	return out
}
