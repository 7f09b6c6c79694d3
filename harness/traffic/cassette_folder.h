// Which file of a folder is the cassette of which case.
#pragma once
#include "cassette.h"

#include <functional>

namespace concord::traffic {

// "knot.create_session :: a session" of both.
std::string name_of_case(const std::string& classname, const std::string& name);

// Calls `found` for each *.json below `folder`, by path. Every file that is no cassette is a Diagnostic.
base::Diagnostics each_cassette(const std::string& folder,
                                const std::function<void(const std::string& path, Cassette cassette)>& found);

}  // namespace concord::traffic
