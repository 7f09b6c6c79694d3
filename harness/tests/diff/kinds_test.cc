// The table of changes: whole, unambiguous, and following its own law.
#include "change_kinds.h"

#include <concord/diff.h>
#include <support/catch.h>

#include <set>

using namespace concord::diff;
using concord::finding::Level;

TEST_CASE("names and rows of the table are in one order") {
  REQUIRE(change_kinds().size() == static_cast<std::size_t>(Kind::Count));
  CHECK(row(Kind::TypeNarrowed).id == "type-narrowed");
  CHECK(row(Kind::PropertyRemovedAfterSunset).id == "property-removed-after-sunset");
  CHECK(row(limit_kind(true, 0)).id == "minimum-narrowed");
  CHECK(row(limit_kind(true, 9)).id == "max-contains-narrowed");
  CHECK(row(limit_kind(false, 3)).id == "max-length-widened");
  CHECK(row(Kind::ParameterRequiredAdded).id == "request-parameter-required-added");
  CHECK(row(Kind::ResponseBodyRemoved).id == "response-body-removed");
  CHECK(row(Kind::SecurityUrlChanged).id == "security-url-changed");
  CHECK(row(Kind::StabilityIncreased).id == "stability-increased");
  CHECK(row(Kind::NotExcludesMore).id == "not-excludes-more");
  CHECK(row(Kind::PropertyRemovedBeforeSunset).id == "property-removed-before-sunset");
  CHECK(row(Kind::LinkChanged).id == "response-link-changed");
  CHECK(row(Kind::NotListed).id == "not-listed");
}

TEST_CASE("every rule has an id of its own and says what it means") {
  std::set<std::string_view> ids;
  for (const auto& rule : rules()) {
    INFO(rule.id);
    CHECK(ids.insert(rule.id).second);
    CHECK_FALSE(rule.summary.empty());
    CHECK(rule.summary.find('{') == std::string_view::npos);
    CHECK(rule.explanation.find("Level: ") != std::string_view::npos);
  }
}

TEST_CASE("levels follow the law") {
  CHECK(level_of(row(Kind::EnumAdded), Direction::Request) == Level::Error);
  CHECK(level_of(row(Kind::EnumAdded), Direction::Response) == Level::Info);
  CHECK(level_of(row(Kind::EnumRemoved), Direction::Request) == Level::Info);
  CHECK(level_of(row(Kind::EnumRemoved), Direction::Response) == Level::Error);
  CHECK(level_of(row(Kind::TypeChanged), Direction::Request) == Level::Error);
  CHECK(level_of(row(Kind::PatternChanged), Direction::Response) == Level::Warning);
  CHECK(level_of(row(Kind::DefaultChanged), Direction::Request) == Level::Warning);
  CHECK(level_of(row(Kind::DefaultChanged), Direction::Response) == Level::Info);
  CHECK(level_of(row(Kind::RequiredPropertyRemoved), Direction::Response) == Level::Error);
  CHECK(level_of(row(Kind::SecurityAdded), Direction::None) == Level::Error);
}
