#include "checks.h"
#include "shown.h"

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

std::string warning_about(const std::string& from, const std::string& to) {
  const auto source = http::parse_url(from);
  const auto target = http::parse_url(to);
  if (!source || !target) return {};
  if (source->scheme == "https" && target->scheme == "http") return "following it would leave TLS";
  if (source->host != target->host) return "following it would hand the request to another host";
  return {};
}

}  // namespace

void check_redirect(const CheckContext& answer, Findings& findings) {
  const int status = answer.response.status;
  if (status < 300 || status > 399 || status == 304) return;
  const auto& expected = answer.expected_statuses;
  if (std::find(expected.begin(), expected.end(), status) != expected.end()) return;
  // `default` speaks of errors; it makes no redirect part of the contract.
  if (answer.documented && answer.documented->status != "default") return;
  const auto* location = http::find_header(answer.response.headers, "Location");
  auto& failure = findings.add(
      "contract.redirect",
      fmt::format("{}{}, which is not documented and was not followed", status_text(status),
                  location ? " to " + cut(*location) : std::string(" without a Location")));
  failure.expected = "an answer from " + answer.operation.path;
  failure.actual = location ? cut(*location) : std::string();
  failure.pointer = "header Location";
  failure.hint = location ? warning_about(answer.exchange.request.url, *location) : std::string();
}

}  // namespace concord::check
