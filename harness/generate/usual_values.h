// What people would write for a member of that name: "city" is "Berlin".
#pragma once
#include <concord/base/clock.h>
#include <concord/document.h>

#include <string>
#include <string_view>
#include <vector>

namespace concord::generate {

using document::Node;

// The time that a member of that name tells: what expires does so an hour later, as `expires_in`
// says by 3600.
base::SystemTime usual_time(std::string_view name, base::SystemTime now);

// Texts, the first to be taken first; empty when the name says nothing. By its last words: "billing_city", "homeCity".
std::vector<std::string> usual_texts(std::string_view name, base::SystemTime now);
// Numbers, whole ones where `is_whole`.
std::vector<Node> usual_numbers(std::string_view name, bool is_whole, base::SystemTime now);

}  // namespace concord::generate
