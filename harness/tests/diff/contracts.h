// Small contracts that differ in one thing, and what diff says about them, one line a finding.
#pragma once
#include <concord/base/text.h>
#include <concord/diff.h>
#include <concord/document.h>
#include <support/catch.h>

#include <deque>
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

// "breaking request-type-changed", one line each, in the order of the listing.
inline std::string lines(const concord::finding::Listing& listing) {
  std::string text;
  for (const auto& one : listing.findings) text += std::string(listing.word(one.level)) + ' ' + one.rule + '\n';
  return text;
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
