package interviewer

// Likelihoods returns how likely a text is of each class.
func (in *Interviewer) Likelihoods(text string) []float64 { return in.guess(in.read(text)).classes }
