#include "scene.h"

#include <concord/check/observe.h>

#include <support/catch.h>

#include <fmt/format.h>

using namespace concord;
using check::Scene;

namespace {

std::string told(const result::Observations& seen) {
  std::string text;
  for (const result::PlaceSeen& place : seen.places) {
    text += place.pointer + " " + std::to_string(place.types) + (place.form.empty() ? "" : " " + place.form);
    for (const std::string& member : place.members) text += " " + member;
    for (const std::string& branch : place.branches) text += " " + branch;
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("an answer is observed by places, types, forms and members of enums, without values") {
  Scene scene;
  scene.document("200", R"({"properties": {"status": {"enum": ["ready", "pending"]},
                                            "prices": {"type": "object", "additionalProperties": {"type": "number"}}}})");
  scene.header("Content-Type", "application/json; charset=utf-8");
  scene.body(
      R"({"id": "915efe72-5136-4652-a91f-d9d48003c102", "status": "ready", "items": [{"n": 1}, {"n": 1.5}, {"n": null}],
                 "prices": {"EUR": 1, "USD": 2}, "names": ["Ada", "2026-01-02"], "by": {"01ARZ3NDEKTSV4RRFFQ69G5FAV": true}})");
  const result::Observations seen = scene.observe();
  CHECK(seen.operation == "shop/create-session");
  CHECK(seen.status == 200);
  CHECK(seen.media_type == "application/json");
  CHECK(told(seen) ==
        " 64\n"
        "/by 64\n"
        "/by/* 2\n"
        "/id 16 uuid\n"
        "/items 32\n"
        "/items/* 64\n"
        "/items/*/n 13\n"
        "/names 32\n"
        "/names/* 16\n"
        "/prices 64\n"
        "/prices/* 4\n"
        "/status 16 \"ready\"\n");
}

TEST_CASE("an answer tells which alternatives its values took, by their places in the contract") {
  Scene scene;
  scene.document("200", R"({"type": "object",
      "properties": {"pets": {"type": "array", "items": {"oneOf": [
                         {"required": ["barks"], "properties": {"food": {"anyOf": [{"type": "string"}, {"maxLength": 3}]}}},
                         {"required": ["purrs"]},
                         {"required": ["swims"]}]}},
                     "price": {"if": {"type": "integer"}, "then": {"minimum": 0}, "else": {"type": "string"}},
                     "owner": {"oneOf": [{"type": "null"}, {"type": "object"}]}}})");
  scene.body(R"({"pets": [{"barks": true, "food": "secret"}, {"swims": true}, {"barks": true, "food": "oat"}, {}],
                 "price": "12", "owner": null})");
  const result::Observations seen = scene.observe();
  CHECK_FALSE(seen.is_cut);
  const std::string at = " #/properties/";
  CHECK(told(seen) == " 64\n"
                      "/owner 1" + at + "owner/oneOf/0\n" +
                      "/pets 32\n"
                      "/pets/* 64" + at + "pets/items/oneOf/0" + at + "pets/items/oneOf/2\n" +
                      "/pets/*/barks 130\n"
                      "/pets/*/food 144" + at + "pets/items/oneOf/0/properties/food/anyOf/0" + at +
                      "pets/items/oneOf/0/properties/food/anyOf/1\n"
                      "/pets/*/swims 130\n"
                      "/price 16 digits" + at + "price/else\n");
}

TEST_CASE("a member that only some elements of a list have is marked") {
  Scene scene;
  scene.body(R"([{"id": 1, "by": {"x": 1}}, {"id": 2, "note": "n", "by": {}}, {"id": 3, "by": {"x": 2}}, 4])");
  CHECK(told(scene.observe()) ==
        " 32\n"
        "/* 68\n"
        "/*/by 64\n"
        "/*/by/x 132\n"
        "/*/id 4\n"
        "/*/note 144\n");
}

