// Values as YAML on one line, the way people write them.
#pragma once
#include <concord/document.h>

#include <string>
#include <string_view>

namespace concord::explore {

// {name: Ada, tags: [a, b], note: "yes"}: plain where every reader takes the text for that text, else as JSON.
std::string flow(const document::Node& value);
std::string flow_text(std::string_view text);

}  // namespace concord::explore
