package hugepages

import "syscall"

// advise asks for huge pages. A system that has none says so, and all stays as it is.
func advise(pages []byte) { _ = syscall.Madvise(pages, syscall.MADV_HUGEPAGE) }
