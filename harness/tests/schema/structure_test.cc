// Undocumented members, and the schemas of a place.
#include "fixture.h"

namespace structure_test {

using namespace fixture;

namespace {

Words undocumented(std::string_view schema, std::string_view instance, std::size_t limit = 100) {
  Words out;
  for (const auto& each : compiled(schema).undocumented(json(instance), limit)) {
    std::string known;
    for (const auto& name : each.known) known += " " + name;
    CHECK(each.schema);
    out.push_back(each.instance.text() + " of" + known);
  }
  return out;
}

Words titles(std::string_view schema, std::string_view place) {
  Words out;
  const auto subject = compiled(schema);
  for (const Node* each : subject.subschemas_at(*document::Pointer::parse(place))) {
    const Node* title = each->find("title");
    out.push_back(title ? title->as_string() : document::write_json(*each));
  }
  return out;
}

}  // namespace

TEST_CASE("undocumented members are seen through what a discriminator names") {
  const std::string schema = R"({"$schema":"https://spec.openapis.org/oas/3.1/dialect/base","$ref":"#/$defs/Pet",
    "$defs":{"Pet":{"type":"object","properties":{"kind":{"type":"string"}},
                    "discriminator":{"propertyName":"kind","mapping":{"cat":"#/$defs/Cat","dog":"Dog","cow":"#/$defs/Cow"}}},
             "Cat":{"allOf":[{"$ref":"#/$defs/Pet"},{"properties":{"skill":{"type":"string"}}}]},
             "Dog":{"allOf":[{"$ref":"#/$defs/Pet"},{"properties":{"pack":{"type":"integer"}}}]}}})";
  CHECK(undocumented(schema, R"({"kind":"cat","skill":"lazy"})") == Words{});
  CHECK(undocumented(schema, R"({"kind":"cat","pack":1})") == Words{"/pack of kind skill"});
  CHECK(undocumented(schema, R"({"kind":"dog","pack":1})") == Words{"/pack of kind"});  // a name is no reference here
  CHECK(undocumented(schema, R"({"kind":"cow","milk":1})") == Words{"/milk of kind"});
  CHECK(undocumented(schema, R"({"kind":7,"skill":1})") == Words{"/skill of kind"});
  CHECK(compiled(schema).accepts(json(R"({"kind":"cat","skill":7})")));  // it says what is described, it judges nothing
}

TEST_CASE("what a discriminator with very many kinds leads to is not claimed to be undocumented") {
  std::string rows, kinds;
  for (int i = 0; i < 65; ++i) {
    const std::string name = "K" + std::to_string(i);
    rows += (i == 0 ? "\"" : ",\"") + name + "\":\"#/$defs/" + name + "\"";
    kinds += ",\"" + name + R"(":{"allOf":[{"$ref":"#/$defs/Base"},{"properties":{"own":{}}}]})";
  }
  const std::string schema =
      R"({"$schema":"https://spec.openapis.org/oas/3.1/dialect/base","$ref":"#/$defs/Base","$defs":{)"
      R"("Base":{"properties":{"kind":{}},"discriminator":{"propertyName":"kind","mapping":{)" +
      rows + "}}}" + kinds + "}}";
  CHECK(undocumented(schema, R"({"kind":"K7","own":1,"other":1})") == Words{});
  CHECK(undocumented(schema, R"({"own":1})") == Words{"/own of kind"});
}

TEST_CASE("undocumented members are seen through what applies in place") {
  const std::string_view schema = R"({"allOf":[{"properties":{"a":{}}},{"$ref":"#/$defs/more"}],
    "oneOf":[{"properties":{"k":{"const":1},"one":{}},"required":["k"]},{"properties":{"k":{"const":2},"two":{}},"required":["k"]}],
    "if":{"required":["flag"]},"then":{"properties":{"flag":{},"then":{}}},"else":{"properties":{"else":{}}},
    "dependentSchemas":{"card":{"properties":{"card":{},"billing":{}}}},
    "$defs":{"more":{"properties":{"b":{"properties":{"c":{}}}}}}})";
  CHECK(undocumented(schema, R"({"a":1,"b":{"c":1},"k":2,"two":1,"else":1})") == Words{});
  CHECK(undocumented(schema, R"({"a":1,"b":{"c":1,"cc":2},"k":2,"one":1})") ==
        Words{"/b/cc of c", "/one of a k two else b"});
  CHECK(undocumented(schema, R"({"k":1,"then":1})") == Words{"/then of a k one else b"});
  CHECK(undocumented(schema, R"({"k":1,"flag":1,"then":1,"card":1,"billing":1})") == Words{});
  CHECK(undocumented(schema, R"({"k":1,"billing":1})").size() == 1);
}

TEST_CASE("objects that nothing is said of are open") {
  CHECK(undocumented(R"({"type":"object","required":["a"]})", R"({"b":1})") == Words{});
  CHECK(undocumented("true", R"({"b":1})") == Words{});
  CHECK(undocumented(R"({"properties":{"a":{"type":"object"}}})", R"({"a":{"x":1}})") == Words{});
  CHECK(undocumented(R"({"properties":{}})", R"({"x":1})") == Words{"/x of"});
}

TEST_CASE("additionalProperties and unevaluatedProperties have the say") {
  CHECK(undocumented(R"({"properties":{"a":{}},"additionalProperties":true})", R"({"b":1})") == Words{});
  CHECK(undocumented(R"({"properties":{"a":{}},"additionalProperties":{"properties":{"x":{}}}})", R"({"b":{"y":1}})") ==
        Words{"/b/y of x"});
  CHECK(undocumented(R"({"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":{}})", R"({"b":1})") == Words{});
  CHECK(undocumented(R"({"patternProperties":{"^x":{}}})", R"({"xa":1,"y":1})") == Words{"/y of"});
}

TEST_CASE("undocumented members of items") {
  CHECK(undocumented(R"({"prefixItems":[{"properties":{"p":{}}}],"items":{"properties":{"a":{}}}})",
                     R"([{"a":1},{"a":1,"b":2},{"p":1}])") == Words{"/0/a of p", "/1/b of a", "/2/p of a"});
  CHECK(undocumented(R"({"items":{"properties":{"a":{}}}})", R"([{"b":1},{"b":1},{"b":1}])", 2).size() == 2);
}

TEST_CASE("the schemas of a place, outermost first") {
  const std::string_view schema =
      R"({"title":"root","properties":{"a":{"title":"a","$ref":"#/$defs/list"},"b":{"title":"b"}},
    "patternProperties":{"^a":{"title":"pattern"}},"additionalProperties":{"title":"more"},
    "anyOf":[{"title":"any","properties":{"a":{"title":"any a"}}}],
    "$defs":{"list":{"title":"list","prefixItems":[{"title":"first"}],"items":{"title":"rest","oneOf":[{"title":"one"},{"title":"two"}]}}}})";
  CHECK(titles(schema, "") == Words{"root", "any"});
  CHECK(titles(schema, "/a") == Words{"a", "pattern", "any a", "list"});
  CHECK(titles(schema, "/a/0") == Words{"first"});
  CHECK(titles(schema, "/a/7") == Words{"rest", "one", "two"});
  CHECK(titles(schema, "/b") == Words{"b"});
  CHECK(titles(schema, "/z") == Words{"more"});
  CHECK(titles(schema, "/b/nothing") == Words{});
}

TEST_CASE("a recursive schema has all its places") {
  CHECK(titles(R"({"title":"node","properties":{"child":{"$ref":"#"}}})", "/child/child") ==
        Words{R"({"$ref":"#"})", "node"});
}

}  // namespace structure_test
