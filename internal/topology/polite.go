package topology

// This file is queues that spare who is behind a key: of each only so much is done at the
// same time, and so often.

// IsPolite reports whether a queue delivers only so much of one key.
func (c *Call) IsPolite() bool { return c.PerKey != "" || c.Gap != "" }

// polite checks what is said of that.
func (c *checker) polite(at string, component *Component, call *Call) {
	switch said := call.IsPolite() || call.Groups != "" || call.GroupsZipf != ""; {
	case said && component.Kind != Queue:
		c.add(at+".per_key", "only a queue holds back what is of one key, and %s is a %s; put a queue between, and write per_key, gap and groups at its call of %s", component.Name, component.Kind, call.To)
	case said && !call.IsPolite():
		c.add(at+".groups", "groups are what per_key and gap are about; write per_key: 1, or remove groups")
	case call.GroupsZipf != "" && call.Groups == "":
		c.add(at+".groups_zipf", "nothing says how many groups there are; write groups, such as 1k, or remove groups_zipf")
	}
}
