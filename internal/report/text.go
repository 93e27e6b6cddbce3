package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/interview"
	"spar/internal/sanitize"
)

// Text writes the report as plain text in lines of at most width cells, with
// ASCII signs only if asked. It holds what the review screen shows first: the
// score, what to practise, the time, the estimates and the evidence.
func Text(w io.Writer, r *Report, width int, ascii bool) error {
	t := &text{width: max(40, width), yes: "✓", no: "✗", full: "█", empty: "░"}
	if ascii {
		t.yes, t.no, t.full, t.empty = "+", "x", "#", "."
	}
	t.score(r)
	t.list("Practise next", r.Next)
	t.list("Mistakes that interviews punish", r.Mistakes)
	t.time(r)
	t.estimates(r)
	t.evidence(r)
	_, err := io.WriteString(w, t.String())
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// A text is a report being written.
type text struct {
	strings.Builder
	width                int
	yes, no, full, empty string
}

// line writes untrusted text after a mark, wrapped and indented.
func (t *text) line(mark, s string) {
	indent := ansi.StringWidth(mark)
	for i, row := range strings.Split(ansi.Wrap(sanitize.Line(s), t.width-indent, ""), "\n") {
		if i > 0 {
			mark = strings.Repeat(" ", indent)
		}
		t.WriteString(strings.TrimRight(mark+row, " ") + "\n")
	}
}

func (t *text) heading(s string) { t.WriteString("\n" + s + "\n") }

func (t *text) score(r *Report) {
	t.line("", fmt.Sprintf("%s: %.2f of 4, give or take %.1f", r.Title, r.Overall, r.GiveOrTake))
	for _, remark := range r.Remarks {
		t.line("  ", remark)
	}
	if r.Assessed < 1 {
		t.line("  ", fmt.Sprintf("%.0f%% of the interview was assessed", r.Assessed*100))
	}
	for _, v := range r.Verdicts {
		mark := "  "
		if v.Level == r.Level {
			mark = "> "
		}
		t.line(mark, fmt.Sprintf("%-7s %s", v.Level, v.Call))
	}
	t.WriteByte('\n')
	const cells = 9
	for _, d := range r.Dimensions {
		full := int(d.Fraction*cells + .5)
		bar := strings.Repeat(t.full, full) + strings.Repeat(t.empty, cells-full)
		t.line("  "+bar+" ", fmt.Sprintf("%-23s %-12s weight %d", d.Title, d.Score, d.Weight))
	}
}

func (t *text) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	t.heading(title)
	for _, item := range items {
		t.line("  - ", item)
	}
}

func (t *text) time(r *Report) {
	if len(r.Phases) == 0 {
		return
	}
	t.heading("Time")
	for _, p := range r.Phases {
		over := ""
		if p.Over > 0 {
			over = "  over by " + interview.Clock(p.Over)
		}
		t.line("  ", fmt.Sprintf("%-13s %6s of %6s%s", p.Phase, interview.Clock(p.Spent), interview.Clock(p.Planned), over))
	}
	if r.Interruptions > 0 {
		t.line("  ", r.Absence())
	}
}

func (t *text) estimates(r *Report) {
	if len(r.Estimates) == 0 {
		return
	}
	t.heading("Estimates")
	for _, e := range r.Estimates {
		guess := e.Guess
		if guess == "" {
			guess = "not estimated"
		}
		line := fmt.Sprintf("%s: %s, expected %s", e.Ask, guess, e.Expected)
		if e.Verdict != "" {
			line += ", " + e.Verdict
		}
		t.line("  "+t.sign(e.Passed)+" ", line)
		if e.Slip != "" {
			t.line("      ", e.Slip)
		}
		if e.Decides != "" {
			t.line("      ", "decides: "+e.Decides)
		}
	}
}

func (t *text) evidence(r *Report) {
	for _, d := range r.Dimensions {
		if len(d.Items) == 0 {
			continue
		}
		t.heading(fmt.Sprintf("%s: %s", d.Title, d.Score))
		for _, item := range d.Items {
			line := item.Text + " (" + item.Points + ")"
			if item.Remark != "" {
				line += ", " + item.Remark
			}
			sign := t.sign(item.Earned)
			if item.Near {
				sign = "~"
			}
			t.line("  "+sign+" ", line)
			for _, quoted := range item.Lines {
				t.line("      ", `"`+quoted+`"`)
			}
			if item.Nearest != "" {
				t.line("      ", item.Nearest)
			}
			for _, advice := range item.Advice {
				t.line("      ", advice)
			}
		}
	}
}

func (t *text) sign(good bool) string {
	if good {
		return t.yes
	}
	return t.no
}
