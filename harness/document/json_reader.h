// The JSON reader behind parse_json, parse_answer_json and, for texts that are JSON, parse_yaml.
#pragma once
#include <concord/document.h>

namespace concord::document {

struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct JsonMistake {
  std::string_view rule;  // as JsonFault::rule
  std::string message;    // without its place
  TextRange range;        // within the text that was read
  std::string hint;
  std::optional<TextRange> first;  // of a duplicate key: where the key was before
};

struct JsonReading {
  std::optional<Node> root;
  std::vector<JsonMistake> mistakes;
  bool is_complete = false;  // the whole text was read: mistakes, if any, are duplicate keys or a byte order mark
};

// Nodes get spans in `source`, shifted by `shift`, when it is not null.
JsonReading read_json(std::string_view text, const ParseLimits& limits, const Source* source = nullptr,
                      std::size_t shift = 0);

}  // namespace concord::document
