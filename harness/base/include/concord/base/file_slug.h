// The one way from a text of somebody else to the name of a file or folder.
#pragma once
#include <string>
#include <string_view>

namespace concord::base {

// A name that every system takes as one of a file or folder, and that leads nowhere else: of [a-z0-9-], so that two
// names never differ in letter case alone; "Create Session" and "createSession" are "create-session". Of more than 120
// bytes the beginning is kept, and a digest of all of it tells it from others. What Windows keeps for devices gets a
// number: "con" is "con-1". "" when nothing is left.
std::string file_slug(std::string_view text);

}  // namespace concord::base
