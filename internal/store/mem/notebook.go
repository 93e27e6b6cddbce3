package mem

import (
	"cmp"
	"context"
	"slices"

	"spar/internal/notebook"
)

var _ notebook.Store = (*Store)(nil)

// SaveSheet implements [notebook.Store].
func (s *Store) SaveSheet(ctx context.Context, sheet notebook.Sheet) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	if sheet.Revision < 1 || s.sheets[sheet.ID].Revision != sheet.Revision-1 {
		return notebook.ErrConflict
	}
	if s.sheets == nil {
		s.sheets = make(map[string]notebook.Sheet)
	}
	s.sheets[sheet.ID] = copySheet(sheet)
	return nil
}

// Sheets implements [notebook.Store].
func (s *Store) Sheets(ctx context.Context) ([]notebook.Sheet, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	var sheets []notebook.Sheet
	for _, sheet := range s.sheets {
		sheets = append(sheets, copySheet(sheet))
	}
	slices.SortFunc(sheets, func(a, b notebook.Sheet) int {
		return cmp.Or(b.UpdatedAt.Compare(a.UpdatedAt), cmp.Compare(a.ID, b.ID))
	})
	return sheets, nil
}

func copySheet(sheet notebook.Sheet) notebook.Sheet {
	sheet.Lines = slices.Clone(sheet.Lines)
	return sheet
}

// AddAnswers implements [notebook.Store].
func (s *Store) AddAnswers(ctx context.Context, answers ...notebook.Answer) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	for _, a := range answers {
		there := func(b notebook.Answer) bool { return a.Seed == b.Seed && a.Number == b.Number && a.At.Equal(b.At) }
		if !slices.ContainsFunc(s.answers, there) {
			s.answers = append(s.answers, a)
		}
	}
	slices.SortFunc(s.answers, func(a, b notebook.Answer) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Seed, b.Seed))
	})
	return nil
}

// Answers implements [notebook.Store].
func (s *Store) Answers(ctx context.Context) ([]notebook.Answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	return slices.Clone(s.answers), nil
}
