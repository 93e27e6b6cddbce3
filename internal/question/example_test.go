package question_test

import (
	"fmt"
	"testing/fstest"

	"spar/internal/question"
)

// Two mistakes in a question are both named where they are, with what would be
// right.
func ExampleLinter_Lint() {
	pack := fstest.MapFS{
		"pack.yaml": {Data: []byte("schema: 1\nid: mine\ntitle: Mine\nversion: 1\n")},
		"questions/feed.yaml": {Data: []byte(`schema: 1
id: feed
title: Design a news feed
level: mid
brief: People post, and others read.
givens: {posts: 10M/day}
phases:
  requirements: {}
  capacity:
    estimates:
      - {id: writes, ask: Posts a second, formula: post * 2, in: /s}
  design: {graph: client -> feed -> db, components: [cache]}
  detail: {}
  scale: {}
`)},
	}
	_, problems := question.Linter{}.Lint(pack, "mine")
	for _, p := range problems {
		fmt.Println(p)
	}
	// Output:
	// mine/questions/feed.yaml:11:52: nothing is named post (want posts)
	// mine/questions/feed.yaml:12:54: the reference design has no "cache" (want client, feed, db)
}
