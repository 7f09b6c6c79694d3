// Object literals in samples of programs: JavaScript, Python, PHP, C#, Ruby. Read as far as they are literals; what is
// an expression is left out.
#pragma once
#include <concord/page.h>

#include <vector>

namespace concord::page {

// Every object literal in [begin, end) that is not within another one and has at least one member that could be read.
// Spans of values point into the page. Bounded in depth and work: behind a great many brackets that close nothing, the
// rest is not read.
std::vector<Node> read_literals(const Source& page, std::size_t begin, std::size_t end);

}  // namespace concord::page
