#include "rendering.h"

#include <support/catch.h>

using namespace concord;
using namespace concord::templates;

namespace {

std::string deferring(std::string_view text, std::string known = R"({"product": "link", "n": 5, "o": {"a": "b"}})") {
  RenderOptions options;
  options.deferred = {"session", "run.id"};
  options.defer_functions = true;
  return render_string(text, std::move(known), options);
}

}  // namespace

TEST_CASE("templates with names that are not known yet stay as they are") {
  CHECK(deferring("{{product}}-{{session}}-{{ session.id }}-{{run.id}}") ==
        "link-{{session}}-{{ session.id }}-{{run.id}}");
  CHECK(deferring("{{session | none}} {{none | session}} {{none | x}}") == "{{session | none}} {{none | session}} x");
  CHECK(deferring("{{session}}", R"({"session": "earlier"})") == "{{session}}");
  CHECK(deferring("{{sessions}} {{run}}") ==
        "template.unknown-name: unknown name \"sessions\" [did you mean \"session\"?]\ntemplate.unknown-name: unknown "
        "name \"run\"\n");
}

TEST_CASE("functions that need the environment stay, others are called when all they need is known") {
  CHECK(deferring("{{uuid}} {{now+30m}} {{ date }}") == "{{uuid}} {{now+30m}} {{ date }}");
  CHECK(deferring("{{base64 product}} {{upper \"a\"}}") == "bGluaw== A");
  CHECK(deferring("{{none | uuid}}") == "{{none | uuid}}");
}

TEST_CASE("arguments that are known now are written into what stays") {
  CHECK(deferring("{{hmac_sha256 session product}}") == "{{hmac_sha256 session \"link\"}}");
  CHECK(deferring("{{random 1 n | 0}}") == "{{random 1 5 | 0}}");
  CHECK(deferring("{{hmac_sha256 session o}}") == R"({{hmac_sha256 session "{\"a\":\"b\"}"}})");
}

TEST_CASE("a later rendering ends what an earlier one began") {
  const std::string first = deferring(R"({{{{}}{{product}} {{hmac_sha256_base64 session "a\"b"}} {{base64 session}})");
  CHECK(first == R"({{{{}}link {{hmac_sha256_base64 session "a\"b"}} {{base64 session}})");
  CHECK(render_string(first, R"({"session": "k"})") ==
        render_string(R"({{{{}}link {{hmac_sha256_base64 "k" "a\"b"}} aw==)"));
}

TEST_CASE("a lone template that stays is a string") {
  RenderOptions options;
  options.deferred = {"session"};
  CHECK(render_json(R"(["{{session}}", "{{n}}"])", R"({"n": 1})", options) == R"(["{{session}}",1])");
}

TEST_CASE("mistakes in what stays are reported now") {
  CHECK(deferring("{{uuid 1}}") == "template.arguments: \"uuid\" takes no arguments, got 1 argument\n");
  CHECK(deferring("{{random 1 produkt}}") ==
        "template.unknown-name: unknown name \"produkt\" [did you mean \"product\"?]\n");
  CHECK(deferring("{{random 1}}") == "template.arguments: \"random\" takes MIN MAX, got 1 argument\n");
}
