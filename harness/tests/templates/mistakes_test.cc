#include "rendering.h"

#include <support/catch.h>

using namespace concord;
using namespace concord::templates;

TEST_CASE("mistakes have exact words") {
  const char* known = R"({"product": "link", "body": {"theme": "dark"}, "list": [1], "word": "abc"})";
  const std::pair<const char*, const char*> table[] = {
      {"{{prodcut}}", "template.unknown-name: unknown name \"prodcut\" [did you mean \"product\"?]"},
      {"{{body.thme}}", "template.unknown-name: unknown name \"body.thme\" [did you mean \"body.theme\"?]"},
      {"{{uuidd}}", "template.unknown-name: unknown name \"uuidd\" [did you mean \"uuid\"?]"},
      {"{{base64 prodcut}}", "template.unknown-name: unknown name \"prodcut\" [did you mean \"product\"?]"},
      {"{{quite.different}}", "template.unknown-name: unknown name \"quite.different\""},
      {"{{list.1}}", "template.unknown-name: unknown name \"list.1\" [did you mean \"list\"?]"},
      {"{{word.length}}", "template.unknown-name: unknown name \"word.length\""},
      {"{{base46 \"a\"}}", "template.unknown-function: unknown function \"base46\" [did you mean \"base64\"?]"},
      {"{{product 1}}", "template.unknown-function: unknown function \"product\""},
      {"{{base64}}", "template.arguments: \"base64\" takes TEXT, got none"},
      {"{{hmac_sha256 word}}", "template.arguments: \"hmac_sha256\" takes KEY TEXT, got 1 argument"},
      {"{{random 1 2 3}}", "template.arguments: \"random\" takes MIN MAX, got 3 arguments"},
      {"{{uuid 4}}", "template.arguments: \"uuid\" takes no arguments, got 1 argument"},
      {"{{random word 2}}", "template.arguments: MIN of \"random\" must be an integer, not \"abc\""},
      {"{{random 1 2.5}}", "template.arguments: MAX of \"random\" must be an integer, not 2.5"},
      {"{{random 2 1}}", "template.arguments: MIN of \"random\" is larger than its MAX"},
      {"{{token 0}}", "template.arguments: BYTES of \"token\" must be from 1 to 1024"},
      {"{{token 1025}}", "template.arguments: BYTES of \"token\" must be from 1 to 1024"},
      {"{{token null}}", "template.arguments: BYTES of \"token\" must be an integer, not null"},
      {"{{now+3x}}", "template.arguments: \"now\" takes an offset such as +30m or -1h, not \"+3x\""},
      {"{{now+}}", "template.arguments: \"now\" takes an offset such as +30m or -1h, not \"+\""},
      {"{{now 30m}}", "template.arguments: \"now\" takes no arguments, got 1 argument"},
      {"{{uuid+1h}}", "template.unknown-name: unknown name \"uuid+1h\""},
      {"a {{product", "template.syntax: \"{{\" is never closed [\"{{{{}}\" writes two braces]"},
      {"{{\"product}}", "template.syntax: \"{{\" is never closed [\"{{{{}}\" writes two braces]"},
      {"{{{product}}}", "template.syntax: unexpected '{' in a template [\"{{{{}}\" writes two braces]"},
      {"{{a}b}}", "template.syntax: unexpected '}' in a template [\"{{{{}}\" writes two braces]"},
      {"{{}}", "template.syntax: a template needs a name or a function between its braces and bars"},
      {"{{ | a}}", "template.syntax: a template needs a name or a function between its braces and bars"},
      {"{{product | }}", "template.syntax: a template needs a name or a function between its braces and bars"},
      {"{{5 6}}", "template.syntax: a template begins with a name or a function, not with 5"},
      {"{{base64 \"\\x\"}}", "template.syntax: unknown escape \"\\x\" in a template [known are \\\" \\\\ \\n \\r \\t]"},
  };
  for (const auto& [text, expected] : table) {
    CAPTURE(text);
    CHECK(render_string(text, known) == std::string(expected) + "\n");
  }
}

TEST_CASE("all mistakes are reported at once, each where it is") {
  base::SourceSet sources;
  const base::Source& source = sources.add("a.json", R"({
  "a": "x {{prodcut}} {{base64}}",
  "b{{c": ["{{prodcut}}"]
})");
  const auto result = rendered(*document::parse_json(source), parse(R"({"product": 1})"));
  REQUIRE_FALSE(result);
  CHECK(base::render(result.diagnostics()) ==
        "error: unknown name \"prodcut\"\n"
        " --> a.json:2:11\n"
        "  |\n"
        "2 |   \"a\": \"x {{prodcut}} {{base64}}\",\n"
        "  |           ^^^^^^^^^^^ did you mean \"product\"?\n"
        "\nerror: \"base64\" takes TEXT, got none\n"
        " --> a.json:2:23\n"
        "  |\n"
        "2 |   \"a\": \"x {{prodcut}} {{base64}}\",\n"
        "  |                       ^^^^^^^^^^\n"
        "\nerror: \"{{\" is never closed\n"
        " --> a.json:3:5\n"
        "  |\n"
        "3 |   \"b{{c\": [\"{{prodcut}}\"]\n"
        "  |     ^^^ \"{{{{}}\" writes two braces\n"
        "\nerror: unknown name \"prodcut\"\n"
        " --> a.json:3:13\n"
        "  |\n"
        "3 |   \"b{{c\": [\"{{prodcut}}\"]\n"
        "  |             ^^^^^^^^^^^ did you mean \"product\"?\n");
}

TEST_CASE("a string with escapes in its source is marked whole") {
  base::SourceSet sources;
  const base::Source& source = sources.add("a.json", R"(["\u0041 {{prodcut}}"])");
  const auto result = rendered(*document::parse_json(source), Node::object());
  REQUIRE_FALSE(result);
  CHECK(result.diagnostics()[0].span.place() == "a.json:1:2");
}

TEST_CASE("two keys must not become one") {
  CHECK(render_json(R"({"{{k}}": 1, "a": 2})", R"({"k": "a"})") ==
        "template.duplicate-key: two keys of the object become \"a\"\n");
  CHECK(render_json(R"({"{{k}}": 1, "{{l}}": 2})", R"({"k": "a", "l": "a"})") ==
        "template.duplicate-key: two keys of the object become \"a\"\n");
}

TEST_CASE("a function without what it needs says so") {
  const Node none = Node::object();
  const auto result = render_text("{{now}} {{lower \"A\"}}", ObjectScope(none), {});
  REQUIRE_FALSE(result);
  CHECK(dump(result.diagnostics()) == "template.arguments: \"now\" has no value here\n");
}

TEST_CASE("sizes of templates are bounded") {
  CHECK(render_string("{{" + std::string(257, 'a') + "}}") ==
        "template.syntax: a name in a template is longer than 256 bytes\n");
  std::string many = "{{a";
  for (int i = 0; i < 20; ++i) many += " 1";
  CHECK(render_string(many + "}}") == "template.syntax: a template has too many arguments\n");
  std::string bars = "{{a";
  for (int i = 0; i < 20; ++i) bars += " | a";
  CHECK(render_string(bars + "}}") == "template.syntax: a template has too many alternatives\n");
}

TEST_CASE("a long text of braces is read in little time") {
  CHECK(render_string(std::string(1'000'000, '{')).starts_with("template.syntax"));
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "{{n}}";
  CHECK(render_string(many, R"({"n": 1})") == std::string(100'000, '1'));
}
