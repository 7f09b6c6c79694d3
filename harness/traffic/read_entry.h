// One exchange as HAR 1.2 writes it, or in the short form of JSON Lines, which is the same with less around it.
#pragma once
#include <concord/traffic.h>

#include <concord/document.h>

namespace concord::traffic {

// Nothing when there is no request with a method and a URL. `place` is left to the caller.
std::optional<Recorded> read_entry(const document::Node& entry);

}  // namespace concord::traffic