// What is known of places is kept from one answer to the next.
TEST_CASE("what an answer looked like does not depend on those before it") {
  Scene scene;
  scene.document("200", R"({"type": "object",
      "properties": {"state": {"enum": ["on", "off"]},
                     "by": {"type": "object", "patternProperties": {"^x": {"enum": ["a"]}, "^y": {"enum": ["b"]}},
                            "additionalProperties": {"type": "object"}}}})");
  const std::string first = R"({"state": "on", "by": {"x1": "a"}, "list": [{"n": 1}, {}]})";
  const std::string second = R"({"list": [{"n": "2026-01-02"}], "by": {"y1": "b", "x1": "a"}, "state": null, "new": 1})";
  const std::string told_first =
      " 64\n"
      "/by 64\n"
      "/by/* 16 \"a\"\n"
      "/list 32\n"
      "/list/* 64\n"
      "/list/*/n 132\n"
      "/state 16 \"on\"\n";
  const std::string told_second =
      " 64\n"
      "/by 64\n"
      "/by/* 16 \"b\"\n"
      "/list 32\n"
      "/list/* 64\n"
      "/list/*/n 16 date\n"
      "/new 4\n"
      "/state 1\n";
  for (int turn = 0; turn < 3; ++turn) {
    CHECK(told(scene.body(first).observe()) == told_first);
    CHECK(told(scene.body(second).observe()) == told_second);
    CHECK(told(scene.body(R"({"by": {"y1": "a"}})").observe()) == " 64\n/by 64\n/by/* 16\n");
  }
  scene.body(first).header("X-Request-Id", "1");
  CHECK(scene.observe().headers.back() == "x-request-id");
  CHECK(scene.without_header("X-Request-Id").observe().headers.back() != "x-request-id");
  CHECK(told(scene.body("[1]").observe()) == " 32\n/* 4\n");
  CHECK(told(scene.body("").observe()).empty());
}

TEST_CASE("places that no answer has again are not kept for ever") {
  Scene scene;
  for (int round = 0; round < 30; ++round) {
    std::string body = "{";
    for (int i = 0; i < 1'900; ++i) body += fmt::format("{}\"member{}x{}x\": 1", i ? ", " : "", i, round);
    CHECK(scene.body(body + "}").observe().places.size() == 1'901);
  }
}

TEST_CASE("forms of strings") {
  for (const auto& [text, form] : std::vector<std::pair<std::string, std::string>>{
           {"915EFE72-5136-4652-a91f-d9d48003c102", "uuid"},
           {"01ARZ3NDEKTSV4RRFFQ69G5FAV", "ulid"},
           {"2026-01-02T03:04:05Z", "date-time"},
           {"2026-01-02T03:04:05.123+02:00", "date-time"},
           {"2026-01-02", "date"},
           {"https://a.example.com/x?y=1", "url"},
           {"ada@example.com", "email"},
           {"eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln", "jwt"},
           {"+11234567890", "phone"},
           {"+49 (30) 1234-567", "phone"},
           {"+123456", ""},
           {"+1 123 EXT 4567", ""},
           {"12345", "digits"},
           {"d41d8cd98f00b204e9800998ecf8427e", "hex"},
           {"ord_12345", "prefix-digits"},
           {"FR-2026", "prefix-digits"},
           {"INV2026001", "prefix-digits"},
           {"CARD_SWITCHER", "constant"},
           {"tok-AbCdEfGh_ijkl.MNOP==", "opaque"},
           {"notAtokenYet", ""},
           {"route 66", ""},
           {"v2", ""},
           {"face", ""},
           {"", ""},
           {"hello world", ""}}) {
    INFO(text);
    CHECK(check::form_of(text) == form);
  }
}

TEST_CASE("more places than are kept are said to be cut") {
  Scene scene;
  std::string body = "{";
  for (int i = 0; i < 3000; ++i) body += (i ? ", \"member" : "\"member") + std::to_string(i) + "x\": 1";
  const result::Observations seen = scene.body(body + "}").observe();
  CHECK(seen.places.size() == 2000);
  CHECK(seen.is_cut);
}
