#include <concord/page/curl_sample.h>

#include "loose_json.h"

#include <concord/base/media_type.h>
#include <concord/base/secret_names.h>
#include <concord/base/text.h>
#include <concord/page/page_blocks.h>

#include <algorithm>
#include <array>

namespace concord::page {
namespace {

struct Word {
  std::string text;
  std::size_t begin = 0;  // of the characters within the quotes, when it is one plain quoted piece
  std::size_t end = 0;
  bool is_verbatim = true;  // text equals the bytes [begin, end) of the page
};

// Splits as a shell does: quotes, backslashes, continued lines. No expansion.
class ShellWords {
 public:
  ShellWords(std::string_view text, std::size_t begin, std::size_t end) : text_(text.substr(0, end)), at_(begin) {}

  // Up to the end of the command that calls curl: a line that is not continued, with an answer or another command
  // behind.
  std::vector<Word> read() {
    std::vector<Word> words;
    bool has_command = false;
    while (skip_blanks(has_command)) {
      words.push_back(word());
      has_command = has_command || words.back().text == "curl";
    }
    return words;
  }
  std::size_t offset() const { return at_; }

 private:
  bool is_blank() const { return text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'; }
  bool is_continued() const {
    const char mark = text_[at_];
    if (mark != '\\' && mark != '^') return false;
    return text_.substr(at_ + 1).starts_with("\n") || text_.substr(at_ + 1).starts_with("\r\n");
  }
  bool starts_answer() const {
    const std::string_view rest = text_.substr(at_);
    static constexpr auto openings =
        std::to_array<std::string_view>({"{", "[", "HTTP/", "curl ", "$ curl ", "<", "> HTTP", "< HTTP"});
    return std::any_of(openings.begin(), openings.end(), [&](std::string_view one) { return rest.starts_with(one); });
  }

  bool skip_blanks(bool has_command) {
    bool is_new_line = at_ == 0 || text_[at_ - 1] == '\n';
    while (at_ < text_.size()) {
      if (is_continued()) {
        ++at_;
        at_ = text_.find('\n', at_) + 1;
        is_new_line = false;
      } else if (is_blank()) {
        is_new_line = is_new_line || text_[at_] == '\n';
        ++at_;
      } else if (is_new_line && text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        return !(is_new_line && has_command && starts_answer());
      }
    }
    return false;
  }

  Word word() {
    Word word;
    int pieces = 0;
    while (at_ < text_.size() && !is_blank() && !is_continued()) {
      ++pieces;
      if (text_[at_] == '\'' || text_[at_] == '"')
        quoted(word);
      else
        plain(word);
    }
    word.is_verbatim = word.is_verbatim && pieces == 1;
    return word;
  }

  void quoted(Word& word) {
    const char quote = text_[at_++];
    word.begin = at_;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (quote == '"' && text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        word.is_verbatim = false;
      }
      word.text += text_[at_++];
    }
    word.end = at_;
    if (at_ < text_.size()) ++at_;
  }

  void plain(Word& word) {
    word.begin = at_;
    while (at_ < text_.size() && !is_blank() && text_[at_] != '\'' && text_[at_] != '"' && !is_continued()) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        word.is_verbatim = false;
      }
      word.text += text_[at_++];
    }
    word.end = at_;
  }

  std::string_view text_;
  std::size_t at_;
};

constexpr auto body_options = std::to_array<std::string_view>(
    {"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode", "--json"});
constexpr auto valued_options = std::to_array<std::string_view>(
    {"-o",        "--output", "-A",         "--user-agent",      "-b", "--cookie",     "-e",
     "--referer", "-m",       "--max-time", "--connect-timeout", "-x", "--proxy",      "--cacert",
     "--cert",    "--key",    "-w",         "--write-out",       "-c", "--cookie-jar", "-E",
     "--retry"});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Reads the words behind "curl".
class CommandReader {
 public:
  CommandReader(const Source& page, Diagnostics& findings) : page_(page), findings_(findings) {}

  CurlSample read(std::vector<Word>::const_iterator at, std::vector<Word>::const_iterator end) {
    for (; at != end; ++at) {
      const bool has_value = at + 1 != end;
      if (at->text.starts_with("http") || at->text.starts_with("{{")) {
        set_url(*at);
      } else if (at->text.starts_with("-X") && at->text.size() > 2) {
        sample_.method = at->text.substr(2);
      } else if (has_value && read_option(at->text, *(at + 1))) {
        ++at;
      }
    }
    settle_media_type();
    return std::move(sample_);
  }

 private:
  static base::Span span(const Source& page, const Word& word) { return span_of(page, word.begin, word.end); }

  void set_url(const Word& word) {
    if (!sample_.url.empty()) return;
    sample_.url = word.text;
    sample_.url_span = span(page_, word);
  }

  // Whether `option` takes the word behind it.
  bool read_option(std::string_view option, const Word& value) {
    if (is_one_of(option, body_options)) {
      has_json_option_ = has_json_option_ || option == "--json";
      read_body(value);
    } else if (option == "-F" || option == "--form" || option == "--form-string") {
      is_multipart_ = true;
      add_form_field(value, value.text);
    } else if (option == "-X" || option == "--request") {
      sample_.method = value.text;
    } else if (option == "--url") {
      set_url(value);
    } else if (option == "-H" || option == "--header") {
      read_header(value);
    } else if (option == "-u" || option == "--user") {
      set_credential("Authorization", "basic", value);
    } else {
      return is_one_of(option, valued_options);
    }
    return true;
  }

