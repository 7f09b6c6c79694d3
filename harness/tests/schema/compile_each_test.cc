// Schemas that are compiled together answer as those that are compiled alone.
#include "fixture.h"

#include <concord/schema/compile_each.h>

using namespace fixture;
using document::Pointer;
using schema::Direction;

namespace {

std::string answer(const base::Result<schema::Schema>& compiled, const Node& instance) {
  if (!compiled) return compiled.diagnostics().front().kind + " " + compiled.diagnostics().front().message;
  std::string out = compiled->accepts(instance) ? "accepted" : "refused";
  for (const auto& violation : compiled->explain(instance).violations) {
    out += ", " + violation.schema_location + " at " + violation.keyword_location + " " + violation.message;
  }
  for (const auto& member : compiled->undocumented(instance)) out += ", undocumented " + member.instance.text();
  const auto failures = compiled->failures(instance);
  for (std::size_t i = 0; i < failures.size(); ++i) out += ", " + failures[i].keyword_location;
  return out;
}

// What each of the places says of the instance, all compiled together; checked against each compiled alone.
Words answers(std::string_view document, const std::vector<std::string>& places, std::string_view instance,
              Direction direction = Direction::None) {
  const auto root = std::make_shared<const Node>(json(document));
  const Node value = json(instance);
  schema::Options options;
  options.direction = direction;
  std::vector<Pointer> pointers;
  for (const std::string& place : places) pointers.push_back(*Pointer::parse(place));
  Words out;
  schema::compile_each(root, pointers, options, [&](std::size_t number, const base::Result<schema::Schema>& compiled) {
    CHECK(number == out.size());
    out.push_back(answer(compiled, value));
    CHECK(out.back() == answer(schema::compile_at(root, pointers[number], options), value));
  });
  return out;
}

constexpr std::string_view shop = R"({"openapi":"3.1.0","components":{"schemas":{
  "Item":{"type":"object","properties":{"price":{"$ref":"#/components/schemas/Price"},
                                       "next":{"$ref":"#/components/schemas/Item"}}},
  "Price":{"type":"integer","minimum":0},
  "Broken":{"properties":{"price":{"$ref":"#/components/schemas/Absent"}}},
  "UsesBroken":{"allOf":[{"$ref":"#/components/schemas/Broken"}]},
  "Secret":{"type":"string","writeOnly":true},
  "Login":{"type":"object","properties":{"secret":{"$ref":"#/components/schemas/Secret"}}}}}})";

std::string component(const std::string& name) { return "/components/schemas/" + name; }

}  // namespace

TEST_CASE("schemas of one document are compiled together") {
  CHECK(answers(shop, {component("Item"), component("Price"), component("Item") + "/properties/next"},
                R"({"price":-1,"more":1})") ==
        Words{"refused, #/components/schemas/Price/minimum at /properties/price/$ref/minimum -1 is below the minimum "
              "of 0, undocumented /more, /properties/price/$ref/minimum",
              "refused, #/components/schemas/Price/type at /type {\"price\":-1,\"more\":1} is an object, integer "
              "expected, /type",
              "refused, #/components/schemas/Price/minimum at /$ref/properties/price/$ref/minimum -1 is below the "
              "minimum of 0, undocumented /more, /$ref/properties/price/$ref/minimum"});
}

TEST_CASE("a schema that does not compile does not keep the others from it") {
  const std::string broken = "schema.unresolved-reference cannot resolve \"#/components/schemas/Absent\": there is no "
                             "\"Absent\" at /components/schemas (at #/components/schemas/Broken/properties/price)";
  CHECK(answers(shop, {component("Price"), component("UsesBroken"), component("Nowhere"), component("Broken"),
                       component("Item")}, "1") ==
        Words{"accepted", broken, "schema.no-place there is no \"Nowhere\" at /components/schemas", broken,
              "refused, #/components/schemas/Item/type at /type 1 is an integer, object expected, /type"});
}

TEST_CASE("writeOnly is not said of a message as a whole, but of its members") {
  const std::vector<std::string> places = {component("Secret"), component("Login")};
  const std::string text = R"("open sesame")", object = R"({"secret":"open sesame"})";
  const std::string no_object = "refused, #/components/schemas/Login/type at /type \"open sesame\" is a string, object "
                                "expected, /type";
  const std::string no_text = "refused, #/components/schemas/Secret/type at /type {\"secret\":\"open sesame\"} is an "
                              "object, string expected, /type";
  const std::string told = "refused, #/components/schemas/Secret/writeOnly at /properties/secret/$ref/writeOnly a "
                           "writeOnly member must not be in a response, /properties/secret/$ref/writeOnly";
  CHECK(answers(shop, places, text, Direction::Response) == Words{"accepted", no_object});
  CHECK(answers(shop, places, object, Direction::Response) == Words{no_text, told});
  CHECK(answers(shop, places, object, Direction::Request) == Words{no_text, "accepted"});
}

TEST_CASE("more schemas than may be compiled at once are compiled in turn") {
  std::string text = R"({"openapi":"3.1.0","components":{"schemas":{)";
  std::vector<std::string> places;
  for (int i = 0; i < 6; ++i) {
    const std::string name = "S" + std::to_string(i);
    text += (i > 0 ? ",\"" : "\"") + name + R"(":{"allOf":[)";
    for (int k = 0; k < 40'000; ++k) text += k > 0 ? ",{}" : "{}";
    text += "]}";
    places.push_back(component(name));
  }
  CHECK(answers(text + "}}}", places, "1") == Words(6, "accepted"));
}
