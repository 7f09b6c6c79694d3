#include <concord/result.h>
#include <concord/result/meant_fingerprint.h>
#include <support/catch.h>

using namespace concord::result;

namespace {

CheckFailure failure(std::string pointer = "/items/0/price", std::string keyword = "type",
                     std::string found = "string") {
  CheckFailure one;
  one.check = "schema";
  one.pointer = std::move(pointer);
  one.keyword = std::move(keyword);
  one.found_kind = std::move(found);
  return one;
}

std::string of(const CheckFailure& one) { return fingerprint("shop", "shop/list-orders", one); }

std::string at(const std::string& pointer) { return of(failure(pointer)); }

}  // namespace

TEST_CASE("a fingerprint is the same from one night to the next") {
  // Every part that has nothing to do with what the finding is.
  CheckFailure other = failure();
  other.message = "/items/0/price: \"12.50\" is a string";
  other.expected = "a number";
  other.actual = "\"12.50\" (string)";
  other.documentation = "orders.md:57";
  other.schema_location = "schemas/shop/x.json#/properties/price";
  other.place = {"suites/shop/orders.suite.yaml", 31, 9};
  other.hint = "a hint";
  other.level = Level::Warn;
  other.step = 3;
  CHECK(of(other) == of(failure()));
  CHECK(of(failure()).size() == 16);
  // A literal, so that it is the same in the next version too: histories and baselines keep it.
  CHECK(of(failure()) == "5226e3062c25a5d8");
}

TEST_CASE("positions in arrays and keys that are made do not count") {
  CHECK(at("/items/0/price") == at("/items/17/price"));
  CHECK(at("/items/0/lines/4/price") == at("/items/9/lines/0/price"));
  CHECK(at("/byId/fb5aa994-ed1c-4c3e-b29a-b2a53222e584/a") == at("/byId/0b5aa994-ed1c-4c3e-b29a-b2a53222e580/a"));
  CHECK(at("/byId/01HZX3T9W8Q4N5V6B7C8D9E0F1") == at("/byId/01HZX3T9W8Q4N5V6B7C8D9E0F2"));
  CHECK(at("/by/4c1d2e0f5a6b7c8d9e0f1a2b") == at("/by/5c1d2e0f5a6b7c8d9e0f1a2c"));
  CHECK(at("/days/2026-03-01/sum") == at("/days/2026-03-02/sum"));
  CHECK(at("/times/2026-03-01T10:00:00Z") == at("/times/2026-03-01T10:00:01Z"));
}

TEST_CASE("what is another finding has another fingerprint") {
  const std::string first = of(failure());
  CHECK(fingerprint("shop2", "shop/list-orders", failure()) != first);
  CHECK(fingerprint("shop", "shop/read-order", failure()) != first);
  CHECK(at("/items/0/name") != first);
  CHECK(at("/items/0") != first);
  CHECK(at("") != first);
  CHECK(of(failure("/items/0/price", "minimum")) != first);
  CHECK(of(failure("/items/0/price", "type", "null")) != first);
  CHECK(of(failure("/items/0/price", "type", "absent")) != of(failure("/items/0/price", "type", "null")));
  CheckFailure other = failure();
  other.check = "undocumented";
  CHECK(of(other) != first);
  CHECK(at("/deadbeef") != at("/deadbeee"));   // short words of these letters are names
  CHECK(at("/CARD_TYPE_PRODUCT_IDENTITY") != at("/CARD_TYPE_PRODUCT_IDENTITI"));
  CHECK(at("header ETag") != at("header Date"));
}

TEST_CASE("parts cannot run into each other") {
  CHECK(fingerprint("ab", "c", failure()) != fingerprint("a", "bc", failure()));
  CHECK(of(failure("", "a", "b")) != of(failure("", "ab", "")));
}

TEST_CASE("a pointer is folded token by token") {
  CHECK(folded_pointer("/items/3/price") == "/items/*/price");
  CHECK(folded_pointer("/0") == "/*");
  CHECK(folded_pointer("/a//b/") == "/a//b/");
  CHECK(folded_pointer("") == "");
  CHECK(folded_pointer("header 7") == "header 7");
}

TEST_CASE("a fingerprint is meant by what it alone begins with, and several are listed") {
  std::vector<std::string> known{"f778a0b1c2d3e4f5", "f77901b1c2d3e4f5", "79da000000000000"};
  CHECK(*meant_fingerprint("f778", known) == "f778a0b1c2d3e4f5");
  CHECK(*meant_fingerprint("79da000000000000", known) == "79da000000000000");
  CHECK(*meant_fingerprint("79d", known) == "79d");  // too short
  CHECK(*meant_fingerprint("ffff", known) == "ffff");
  known.push_back("f778b00000000000");
  const auto several = meant_fingerprint("f778", known);
  REQUIRE_FALSE(several);
  CHECK(several.diagnostics().front().message == "several fingerprints begin with \"f778\"");
  CHECK(several.diagnostics().front().hint == "one of: f778a0b1c2d3e4f5; f778b00000000000");
  for (int i = 0; i < 10; ++i) known.push_back("f778c0000000000" + std::to_string(i));
  CHECK(meant_fingerprint("f778", known).diagnostics().front().hint.ends_with("f778c00000000007; and 2 more"));
}
