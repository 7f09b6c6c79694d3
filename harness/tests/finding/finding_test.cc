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
