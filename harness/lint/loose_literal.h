// Object literals in samples of programs: JavaScript, Python, PHP, C#, Ruby. Read as far as they are literals; what is
// an expression is left out.
#pragma once
#include <concord/document.h>

#include <vector>

namespace concord::lint {

// Every object literal in [begin, end) that is not within another one and has at least one member that could be read.
// Spans of values point into the page. Bounded in depth; linear but for texts full of brackets that close nothing.
std::vector<document::Node> read_literals(const base::Source& page, std::size_t begin, std::size_t end);

}  // namespace concord::lint
