#include <concord/schema.h>

#include "pattern_syntax.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstring>

namespace concord::schema {
namespace {

constexpr std::uint32_t kHeapLimitKiB = 64 * 1024;
constexpr std::size_t kJitStack = 512 * 1024;

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

std::string pcre_message(int code) {
  unsigned char buffer[256] = {};
  pcre2_get_error_message(code, buffer, sizeof buffer);
  return reinterpret_cast<const char*>(buffer);
}

// Where the fault is: as far as the span covers the pattern's text one to one, on the character itself.
base::Span at_offset(base::Span span, std::string_view pattern, std::size_t offset) {
  if (!span.is_known()) return span;
  const std::string_view text = std::string_view(span.source->text()).substr(span.begin, span.end - span.begin);
  const auto begin = text.find(pattern);
  if (begin == std::string_view::npos || offset > pattern.size()) return span;
  const auto place = static_cast<std::uint32_t>(span.begin + begin + offset);
  return {span.source, place, offset < pattern.size() ? place + 1 : place};
}

// Eight bytes at a time.
bool is_ascii(std::string_view text) {
  std::uint64_t bits = 0, word = 0;
  for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
    std::memcpy(&word, text.data(), sizeof word);
    bits |= word;
  }
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return (bits & 0x8080808080808080ULL) == 0;
}

}  // namespace

struct Regex::Code {
  pcre2_code* code = nullptr;
  std::uint32_t match_limit = 0;

  Code() = default;
  Code(const Code&) = delete;
  Code& operator=(const Code&) = delete;
  ~Code() { pcre2_code_free(code); }
};

Result<Regex> Regex::compile(std::string_view pattern, base::Span span, std::uint32_t match_limit) {
  const TranslatedPattern translated = translate_pattern(pattern);
  const auto bad = [&](const std::string& why, std::size_t offset) {
    return base::error("schema.bad-pattern",
                       "the pattern \"" + std::string(pattern) + "\" is no regular expression: " + why +
                           " (at character " + std::to_string(offset + 1) + ")",
                       at_offset(span, pattern, offset));
  };
  if (!translated.error.empty()) return bad(translated.error, translated.offset);
  int error = 0;
  std::size_t offset = 0;
  auto code = std::make_shared<Code>();
  code->match_limit = match_limit;
  code->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.pcre.data()), translated.pcre.size(),
                             PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY,
                             &error, &offset, nullptr);
  if (!code->code) {
    return base::error("schema.bad-pattern",
                       "the pattern \"" + std::string(pattern) + "\" cannot be used: " + pcre_message(error), span);
  }
  pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE);  // without JIT the interpreter does the same
  Regex regex;
  regex.code_ = std::move(code);
  return regex;
}

Regex::Match Regex::search(std::string_view text) const {
  thread_local Scratch scratch;
  pcre2_set_match_limit(scratch.context, code_->match_limit);
  const auto* subject = reinterpret_cast<PCRE2_SPTR>(text.data());
  const std::uint32_t options = is_ascii(text) ? PCRE2_NO_UTF_CHECK : 0;
  int found = pcre2_match(code_->code, subject, text.size(), 0, options, scratch.data, scratch.context);
  if (found == PCRE2_ERROR_JIT_STACKLIMIT) {
    found = pcre2_match(code_->code, subject, text.size(), 0, options | PCRE2_NO_JIT, scratch.data, scratch.context);
  }
  if (found >= 0) return Match::Yes;
  const bool is_invalid_utf8 = found <= PCRE2_ERROR_UTF8_ERR1 && found >= PCRE2_ERROR_UTF8_ERR21;
  return found == PCRE2_ERROR_NOMATCH || is_invalid_utf8 ? Match::No : Match::GaveUp;
}

}  // namespace concord::schema
