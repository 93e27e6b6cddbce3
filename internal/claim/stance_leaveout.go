package claim

// clauses marks what is left out: "no need for A, B" to the end of the sentence or
// a word that turns, "A, B is overkill" back to one.
func (r *reader) clauses() {
	for first := 0; first < len(r.tokens); {
		end := first
		for end < len(r.tokens) && r.tokens[end].Clause == r.tokens[first].Clause {
			end++
		}
		if speech()["abandoned"].match(r.tokens[first:end]) {
			r.mark(r.reach(first, end, false), Withdrawn)
		}
		if at := speech()["unwanted"].find(r.tokens[first:end]); at != nil {
			switch {
			case first == 0 && end < len(r.tokens) && end <= 6 && hasColon(r.line.Text): // "A bad idea: A. B."
				r.mark([2]int{r.wordOf[end], len(r.words)}, Unwanted, "instead")
			case least(at) <= 3:
				r.leaveOutForward(first)
			default:
				r.leaveOutBackward(end)
			}
		}
		first = end
	}
}

// leftOut marks what stands behind a heading such as "Out of scope:".
func (r *reader) leftOut() {
	end := 0
	for end < len(r.tokens) && r.tokens[end].Clause == 0 {
		end++
	}
	if end < len(r.tokens) && end <= 4 && hasColon(r.line.Text) && speech()["left-out"].match(r.tokens[:end]) {
		r.mark([2]int{r.wordOf[end], len(r.words)}, Unwanted)
	}
}

func (r *reader) leaveOutForward(first int) {
	from, sentence := r.wordOf[first], r.tokens[first].Sentence
	for i := from; i < len(r.words); i++ {
		if r.words[i].Sentence != sentence || i > from+1 && reasons[r.words[i].Text] {
			return
		}
		r.stances[i] = Unwanted
	}
}

func (r *reader) leaveOutBackward(end int) {
	last := len(r.words) - 1
	if end < len(r.tokens) {
		last = r.wordOf[end] - 1
	}
	for i := last; i >= 0; i-- {
		if r.words[i].Sentence != r.words[last].Sentence || reasons[r.words[i].Text] {
			return
		}
		r.stances[i] = Unwanted
	}
}
