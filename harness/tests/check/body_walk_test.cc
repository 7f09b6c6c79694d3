// The walk of an answer that checks by names share, and what it keeps of names.
#include "scene.h"

#include <body_walk.h>
#include <names.h>
#include <concord/base/patience.h>
#include <concord/base/secret_names.h>
#include <support/catch.h>

#include <string>
#include <vector>

using namespace concord::check;

namespace {

const char* const body =
    R"({"id": 1, "a/b": {"status": "x", "list": [7, [{"token": ""}], {}, {"paid": true}]}, "n": {}})";

std::string objects(const BodyWalk& walk, Meanings wanted) {
  std::string told;
  walk.for_each_object(wanted, [&](const BodyWalk::Place& place) {
    told += "[" + place.pointer().text() + (place.is_in_list() ? " in list" : "") +
            (place.has_flags() ? " flags]" : "]");
    CHECK(place.is_at(place.pointer()));
    CHECK_FALSE(place.is_at(place.pointer() / "x"));
    CHECK(place.depth() == place.pointer().tokens().size());
  });
  return told;
}

Meanings plainly(const std::string& name) {
  const std::string plain = plain_name(name);
  unsigned bits = 0;
  if (concord::base::names_token(name)) bits |= meaning::token;
  if (concord::base::names_password(name)) bits |= meaning::password;
  if (concord::base::names_access_token(name)) bits |= meaning::access_token;
  if (names_expiry(plain)) bits |= meaning::expiry;
  if (names_creation(plain)) bits |= meaning::creation;
  if (plain == "expiresin") bits |= meaning::lifetime;
  if (plain == "status" || plain == "state") bits |= meaning::state;
  if (plain.ends_with("edat")) bits |= meaning::occurrence;
  if (plain.ends_with("id")) bits |= meaning::id;
  return static_cast<Meanings>(bits);
}

}  // namespace

TEST_CASE("objects come in the order of the document, outer ones first, with their places") {
  const Node answer = parse(body);
  const BodyWalk walk(answer);
  CHECK(objects(walk, meaning::any) == "[][/a~1b][/a~1b/list/1/0 in list][/a~1b/list/3 in list flags]");
  CHECK(objects(walk, meaning::state) == "[/a~1b]");
  CHECK(objects(walk, meaning::id) == "[][/a~1b/list/3 in list flags]");
  CHECK(objects(walk, meaning::expiry) == "");
  CHECK(walk.names() == (meaning::id | meaning::state | meaning::token));
}

TEST_CASE("members come with their names' objects") {
  const Node answer = parse(body);
  std::string told;
  BodyWalk(answer).for_each_member(
      meaning::token | meaning::id,
      [&](const BodyWalk::Place& place, const auto& member) { told += (place.pointer() / member.key).text() + " "; });
  CHECK(told == "/id /a~1b/list/1/0/token /a~1b/list/3/paid ");
}

TEST_CASE("what is no object has none, an empty one is one") {
  for (const char* text : {"1", "\"token\"", "[]", "[{}]"}) {
    const Node answer = parse(text);
    CHECK(objects(BodyWalk(answer), meaning::any) == "");
  }
  const Node empty = parse("{}");
  CHECK(objects(BodyWalk(empty), meaning::any) == "[]");
}

TEST_CASE("a walk ends where patience does") {
  const Node answer = parse(body);
  const concord::base::Patience few(6);
  CHECK(objects(BodyWalk(answer), meaning::any) == "[]");
}

TEST_CASE("what is kept of a name is what the name says") {
  std::vector<std::string> names = {"",          "id",        "token",     "accessToken", "refresh_token", "password",
                                    "expiresAt", "createdAt", "expiresIn", "expires_in",  "status",        "State",
                                    "deletedAt", "paid",      "id_",       "customer-id", "n",             "sessions",
                                    "session",   "tokens",    "expires",   "password2",   "aaaaaaaaid",  "bbbbbbbbid"};
  for (const std::size_t length : {31u, 32u, 33u, 63u, 64u, 65u, 200u}) {
    names.push_back(std::string(length, 'x') + "id");
    names.push_back(std::string(length, '_') + "token");
  }
  for (int i = 0; i < 5'000; ++i) names.push_back("name" + std::to_string(i) + (i % 3 == 0 ? "_id" : "edAt"));
  for (int turn = 0; turn < 2; ++turn) {
    for (const std::string& name : names) {
      if (meanings_of(name) != plainly(name)) FAIL(name);
    }
  }
}
