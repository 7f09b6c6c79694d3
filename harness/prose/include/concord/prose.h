// What descriptions state in words. One vocabulary of phrases for all who read prose: importers of pages, those who
// report what only the prose says, who compare it with a schema, and who propose what a schema should say. Only phrases
// that mean one thing are read; the rest of the prose is left to people. Nothing found here is a rule before somebody
// says so.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::prose {

// Bytes [begin, end) of the description: the phrase, and what was read behind it.
struct Words {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// What a text is said to look like.
struct Form {
  std::string_view name;     // in reports: "uuid", "date-time", "e164", "iso-4217", "alphanumeric"
  std::string_view keyword;  // what a schema states it with: "format" or "pattern"
  std::string_view value;
};
struct StatedForm {
  Form form;
  Words words;
};
struct StatedValues {
  std::vector<std::string> values;  // each once
  bool is_certain = false;          // all in code, behind words such as "valid values" that announce nothing else
  bool is_bare = false;             // nothing announces them: one may be left out, or another meant
  Words words;
};
struct StatedDefault {
  std::string text;        // as written, without quotes and separators of thousands
  bool is_marked = false;  // in quotes, in code or in capitals: a word that is a value beyond doubt
  Words words;
};
struct StatedNumber {
  std::int64_t number = 0;
  Words words;
};
struct StatedRange {
  std::int64_t least = 0, most = 0;
  Words words;
};
struct StatedCondition {
  Words words;
  std::string property, value;  // "required if type = card"; both empty when the condition is no such equation
};
// A sentence that sounds like a rule for values, whether or not it could be read.
struct StatedRule {
  std::string text;             // the words, cut to a line
  std::string_view settled_by;  // the keyword that would state it: "enum", "format", or "" for none in particular
};

// ListInText: a list that is one text, such as "a list of names, separated by commas".
enum class StatedType : std::uint8_t { Unsaid, List, ListInText, Url };
enum class Presence : std::uint8_t { Unsaid, Required, Optional };

class Description {
 public:
  // Markdown or plain text, which must outlive this. Of longer ones the first 20,000 bytes are read.
  explicit Description(std::string_view text);

  // "An array of names", "The URL of the shop", at the beginning only.
  StatedType type() const;
  // "in E.164 format", "ISO 3166-1 alpha-3", "the UUID of the card"; not "the slug or the UUID", "the domain of an
  // email address", "must not be a UUID", nor what a filter or a list of several is made of.
  std::optional<StatedForm> form() const;
  // "one of A_B, C_D or E", "valid values: `a`, `b`", or a list of lines: words in code, in quotes or in capitals. Two
  // at least; one is enough after words that announce nothing else, such as "valid values". Without such words only
  // what holds nothing else: "`a`, `b` or `c`".
  std::optional<StatedValues> values() const;
  // "defaults to `x`", "Default: 10,000", "`en` (default)"; not "defaults to the current time" or "to 2 days".
  std::optional<StatedDefault> preset() const;
  // In characters: "max length 64", "up to 20 characters"; "at least 8 characters". No bytes, and no advice.
  std::optional<StatedNumber> most_length() const;
  std::optional<StatedNumber> least_length() const;
  // "between 1 and 100", "from 1 to 100", "min 1, max 100", "1 to 100" by itself; no lengths, sizes, times.
  std::optional<StatedRange> range() const;
  // "Required if …", "mandatory when …", not "not required when …": the words go to the end of the sentence.
  std::optional<StatedCondition> condition() const;
  // Begins with "Required", "(required)", "Optional", or ends with "(optional)".
  Presence presence() const;
  // The condition, the form, the list of values, or else whatever "must be".
  std::optional<StatedRule> rule() const;

  // As they are written, on one line.
  std::string quote(Words words) const;
  // From there to the end of the sentence, on one line, at most `limit` code points: base::ellipsize.
  std::string sentence_at(std::size_t begin, std::size_t limit) const;

 private:
  std::optional<StatedDefault> preset_at(std::size_t begin, std::size_t phrase_end) const;

  std::string_view text_;
  std::string lower_;  // of the same size, a line feed within a sentence as a blank
};

}  // namespace concord::prose
