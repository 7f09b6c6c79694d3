#include "sample_listing.h"

#include <support/catch.h>

using namespace concord::finding;

TEST_CASE("what is suppressed neither counts nor fails") {
  Listing listing = sample::ordinary();
  CHECK(listing.count(Level::Error) == 1);
  CHECK(listing.count(Level::Warning) == 1);
  CHECK(listing.suppressed() == 1);
  CHECK(listing.fails());
  listing.findings.erase(listing.findings.begin());
  CHECK_FALSE(listing.fails());
  listing.fails_at = Level::Warning;
  CHECK(listing.fails());
}

TEST_CASE("a fingerprint keeps its parts apart and is short") {
  CHECK(fingerprint({"ab", "c"}) != fingerprint({"a", "bc"}));
  CHECK(fingerprint({"a", "b"}) == fingerprint({"a", "b"}));
  CHECK(fingerprint({"a"}).size() == 16);
}

TEST_CASE("equal fingerprints get one each, and the first keeps its own") {
  std::vector<Finding> findings(3, sample::type_changed());
  make_fingerprints_unique(findings);
  CHECK(findings[0].fingerprint == "00000000000000aa");
  CHECK(findings[1].fingerprint != findings[0].fingerprint);
  CHECK(findings[2].fingerprint != findings[1].fingerprint);
}

TEST_CASE("a place says as much as is known") {
  CHECK(Place{"a.yaml", 3, 4, ""}.text() == "a.yaml:3:4");
  CHECK(Place{"a.yaml", 3, 0, ""}.text() == "a.yaml:3");
  CHECK(Place{"a.yaml", 0, 0, "/x"}.text() == "a.yaml");
  CHECK(Place{}.text().empty());
  const concord::base::Source source("a.yaml", "x:\n  y: 1\n");
  CHECK(place_of({&source, 5, 6}, "/x/y").text() == "a.yaml:2:3");
}

TEST_CASE("findings of one cause are told as one, which names the others") {
  const auto made = [](std::string rule, Level level, std::string cause, std::string operation) {
    Finding one;
    one.rule = std::move(rule), one.level = level, one.cause = std::move(cause), one.operation = std::move(operation);
    one.fingerprint = one.operation;
    return one;
  };
  Listing listing;
  for (const char* path : {"/a", "/b", "/c", "/d", "/e", "/f", "/g"})
    listing.findings.push_back(made("x", Level::Error, "one", std::string("GET ") + path));
  listing.findings.push_back(made("x", Level::Info, "one", "GET /h"));   // of another level
  listing.findings.push_back(made("y", Level::Error, "one", "GET /i"));  // another rule
  listing.findings.push_back(made("x", Level::Error, "two", "GET /j"));
  listing.findings.push_back(made("x", Level::Error, "", "GET /k"));
  listing.findings.push_back(made("x", Level::Error, "", "GET /l"));
  listing.findings.push_back(made("x", Level::Error, "one", "GET /m"));
  listing.findings.back().suppressed_by = "accepted";
  CHECK(join_causes(listing) == 6);
  REQUIRE(listing.findings.size() == 7);
  const Finding& first = listing.findings.front();
  CHECK(first.facts == std::vector<Fact>{{"of the same cause",
                                          "6 more: GET /b, GET /c, GET /d, GET /e, GET /f, … (--all lists them)"}});
  REQUIRE(first.others.size() == 6);
  CHECK(first.others.back().operation == "GET /g");
  CHECK(first.others.back().fingerprint == "GET /g");
  CHECK(listing.count(Level::Error) == 5);
  REQUIRE(listing.counters.size() == 1);
  CHECK(listing.counters[0] == std::pair<std::string, std::uint64_t>("more of the same causes", 6));
  for (std::size_t i = 1; i < listing.findings.size(); ++i) CHECK(listing.findings[i].facts.empty());
}
