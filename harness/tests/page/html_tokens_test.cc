#include "html_tokens.h"
#include "importing.h"

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::page;

namespace {

// "<name", ">name", "/name" for a tag that closes itself, and texts as they are, with '|' between.
std::string tokens(std::string_view text) {
  HtmlTokens reader(text, 0, text.size());
  std::string out;
  while (const auto token = reader.next()) {
    if (!out.empty()) out += '|';
    if (token->kind == HtmlKind::Open) out += token->is_closed ? "/" : "<";
    if (token->kind == HtmlKind::Close) out += ">";
    out += token->kind == HtmlKind::Text ? std::string(token->raw) : token->name;
  }
  return out;
}

std::string attribute(std::string_view tag, std::string_view name) {
  const auto token = HtmlTokens(tag, 0, tag.size()).next();
  REQUIRE(token);
  return html_attribute(*token, name).value_or("none");
}

}  // namespace

TEST_CASE("tags and texts come in order") {
  CHECK(tokens("a<b>c</b>d<br/><BR />") == "a|<b|c|>b|d|/br|/br");
  CHECK(tokens("<ParamField body=\"a\" required>x</ParamField>") == "<paramfield|x|>paramfield");
  CHECK(tokens("a <!-- <b> --> c<!-- open <b>") == "a | c");
  CHECK(tokens("1 < 2 > 0 <3 <") == "1 |<| 2 > 0 |<|3 |<");
  CHECK(tokens("<a href='x>y'>z") == "<a|z");
  CHECK(tokens("<a <b>") == "<|a |<b");
  CHECK(tokens("<") == "<");
  CHECK(tokens("") == "");
}

TEST_CASE("a quote that is never closed does not eat the page") {
  CHECK(tokens("<a href=\"x><b>y</b><i c=d>e") == "<a|<b|y|>b|<i|e");
  CHECK(tokens("<a href='x><b c=\"d>e\">f") == "<a|<b|e\">f");
}

TEST_CASE("attributes are quoted, bare, in braces or without a value") {
  CHECK(attribute("<a href=\"x &amp; y\" id='z'>", "href") == "x & y");
  CHECK(attribute("<a href=\"x\" ID='z'>", "id") == "z");
  CHECK(attribute("<a colspan=3>", "colspan") == "3");
  CHECK(attribute("<a required={true}/>", "required") == "true");
  CHECK(attribute("<a required/>", "required") == "");
  CHECK(attribute("<a\n  b = 'c'>", "d") == "none");
  CHECK(attribute("<a b=\"href=1\">", "href") == "none");
}

TEST_CASE("entities are read, what is none stays") {
  CHECK(decode_entities("&lt;a&gt; &amp;amp; &#65;&#x42;&nbsp;&quot;&apos;") == "<a> &amp; AB \"'");
  CHECK(decode_entities("&hellip; &unknown; & &; &#xD800; &#1114112; &lt") ==
        "\u2026 &unknown; & &; &#xD800; &#1114112; &lt");
}
