#include "yaml_words.h"

#include "json_text.h"

#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>

namespace concord::document {
namespace {

struct Row {
  const char* theirs;  // how their message begins
  std::string_view ours;
  std::string_view hint;
};

constexpr std::string_view indentation_hint = "check the indentation, or quote a text that contains \": \"";

const std::array rows = {
    Row{YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab cannot indent YAML", "use spaces"},
    Row{YAML::ErrorMsg::MAP_KEY, "a mapping key cannot stand here", indentation_hint},
    Row{YAML::ErrorMsg::MAP_VALUE, "a mapping value cannot stand here", indentation_hint},
    Row{YAML::ErrorMsg::BLOCK_ENTRY, "a list item cannot stand here", "check the indentation"},
    Row{YAML::ErrorMsg::END_OF_MAP_FLOW, "expected ',' or '}'", ""},
    Row{YAML::ErrorMsg::END_OF_SEQ_FLOW, "expected ',' or ']'", ""},
    Row{YAML::ErrorMsg::END_OF_MAP, "this does not continue the mapping above", indentation_hint},
    Row{YAML::ErrorMsg::END_OF_SEQ, "this does not continue the list above", "check the indentation"},
    Row{YAML::ErrorMsg::FLOW_END, "a bracket is closed that was not opened", ""},
    Row{YAML::ErrorMsg::EOF_IN_SCALAR, "this quoted text is not closed", ""},
    Row{YAML::ErrorMsg::DOC_IN_SCALAR, "a document ends within a quoted text", "a quote may not be closed"},
    Row{YAML::ErrorMsg::INVALID_ESCAPE, "unknown escape in a double-quoted text", "use single quotes, or write \\\\"},
    Row{YAML::ErrorMsg::INVALID_HEX, "expected a hexadecimal digit in an escape", ""},
    Row{YAML::ErrorMsg::INVALID_UNICODE, "this escape is no Unicode character", ""},
    Row{YAML::ErrorMsg::UNKNOWN_TOKEN, "no value can begin like this", "quote the text"},
    Row{YAML::ErrorMsg::CHAR_IN_BLOCK, "unexpected text behind '|' or '>'", "the text begins on the next line"},
    Row{YAML::ErrorMsg::ZERO_INDENT_IN_BLOCK, "the indentation of a block text cannot be 0", ""},
    Row{YAML::ErrorMsg::CHAR_IN_SCALAR, "this character cannot stand in a text without quotes", "quote the text"},
    Row{YAML::ErrorMsg::UNKNOWN_ANCHOR, "this alias has no anchor before it", "quote the text if no alias is meant"},
    Row{YAML::ErrorMsg::ALIAS_NOT_FOUND, "a name must follow '*'", "quote the text if no alias is meant"},
    Row{YAML::ErrorMsg::ANCHOR_NOT_FOUND, "a name must follow '&'", "quote the text if no anchor is meant"},
    Row{YAML::ErrorMsg::CHAR_IN_ALIAS, "this character cannot stand in the name of an alias", ""},
    Row{YAML::ErrorMsg::CHAR_IN_ANCHOR, "this character cannot stand in the name of an anchor", ""},
    Row{YAML::ErrorMsg::ALIAS_CONTENT, "an alias cannot have a value, an anchor or a tag of its own", ""},
    Row{YAML::ErrorMsg::MULTIPLE_ANCHORS, "a value cannot have two anchors", ""},
    Row{YAML::ErrorMsg::MULTIPLE_TAGS, "a value cannot have two tags", ""},
    Row{YAML::ErrorMsg::CHAR_IN_TAG_HANDLE, "this character cannot stand in a tag",
        "quote the text if no tag is meant"},
    Row{YAML::ErrorMsg::TAG_WITH_NO_SUFFIX, "a tag needs a name", "quote the text if no tag is meant"},
    Row{YAML::ErrorMsg::END_OF_VERBATIM_TAG, "a tag that begins with '!<' ends with '>'", ""},
};

// '@' and '`' are reserved, '%' begins a directive.
SyntaxWords describe_token(std::string_view at) {
  const TextRange found = found_character(at, 0);
  return {"no value can begin with " + describe_found(at, found), "quote the text"};
}

}  // namespace

SyntaxWords describe_yaml_error(std::string_view message, std::string_view at) {
  if (message == YAML::ErrorMsg::UNKNOWN_TOKEN && !at.empty()) return describe_token(at);
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return message.starts_with(r.theirs); });
  if (row != rows.end()) return {std::string(row->ours), std::string(row->hint)};
  return {"YAML cannot be read from here", ""};
}

bool is_depth_error(std::string_view message) { return message == YAML::ErrorMsg::BAD_FILE; }

}  // namespace concord::document
