#include "curl_sample.h"

#include <concord/apidoc/page_blocks.h>

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::apidoc {
namespace {

struct Word {
  std::string text;
  std::size_t begin = 0;  // of the characters within the quotes, when it is one plain quoted piece
  std::size_t end = 0;
  bool is_verbatim = true;  // text equals the bytes [begin, end) of the page
};

// Splits as a shell does: quotes, backslashes, continued lines. No expansion.
class Words {
 public:
  Words(std::string_view text, std::size_t begin, std::size_t end) : text_(text.substr(0, end)), at_(begin) {}

  std::vector<Word> read() {
    std::vector<Word> words;
    while (skip_blanks()) words.push_back(word());
    return words;
  }

 private:
  bool is_blank() const { return text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'; }
  bool is_continued() const {
    return text_[at_] == '\\' && (text_.substr(at_ + 1).starts_with("\n") || text_.substr(at_ + 1).starts_with("\r\n"));
  }

  bool skip_blanks() {
    while (at_ < text_.size() && (is_blank() || is_continued())) ++at_;
    return at_ < text_.size();
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

constexpr auto body_options =
    std::to_array<std::string_view>({"-d", "--data", "--data-raw", "--data-binary", "--json"});
constexpr auto valued_options = std::to_array<std::string_view>(
    {"-H", "--header", "-u", "--user", "-o", "--output", "-A", "-b", "-F", "--form", "-e", "-m", "--max-time"});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void read_body(CurlSample& sample, const Source& page, const Word& word, Diagnostics& findings) {
  const std::string_view start = base::trim(word.text);
  if (!start.starts_with('{') && !start.starts_with('[')) return;
  if (word.is_verbatim) {
    sample.json = read_json(page, word.begin, word.end);
  } else if (document::ParsedJson parsed = document::parse_answer_json(word.text);
             parsed.root && parsed.faults.empty()) {
    sample.json = std::move(*parsed.root).with_span(span_of(page, word.begin, word.end));
  }
  if (!sample.json) {
    findings.push_back(base::warning("apidoc.sample", "the body of the curl sample is not JSON",
                                     span_of(page, word.begin, std::min(word.end, word.begin + 1)),
                                     "not read as an example"));
  }
}

}  // namespace

std::optional<CurlSample> read_curl_sample(const Source& page, std::size_t begin, std::size_t end,
                                           Diagnostics& findings) {
  const auto words = Words(page.text(), begin, end).read();
  const auto is_curl = [](const Word& word) { return word.text == "curl"; };
  auto at = std::find_if(words.begin(), words.end(), is_curl);
  if (at == words.end()) return std::nullopt;
  CurlSample sample;
  for (++at; at != words.end(); ++at) {
    const bool has_value = at + 1 != words.end();
    if (is_one_of(at->text, body_options) && has_value) {
      read_body(sample, page, *++at, findings);
    } else if ((at->text == "-X" || at->text == "--request") && has_value) {
      sample.method = (++at)->text;
    } else if (is_one_of(at->text, valued_options) && has_value) {
      ++at;
    } else if (at->text == "--url" && has_value) {
      ++at;
      sample.url = at->text;
      sample.url_span = span_of(page, at->begin, at->end);
    } else if (at->text.starts_with("http") && sample.url.empty()) {
      sample.url = at->text;
      sample.url_span = span_of(page, at->begin, at->end);
    }
  }
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

}  // namespace concord::apidoc
