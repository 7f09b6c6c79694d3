#include "checks.h"
#include "shown.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

// No value is empty in either.
bool is_json_or_xml(const contract::Content& content) {
  const auto type = http::parse_media_type(content.media_type);
  return type && (type->is_json() || type->is_xml());
}

void report_forbidden(const CheckContext& answer, Findings& findings) {
  auto& failure = findings.add("contract.body", fmt::format("{} with a body of {}", status_text(answer.response.status),
                                                            base::counted(answer.response.body.size(), "byte")));
  failure.expected = "no body";
  failure.actual = base::counted(answer.response.body.size(), "byte");
}

void report_missing(const CheckContext& answer, Findings& findings) {
  auto& failure = findings.add("contract.body",
                               fmt::format("the body is empty, {} is documented for {}",
                                           answer.documented->contents.front().media_type, answer.documented->status));
  failure.expected = answer.documented->contents.front().media_type;
  failure.actual = "no body";
  failure.basis = "documented";
}

void report_undocumented(const CheckContext& answer, Findings& findings) {
  // Pages often leave out the body of an error; that alone breaks no client.
  if (findings.level() == Level::Fail) findings.set_level(Level::Warn);
  auto& failure = findings.add("contract.body",
                               fmt::format("a body came, none is documented for {}", answer.documented->status));
  failure.expected = "no body";
  failure.actual = base::counted(answer.response.body.size(), "byte");
  failure.basis = "documented";
}

}  // namespace

void check_body_documented(const CheckContext& answer, Findings& findings) {
  const bool has_body = !answer.response.body.empty();
  const int status = answer.response.status;
  if (status == 204 || status == 304) {
    if (has_body) report_forbidden(answer, findings);
    return;
  }
  if (!answer.documented || answer.exchange.request.method == "HEAD") return;
  const auto& contents = answer.documented->contents;
  if (contents.empty()) {
    if (has_body) report_undocumented(answer, findings);
  } else if (!has_body && std::all_of(contents.begin(), contents.end(), is_json_or_xml)) {
    report_missing(answer, findings);
  }
}

}  // namespace concord::check
