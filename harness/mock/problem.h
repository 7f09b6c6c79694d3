// What is wrong with a request, as rules see it.
#pragma once
#include <concord/message/conformance.h>

namespace concord::mock {

using message::Problem;

// What templates see as {{problem.…}}: `at`, `keyword`, `expected`, `actual`, `message`; `field`, the last token of
// `at`; `member`, its second one, so the parameter or the outermost member of the body; `path`, all but the first, with
// dots
// ("card.blocked").
document::Node to_node(const Problem& problem);

}  // namespace concord::mock
