#include "rivals.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#ifdef CONCORD_HAS_RE2
#include <re2/re2.h>
#endif

#include <memory>
#include <regex>

namespace bench {
namespace {

PCRE2_SPTR bytes(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

}  // namespace

Search pcre2(const std::string& pattern) {
  int error = 0;
  std::size_t offset = 0;
  const std::shared_ptr<pcre2_code> code(
      pcre2_compile(bytes(pattern), pattern.size(), PCRE2_UTF, &error, &offset, nullptr), pcre2_code_free);
  if (!code) return {};
  pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
  const std::shared_ptr<pcre2_match_data> data(pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
  return [code, data](std::string_view text) {
    return pcre2_match(code.get(), bytes(text), text.size(), 0, PCRE2_NO_UTF_CHECK, data.get(), nullptr) >= 0;
  };
}

#ifdef CONCORD_HAS_RE2
Search re2(const std::string& pattern) {
  const auto regex = std::make_shared<RE2>(pattern, RE2::Quiet);
  if (!regex->ok()) return {};
  return [regex](std::string_view text) {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex);
  };
}
#else
Search re2(const std::string&) { return {}; }
#endif

Search std_regex(const std::string& pattern) {
  try {
    return [regex = std::regex(pattern, std::regex::ECMAScript | std::regex::optimize)](std::string_view text) {
      return std::regex_search(text.begin(), text.end(), regex);
    };
  } catch (const std::regex_error&) {
    return {};
  }
}

}  // namespace bench
