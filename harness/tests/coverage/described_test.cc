// What contracts describe, each once.
#include "shop.h"

#include <support/catch.h>

using namespace concord;
using namespace concord::coverage;
using result::CoverageKind;

TEST_CASE("all that a contract describes is counted once") {
  const Shop shop;
  const auto all = described(shop.operations());
  CHECK(!all.is_cut);
  CHECK(lines(all, CoverageKind::Operation) == "shop/read-pet: never\nshop/create-pet: never\n");
  CHECK(lines(all, CoverageKind::Status) ==
        "shop/read-pet 200: never\nshop/read-pet 404: never\nshop/read-pet 5XX: never\n"
        "shop/create-pet 201: never\nshop/create-pet default: never\n");
  CHECK(lines(all, CoverageKind::MediaType) ==
        "shop/read-pet 200 application/json: never\nshop/read-pet 404 application/json: never\n"
        "shop/create-pet 201 application/*: never\n");
  CHECK(lines(all, CoverageKind::Parameter) ==
        "shop/read-pet path id: never\nshop/read-pet query filter: never\nshop/read-pet query limit: never\n"
        "shop/read-pet header x-trace: never\nshop/read-pet cookie theme: never\n");
  CHECK(lines(all, CoverageKind::RequestMember) == "shop/create-pet /name: never\n");
}

TEST_CASE("members of answers, values of their enums, and forms that they may have") {
  const Shop shop;
  const auto all = described({shop.operations().front()});
  const std::string members = lines(all, CoverageKind::ResponseMember);
  for (const char* place : {"200 /id", "200 /state", "200 /tags", "200 /tags/*/name", "200 /kind", "200 /kind/meow",
                            "200 /parent", "404 /message"})
    CHECK(members.find("shop/read-pet " + std::string(place) + ": never\n") != std::string::npos);
  CHECK(members.find("secret") == std::string::npos);
  CHECK(members.find("/parent/parent/parent/parent/") == std::string::npos);  // a tree of itself ends
  const std::string values = lines(all, CoverageKind::EnumMember);
  CHECK(values.starts_with("shop/read-pet 200 /state \"sold\": never\nshop/read-pet 200 /state \"free\": never\n"
                           "shop/read-pet 200 /state null: never\n"));
  CHECK(lines(all, CoverageKind::Branch) ==
        "shop/read-pet 200 #/pet/properties/kind/oneOf/0: never\n"
        "shop/read-pet 200 #/pet/properties/kind/oneOf/1: never\n");
}
