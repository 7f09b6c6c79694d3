#include "formats.h"
#include "maker.h"
#include "usual_values.h"

#include <concord/base/patience.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::generate {

namespace {

using pattern::LengthRange;

constexpr std::size_t kMostLength = 100'000;
constexpr std::size_t kMostTextBytes = 2'000'000;  // of all texts of one value
constexpr int kRandomTexts = 60;  // by one pattern
constexpr std::uint64_t kEveryNthIsUnusual = 4;  // of texts that are drawn

// Nothing when no length will do.
std::optional<LengthRange> length_of(const Want& want, const Demand& demand) {
  LengthRange range{0, kMostLength};
  if (want.length) range = *want.length;
  for (const Ask& ask : demand.asks) {
    const Rule& rule = *ask.rule;
    if (rule.asks == Asks::MinLength) range.least = std::max<std::size_t>(range.least, rule.count);
    if (rule.asks == Asks::MaxLength && rule.count != schema::kNoMost)
      range.most = std::min<std::size_t>(range.most, rule.count);
  }
  return range.least <= range.most && range.least <= kMostLength ? std::optional(range) : std::nullopt;
}

bool fits(const std::string& text, LengthRange length) {
  const std::size_t count = base::count_code_points(text);
  return count >= length.least && count <= length.most;
}

std::string first_code_points(const std::string& text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count)
    at += std::max<std::size_t>(1, base::utf8_sequence_length(std::string_view(text).substr(at)));
  return text.substr(0, at);
}

// Cut, or with words behind it, to fit.
std::string fitted(std::string text, LengthRange length) {
  constexpr std::string_view kMore = " and more";
  for (std::size_t i = base::count_code_points(text), j = 0; i < length.least; ++i, ++j)
    text += kMore[j % kMore.size()];
  text = first_code_points(text, length.most);
  if (text.ends_with(' ')) text.back() = 's';
  return text;
}

// Of a member that lists hold: "tags" is asked for each of its items.
std::string name_at(const std::vector<std::string>& place) {
  const auto is_index = [](const std::string& token) {
    return std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const auto found = std::find_if_not(place.rbegin(), place.rend(), is_index);
  return found == place.rend() ? "" : *found;
}

// What one program or another reads wrongly: letters beyond ASCII, signs that are two units of UTF-16, quotes, markup,
// lines, spaces at ends, right to left.
std::vector<std::string> unusual_texts() {
  return {"J\u00fcrgen M\u00fcller", "\u6771\u4eac", "caf\u00e9 \U0001F600", "O'Brien \"Bob\"",
          "<b>bold</b> & more", "two\nlines", " spaces at both ends ", "\u05e9\u05dc\u05d5\u05dd",
          "e\u0301", "back\\slash, 100%"};
}

std::vector<Node> nodes_of(std::vector<std::string> texts) {
  std::vector<Node> out;
  for (std::string& text : texts) out.emplace_back(std::move(text));
  return out;
}

}  // namespace

std::vector<std::string> Maker::texts_by_format(const Demand& demand, LengthRange length) {
  std::vector<std::string> texts;
  const FormatContext context{usual_time(name_at(place_), settings_.now), random_};
  const auto add = [&](std::string_view format) {
    std::vector<std::string> known = texts_of_format(format, context);
    if (known.empty()) known = usual_texts(format, context.now);  // "country-code": in no registry, and a name
    for (std::string& text : known) {
      if (fits(text, length)) texts.push_back(std::move(text));
    }
    std::string longer = texts.empty() ? long_text_of_format(format, length.least, context) : "";
    if (!longer.empty()) texts.push_back(std::move(longer));
  };
  for (const PartId part : demand.parts) {
    const Node* format = outline_.text(part).find("format");
    if (format && format->is_string()) add(format->as_string());
  }
  if (is_random_ && texts.size() > 1)
    std::rotate(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(below(texts.size())), texts.end());
  return texts;
}

// The longest pattern says most.
std::vector<std::string> Maker::texts_by_pattern(const Demand& demand, LengthRange length) {
  std::vector<std::string_view> patterns;
  for (const Ask& ask : demand.asks) {
    if (ask.rule->asks == Asks::Pattern) patterns.push_back(ask.rule->text);
  }
  std::stable_sort(patterns.begin(), patterns.end(), [](auto a, auto b) { return a.size() > b.size(); });
  std::vector<std::string> texts;
  for (const std::string_view one : patterns) {
    const auto maker = pattern::MatchingText::of(one);
    if (!maker) continue;
    if (!is_random_) texts.push_back(maker->plain(length));
    const LengthRange small{length.least, std::min(length.most, length.least + 24)};
    for (int i = 0; i < kRandomTexts && !base::Patience::is_over(); ++i)
      texts.push_back(maker->any(random_, i % 3 == 0 ? length : small));
  }
  return texts;
}

std::optional<Node> Maker::make_text(const Want& want, const Demand& demand) {
  if (bytes_ > kMostTextBytes) return blame("its texts are longer together than is made"), std::nullopt;
  Made made = text_within(want, demand);
  if (made) bytes_ += made->as_string().size();
  return made;
}

std::optional<Node> Maker::text_within(const Want& want, const Demand& demand) {
  const auto length = length_of(want, demand);
  if (!length) return blame("no text is as long as it is asked to be"), std::nullopt;
  if (Made made = first_of(want, nodes_of(texts_by_format(demand, *length)))) return made;
  const bool has_pattern = demand.find(Asks::Pattern) != nullptr;
  std::vector<std::string> usual = usual_texts(name_at(place_), settings_.now);
  if (!has_pattern) usual.insert(usual.end(), {"text", "another text"});
  if (is_random_)
    std::rotate(usual.begin(), usual.begin() + static_cast<std::ptrdiff_t>(below(usual.size())), usual.end());
  const bool is_unusual = is_random_ && !has_pattern && !demand.find(Asks::Format) && below(kEveryNthIsUnusual) == 0;
  if (is_unusual) {
    std::vector<std::string> unusual = unusual_texts();
    std::rotate(unusual.begin(), unusual.begin() + static_cast<std::ptrdiff_t>(below(unusual.size())), unusual.end());
    usual.insert(usual.begin(), unusual.begin(), unusual.end());
  }
  std::vector<std::string> texts;
  for (const std::string& text : usual) {
    if (fits(text, *length)) texts.push_back(text);
  }
  if (Made made = first_of(want, nodes_of(std::move(texts)))) return made;
  if (Made made = first_of(want, nodes_of(texts_by_pattern(demand, *length)))) return made;
  texts.clear();
  for (const std::string& text : usual) texts.push_back(fitted(text, *length));
  for (std::size_t i = 0; i < 12; ++i) texts.push_back(fitted(random_.token(3 + i), *length));
  texts.insert(texts.end(), {"", "a", "1", "0", "A", " "});
  Made made = first_of(want, nodes_of(std::move(texts)));
  if (!made)
    blame(has_pattern ? "no text was found that its pattern and its other keywords take" : "no text was found");
  return made;
}

}  // namespace concord::generate
