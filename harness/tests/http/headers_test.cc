#include <concord/http.h>
#include <support/catch.h>

using namespace concord::http;

namespace {

std::string dump(const Headers& headers) {
  std::string text;
  for (const Header& header : headers) text += header.name + "=" + header.value + ";";
  return text;
}

}  // namespace

TEST_CASE("header names compare without case") {
  const Headers headers{{"X-Id", "1"}, {"Accept", "a"}, {"x-id", "2"}};
  REQUIRE(find_header(headers, "x-ID"));
  CHECK(*find_header(headers, "x-ID") == "1");
  CHECK(find_header(headers, "x-i") == nullptr);
  CHECK(header_values(headers, "X-ID") == std::vector<std::string_view>{"1", "2"});
  CHECK(header_values(headers, "none").empty());
}

TEST_CASE("setting a header replaces all of its name in the place of the first") {
  Headers headers{{"A", "1"}, {"X-Id", "1"}, {"B", "2"}, {"x-id", "2"}};
  set_header(headers, "X-ID", "3");
  CHECK(dump(headers) == "A=1;X-Id=3;B=2;");
  set_header(headers, "C", "4");
  CHECK(dump(headers) == "A=1;X-Id=3;B=2;C=4;");
}

TEST_CASE("removing a header removes all of its name") {
  Headers headers{{"X-Id", "1"}, {"B", "2"}, {"x-id", "2"}};
  CHECK(remove_header(headers, "X-ID"));
  CHECK(dump(headers) == "B=2;");
  CHECK_FALSE(remove_header(headers, "X-ID"));
}

TEST_CASE("reason phrases are those of the registry") {
  CHECK(reason_phrase(200) == "OK");
  CHECK(reason_phrase(404) == "Not Found");
  CHECK(reason_phrase(422) == "Unprocessable Content");
  CHECK(reason_phrase(511) == "Network Authentication Required");
  CHECK(reason_phrase(100) == "Continue");
  for (const int unknown : {-1, 0, 99, 306, 418, 512, 600}) CHECK(reason_phrase(unknown).empty());
}

TEST_CASE("each error kind has a name") {
  CHECK(error_kind_name(ErrorKind::Dns) == "dns");
  CHECK(error_kind_name(ErrorKind::Connect) == "connect");
  CHECK(error_kind_name(ErrorKind::Tls) == "tls");
  CHECK(error_kind_name(ErrorKind::Timeout) == "timeout");
  CHECK(error_kind_name(ErrorKind::Reset) == "reset");
  CHECK(error_kind_name(ErrorKind::Protocol) == "protocol");
  CHECK(error_kind_name(ErrorKind::TooLarge) == "too-large");
  CHECK(error_kind_name(ErrorKind::Proxy) == "proxy");
  CHECK(error_kind_name(ErrorKind::Interrupted) == "interrupted");
  CHECK(error_kind_name(ErrorKind::Internal) == "internal");
}
