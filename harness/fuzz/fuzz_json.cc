// Any bytes as JSON: the readers give one verdict, nlohmann's parser agrees, and what is written is read back the same.
#include "input.h"

#include <concord/document.h>
#include <concord/document/compact.h>

#include <nlohmann/json.hpp>

namespace {

using namespace concord;
using fuzz::require;

bool has_only(const document::ParsedJson& parsed, std::string_view rule) {
  for (const auto& fault : parsed.faults) {
    if (fault.rule != rule) return false;
  }
  return !parsed.faults.empty();
}

enum class Opinion { Accepts, Refuses, None };

// It gives up on 1e400, and takes a NUL for the end of the text.
Opinion opinion_of_nlohmann(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return Opinion::None;
  try {
    return nlohmann::json::parse(text).is_discarded() ? Opinion::Refuses : Opinion::Accepts;
  } catch (const nlohmann::json::parse_error&) {
    return Opinion::Refuses;
  } catch (const nlohmann::json::out_of_range&) {
    return Opinion::None;
  }
}

// It skips a BOM, keeps the last of equal keys, and has no bound on depth.
void compare_with_nlohmann(std::string_view text, const document::ParsedJson& parsed) {
  const Opinion opinion = opinion_of_nlohmann(text);
  if (opinion == Opinion::Accepts) {
    require(parsed.root || has_only(parsed, "depth") || has_only(parsed, "size"), "nlohmann reads it");
  }
  if (opinion == Opinion::Refuses) require(!parsed.root, "nlohmann does not read it");
}

void compare_with_compact(std::string_view text, const document::ParsedJson& parsed) {
  document::Compact compact;
  for (const char* before : {"[[1], {\"a\": \"b\\n\"}]", "{", ""}) {  // its memory is used again
    compact.read(before);
    const bool is_read = compact.read(text);
    require(is_read == parsed.faults.empty(), "the compact reader agrees");
    if (!is_read) continue;
    const document::Node node = document::to_node(compact.root());
    require(document::equal(node, *parsed.root), "the compact document is the same");
    require(document::write_json(node) == document::write_json(*parsed.root), "to the letter");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const document::ParsedJson parsed = document::parse_answer_json(text);
  const base::Source source("input.json", std::string(text));
  const auto strict = document::parse_json(source);
  require(strict.has_value() == parsed.faults.empty(), "the two readers agree");
  compare_with_nlohmann(text, parsed);
  compare_with_compact(text, parsed);
  if (!parsed.root) return 0;
  const std::string written = document::write_json(*parsed.root);
  const auto again = document::parse_answer_json(written);
  require(again.root && again.faults.empty() && document::equal(*again.root, *parsed.root), "written and read again");
  require(document::write_json(*again.root) == written, "written twice");
  return 0;
}
