// RFC 3986 references, as far as schema identification needs them: resolution and fragments.
#pragma once
#include <string>
#include <string_view>

namespace concord::schema {

struct UriParts {
  std::string_view scheme, authority, path, query;
  bool has_scheme = false, has_authority = false, has_query = false;
};

UriParts split_uri(std::string_view uri);  // without a fragment
// RFC 3986, 5.2, on texts without fragments. An empty or unusable base leaves `reference` as it is.
std::string resolve_uri(std::string_view base, std::string_view reference);

struct UriAndFragment {
  std::string_view uri;
  std::string_view fragment;
};
UriAndFragment split_fragment(std::string_view reference);

}  // namespace concord::schema
