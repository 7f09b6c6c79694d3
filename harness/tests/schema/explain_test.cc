// The words of violations, compared whole.
#include "fixture.h"

using namespace fixture;

TEST_CASE("type") {
  CHECK(words(R"({"type":"integer"})", R"("42")") ==
        Words{R"(: "42" is a string, integer expected (a number in quotes?))"});
  CHECK(words(R"({"type":"integer"})", "4.5") == Words{": 4.5 has a fraction, integer expected"});
  CHECK(words(R"({"type":"integer"})", "4.0") == Words{});
  CHECK(words(R"({"type":"string"})", "null") == Words{": null is not allowed, string expected"});
  CHECK(words(R"({"type":"string"})", "7") == Words{": 7 is an integer, string expected (a string without quotes?)"});
  CHECK(words(R"({"type":["string","null","array"]})", "true") ==
        Words{": true is a boolean, string, array or null expected"});
  CHECK(words(R"({"type":"boolean"})", R"("true")") ==
        Words{R"(: "true" is a string, boolean expected (a boolean in quotes?))"});
  CHECK(words(R"({"type":"string"})", R"({"a":[1,2]})") == Words{R"(: {"a":[1,2]} is an object, string expected)"});
}

TEST_CASE("enum and const") {
  CHECK(words(R"({"enum":["owner","admin"]})", R"("root")") == Words{R"(: "root" is not one of "owner", "admin")"});
  CHECK(words(R"({"enum":["owner","admin"]})", R"("Admin")") ==
        Words{R"(: "Admin" is not one of "owner", "admin" (did you mean "admin"?))"});
  CHECK(words(R"({"enum":[1,2,3,4,5,6,7,8,9,10,11,12]})", R"("1")") ==
        Words{R"(: "1" is not one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more (a number in quotes?))"});
  CHECK(words(R"({"const":{"a":1}})", R"({"a":2})") == Words{R"(: {"a":2} is not {"a":1})"});
  CHECK(words(R"({"enum":[]})", "1") == Words{": nothing is allowed here: the enum is empty"});
  CHECK(words(R"({"type":"string","enum":["a"]})", "1") ==
        Words{": 1 is an integer, string expected (a string without quotes?)"});
}

TEST_CASE("numbers") {
  CHECK(words(R"({"maximum":10})", "11") == Words{": 11 is above the maximum of 10"});
  CHECK(words(R"({"minimum":5})", "4.5") == Words{": 4.5 is below the minimum of 5"});
  CHECK(words(R"({"exclusiveMaximum":10})", "10") == Words{": 10 is not below 10"});
  CHECK(words(R"({"exclusiveMinimum":5})", "5.0") == Words{": 5.0 is not above 5"});
  CHECK(words(R"({"multipleOf":0.01})", "19.995") == Words{": 19.995 is no multiple of 0.01"});
  CHECK(words(R"({"multipleOf":0.01})", "19.99") == Words{});
  CHECK(words(R"({"maximum":9007199254740992})", "9007199254740993") ==
        Words{": 9007199254740993 is above the maximum of 9007199254740992"});
  CHECK(words(R"({"multipleOf":123456789012345678901234567890})", "370370367037037036703703703670") == Words{});
  CHECK(words(R"({"multipleOf":123456789012345678901234567890})", "370370367037037036703703703671").size() == 1);
  CHECK(words(R"({"multipleOf":7})", "1e400").size() == 1);
  CHECK(words(R"({"multipleOf":0.5})", "1e400") == Words{});
}

TEST_CASE("strings") {
  CHECK(words(R"({"minLength":2})", R"("")") == Words{R"(: "" is empty, at least 2 characters expected)"});
  CHECK(words(R"({"minLength":2})", R"("ä")") == Words{R"(: "ä" has 1 character, at least 2 expected)"});
  CHECK(words(R"({"maxLength":2})", R"("äöü")") == Words{R"(: "äöü" has 3 characters, at most 2 allowed)"});
  CHECK(words(R"({"pattern":"^[A-Z]+$"})", R"("abc")") == Words{R"(: "abc" does not match ^[A-Z]+$)"});
  CHECK(words(R"({"format":"date"})", R"("2023-02-29")") == Words{R"(: "2023-02-29" is not a date (2024-02-29))"});
  CHECK(
      words(R"({"format":"date-time"})", R"("2024-01-01T10:00:00")") ==
      Words{R"(: "2024-01-01T10:00:00" is not a date-time of RFC 3339 (2024-02-29T12:00:00Z) (without a time zone?))"});
  CHECK(
      words(R"({"format":"date-time"})", R"("2024-01-01 10:00:00Z")") ==
      Words{
          R"(: "2024-01-01 10:00:00Z" is not a date-time of RFC 3339 (2024-02-29T12:00:00Z) (a blank instead of "T"?))"});
  CHECK(words(R"({"format":"int32"})", "2147483648") == Words{": 2147483648 is not an integer of 32 bits"});
}

