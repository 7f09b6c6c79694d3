#include "said_security.h"

#include <concord/base/secret_names.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::page {
namespace {

constexpr std::size_t longest_sentence = 500;

bool has_any(std::string_view lower, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string_view::npos; });
}

// What denies it, and what is about other requests than those of the page.
bool is_about_other(std::string_view lower) {
  return has_any(lower, {"no auth", "without auth", "not require", "n't require", "not need", "n't need", "optional",
                         "public", "returns", "returned", "respon", "subsequent", "other request", "further request",
                         "following request", "exchange", "webhook", "if you", "fails", "error", "invalid", "missing",
                         "expired"});
}

// A header in code that is for credentials: `X-Api-Key`.
std::string header_in(std::string_view line) {
  for (std::size_t open = line.find('`'); open != std::string_view::npos;) {
    const std::size_t close = line.find('`', open + 1);
    if (close == std::string_view::npos) break;
    const std::string_view code = line.substr(open + 1, close - open - 1);
    const std::string_view name = base::trim(code.substr(0, code.find(':')));
    if (!name.empty() && name.find(' ') == std::string_view::npos && base::names_credential_header(name))
      return std::string(name);
    open = line.find('`', close + 1);
  }
  return {};
}

}  // namespace

std::optional<SampleCredential> credential_in_sentence(std::string_view line, base::Span span) {
  if (line.size() > longest_sentence) return std::nullopt;
  const std::string lower = base::to_lower_ascii(line);
  if (is_about_other(lower)) return std::nullopt;
  const bool is_of_requests = has_any(lower, {"header", "authenticat", "authoriz"});
  const bool is_demand = has_any(lower, {"authenticate", "authenticated", "requires", "require", "required", "must",
                                         "need", "pass ", "send", "include", "provide", "use ", "using", "with a"});
  if (!is_of_requests || !is_demand) return std::nullopt;
  const std::string header = header_in(line);
  const bool is_standard = header.empty() || base::equals_ignoring_case(header, "authorization");
  const auto said = [&](const std::string& name, std::string scheme) {
    return SampleCredential{name, std::move(scheme), span, true};
  };
  if (!is_standard) return lower.find("header") == std::string::npos ? std::nullopt : std::optional(said(header, ""));
  if (has_any(lower, {"bearer"})) return said("Authorization", "bearer");
  if (has_any(lower, {"basic auth", "http basic", "`basic "})) return said("Authorization", "basic");
  return std::nullopt;
}

bool demands_credentials(std::string_view line) {
  if (line.size() > longest_sentence) return false;
  const std::string lower = base::to_lower_ascii(line);
  if (is_about_other(lower)) return false;
  return has_any(lower, {"requires authentication", "authentication required", "authentication is required",
                         "authentication: required", "authentication: yes", "must be authenticated",
                         "need an api key", "needs an api key", "requires an api key", "api key is required",
                         "requires a valid token", "requires an access token"});
}

void settle_security(PageModel& model, const std::optional<SampleCredential>& above_all, base::Span demand,
                     Diagnostics& findings) {
  bool is_said = false;
  for (Call& one : model.calls) {
    if (!one.credential) one.credential = above_all;
    const auto headers = one.fields.find(Part::Headers);
    const bool has_header = headers != one.fields.end() &&
                            std::any_of(headers->second.begin(), headers->second.end(), [](const Field& field) {
                              return base::names_credential_header(field.name);
                            });
    is_said = is_said || one.credential || has_header;
  }
  if (is_said || !demand.is_known()) return;
  findings.push_back(base::warning("apidoc.unread",
                                   "the page says that requests are authenticated, and in no way that is read", demand,
                                   "read as: no credentials are needed"));
}

}  // namespace concord::page
