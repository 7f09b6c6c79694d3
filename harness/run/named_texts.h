// What the templates of a value name, as far as that is texts: while they are the same, so is what is rendered.
#pragma once
#include <concord/document.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace concord::run {

class NamedTexts {
 public:
  // `names`: what they mean. Nothing where one is no text of it: a time, a random value, a number, nobody's name.
  static std::optional<NamedTexts> of(const document::Node& written, const document::Node& names);
  bool are_those_of(const document::Node& names) const;

 private:
  std::vector<std::pair<std::string, std::string>> texts_;  // by name
};

}  // namespace concord::run