TEST_CASE("values are cut to 60 code points") {
  const std::string text = '"' + std::string(100, 'x') + '"';
  CHECK(words(R"({"type":"null"})", text) ==
        Words{": \"" + std::string(58, 'x') + "\u2026\" is a string, null expected"});
}

TEST_CASE("arrays") {
  CHECK(words(R"({"minItems":1})", "[]") == Words{": has 0 items, at least 1 expected"});
  CHECK(words(R"({"maxItems":1})", "[1,2]") == Words{": has 2 items, at most 1 allowed"});
  CHECK(words(R"({"uniqueItems":true})", "[1,2,1.0]") == Words{": items 0 and 2 are equal: 1.0"});
  CHECK(words(R"({"uniqueItems":true})", R"([0,1,2,3,4,5,6,7,8,9,{"a":1,"b":2},{"b":2,"a":1.0}])") ==
        Words{R"(: items 10 and 11 are equal: {"b":2,"a":1.0})"});
  CHECK(words(R"({"contains":{"type":"string"}})", "[1]") == Words{": no item matches, at least 1 expected"});
  CHECK(words(R"({"contains":{"type":"string"},"minContains":2})", R"(["a"])") ==
        Words{": 1 item matches, at least 2 expected"});
  CHECK(words(R"({"contains":{"type":"string"},"maxContains":1})", R"(["a","b"])") ==
        Words{": 2 items match, at most 1 allowed"});
  CHECK(words(R"({"prefixItems":[true,{"type":"null"}],"items":false})", "[1,2,3]") ==
        Words{"/1: 2 is an integer, null expected", "/2: item 2 is not allowed"});
}

TEST_CASE("members") {
  CHECK(words(R"({"properties":{"access_token":true},"required":["access_token"]})", R"({"acces_token":"x"})") ==
        Words{R"(: "access_token" is missing (there is "acces_token": a misspelling?))"});
  // A member that is described is no misspelling of another.
  CHECK(words(R"({"properties":{"id1":true,"id2":true},"required":["id1"]})", R"({"id2":1})") ==
        Words{R"(: "id1" is missing)"});
  CHECK(words(R"({"properties":{"colour":true},"additionalProperties":false})", R"({"color":1})") ==
        Words{R"(/color: unknown member "color" (did you mean "colour"?))"});
  CHECK(words(R"({"minProperties":2})", R"({"a":1})") == Words{": has 1 member, at least 2 expected"});
  CHECK(words(R"({"properties":{"a":false}})", R"({"a":1})") == Words{"/a: nothing is allowed here"});
  CHECK(words(R"({"propertyNames":{"maxLength":3}})", R"({"abcd":1})") ==
        Words{R"(/abcd: the name "abcd" has 4 characters, at most 3 allowed)"});
  CHECK(words(R"({"dependentRequired":{"card":["billing"]}})", R"({"card":1})") ==
        Words{R"(: "billing" is missing, which "card" requires)"});
  CHECK(words(R"({"patternProperties":{"^x":{"type":"null"}}})", R"({"x/~y":1})") ==
        Words{"/x~1~0y: 1 is an integer, null expected"});
}

TEST_CASE("alternatives") {
  const std::string payment = R"({"oneOf":[
    {"title":"Card","properties":{"type":{"const":"card"},"number":{"type":"string"}},"required":["type","number"]},
    {"title":"Iban","properties":{"type":{"const":"iban"},"iban":{"type":"string"}},"required":["type","iban"]}]})";
  CHECK(words(payment, R"({"type":"iban","iban":5})") ==
        Words{R"(: {"type":"iban","iban":5} matches none of "Card", "Iban"; the nearest is "Iban")",
              "/iban: 5 is an integer, string expected (a string without quotes?)"});
  CHECK(words(payment, R"({"type":"ibann"})") ==
        Words{R"(/type: "ibann" is not one of "card", "iban" (did you mean "iban"?))"});
  CHECK(words(payment, "5") == Words{R"(: 5 matches "Card" and "Iban", exactly one is allowed)"});
  CHECK(words(R"({"anyOf":[{"type":"string"},{"type":"null"}]})", "5") ==
        Words{": 5 is an integer, string or null expected"});
  CHECK(words(R"({"anyOf":[{"const":1},{"enum":[2,3]}]})", "5") == Words{": 5 is not one of 1, 2, 3"});
  CHECK(
      words(R"({"anyOf":[{"type":"object","required":["a"]},{"type":"null"}]})", "{}") ==
      Words{": {} matches none of alternative 1, alternative 2; the nearest is alternative 1", R"(: "a" is missing)"});
  CHECK(words(R"({"not":{"type":"integer"}})", "5") == Words{": 5 matches the schema that it must not match"});
  CHECK(words(R"({"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}})", R"({"a":1})") ==
        Words{R"(: "b" is missing)"});
}

