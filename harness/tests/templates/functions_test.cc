#include "rendering.h"

#include <concord/base/digest.h>
#include <concord/base/text.h>
#include <support/catch.h>

#include <algorithm>
#include <set>

using namespace concord;
using namespace concord::templates;

namespace {

bool has_form(std::string_view text, std::string_view form) {
  return text.size() == form.size() && std::equal(text.begin(), text.end(), form.begin(), [](char c, char wanted) {
           if (wanted != 'x') return c == wanted;
           return std::string_view("0123456789abcdef").find(c) != std::string_view::npos;
         });
}

}  // namespace

TEST_CASE("the time") {
  CHECK(render_string("{{now}}") == "2026-03-01T10:00:00.120Z");
  CHECK(render_string("{{now+30m}}") == "2026-03-01T10:30:00.120Z");
  CHECK(render_string("{{now-1h}}") == "2026-03-01T09:00:00.120Z");
  CHECK(render_string("{{now-500ms}}") == "2026-03-01T09:59:59.620Z");
  CHECK(render_string("{{now+1d}}") == "2026-03-02T10:00:00.120Z");
  CHECK(render_json(R"("{{timestamp}}")") == "1772359200");
  CHECK(render_json(R"("{{timestamp+1m}}")") == "1772359260");
  CHECK(render_string("{{date}} {{date-1d}} {{date+1d}}") == "2026-03-01 2026-02-28 2026-03-02");
}

TEST_CASE("random values are of their form and repeat with the seed") {
  const std::string uuid = render_string("{{uuid}}");
  CHECK(has_form(uuid.substr(0, 15), "xxxxxxxx-xxxx-4"));
  CHECK(uuid.size() == 36);
  CHECK(render_string("{{uuid}}") == uuid);
  CHECK(render_string("{{uuid}}{{uuid}}").substr(36) != uuid);
  CHECK(render_string("{{ulid}}").size() == 26);
  CHECK(render_string("{{ulid}}").substr(0, 10) == base::Random(1).ulid(StoppedClock().now()).substr(0, 10));
  CHECK(render_string("{{token 32}}").size() == 43);
  CHECK(render_string("{{token 1}}").size() == 2);
}

TEST_CASE("random integers lie within their bounds and reach both") {
  const StoppedClock clock;
  base::Random random(1);
  const Node none = Node::object();
  std::set<std::int64_t> drawn;
  for (int i = 0; i < 200; ++i) {
    const auto result = render(Node("{{random -2 2}}"), ObjectScope(none), {&clock, &random});
    REQUIRE(result);
    drawn.insert(*result->to_int64());
  }
  CHECK(drawn == std::set<std::int64_t>{-2, -1, 0, 1, 2});
  CHECK(render_json(R"("{{random 5 5}}")") == "5");
  CHECK(render_json(R"("{{random low high}}")", R"({"low": "7", "high": 7.0})") == "7");
  CHECK(render_json(R"("{{random -9223372036854775808 9223372036854775807}}")").size() > 1);
}

TEST_CASE("encodings and digests") {
  CHECK(render_string(R"({{base64 "a:b?>"}} {{base64url "a:b?>"}})") == "YTpiPz4= YTpiPz4");
  CHECK(render_string(R"({{base64 "~~~?"}} {{base64url "~~~?"}})") == "fn5+Pw== fn5-Pw");
  CHECK(render_string(R"({{url_encode "a b/c?&é~"}})") == "a%20b%2Fc%3F%26%C3%A9~");
  CHECK(render_string(R"({{sha256 "abc"}})") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(render_string(R"({{hmac_sha256 "Jefe" "what do ya want for nothing?"}})") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231, case 2
  CHECK(render_string(R"({{hmac_sha256_base64 KEY "text"}})", R"({"KEY": "secret"})") ==
        base::base64_encode(base::hmac_sha256("secret", "text")));
  CHECK(render_string(R"({{lower "AbÄ1"}} {{upper "aBä1"}})") == "abÄ1 ABä1");
}

TEST_CASE("arguments are written as text when they are none") {
  const char* known = R"({"o": {"a": [1, "x"]}, "n": 1.5})";
  CHECK(render_string("{{json o}} {{upper o}} {{json n}} {{base64 7}}", known) ==
        R"({"a":[1,"x"]} {"A":[1,"X"]} 1.5 Nw==)");
  CHECK(render_json(R"("{{json o}}")", known) == R"("{\"a\":[1,\"x\"]}")");
  CHECK(render_string(R"({{json "a\"b\\c\n"}})") == R"("a\"b\\c\n")");
}

TEST_CASE("each function is described, and can be called") {
  std::set<std::string_view> names;
  for (const FunctionSummary& one : functions()) {
    CAPTURE(one.name);
    CHECK(names.insert(one.name).second);
    CHECK(one.summary.size() > 5);
    std::string call = "{{" + std::string(one.name);
    for (const std::string_view argument : base::split(one.arguments, ' ')) call += argument.empty() ? "" : " 3";
    CHECK(render_string(call + "}}").find("template.") == std::string::npos);
  }
  CHECK(names.size() == 16);
}
