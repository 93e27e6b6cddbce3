package mem

import (
	"testing"

	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) interview.Store { return new(Store) })
}

func TestNotebook(t *testing.T) {
	storetest.RunNotebook(t, func(*testing.T) notebook.Store { return new(Store) })
}