TEST_CASE("a discriminator chooses the alternative that is explained") {
  schema::Options options;
  options.default_dialect = schema::Dialect::OpenApi31;
  const auto pets = compiled(R"({"oneOf":[{"$ref":"#/$defs/Cat"},{"$ref":"#/$defs/Dog"}],
    "discriminator":{"propertyName":"kind","mapping":{"barking":"#/$defs/Dog"}},
    "$defs":{"Cat":{"required":["lives"]},"Dog":{"required":["bark","tail","legs"]}}})",
                             options);
  CHECK(words(pets, R"({"kind":"barking","bark":1,"tail":1})") ==
        Words{R"(: "legs" is missing)"});
  CHECK(words(pets, R"({"kind":"Cat"})") == Words{R"(: "lives" is missing)"});
  CHECK(words(pets, R"({"kind":"Cow","bark":1})") ==
        Words{R"(: {"kind":"Cow","bark":1} matches none of "Cat", "Dog"; the nearest is "Dog")",
              R"(: "tail" is missing)", R"(: "legs" is missing)"});
  CHECK(words(pets, R"({"kind":"Cat","lives":9,"bark":1,"tail":1,"legs":4})") ==
        Words{R"(: {"kind":"Cat","lives":9,"bark":1,"tail":1,"legs":4} matches "Cat" and "Dog", exactly one is allowed )"
              R"((the discriminator names "Cat", but decides nothing: each alternative must allow its own value only))"});
}

TEST_CASE("alternatives are called by their $ref, title, or the constant that tells them apart") {
  schema::Options options;
  options.default_dialect = schema::Dialect::OpenApi31;
  const auto mixed = compiled(R"({"oneOf":[{"$ref":"#/$defs/a~1b%20c","title":"No"},
    {"title":"Face","required":["face"],"properties":{"face":{"type":"string"}}},
    {"required":["t","x"],"properties":{"t":{"const":"third"},"x":{"type":"string"}}},{"required":["z"]}],
    "$defs":{"a/b c":{"required":["path","name","size"],"additionalProperties":false,
                      "properties":{"path":{"type":"string"},"name":{"type":"string"},"size":true}}}})",
                              options);
  CHECK(words(mixed, R"({"path":"p","nmae":"n"})") ==
        Words{R"(: {"path":"p","nmae":"n"} matches none of "a/b c", "Face", t "third", alternative 4; the nearest is "a/b c")",
              R"(: "name" is missing (there is "nmae": a misspelling?))", R"(: "size" is missing)",
              R"(/nmae: unknown member "nmae" (did you mean "name"?))"});
  const auto told = compiled(R"({"oneOf":[{"required":["v"],"properties":{"a":{"const":"x"},"kind":{"enum":["one"]}}},
    {"required":["w"],"properties":{"kind":{"enum":["two"]}}}],"discriminator":{"propertyName":"kind"}})",
                             options);
  CHECK(words(told, R"({"kind":"two"})") == Words{R"(: "w" is missing)"});
  CHECK(words(told, R"({})") == Words{R"(: {} matches none of kind "one", kind "two"; the nearest is kind "one")",
                                      R"(: "v" is missing)"});
}

