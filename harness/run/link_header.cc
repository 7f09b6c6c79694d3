// Read as RFC 8288, appendix B.2 and B.3 say: what is malformed ends the field, what came before it counts.
#include "link_header.h"

#include <concord/base/text.h>

namespace concord::run {

namespace {

class LinkReader {
 public:
  LinkReader(std::string_view field, std::string_view relation) : rest_(field), relation_(relation) {}

  std::optional<std::string> target() {
    while (skip(" \t,"), take('<')) {
      const std::size_t end = rest_.find('>');
      if (end == std::string_view::npos) return std::nullopt;
      std::string target(rest_.substr(0, end));
      rest_.remove_prefix(end + 1);
      if (has_relation()) return target;
    }
    return std::nullopt;
  }

 private:
  void skip(std::string_view characters) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
  }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Of the parameters up to the comma that ends the link; the first `rel` counts (RFC 8288, 3.3).
  bool has_relation() {
    bool has_rel = false, is_it = false, has_anchor = false;
    for (skip(" \t"); take(';'); skip(" \t")) {
      skip(" \t");
      const std::size_t end = std::min(rest_.find_first_of("=;, \t"), rest_.size());
      const std::string_view name = rest_.substr(0, end);
      rest_.remove_prefix(end);
      skip(" \t");
      const std::string value = take('=') ? parameter_value() : std::string();
      if (base::equals_ignoring_case(name, "anchor")) has_anchor = true;
      if (!base::equals_ignoring_case(name, "rel") || has_rel) continue;
      has_rel = true;
      is_it = lists(value);
    }
    return is_it && !has_anchor;
  }

  std::string parameter_value() {
    skip(" \t");
    if (!take('"')) {
      const std::size_t end = std::min(rest_.find_first_of(";, \t"), rest_.size());
      const std::string value(rest_.substr(0, end));
      rest_.remove_prefix(end);
      return value;
    }
    std::string value;
    while (!rest_.empty() && !take('"')) {
      if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
      value += rest_.front();
      rest_.remove_prefix(1);
    }
    return value;
  }

  bool lists(std::string_view relations) const {
    for (const std::string_view one : base::split(relations, ' ')) {
      if (base::equals_ignoring_case(one, relation_)) return true;
    }
    return false;
  }

  std::string_view rest_, relation_;
};

}  // namespace

std::optional<std::string> link_target(const http::Headers& headers, std::string_view relation) {
  for (const std::string_view field : http::header_values(headers, "Link")) {
    if (auto target = LinkReader(field, relation).target()) return target;
  }
  return std::nullopt;
}

}  // namespace concord::run
