// Trees that were decoded from a text of the page: for people, all of them stands where that text stands.
#pragma once
#include <concord/page.h>

namespace concord::page {

void place_all(Node& node, base::Span place);

}  // namespace concord::page
