// Small contracts that differ in one thing, and what diff says about them, one line a finding.
#pragma once
#include <concord/base/text.h>
#include <concord/diff.h>
#include <concord/document.h>
#include <support/catch.h>
#include <support/paths.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace contracts {

using concord::document::Node;

inline const concord::base::SystemTime today = *concord::base::parse_rfc3339("2026-06-15T12:00:00Z");

// Keeps what the spans of its documents point into.
class Documents {
 public:
  const Node& read(const std::string& yaml, const std::string& name) {
    const auto& source = sources_.add(name, yaml);
    auto root = concord::document::parse_yaml(source);
    INFO(yaml);
    REQUIRE(root.has_value());
    return roots_.emplace_back(std::move(root).value());
  }

 private:
  concord::base::SourceSet sources_;
  std::deque<Node> roots_;
};

inline concord::finding::Listing compared(const std::string& before, const std::string& after) {
  Documents documents;
  return concord::diff::compare(documents.read(before, "old.yaml"), documents.read(after, "new.yaml"), {today});
}

// The same through files, as a user would compare them.
inline concord::finding::Listing compared_as_files(const std::string& before, const std::string& after) {
  const std::filesystem::path folder = std::filesystem::path(concord::support::binary_dir()) / "diff_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "old.yaml", std::ios::binary) << before;
  std::ofstream(folder / "new.yaml", std::ios::binary) << after;
  concord::base::SourceSet sources;
  const auto old_contract = concord::diff::load(sources, (folder / "old.yaml").string());
  const auto new_contract = concord::diff::load(sources, (folder / "new.yaml").string());
  INFO(before << after);
  REQUIRE(old_contract.has_value());
  REQUIRE(new_contract.has_value());
  return concord::diff::compare(**old_contract, **new_contract, {today});
}

// "breaking request-type-changed", one line each, in the order of the listing.
inline std::string lines(const concord::finding::Listing& listing) {
  std::string text;
  for (const auto& one : listing.findings) text += std::string(listing.word(one.level)) + ' ' + one.rule + '\n';
  return text;
}

// The order of requests and answers of one level is not what most tests are about.
inline std::multiset<std::string> sorted(const std::string& lines) {
  std::multiset<std::string> set;
  for (const auto line : concord::base::split(lines, '\n')) set.emplace(line);
  return set;
}

inline std::string indented(const std::string& text, int by) {
  return concord::base::replace_all(text, "\n", "\n" + std::string(static_cast<std::size_t>(by), ' '));
}

// A contract with `schema` (flow style, or lines from column 0) as the body of a request and of an answer.
inline std::string with_schema(const std::string& schema, const std::string& components = "") {
  const std::string body = R"(openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /things:
    post:
      requestBody:
        content:
          application/json:
            schema:
              )" + indented(schema, 14) +
                           R"(
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                )" + indented(schema, 16) +
                           '\n';
  return components.empty() ? body : body + "components:\n  schemas:\n    " + indented(components, 4) + '\n';
}

// A contract with one operation, GET /things, whose members are `operation` (from column 0).
inline std::string with_operation(const std::string& operation, const std::string& rest = "") {
  return "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /things:\n    get:\n      " +
         indented(operation, 6) + '\n' + rest;
}

inline std::string schema_lines(const std::string& before, const std::string& after) {
  return lines(compared(with_schema(before), with_schema(after)));
}

inline std::string operation_lines(const std::string& before, const std::string& after) {
  return lines(compared(with_operation(before), with_operation(after)));
}

}  // namespace contracts
