package shortener

import "spar/internal/shard"

// A placement says which cache node and which shard a code belongs to.
type placement struct{ nodes, shards shard.Strategy }

func newPlacement(nodes, shards int, strategy string, virtualNodes int) (placement, error) {
	byNode, err := newStrategy("ring", nodes, virtualNodes)
	if err != nil {
		return placement{}, err
	}
	byShard, err := newStrategy(strategy, shards, virtualNodes)
	return placement{byNode, byShard}, err
}

func newStrategy(name string, n, virtualNodes int) (shard.Strategy, error) {
	s, err := shard.New(name, shard.Config{VirtualNodes: virtualNodes})
	if err != nil {
		return nil, err
	}
	members := make([]shard.Shard, n)
	for i := range members {
		members[i].ID = i
	}
	return s, s.Add(members...)
}

func (p placement) node(code uint64) int32 { return find(p.nodes, code) }

func (p placement) shard(code uint64) int32 { return find(p.shards, code) }

// find returns the member that a code belongs to. The strategies offered here
// have one for every code, as long as they have any member.
func find(s shard.Strategy, code uint64) int32 {
	i, err := s.Find(code)
	if err != nil {
		panic(err)
	}
	return int32(i)
}
