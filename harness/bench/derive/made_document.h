// OpenAPI documents of any size, the same on every machine.
#pragma once
#include <concord/document.h>

#include <cstddef>

namespace concord::bench {

// An API of many resources: four operations each, with parameters, bodies, error answers and examples, over components
// that refer to each other as those of real documents do. Grows with `resources`; about 7 kB of JSON each.
document::Node made_document(std::size_t resources);

}  // namespace concord::bench
