package mem

import (
	"testing"

	"spar/internal/interview"
	"spar/internal/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) interview.Store { return new(Store) })
}
