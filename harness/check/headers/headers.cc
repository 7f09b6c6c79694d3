#include "checks.h"
#include "shown.h"

#include <concord/base/text.h>
#include <concord/message/response_headers.h>

#include <fmt/format.h>

#include <map>
#include <mutex>

namespace concord::check {

namespace {

// Compiled once a process. Holds on to the documents, so that an address is never that of another one.
class CompiledHeaders {
 public:
  std::optional<schema::Schema> find(const contract::SchemaRef& ref) {
    const std::lock_guard lock(mutex_);
    const auto key = std::pair(ref.root.get(), ref.at.text());
    if (const auto known = compiled_.find(key); known != compiled_.end()) return known->second.second;
    if (compiled_.size() >= 4096) compiled_.clear();
    auto made = contract::compile(ref, schema::Direction::Response);
    auto schema = made ? std::optional(*made) : std::nullopt;
    return compiled_.emplace(key, std::pair(ref.root, schema)).first->second.second;
  }

 private:
  using Entry = std::pair<std::shared_ptr<const Node>, std::optional<schema::Schema>>;
  std::mutex mutex_;
  std::map<std::pair<const Node*, std::string>, Entry> compiled_;
};

CompiledHeaders& compiled_headers() {
  static CompiledHeaders headers;
  return headers;
}

void check_value(const contract::DocumentedHeader& header, const schema::Schema& schema, const Node& value,
                 Findings& findings) {
  const auto explanation = schema.explain(value);
  if (explanation.violations.empty()) return;
  const auto& first = explanation.violations.front();
  if (first.is_unjudged) return findings.cannot_judge(at("header " + header.name, cut(first.message, 200)));
  auto& failure = findings.add("contract.header", at("header " + header.name, cut(first.message, 300)));
  failure.expected = first.expected;
  failure.actual = first.actual;
  failure.hint = first.hint;
  failure.pointer = "header " + header.name;
  failure.schema_location = first.schema_location;
  failure.basis = "documented";
  if (auto line = header.place.text(); !line.empty()) failure.documentation = std::move(line);
}

void check_values(const contract::DocumentedHeader& header, const http::Headers& headers, Findings& findings) {
  const auto schema = header.schema ? compiled_headers().find(header.schema) : std::nullopt;
  if (!schema) return;
  for (const auto& read : message::read_header(headers, header, &*schema))
    check_value(header, *schema, read.value, findings);
}

}  // namespace

void check_headers(const CheckContext& answer, Findings& findings) {
  if (!answer.documented) return;
  for (const auto& header : answer.documented->headers) {
    // OpenAPI: a Content-Type among the headers is ignored; the content says it.
    if (base::equals_ignoring_case(header.name, "Content-Type")) continue;
    if (!http::find_header(answer.response.headers, header.name) && header.is_required) {
      auto& failure = findings.add("contract.header", at("header " + header.name, "is required and missing"));
      failure.expected = "present";
      failure.pointer = "header " + header.name;
      failure.basis = "documented";
      if (auto line = header.place.text(); !line.empty()) failure.documentation = std::move(line);
    }
    check_values(header, answer.response.headers, findings);
  }
}

}  // namespace concord::check
