#include <concord/result/reasons.h>

#include <array>
#include <cstddef>

namespace concord::result {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 17> run_error_names{
    "infra.dns",   "infra.connect", "infra.tls",      "infra.timeout", "infra.reset",
    "infra.protocol", "infra.http_5xx", "infra.rate_limited", "infra.proxy", "infra.auth",
    "infra.other", "harness.config", "harness.bound", "harness.recording", "harness.interrupted", "harness.internal",
    "harness.never_reached"};
constexpr std::array<std::string_view, 8> skip_names{
    "", "no-credentials", "known-issue", "not-applicable", "not-selected", "blocked", "rate-limited", "quarantined"};
constexpr std::array<std::string_view, 8> abort_names{
    "", "interrupted", "no-credentials", "nothing-selected", "first-failure", "config", "unrecorded", "internal"};
static_assert(run_error_names.size() == static_cast<std::size_t>(RunErrorKind::NeverReached) + 1);
static_assert(skip_names.size() == static_cast<std::size_t>(SkipKind::Quarantined) + 1);
static_assert(abort_names.size() == static_cast<std::size_t>(AbortKind::Internal) + 1);

template <class Kind, std::size_t size>
std::optional<Kind> parse(const std::array<std::string_view, size>& names, std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view run_error_kind_name(RunErrorKind kind) { return run_error_names[static_cast<std::size_t>(kind)]; }

std::optional<RunErrorKind> parse_run_error_kind(std::string_view name) {
  return parse<RunErrorKind>(run_error_names, name);
}

std::span<const std::string_view> run_error_kind_names() { return run_error_names; }

bool is_infrastructure(RunErrorKind kind) { return kind <= RunErrorKind::Infra; }

std::string_view skip_kind_name(SkipKind kind) { return skip_names[static_cast<std::size_t>(kind)]; }

std::optional<SkipKind> parse_skip_kind(std::string_view name) { return parse<SkipKind>(skip_names, name); }

std::string SkipReason::line() const {
  std::string line(skip_kind_name(kind));
  if (!line.empty() && !text.empty()) line += ": ";
  return line + text;
}

SkipReason parse_skip_reason(std::string_view line, SkipKind otherwise) {
  const std::size_t colon = line.find(": ");
  const auto kind = parse_skip_kind(line.substr(0, colon));
  if (!kind || *kind == SkipKind::None) return {otherwise, std::string(line)};
  return {*kind, colon == std::string_view::npos ? std::string() : std::string(line.substr(colon + 2))};
}

std::string_view abort_kind_name(AbortKind kind) { return abort_names[static_cast<std::size_t>(kind)]; }

std::optional<AbortKind> parse_abort_kind(std::string_view name) { return parse<AbortKind>(abort_names, name); }

}  // namespace concord::result
