package balancing

import (
	"fmt"
	"math/rand/v2"

	"spar/internal/balance"
	"spar/internal/system/traffic"
)

// nobody stands for the user in an open loop.
const nobody = -1

// A balancer picks servers, and keeps requests in a queue of its own where its
// policy says that every server is busy.
type balancer struct {
	pool    *balance.Pool
	random  *rand.Rand // of its policies
	queue   traffic.Line
	sending bool // from the queue
}

func (m *model) newBalancer(i int) (*balancer, error) {
	random := m.Stream(fmt.Sprintf("policy of balancer %d", i))
	policy, err := newPolicy(m.Plan, m.Plan.Text("policy"), random)
	if err != nil {
		return nil, err
	}
	return &balancer{pool: balance.NewPool(policy, weights(m.Plan)...), random: random}, nil
}
