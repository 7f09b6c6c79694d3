// Members of JSON objects as plain data, with the path that led to them for messages; the first mistake of all is kept.
#pragma once
#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/document/compact.h>

#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace concord::result {

// Unknown members are ignored, so that an older program reads a newer journal; an absent one is its default. `fault`
// becomes the first mistake, e.g. `steps[0].exchange.status is a string, a number is expected`, and stays as it is
// without one.
class Fields {
 public:
  using Value = document::CompactValue;
  Fields(const Value& value, std::string path, std::string& fault);

  const Value* find(std::string_view key) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }

  std::string text(std::string_view key) const;
  std::string required_text(std::string_view key) const;
  bool flag(std::string_view key) const;
  base::SystemTime time(std::string_view key) const;
  Fields object(std::string_view key) const { return Fields(*find(key), join(key), *fault_); }  // only when has()

  template <class Number>
  Number number(std::string_view key) const {
    constexpr std::int64_t least =
        std::is_signed_v<Number> ? static_cast<std::int64_t>(std::numeric_limits<Number>::min()) : 0;
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<Number>::max());
    return static_cast<Number>(whole(key, least, most));
  }
  // Names of an enum, by its parser: parse(name) gives an optional. Absent: `otherwise`.
  template <class Kind, class Parse>
  Kind kind(std::string_view key, Parse parse, Kind otherwise) const {
    if (!has(key)) return otherwise;
    const std::string name = text(key);
    const auto known = parse(name);
    if (!known) note_unknown(key, name);
    return known.value_or(otherwise);
  }
  template <class Item, class Convert>
  std::vector<Item> list(std::string_view key, Convert convert) const {
    std::vector<Item> items;
    const Value* value = array(key);
    if (!value) return items;
    items.reserve(value->size());
    for (const Value& item : value->items()) {
      items.push_back(convert(item, join(key) + '[' + std::to_string(items.size()) + ']', *fault_));
    }
    return items;
  }
  std::vector<std::string> texts(std::string_view key) const;

  std::string text_of(const Value& value, const std::string& path) const;
  void note(std::string text) const;
  std::string join(std::string_view key) const;

 private:
  const Value* array(std::string_view key) const;
  std::uint64_t whole(std::string_view key, std::int64_t least, std::uint64_t most) const;
  void note_kind(const std::string& path, const Value& value, std::string_view expected) const;
  void note_unknown(std::string_view key, const std::string& name) const;

  const Value* value_;
  std::string path_;
  std::string* fault_;
};

}  // namespace concord::result
