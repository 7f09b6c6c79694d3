// The way back from the journal to plain data.
#pragma once
#include <concord/result.h>

#include <string>

namespace concord::result {

// Unknown keys are ignored, so that an older program reads a newer journal; an absent key is its default, but for
// index, classname, name and verdict of a case. `fault` becomes the first mistake, e.g.
// `steps[0].exchange.status is a string, a number is expected`; it stays as it is when there is none.
CaseResult case_from_node(const document::Node& node, std::string& fault);
RunInfo info_from_node(const document::Node& node, std::string& fault);

}  // namespace concord::result
