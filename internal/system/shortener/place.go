package shortener

import "spar/internal/shard"

// newStrategy returns the strategy of a name over so many members.
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

// find returns the member that a code belongs to. The strategies offered here
// have one for every code, as long as they have any member.
func find(s shard.Strategy, code uint64) int32 {
	i, err := s.Find(code)
	if err != nil {
		panic(err)
	}
	return int32(i)
}
