// The table of rules, and options.
#include "linting.h"

#include <support/paths.h>

#include <set>

using namespace concord;
using namespace concord::lint;

TEST_CASE("every rule has an id of its own, a summary and an explanation") {
  std::set<std::string_view> ids;
  for (const Rule& rule : rules()) {
    INFO(rule.info.id);
    CHECK(ids.insert(rule.info.id).second);
    CHECK(rule.info.summary.size() > 10);
    CHECK(rule.info.explanation.size() > 20);
    CHECK(find_rule(rule.info.id) == &rule);
    CHECK(rule.info.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
  }
  for (const std::string& group : rule_groups()) CHECK_FALSE(ids.contains(group));
}

TEST_CASE("the words of every rule are compared by a test") {
  std::string texts;
  for (const auto& file : std::filesystem::directory_iterator(support::source_dir() + "/harness/tests/lint")) {
    auto text = base::read_file(file.path());
    REQUIRE(text);
    texts += *text;
  }
  for (const Rule& rule : rules()) {
    INFO(rule.info.id);
    CHECK(texts.find(" " + std::string(rule.info.id) + ": ") != std::string::npos);
  }
}

TEST_CASE("rules that there are not are said, with what was meant") {
  Options options;
  options.rules = {"examples", "enum-duplicates"};
  options.levels["ref-brokn"] = Level::Info;
  const Diagnostics mistakes = check(options);
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0].message == "there is no rule \"enum-duplicates\"");
  CHECK(mistakes[0].hint == "did you mean \"enum-duplicate\"?");
  CHECK(mistakes[1].hint == "did you mean \"ref-broken\"?");
}

TEST_CASE("levels: another one, or off") {
  const std::string text = schemas("3.0.3", "A: {type: string, enum: [a, a, 1]}");
  Options options = only({"schemas"});
  options.levels["enum-duplicate"] = Level::Error;
  options.levels["enum-type"] = std::nullopt;
  const Linted linted = lint_files({{"a.yaml", text}}, options);
  REQUIRE(linted.listing.findings.size() == 1);
  CHECK(linted.listing.findings[0].rule == "enum-duplicate");
  CHECK(linted.listing.findings[0].level == Level::Error);
}

TEST_CASE("fingerprints do not depend on lines") {
  const std::string body = "A: {type: string, enum: [a, a]}";
  const auto one = lint_files({{"a.yaml", schemas("3.0.3", body)}}, only({"schemas"}));
  const auto other = lint_files({{"a.yaml", schemas("3.0.3", "\n\n# a comment\n" + body)}}, only({"schemas"}));
  REQUIRE(one.listing.findings.size() == 1);
  REQUIRE(other.listing.findings.size() == 1);
  CHECK(one.listing.findings[0].fingerprint == other.listing.findings[0].fingerprint);
  CHECK(one.listing.findings[0].place.line != other.listing.findings[0].place.line);
}

TEST_CASE("what cannot be read is said, the rest is linted") {
  const Linted linted = lint_files({{"a.yaml", "just: text\n"},
                                    {"b.yaml", "openapi: 3.0.3\n\tx: 1\n"},
                                    {"c.yaml", schemas("3.0.3", "A: {enum: [1, 1]}")}},
                                   only({"schemas"}));
  CHECK(linted.problems.size() >= 2);
  CHECK(linted.listing.findings.size() == 1);
}

TEST_CASE("hostile documents end in a finding or a clear error") {
  std::string deep = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: ";
  for (int i = 0; i < 10'000; ++i) deep += "{not: ";
  CHECK(lint_files({{"a.yaml", deep}}).problems.size() >= 1);
  std::string many =
      "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {}, \"components\": "
      "{\"schemas\": {";
  for (int i = 0; i < 5'000; ++i)
    many += (i ? ", " : "") + std::string("\"S") + std::to_string(i) +
            "\": {\"allOf\": [{\"$ref\": \"#/components/schemas/S" + std::to_string((i + 1) % 5'000) +
            "\"}], \"example\": 1}";
  const Linted ring = lint_files({{"a.json", many + "}}}"}}, only({"examples"}));
  CHECK(ring.problems.empty());
  CHECK(ring.counter("examples checked") == 5'000);
}

TEST_CASE("a contract: the page where it is said is another place of the finding") {
  const Linted linted =
      lint_files({{"openapi.yaml",
                   "openapi: 3.1.0\ninfo: {title: T, version: '1', x-concord-documents: [{name: shop.md}]}\n"
                   "paths: {}\ncomponents:\n  schemas:\n    A: {enum: [a, a], x-concord-source: 'shop.md:7'}\n"}},
                 only({"schemas"}));
  REQUIRE(linted.listing.findings.size() == 1);
  const auto& related = linted.listing.findings[0].related;
  REQUIRE(related.size() == 2);
  CHECK(related[1].place.text() == "shop.md:7");
  CHECK(related[1].message == "the page says it here");
}

TEST_CASE("a habit of a document is one finding, and so is what it says of one word again and again") {
  Linted linted = lint_files({{"a.yaml", schemas("3.0.3",
                                                 "A: {type: string, format: guid, description: ''},\n"
                                                 "B: {type: string, format: guid, description: ''},\n"
                                                 "C: {type: string, format: bytez, description: ''}\n")},
                              {"b.yaml", schemas("3.0.3", "A: {type: string, format: guid}")}},
                             only({"format-unregistered", "description-empty"}));
  CHECK(linted.listing.findings.size() == 7);
  CHECK(finding::join_causes(linted.listing) == 3);
  CHECK(text_of(linted) ==
        "5:27 format-unregistered: format \"guid\" is in no registry, so programs ignore it [the registered format is "
        "\"uuid\"] (5:5)\n"
        "5:33 description-empty: the description is empty (5:4)\n"
        "7:27 format-unregistered: format \"bytez\" is in no registry, so programs ignore it [did you mean \"byte\"?] "
        "(7:5)\n"
        "5:27 format-unregistered: format \"guid\" is in no registry, so programs ignore it [the registered format is "
        "\"uuid\"] (5:5)\n");
}
