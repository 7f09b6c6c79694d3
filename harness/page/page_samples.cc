#include "page_samples.h"

#include "loose_json.h"
#include "loose_text.h"
#include "page_endpoint.h"
#include "page_headings.h"
#include "status_words.h"

#include <concord/base/media_type.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::page {
namespace {

using base::trim;

constexpr auto json_languages = std::to_array<std::string_view>({"json", "json5", "jsonc", "json-doc"});
constexpr auto shell_languages = std::to_array<std::string_view>(
    {"", "bash", "sh", "shell", "zsh", "curl", "console", "text", "terminal", "http", "cmd", "plaintext", "txt"});
constexpr auto open_languages = std::to_array<std::string_view>(
    {"", "javascript", "js", "text", "typescript", "ts", "plaintext", "txt", "http", "coffeescript"});

template <std::size_t N>
bool is_any_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class FenceReader {
 public:
  FenceReader(const Source& page, const Block& fence, const std::string& language, Diagnostics& findings)
      : page_(page),
        fence_(fence),
        language_(language),
        findings_(findings),
        text_(std::string_view(page.text()).substr(0, fence.end)),
        at_(fence.begin) {}

  FenceSamples read() {
    out_.is_empty = holds_nothing();
    if (is_any_of(language_, shell_languages) || calls_curl()) {
      out_.curl = read_curl_sample(page_, fence_.begin, fence_.end, findings_);
      if (out_.curl) at_ = out_.curl->end;
    }
    while (read_message()) {
    }
    if (out_.answers.empty() && !out_.request) read_values_of_fence();
    return std::move(out_);
  }

 private:
  // A sample that calls curl is one whatever its fence is called.
  bool calls_curl() const {
    std::string_view text = trim(text_.substr(fence_.begin));
    if (text.starts_with("$ ")) text = trim(text.substr(2));
    return text.starts_with("curl ");
  }

  bool holds_nothing() const {
    constexpr std::size_t longest_note = 2'000;
    LooseText text(page_, fence_.begin, fence_.end);
    if (fence_.end - fence_.begin > longest_note) return false;
    text.skip_blanks();
    if (text.peek() != '{') return text.is_at_end();
    text.move_on();
    text.skip_blanks();
    text.skip("}");
    text.skip_blanks();
    return text.is_at_end();
  }

  void report(std::string kind, std::string message, base::Span span, std::string hint) {
    findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
  }

  std::string_view line_at(std::size_t at) const {
    return text_.substr(at, std::min(text_.find('\n', at), text_.size()) - at);
  }

  void skip_blank_lines() {
    while (at_ < text_.size() && trim(line_at(at_)).empty()) go_past_line();
  }

  void go_past_line() { at_ = std::min(at_ + line_at(at_).size() + 1, text_.size()); }

  // `curl -v` puts marks before the lines of a message.
  static std::string_view without_mark(std::string_view line) {
    line = trim(line);
    if (line.starts_with("< ") || line.starts_with("> ")) line.remove_prefix(2);
    return line;
  }

  // A status line or a request line, headers, a blank line, a body. False when there is none at this place.
  bool read_message() {
    if (!is_any_of(language_, shell_languages)) return false;
    skip_blank_lines();
    const base::Span span = span_of(page_, at_, std::min(at_ + line_at(at_).size(), text_.size()));
    const std::string_view line = without_mark(line_at(at_));
    const bool is_status = line.starts_with("HTTP/");
    const auto words = line.size() > 4096 ? std::vector<std::string>{} : words_of(line);
    const bool is_request = words.size() == 2 || (words.size() == 3 && words[2].starts_with("HTTP/"));
    if (!is_status && !is_request) return false;
    if (is_request) {
      auto request = endpoint_from(words[0], words[1], span);
      if (!request) return false;
      out_.request = std::move(request);
    }
    go_past_line();
    SampleAnswer message;
    message.span = span;
    if (is_status) message.status = status_in(line.substr(std::min(line.find(' '), line.size())));
    read_headers(message);
    read_body(message);
    if (is_status) out_.answers.push_back(std::move(message));
    else out_.request_body = std::move(message);
    return true;
  }

  void read_headers(SampleAnswer& message) {
    for (; at_ < text_.size(); go_past_line()) {
      const std::string_view line = without_mark(line_at(at_));
      const std::size_t colon = line.find(':');
      if (line.empty() || colon == std::string_view::npos || line.starts_with('{') || line.starts_with('[')) return;
      const std::string name = base::to_lower_ascii(trim(line.substr(0, colon)));
      const std::string_view value = trim(line.substr(colon + 1));
      if (name == "content-type") message.media_type = base::documented_media_type(value).essence();
      if (name == "host" && out_.request && out_.request->origin.empty())
        out_.request->origin = "https://" + std::string(value);
    }
  }

  void read_body(SampleAnswer& message) {
    skip_blank_lines();
    const std::string_view start = line_at(at_);
    if (trim(start).starts_with('{') || trim(start).starts_with('[')) {
      if (auto value = next_value()) message.values.push_back(std::move(*value));
      return;
    }
    bool is_text = false;
    for (; at_ < text_.size() && !without_mark(line_at(at_)).starts_with("HTTP/"); go_past_line())
      is_text = is_text || !trim(line_at(at_)).empty();
    if (is_text) report("apidoc.unread", "the body of the sample is not JSON", message.span, "not read as an example");
  }

  // --- JSON ---

  std::optional<SampleValue> next_value() {
    auto loose = read_loose_json(page_, at_, fence_.end);
    if (!loose) return std::nullopt;
    const std::size_t begin = at_;
    at_ = loose->end;
    if (!loose->faults.empty() && language_ != "json5" && language_ != "jsonc" && language_ != "http") blame(*loose);
    const base::Span span = loose->value.span();
    SampleValue out{std::move(loose->value), loose->is_whole, span};
    // Strictly JSON: as the strict reader has it.
    if (loose->faults.empty()) {
      if (auto strict = read_json(page_, begin, at_)) out.value = std::move(*strict);
    }
    return out;
  }

  void blame(const LooseJson& loose) {
    const bool is_named = !language_.empty() && !out_.curl;
    const std::string name = is_named ? "the fence is called " + base::ellipsize(language_, 40) + " but" : "the sample";
    report("apidoc.fence-language", name + " is not JSON: it has " + loose.faults, loose.first_fault,
           loose.is_whole ? "read all the same" : "read for its shape only");
  }

  // All of the fence is data. Strictly JSON is read whatever the fence is called; more is guessed only for json.
  void read_values_of_fence() {
    const bool is_json = is_any_of(language_, json_languages);
    if (!is_json && !is_any_of(language_, open_languages) && !out_.curl) return;
    if (auto strict = read_json(page_, at_, fence_.end)) {
      out_.values.push_back({std::move(*strict), true, fence_.span});
      if (!is_json && !language_.empty() && !out_.curl && language_ != "http" && (is_structured()))
        report("apidoc.fence-language", "the fence is called " + base::ellipsize(language_, 40) + " but holds JSON",
               fence_.span, "read as JSON");
      if (!is_json && !is_structured()) out_.values.clear();
      return;
    }
    const bool may_guess = is_json || language_.empty() || language_ == "http" || out_.curl.has_value();
    if (!may_guess) return read_literal();
    if (is_json) find_value();
    read_loose_values();
    if (is_json && out_.values.empty() && !out_.is_empty) {
      report("apidoc.fence-language", "the fence is called json but does not hold JSON", fence_.span,
             "not read as an example");
      out_.is_unread = true;
    }
  }

  bool is_structured() const {
    return !out_.values.empty() && (out_.values.front().value.is_object() || out_.values.front().value.is_array());
  }

  // JSON but for comments and the like in a fence that is called something else, for example javascript: a literal and
  // nothing but it. An empty one is what an editor put there.
  void read_literal() {
    const auto loose = read_loose_json(page_, at_, fence_.end);
    const bool is_literal = loose && loose->is_whole && loose->value.size() != 0 &&
                            trim(text_.substr(std::min(loose->end, text_.size()))).empty();
    if (is_literal) read_loose_values();
  }

  // To the first line that starts with a brace: words may stand before it.
  void find_value() {
    const std::size_t begin = at_;
    for (; at_ < text_.size(); go_past_line()) {
      const std::string_view line = trim(line_at(at_));
      const bool is_comment = line.starts_with("//") || line.starts_with("/*") || line.starts_with('#');
      if (line.starts_with('{') || line.starts_with('[') || (is_comment && at_ == begin)) return;
    }
  }

  void read_loose_values() {
    constexpr std::size_t most_values = 100;
    while (out_.values.size() < most_values) {
      skip_blank_lines();
      auto value = next_value();
      if (!value) break;
      value->span = out_.values.empty() ? fence_.span : value->span;
      out_.values.push_back(std::move(*value));
    }
    if (out_.values.empty()) return;
    skip_blank_lines();
    const base::Span rest =
        span_of(page_, std::min(at_, text_.size()), std::min(at_ + line_at(at_).size(), text_.size()));
    if (at_ < text_.size()) {
      report("apidoc.fence-language", "there is more behind the JSON of this fence", rest, "the rest is not read");
    } else if (out_.values.size() > 1) {
      report("apidoc.fence-language", "the fence holds " + std::to_string(out_.values.size()) + " JSON texts",
             out_.values[1].span, "each is read as an example");
    }
  }

  const Source& page_;
  const Block& fence_;
  const std::string& language_;
  Diagnostics& findings_;
  std::string_view text_;
  std::size_t at_;
  FenceSamples out_;
};

}  // namespace

