// What a person may have meant who named an operation that is not there.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace concord::contract {

// `ids`: "shop/list-items", those that there are. The id whose operationId, name or spelling `wanted` looks like: 'did
// you mean "shop/list-items"?'; else "there are …", at most ten of them.
std::string operation_hint(std::string_view wanted, const std::vector<std::string>& ids);

}  // namespace concord::contract
