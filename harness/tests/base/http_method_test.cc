#include <concord/base/http_method.h>

#include <support/catch.h>

#include <string>

using namespace concord::base;

TEST_CASE("methods are known by name and by key, each as it is written") {
  std::string repeatable, with_content, all;
  for (const HttpMethod& one : http_methods()) {
    all += std::string(one.name) + ' ';
    if (one.is_repeatable) repeatable += std::string(one.name) + ' ';
    if (one.expects_content) with_content += std::string(one.name) + ' ';
    CHECK(find_http_method(one.name) == &one);
    CHECK(find_http_method_key(one.key) == &one);
  }
  CHECK(all == "GET PUT POST DELETE OPTIONS HEAD PATCH TRACE QUERY ");
  CHECK(repeatable == "GET PUT OPTIONS HEAD TRACE QUERY ");
  CHECK(with_content == "PUT POST PATCH QUERY ");
  CHECK(find_http_method("get") == nullptr);
  CHECK(find_http_method_key("GET") == nullptr);
  CHECK(find_http_method("") == nullptr);
}