  void read_header(const Word& word) {
    const std::size_t colon = word.text.find(':');
    if (colon == std::string::npos) return;
    const std::string name(base::trim(std::string_view(word.text).substr(0, colon)));
    const std::string value(base::trim(std::string_view(word.text).substr(colon + 1)));
    const std::string lower = base::to_lower_ascii(name);
    if (lower == "content-type") sample_.media_type = base::documented_media_type(value).essence();
    if (lower == "authorization") {
      const std::string scheme = base::to_lower_ascii(value.substr(0, value.find(' ')));
      set_credential(name, scheme == "basic" || scheme == "bearer" ? scheme : "", word);
    } else if (base::names_credential_header(name)) {
      set_credential(name, "", word);
    }
  }

  void set_credential(std::string header, std::string_view scheme, const Word& word) {
    if (!sample_.credential_header.empty()) return;
    sample_.credential_header = std::move(header);
    sample_.credential_scheme = scheme;
    sample_.credential_span = span(page_, word);
  }

  void read_body(const Word& word) {
    const std::string_view start = base::trim(word.text);
    if (start.starts_with('@') && start.size() > 1 && start != "@-") {
      report("the body of the curl sample is in a file that the page does not show", word, "not read as an example");
    } else if (start.starts_with('{') || start.starts_with('[')) {
      read_json_body(word);
    } else if (!sample_.json && start.find('=') != std::string_view::npos) {
      for (const std::string_view field : base::split(start, '&')) add_form_field(word, field);
    }
  }

  void read_json_body(const Word& word) {
    if (word.is_verbatim) {
      sample_.json = read_json(page_, word.begin, word.end);
    } else if (document::ParsedJson parsed = document::parse_answer_json(word.text);
               parsed.root && parsed.faults.empty()) {
      sample_.json = std::move(*parsed.root).with_span(span(page_, word));
    }
    if (sample_.json) return;
    auto loose = word.is_verbatim ? read_loose_json(page_, word.begin, word.end) : std::nullopt;
    const std::string why = loose ? ": it has " + loose->faults : "";
    report("the body of the curl sample is not JSON" + why, word,
           loose ? "read all the same" : "not read as an example");
    if (!loose) return;
    sample_.json = std::move(loose->value);
    sample_.is_whole = loose->is_whole;
  }

  void report(std::string message, const Word& word, std::string hint) {
    findings_.push_back(base::warning("apidoc.sample", std::move(message),
                                      span_of(page_, word.begin, std::min(word.end, word.begin + 1)), std::move(hint)));
  }

  void add_form_field(const Word& word, std::string_view field) {
    constexpr std::size_t most_fields = 1000;
    const std::size_t equals = field.find('=');
    if (equals == std::string_view::npos || equals == 0) return;
    if (!sample_.form) sample_.form = Node::object().with_span(span(page_, word));
    if (sample_.form->size() >= most_fields) return;
    const std::string name =
        is_multipart_ ? std::string(field.substr(0, equals)) : base::percent_decode(field.substr(0, equals));
    const std::string value =
        is_multipart_ ? std::string(field.substr(equals + 1)) : base::percent_decode(field.substr(equals + 1));
    sample_.form->set(name, Node(value).with_span(span(page_, word)));
  }

  void settle_media_type() {
    if (sample_.json) sample_.form.reset();
    if (!sample_.json && !sample_.form) {
      sample_.media_type.clear();
    } else if (sample_.media_type.empty() && sample_.form) {
      sample_.media_type = is_multipart_ ? "multipart/form-data" : "application/x-www-form-urlencoded";
    } else if (sample_.media_type.empty() && has_json_option_) {
      sample_.media_type = "application/json";
    }
  }

  const Source& page_;
  Diagnostics& findings_;
  CurlSample sample_;
  bool has_json_option_ = false;
  bool is_multipart_ = false;
};

}  // namespace

std::optional<CurlSample> read_curl_sample(const Source& page, std::size_t begin, std::size_t end,
                                           Diagnostics& findings) {
  ShellWords reader(page.text(), begin, end);
  const auto words = reader.read();
  const auto is_curl = [](const Word& word) { return word.text == "curl"; };
  const auto at = std::find_if(words.begin(), words.end(), is_curl);
  if (at == words.end()) return std::nullopt;
  CurlSample sample = CommandReader(page, findings).read(at + 1, words.end());
  sample.end = reader.offset();
  return sample;
}

bool is_url_of(std::string_view url, std::string_view path) {
  const std::string_view bare = url.substr(0, url.find('?'));
  const auto parts = base::split(bare, '/');
  const auto wanted = base::split(path, '/');
  if (parts.size() < wanted.size()) return false;
  return std::equal(wanted.rbegin(), wanted.rend() - 1, parts.rbegin(),
                    [](std::string_view want, std::string_view part) {
                      return want == part || (want.starts_with('{') && !part.empty());
                    });
}

}  // namespace concord::page
