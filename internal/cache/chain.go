package cache

// A chain keeps slots in a number of doubly linked lists, the newest first. All
// links are in one array: the first places are the ends of the lists, where each
// begins and closes; the others are the slots.
type chain struct {
	links []link
	lists int32
	sizes []int
}

type link struct{ newer, older int32 }

// nothing is the oldest of an empty list.
const nothing int32 = -1

func newChain(lists int32) chain {
	c := chain{links: make([]link, lists), lists: lists, sizes: make([]int, lists)}
	for end := range c.links {
		c.links[end] = link{int32(end), int32(end)}
	}
	return c
}

// push makes a slot the newest of a list. It must not be in any.
func (c *chain) push(list, slot int32) {
	place := slot + c.lists
	for int(place) >= len(c.links) {
		c.links = append(c.links, link{})
	}
	newest := c.links[list].older
	c.links[place] = link{list, newest}
	c.links[newest].newer, c.links[list].older = place, place
	c.sizes[list]++
}

// remove takes a slot out of its list.
func (c *chain) remove(list, slot int32) {
	l := c.links[slot+c.lists]
	c.links[l.newer].older, c.links[l.older].newer = l.older, l.newer
	c.sizes[list]--
}

// oldest returns the slot that was pushed first of those in a list.
func (c *chain) oldest(list int32) int32 {
	if c.sizes[list] == 0 {
		return nothing
	}
	return c.links[list].newer - c.lists
}
