#include <concord/base/http_method.h>

#include <algorithm>
#include <array>

namespace concord::base {
namespace {

constexpr auto methods = std::to_array<HttpMethod>({{"GET", "get", true, false},
                                                    {"PUT", "put", true, true},
                                                    {"POST", "post", false, true},
                                                    {"DELETE", "delete", false, false},
                                                    {"OPTIONS", "options", true, false},
                                                    {"HEAD", "head", true, false},
                                                    {"PATCH", "patch", false, true},
                                                    {"TRACE", "trace", true, false},
                                                    {"QUERY", "query", true, true}});

const HttpMethod* find(std::string_view text, std::string_view HttpMethod::*member) {
  const auto found =
      std::find_if(methods.begin(), methods.end(), [&](const HttpMethod& one) { return one.*member == text; });
  return found == methods.end() ? nullptr : &*found;
}

}  // namespace

std::span<const HttpMethod> http_methods() { return methods; }

const HttpMethod* find_http_method(std::string_view name) { return find(name, &HttpMethod::name); }

const HttpMethod* find_http_method_key(std::string_view key) { return find(key, &HttpMethod::key); }

}  // namespace concord::base
