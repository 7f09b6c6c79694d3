// Names of paths, parameters and members, compared by what they say.
#pragma once
#include <string>
#include <string_view>

namespace concord::contract {

std::string singular(std::string_view word);  // "orders" → "order", "categories" → "category"
std::string plain_name(std::string_view name);  // lower case, letters and digits alone: "order_id" → "orderid"

}  // namespace concord::contract
