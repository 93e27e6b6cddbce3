package balance

// A ranking keeps servers in the order of their connections, those with fewest
// first. With one connection more or less a server changes places with the last
// or the first of those that have as many, so every change takes constant time.
type ranking struct {
	order []int32 // servers
	place []int32 // of each server in order
	count []int32 // connections of each server
	// below says for each number of connections how many servers have fewer. It
	// goes on to the first number that all are below.
	below []int32
	least int32 // connections of the first server
}

// reset ranks the servers of a pool that are up.
func (r *ranking) reset(p *Pool) {
	r.order, r.least = r.order[:0], 0
	r.place, r.count = make([]int32, p.Len()), make([]int32, p.Len())
	for place, i := range p.Live() {
		r.order = append(r.order, int32(i))
		r.place[i] = int32(place)
	}
	r.below = append(r.below[:0], 0, int32(len(r.order)))
	for _, i := range p.Live() {
		for range p.Connections(i) {
			r.rise(i)
		}
	}
}

// ties returns how many servers have fewest connections. They come first.
func (r *ranking) ties() int { return int(r.below[r.least+1]) }

// rise gives a server one connection more.
func (r *ranking) rise(server int) {
	count := r.count[server]
	r.below[count+1]--
	r.move(int32(server), r.below[count+1])
	r.count[server] = count + 1
	if int(count)+2 == len(r.below) {
		r.below = append(r.below, int32(len(r.order)))
	}
	if r.below[r.least+1] == 0 {
		r.least++
	}
}

// fall gives a server one connection less.
func (r *ranking) fall(server int) {
	count := r.count[server]
	r.move(int32(server), r.below[count])
	r.below[count]++
	r.count[server] = count - 1
	r.least = min(r.least, count-1)
}

// move puts a server at a place and the one that is there at its own.
func (r *ranking) move(server, place int32) {
	other, own := r.order[place], r.place[server]
	r.order[place], r.place[server] = server, place
	r.order[own], r.place[other] = other, own
}
