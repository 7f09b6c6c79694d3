#include "pcre.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace concord::pattern {
namespace {

constexpr std::uint32_t kHeapLimitKiB = 64 * 1024;
constexpr std::size_t kJitStack = 512 * 1024;
constexpr std::uint32_t kOptions =
    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY;

// What a search needs besides the code: one a thread, made on the first search.
struct Scratch {
  pcre2_match_data* data = pcre2_match_data_create(1, nullptr);
  pcre2_match_context* context = pcre2_match_context_create(nullptr);
  pcre2_jit_stack* stack = pcre2_jit_stack_create(32 * 1024, kJitStack, nullptr);

  Scratch() {
    pcre2_set_heap_limit(context, kHeapLimitKiB);
    pcre2_jit_stack_assign(context, nullptr, stack);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    pcre2_jit_stack_free(stack);
    pcre2_match_context_free(context);
    pcre2_match_data_free(data);
  }
};

pcre2_code* compile_pcre(const std::string& text, bool has_properties, std::string& why) {
  int error = 0;
  std::size_t offset = 0;
  pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), kOptions, &error, &offset,
                                   nullptr);
  if (code) {
    // Without JIT the interpreter does the same; with properties, more surely: 10.42's JIT misses `-` for (\S|)\p{L}*-
    if (!has_properties) pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return code;
  }
  unsigned char buffer[256] = {};
  pcre2_get_error_message(error, buffer, sizeof buffer);
  why = reinterpret_cast<const char*>(buffer);
  return nullptr;
}

}  // namespace

std::unique_ptr<const PcreMatcher> PcreMatcher::compile(const Pattern& pattern, std::string& why) {
  pcre2_code* code = compile_pcre(write_pcre(pattern), pattern.has_properties, why);
  return code ? std::unique_ptr<const PcreMatcher>(new PcreMatcher(code)) : nullptr;
}

PcreMatcher::~PcreMatcher() { pcre2_code_free(static_cast<pcre2_code*>(code_)); }

Regex::Match PcreMatcher::search(std::string_view text, std::uint32_t match_limit) const {
  thread_local Scratch scratch;
  pcre2_set_match_limit(scratch.context, match_limit);
  const auto* code = static_cast<const pcre2_code*>(code_);
  const auto* subject = reinterpret_cast<PCRE2_SPTR>(text.empty() ? "" : text.data());
  int found = pcre2_match(code, subject, text.size(), 0, 0, scratch.data, scratch.context);
  if (found == PCRE2_ERROR_JIT_STACKLIMIT) {
    found = pcre2_match(code, subject, text.size(), 0, PCRE2_NO_JIT, scratch.data, scratch.context);
  }
  if (found >= 0) return Regex::Match::Yes;
  return found == PCRE2_ERROR_NOMATCH ? Regex::Match::No : Regex::Match::GaveUp;
}

}  // namespace concord::pattern
