#include "profiles.h"

#include <concord/base/text.h>

namespace concord::auth {

namespace {

// RFC 6265, 4.2.1: one field with all cookies.
void add_cookie(http::Request& request, const std::string& name, const std::string& value) {
  const std::string pair = name + '=' + value;
  for (http::Header& header : request.headers) {
    if (!base::equals_ignoring_case(header.name, "Cookie")) continue;
    header.value += "; " + pair;
    return;
  }
  request.headers.push_back({"Cookie", pair});
}

}  // namespace

void apply_api_key(Memory&, const Node& profile, http::Request request, const Context&, Done done) {
  const std::string in = member(profile, "in");
  if (in == "query") add_query(request, member(profile, "name"), member(profile, "value"));
  else if (in == "cookie") add_cookie(request, member(profile, "name"), member(profile, "value"));
  else set_unless_given(request, member(profile, "name"), member(profile, "value"));
  finish(std::move(request), done);
}

}  // namespace concord::auth