TEST_CASE("unevaluatedProperties does not blame members that another rule refused") {
  const std::string closed = R"({"$defs":{"a":{"properties":{"x":{"type":"integer"}}}},"$ref":"#/$defs/a",
                                 "anyOf":[{"properties":{"y":{"const":1}},"required":["y"]},{"required":["w"]}],"unevaluatedProperties":false})";
  CHECK(words(closed, R"({"x":"a","y":1,"zz":1})") ==
        Words{R"(/x: "a" is a string, integer expected)", R"(/zz: unknown member "zz")"});
  CHECK(words(closed, R"({"x":1,"y":2})") ==
        Words{R"(: {"x":1,"y":2} matches none of alternative 1, alternative 2; the nearest is alternative 2)",
              R"(: "w" is missing)"});
  // The alternative that passed did not look at y: y is unknown although one that failed knows it.
  CHECK(words(closed, R"({"x":1,"y":2,"w":1})") == Words{R"(/y: unknown member "y")", R"(/w: unknown member "w")"});
}

TEST_CASE("places in the schema") {
  const auto schema = compiled(R"({"$id":"https://example.org/root","properties":{"a/b":{"$ref":"item"}},
                                   "$defs":{"item":{"$id":"item","items":{"type":"string","x-from":"page 3"}}}})");
  const auto explanation = schema.explain(json(R"({"a/b":["",1]})"));
  REQUIRE(explanation.violations.size() == 1);
  const auto& violation = explanation.violations[0];
  CHECK(violation.instance.text() == "/a~1b/1");
  CHECK(violation.keyword == "type");
  CHECK(violation.keyword_location == "/properties/a~1b/$ref/items/type");
  CHECK(violation.schema_location == "https://example.org/item#/items/type");
  CHECK(violation.expected == "string");
  CHECK(violation.actual == "1 (integer)");
  REQUIRE(violation.schema);
  CHECK(violation.schema->find("x-from")->as_string() == "page 3");
}

TEST_CASE("items that fail alike are folded") {
  const auto schema =
      compiled(R"({"properties":{"data":{"items":{"properties":{"id":{"type":"integer"}},"required":["id","n"]}}}})");
  const auto explanation =
      schema.explain(json(R"({"data":[{"id":1,"n":1},{"id":"a"},{"id":"b","n":1},{"id":1},{"id":"c"}]})"));
  REQUIRE(explanation.violations.size() == 2);
  CHECK(explanation.violations[0].instance.text() == "/data/1/id");
  CHECK(explanation.violations[0].equal_elsewhere == 2);
  CHECK(explanation.violations[1].message == R"("n" is missing)");
  CHECK(explanation.violations[1].equal_elsewhere == 2);
}

TEST_CASE("a rule met on two ways is said once") {
  CHECK(words(R"({"$defs":{"b":{"required":["id"]}},"allOf":[{"$ref":"#/$defs/b"},{"$ref":"#/$defs/b"}]})", "{}") ==
        Words{R"(: "id" is missing)"});
}

TEST_CASE("violations past the limit are counted") {
  schema::Options options;
  options.max_violations = 2;
  const auto explanation = compiled(R"({"required":["a","b","c","d"]})", options).explain(json("{}"));
  CHECK(explanation.violations.size() == 2);
  CHECK(explanation.not_listed == 2);
}

// Each looked at beside each other, this would take hours.
TEST_CASE("of many members it is told in time of their number which are missing and which are unknown") {
  constexpr int many = 20'000;
  std::string properties, required, members;
  for (int i = 0; i < many; ++i) {
    const std::string name = "\"m" + std::to_string(i) + '"';
    properties += (i ? "," : "") + name + ":true";
    required += (i ? "," : "") + name;
    members += (i ? ",\"x" : "\"x") + std::to_string(i) + "\":1";
  }
  const auto schema = compiled("{\"properties\":{" + properties + "},\"required\":[" + required +
                               "],\"additionalProperties\":false}");
  const auto nothing = schema.explain(json("{}"));
  REQUIRE(!nothing.violations.empty());
  CHECK(nothing.violations.front().message == R"("m0" is missing)");
  CHECK(nothing.violations.size() + nothing.not_listed == many);
  const auto others = schema.explain(json('{' + members + '}'));
  CHECK(others.violations.size() + others.not_listed == 2 * many);
  // What is described is no misspelling, wherever it stands.
  CHECK(words(schema, R"({"m19998":1})").front() == R"(: "m0" is missing)");
}

TEST_CASE("a pattern that takes too many steps is no verdict") {
  const auto schema = compiled(R"({"pattern":"^(a+)+(b|c)\\2$"})");
  const std::string text = '"' + std::string(40, 'a') + "bc\"";
  CHECK(words(schema, text) == Words{": " + text + R"( cannot be judged: matching it against ^(a+)+(b|c)\2$ takes too )"
                                     "many steps (rewrite the pattern without nested repetitions)"});
}
