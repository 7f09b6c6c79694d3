// Which members the objects of OpenAPI have, and of what kind these are: OpenAPI 2.0 to 3.2 and JSON Schema in one,
// since a word of another version is no misspelling.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::lint {

enum class ObjectKind : std::uint8_t {
  Anything,  // examples, defaults, lists of words: not looked into
  Root,
  Info,
  Contact,
  License,
  Server,
  ServerVariable,
  Components,
  Paths,  // paths, to path items
  PathItem,
  Operation,
  Parameter,
  Body,
  Content,  // media types, to objects of theirs
  Media,
  Encoding,
  Responses,  // statuses, to answers
  Response,
  Callback,
  Link,
  Header,
  Tag,
  Docs,
  Schema,
  Discriminator,
  Xml,
  Scheme,
  Flows,
  Flow,
};

enum class MemberForm : std::uint8_t { One, List, Map };

struct GrammarRow {
  ObjectKind of;
  std::string_view word;
  ObjectKind kind = ObjectKind::Anything;
  MemberForm form = MemberForm::One;
};

// Null when objects of that kind have no such member, as far as the specifications say.
const GrammarRow* find_word(ObjectKind kind, std::string_view word);
// All words of a kind; none where its members have names of the author's.
const std::vector<std::string>& words_of(ObjectKind kind);

}  // namespace concord::lint
