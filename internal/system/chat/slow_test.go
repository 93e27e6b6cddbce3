//go:build slow

package chat

const slow = true