FenceSamples read_fence_samples(const Source& page, const Block& fence, const std::string& language,
                                Diagnostics& findings) {
  return FenceReader(page, fence, language, findings).read();
}

bool is_lost(const FenceSamples& samples, std::string_view language) {
  static constexpr auto programs = std::to_array<std::string_view>(
      {"python", "py",   "php",    "java",    "go",         "ruby", "csharp", "c#",    "kotlin",
       "swift",  "node", "nodejs", "rust",    "dart",       "bash", "sh",     "shell", "curl",
       "xml",    "html", "yaml",   "graphql", "powershell", "perl", "diff"});
  const bool is_read = samples.curl || samples.request || !samples.answers.empty() || !samples.values.empty();
  return !is_read && !samples.is_empty && !samples.is_unread && !is_any_of(language, programs);
}

std::string fence_language(const Block& fence) {
  const auto words = words_of(fence.text);
  if (words.empty() || words.front().find('=') != std::string::npos) return {};
  std::string word = base::to_lower_ascii(words.front());
  if (word.starts_with("{")) return {};
  return word.substr(0, word.find('{'));
}

std::string fence_title(const Block& fence) {
  if (std::string title = tag_attribute(fence.text, "title"); !title.empty()) return title;
  const std::size_t blank = fence.text.find(' ');
  return blank == std::string::npos ? std::string{} : std::string(trim(std::string_view(fence.text).substr(blank)));
}

std::string_view unfenced_sample(const Source& page, const Block& text) {
  constexpr std::size_t longest_line = 4096;
  if (text.kind != BlockKind::Text || text.text.size() > longest_line) return {};
  if (text.text.starts_with("<pre")) return "in HTML";
  const std::string_view line = page.line(page.position(text.begin).line);
  const bool is_indented = line.starts_with("    ") || line.starts_with('\t');
  if (is_indented && (text.text.starts_with("{") || text.text.starts_with("[{"))) return "that is indented";
  const bool is_within = text.text.find("`{\"") != std::string::npos || text.text.find("`[{\"") != std::string::npos;
  return is_within ? "within a line" : "";
}

}  // namespace concord::page
