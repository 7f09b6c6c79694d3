// The values of a line of an exported history, each as it must be.
#pragma once
#include <concord/document.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace concord::history {

// What a line has that it must not have, or lacks: the first of it. "" is none.
using LineFault = std::string;

// An object or a list of a line: "a verdict". What is not there, or is something else, is noted in `fault`, and "" or 0
// is taken in its place. `fault` and the node must outlive it.
class LinePart {
 public:
  LinePart(const document::Node& node, std::string what, LineFault& fault)
      : node_(node), what_(std::move(what)), fault_(fault) {}

  // By place in a list, or by key.
  template <class Place>
  std::string text(const Place& place) const { return text_of(find(place), name_of(place)); }
  template <class Place>
  std::string name(const Place& place) const { return name_in(find(place), name_of(place)); }  // not ""
  template <class Place>
  std::int64_t number(const Place& place, std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                      std::int64_t most = std::numeric_limits<std::int64_t>::max()) const {
    return number_of(find(place), name_of(place), least, most);
  }
  template <class Place>
  std::int64_t count(const Place& place) const { return number(place, 0); }
  template <class Place>
  const document::Node::Array& list(const Place& place) const { return list_of(find(place), name_of(place)); }
  bool flag(std::string_view key) const;
  LinePart part(std::string_view key, std::string what) const;
  // What exports of earlier versions end without.
  bool has(std::size_t place) const { return find(place) != nullptr; }
  std::string later_text(std::size_t place) const { return has(place) ? text(place) : std::string(); }
  std::int64_t later_count(std::size_t place) const { return has(place) ? count(place) : 0; }

  // Notes that it has no such thing.
  void lacks(std::string_view what, const std::string& name) const;

 private:
  const document::Node* find(std::size_t place) const;
  const document::Node* find(std::string_view key) const { return node_.find(key); }
  static std::string name_of(std::size_t place);
  static std::string name_of(std::string_view key);
  std::string text_of(const document::Node* value, const std::string& name) const;
  std::string name_in(const document::Node* value, const std::string& name) const;
  std::int64_t number_of(const document::Node* value, const std::string& name, std::int64_t least,
                         std::int64_t most) const;
  const document::Node::Array& list_of(const document::Node* value, const std::string& name) const;

  const document::Node& node_;
  std::string what_;
  LineFault& fault_;
};

}  // namespace concord::history
