#include <concord/base/diagnostic.h>
#include <concord/base/result.h>
#include <support/catch.h>

using namespace concord::base;

namespace {

Span span_of(const Source& source, std::string_view word) {
  const auto begin = static_cast<std::uint32_t>(source.text().find(word));
  return {&source, begin, begin + static_cast<std::uint32_t>(word.size())};
}

// The lines of the rendered diagnostic that show the source and the carets.
std::string excerpt(const std::string& text, Span span) {
  const Source source("a.yaml", text);
  span.source = &source;
  const std::string rendered = render(error("test", "wrong", span));
  const std::string head = "error: wrong\n --> a.yaml:1:";
  REQUIRE(rendered.substr(0, head.size()) == head);
  return rendered.substr(rendered.find("\n  |\n") + 5);
}

std::string repeat(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("a diagnostic is rendered with place, line, caret and hint") {
  const Source source("suites/orders/read.yaml", repeat("\n", 13) + "        statuss: 200\nname: x\n");
  CHECK(render(error("suite.unknown-check", "unknown check \"statuss\"", span_of(source, "statuss"),
                     "did you mean \"status\"?")) ==
        "error: unknown check \"statuss\"\n"
        "  --> suites/orders/read.yaml:14:9\n"
        "   |\n"
        "14 |         statuss: 200\n"
        "   |         ^^^^^^^ did you mean \"status\"?\n");
}

TEST_CASE("the gutter is as wide as the line number") {
  const Source source("a.yaml", repeat("\n", 99) + "x: 1");
  CHECK(render(warning("test", "odd", span_of(source, "x"))) ==
        "warning: odd\n"
        "   --> a.yaml:100:1\n"
        "    |\n"
        "100 | x: 1\n"
        "    | ^\n");
}

TEST_CASE("related places follow as notes, with bars in one column") {
  const Source source("a.yaml", "id: 1\n" + repeat("\n", 9) + "id: 2\n");
  Diagnostic diagnostic = error("yaml.duplicate-key", "key \"id\" is defined twice", Span{&source, 15, 17});
  diagnostic.related.push_back({"first defined here", Span{&source, 0, 2}});
  diagnostic.related.push_back({"keys are unique", {}});
  CHECK(render(diagnostic) ==
        "error: key \"id\" is defined twice\n"
        "  --> a.yaml:11:1\n"
        "   |\n"
        "11 | id: 2\n"
        "   | ^^\n"
        "note: first defined here\n"
        "  --> a.yaml:1:1\n"
        "   |\n"
        " 1 | id: 1\n"
        "   | ^^\n"
        "note: keys are unique\n");
}

TEST_CASE("without a place only message and hint are rendered") {
  CHECK(render(error("cli", "unknown option \"--job\"")) == "error: unknown option \"--job\"\n");
  CHECK(render(error("cli", "unknown option \"--job\"", {}, "did you mean \"--jobs\"?")) ==
        "error: unknown option \"--job\"\n"
        "  did you mean \"--jobs\"?\n");
}

TEST_CASE("several diagnostics are separated by a blank line") {
  CHECK(render(Diagnostics{}).empty());
  const Diagnostics both{error("a", "one"), {Severity::Note, "b", "two", {}, {}, {}}};
  CHECK(render(both) == "error: one\n\nnote: two\n");
}

TEST_CASE("the caret run covers the span on its first line") {
  CHECK(excerpt("abc def", {nullptr, 4, 7}) == "1 | abc def\n  |     ^^^\n");
  CHECK(excerpt("abc\ndef", {nullptr, 1, 7}) == "1 | abc\n  |  ^^\n");
  CHECK(excerpt("abc\r\ndef", {nullptr, 1, 8}) == "1 | abc\n  |  ^^\n");
}

TEST_CASE("there is at least one caret") {
  CHECK(excerpt("abc", {nullptr, 1, 1}) == "1 | abc\n  |  ^\n");
  CHECK(excerpt("abc", {nullptr, 2, 1}) == "1 | abc\n  |   ^\n");
  CHECK(excerpt("abc\n", {nullptr, 3, 4}) == "1 | abc\n  |    ^\n");
  CHECK(excerpt("abc", {nullptr, 77, 99}) == "1 | abc\n  |    ^\n");
  CHECK(excerpt("", {nullptr, 0, 0}) == "1 |\n  | ^\n");
}

TEST_CASE("carets count code points") {
  CHECK(excerpt("naïve: käse", {nullptr, 8, 13}) == "1 | naïve: käse\n  |        ^^^^\n");
  CHECK(excerpt("日本: x", {nullptr, 8, 9}) == "1 | 日本: x\n  |     ^\n");
  CHECK(excerpt("日本: x", {nullptr, 4, 5}) == "1 | 日本: x\n  |  ^\n");  // from the middle of a character
}

TEST_CASE("tabs are expanded so that the caret lines up") {
  CHECK(excerpt("\tkey: x", {nullptr, 1, 4}) == "1 |     key: x\n  |     ^^^\n");
  CHECK(excerpt("ab\tkey: x", {nullptr, 3, 6}) == "1 | ab  key: x\n  |     ^^^\n");
  CHECK(excerpt("ab\tc", {nullptr, 2, 3}) == "1 | ab  c\n  |   ^^\n");
}

TEST_CASE("text from outside cannot command the terminal") {
  CHECK(excerpt("\x1B[31mred\x1B[0m key", {nullptr, 13, 16}) == "1 | red key\n  |     ^^^\n");
  CHECK(excerpt("a\x07" "b", {nullptr, 2, 3}) == "1 | a\\x07b\n  |      ^\n");
  CHECK(excerpt("a\x07" "b", {nullptr, 1, 2}) == "1 | a\\x07b\n  |  ^^^^\n");
  CHECK(excerpt("a\xFF" "b", {nullptr, 2, 3}) == "1 | a\\xFFb\n  |      ^\n");
  const Source source("evil\x1B[2J\n.yaml", "x");
  CHECK(render(error("test", "bad \"\x1B[2Jx\ny\"", {&source, 0, 1}, "not\n\xE2\x80\xAEthis")) ==
        "error: bad \"x\\ny\"\n"
        " --> evil\\n.yaml:1:1\n"
        "  |\n"
        "1 | x\n"
        "  | ^ not\\n\\u202Ethis\n");
}

TEST_CASE("a long line is cut around the caret") {
  const std::string exact(110, 'a');
  CHECK(excerpt(exact, {nullptr, 109, 110}) == "1 | " + exact + "\n  | " + std::string(109, ' ') + "^\n");

  const std::string tail = "key" + std::string(200, 'b');
  CHECK(excerpt(tail, {nullptr, 0, 3}) == "1 | key" + std::string(106, 'b') + "…\n  | ^^^\n");
  CHECK(excerpt(tail, {nullptr, 0, 203}) ==
        "1 | key" + std::string(106, 'b') + "…\n  | " + std::string(110, '^') + "\n");

  const std::string middle = std::string(300, 'a') + "key" + std::string(300, 'b');
  CHECK(excerpt(middle, {nullptr, 300, 303}) ==
        "1 | …" + std::string(39, 'a') + "key" + std::string(66, 'b') + "…\n  | " + std::string(40, ' ') + "^^^\n");

  const std::string head = std::string(300, 'a') + "key";
  CHECK(excerpt(head, {nullptr, 300, 303}) ==
        "1 | …" + std::string(106, 'a') + "key\n  | " + std::string(107, ' ') + "^^^\n");
  CHECK(excerpt(head, {nullptr, 303, 303}) ==
        "1 | …" + std::string(106, 'a') + "key\n  | " + std::string(110, ' ') + "^\n");

  CHECK(excerpt(repeat("ä", 300) + "key", {nullptr, 600, 603}) ==
        "1 | …" + repeat("ä", 106) + "key\n  | " + std::string(107, ' ') + "^^^\n");
}

TEST_CASE("colors are ANSI sequences, only on request") {
  const Source source("a.yaml", "x: 1");
  const Diagnostic diagnostic = error("test", "wrong", {&source, 0, 1}, "why");
  CHECK(render(diagnostic).find('\x1B') == std::string::npos);
  CHECK(render(diagnostic, true) ==
        "\x1B[1;31merror\x1B[0m\x1B[1m: wrong\x1B[0m\n"
        "\x1B[1;34m -->\x1B[0m a.yaml:1:1\n"
        "\x1B[1;34m  |\x1B[0m\n"
        "\x1B[1;34m1 |\x1B[0m x: 1\n"
        "\x1B[1;34m  |\x1B[0m \x1B[1;31m^\x1B[0m \x1B[1;31mwhy\x1B[0m\n");
  CHECK(render(warning("test", "odd"), true) == "\x1B[1;33mwarning\x1B[0m\x1B[1m: odd\x1B[0m\n");
}

TEST_CASE("only errors count as errors") {
  CHECK_FALSE(has_errors({}));
  CHECK_FALSE(has_errors({warning("a", "b")}));
  CHECK(has_errors({warning("a", "b"), error("a", "b")}));
}

TEST_CASE("append keeps the order") {
  Diagnostics all{error("a", "one")};
  append(all, {error("a", "two"), error("a", "three")});
  REQUIRE(all.size() == 3);
  CHECK(all[0].message == "one");
  CHECK(all[2].message == "three");
}

TEST_CASE("a result has a value or says why not") {
  Result<std::string> good(std::string("x"));
  REQUIRE(good);
  CHECK(*good == "x");
  CHECK(good->size() == 1);
  const Result<std::string> bad(error("a", "no"));
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.diagnostics().at(0).message == "no");
}

TEST_CASE("a line of megabytes is cut around the caret") {
  const std::string item = "{\"name\": \"\u00e9\"}, ";
  std::string text = "[";
  for (int i = 0; i < 200'000; ++i) text += item;
  text += "\"here\", ";
  const std::size_t at = text.size() - 8;
  for (int i = 0; i < 200'000; ++i) text += item;
  const Source source("big.json", text);
  const auto begin = static_cast<std::uint32_t>(at);
  const std::string shown = render(error("k", "wrong", {&source, begin, begin + 6}));
  CHECK(shown.find("big.json:1:3000002\n") != std::string::npos);
  CHECK(shown.find("\"\u00e9\"}, \"here\", {") != std::string::npos);
  CHECK(shown.size() < 500);
}

TEST_CASE("what is written as a credential is hidden in lines of suites and provider.yaml, and only there") {
  const auto shown = [](const std::string& text, std::string_view word, Holds holds = Holds::Credentials) {
    const Source source("provider.yaml", text, {}, holds);
    const std::string rendered = render(error("test", "wrong", span_of(source, word)));
    const std::size_t at = rendered.find("\n1 | ") + 5;
    return rendered.substr(at, rendered.find('\n', at) - at);
  };
  CHECK(shown("p: {usrname: me, password: hunter22}", "usrname") == "p: {usrname: me, password: ********}");
  CHECK(shown("p: {usrname: me, password: \"hun ter\"}", "usrname") == "p: {usrname: me, password: \"*******\"}");
  CHECK(shown("'password': 'hunter22' # x", "x") == "'password': '********' # x");
  CHECK(shown("client_secret: hunter22", "client") == "client_secret: ********");
  CHECK(shown("headers: {X-Api-Key: abcdefgh, X-Other: abcdefgh}", "X-Other") ==
        "headers: {X-Api-Key: ********, X-Other: abcdefgh}");
  CHECK(shown("S: {secret: true, default: hunter22}", "S") == "S: {secret: true, default: ********}");
  CHECK(shown("password: hunter22", "hunter22") == "password: ********");
  CHECK(shown("token: hunter22", "hunter22") == "token: hunter22");
  CHECK(shown("password: \"{{SHOP_PASSWORD}}\"", "SHOP") == "password: \"{{SHOP_PASSWORD}}\"");
  CHECK(shown("password: {minLength: 8}", "8") == "password: {minLength: 8}");
  CHECK(shown("password: hunter22", "pass", Holds::Documentation) == "password: hunter22");
}
