package list

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/tui/frame"
)

// A layout says where items stand. It is the same for all of them, whatever the
// filter shows, so that nothing jumps.
type layout struct {
	top    int  // the row of the first item
	height int  // the rows of each
	room   int  // how many are in view
	titles int  // the width of the titles where summaries stand beside them
	low    bool // remarks stand below the titles
	width  int
}

// widest is the width of rows where the screen is wider: remarks stay near to
// what they are about.
const widest = 80

// detailRows are left below a list for what the chosen item is about.
const detailRows = 4

func (p *Page) layout() layout {
	l := layout{top: 3, height: 1, width: min(p.width, widest)}
	if p.cfg.Typing {
		l.top++ // a row below the filter, which is always there
	}
	menu, below := false, 0
	for _, item := range p.items {
		menu = menu || item.Key != ""
		if item.Summary != "" {
			l.titles = max(l.titles, ansi.StringWidth(item.Title)+2)
		}
		if item.Detail != "" {
			below = detailRows
		}
		remark := ansi.StringWidth(p.parts(item.Remark))
		l.low = l.low || remark > l.width*2/3
		if len(item.About) > 0 || l.low {
			l.height = 2
		}
	}
	// The entries of a menu stand apart where there is room.
	if menu && l.top+2*len(p.items) <= p.height {
		l.height = 2
	}
	l.room = max(1, (p.height-l.top-below)/l.height)
	return l
}

// rows draws the items in view.
func (p *Page) rows(l layout) []string {
	var lines []string
	from, to := p.list.View(l.room, len(p.shown))
	for i := from; i < to; i++ {
		lines = append(lines, p.row(p.shown[i], i == p.list.Cursor, l)...)
	}
	return lines
}

// row draws an item. A remark that leaves no room for the title stands below it.
func (p *Page) row(item Item, chosen bool, l layout) []string {
	t := p.theme
	mark, style := frame.Mark(chosen, t)
	indent := "   "
	if item.Key != "" {
		mark += t.Faint.Render(item.Key) + "  "
		indent += "   "
	}
	title := style.Render(item.Title)
	if item.Summary != "" {
		title = frame.Fit(title, l.titles, t) + t.Muted.Render(item.Summary)
	}
	about, remark := p.parts(item.About), p.parts(item.Remark)
	if l.low {
		about, remark = strings.TrimSpace(remark+" "+about), ""
	}
	if remark != "" {
		remark = t.Muted.Render(remark + " ")
	}
	rows := []string{frame.Ends(mark+title, remark, l.width, t), indent + t.Faint.Render(about)}
	return rows[:l.height]
}

func (p *Page) parts(texts []string) string {
	return strings.Join(texts, " "+p.theme.Signs.Dot+" ")
}
