#include "json_reader.h"
#include "yaml_builder.h"
#include "yaml_text.h"
#include "yaml_traps.h"
#include "yaml_words.h"

#include <concord/base/text.h>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <limits>
#include <streambuf>

namespace concord::document {
namespace {

constexpr std::string_view yaml_byte_order_mark = "\xEF\xBB\xBF";

// Lets yaml-cpp read a text without a copy of it.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* const begin = const_cast<char*>(text.data());  // only ever read
    setg(begin, begin, begin + text.size());
  }
};

// Stops at the start of a document and keeps where it is.
class SecondDocument : public YAML::EventHandler {
 public:
  struct Found {
    YAML::Mark mark;
  };
  void OnDocumentStart(const YAML::Mark& mark) override { throw Found{mark}; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

// What yaml-cpp would read as something else without a word: invalid UTF-8 as U+FFFD, U+0004 as the end.
std::optional<base::Diagnostic> find_unreadable(const YamlText& text) {
  if (const std::size_t at = base::find_invalid_utf8(text.text); at != std::string_view::npos) {
    const auto byte = static_cast<unsigned char>(text.text[at]);
    return base::error("yaml.utf8", fmt::format("byte 0x{:02X} is not valid UTF-8 here", byte),
                       text.span({at, at + 1}));
  }
  const auto is_control = [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  };
  const auto found = std::find_if(text.text.begin(), text.text.end(), is_control);
  if (found == text.text.end()) return std::nullopt;
  const auto at = static_cast<std::size_t>(found - text.text.begin());
  return base::error("yaml.control-character",
                     fmt::format("control character U+{:04X} cannot stand in YAML", static_cast<unsigned char>(*found)),
                     text.span({at, at + 1}), "write it as an escape in a double-quoted text");
}

base::Diagnostic second_document(const YamlText& text, std::size_t at) {
  if (text.text.substr(at).starts_with("---")) {
    return base::error("yaml.documents", "a second document begins here, but a file holds one",
                       text.span({at, at + 3}));
  }
  const TextRange found{at, std::min(text.text.find_first_of(" \t\r\n", at), text.text.size())};
  return base::error("yaml.syntax", "unexpected text behind the value of the document", text.span(found),
                     "check the indentation and the quotes");
}

base::Diagnostic syntax_error(const YamlText& text, const YamlBuilder& builder, const YAML::Exception& exception,
                              const ParseLimits& limits) {
  const std::size_t at = text.offset(exception.mark);
  TextRange range{at, std::min(at + 1, text.text.size())};
  if (is_depth_error(exception.msg)) {
    constexpr std::size_t their_depth = 500;
    const std::size_t depth = std::min(limits.depth, their_depth);
    return base::error("yaml.depth", fmt::format("nested deeper than {} levels", depth),
                       text.span(builder.open_collection().value_or(range)));
  }
  if (const auto trap = find_yaml_trap(exception.msg, text.text, at)) {
    auto diagnostic =
        base::error("yaml.syntax", std::string(trap->message), text.span(trap->range), std::string(trap->hint));
    if (trap->closed) diagnostic.related.push_back({"another is closed here", text.span(*trap->closed)});
    return diagnostic;
  }
  auto words = describe_yaml_error(exception.msg, text.text.substr(at));
  if (exception.msg == YAML::ErrorMsg::EOF_IN_SCALAR) {
    const std::size_t quote = text.text.find_first_of("\"'", builder.last_end());
    if (quote < text.text.size()) range = {quote, quote + 1};
  }
  auto diagnostic = base::error("yaml.syntax", std::move(words.message), text.span(range), std::move(words.hint));
  const bool is_flow =
      exception.msg == YAML::ErrorMsg::END_OF_MAP_FLOW || exception.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW;
  if (const auto bracket = builder.open_bracket(); is_flow && bracket) {
    diagnostic.related.push_back({"opened here", text.span(*bracket)});
  }
  return diagnostic;
}

Result<Node> read_yaml(const YamlText& text, const ParseLimits& limits) {
  TextBuffer buffer(text.text);
  std::istream stream(&buffer);
  YamlBuilder builder(text, limits);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    SecondDocument second;
    parser.HandleNextDocument(second);
  } catch (const YamlBuilder::Abandoned&) {
  } catch (const SecondDocument::Found& found) {
    builder.diagnostics().push_back(second_document(text, text.offset(found.mark)));
  } catch (const YAML::Exception& exception) {
    builder.diagnostics().push_back(syntax_error(text, builder, exception, limits));
  }
  Diagnostics& diagnostics = builder.diagnostics();
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
  if (!diagnostics.empty()) return std::move(diagnostics);
  Node& root = builder.root();
  if (!root.span().is_known()) root.set_span(text.span({0, 0}));  // nothing is there
  return std::move(root);
}

// YAML's flow style includes JSON, but yaml-cpp reads it slowly and does not know surrogate pairs or long keys.
// Nothing when the text is no JSON.
std::optional<Result<Node>> read_as_json(const YamlText& text, const ParseLimits& limits) {
  const std::size_t first = text.text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || (text.text[first] != '{' && text.text[first] != '[')) return std::nullopt;
  JsonReading reading = read_json(text.text, limits, &text.source, text.shift);
  if (reading.is_complete && reading.mistakes.empty()) return *std::move(reading.root);
  const std::string_view last = reading.mistakes.empty() ? "" : reading.mistakes.back().rule;
  if (!reading.is_complete && last != "depth" && last != "size") return std::nullopt;
  Diagnostics diagnostics;
  for (JsonMistake& mistake : reading.mistakes) {
    auto& diagnostic = diagnostics.emplace_back(
        base::error("yaml." + std::string(mistake.rule), std::move(mistake.message), text.span(mistake.range)));
    if (mistake.first) diagnostic.related.push_back({"first defined here", text.span(*mistake.first)});
  }
  return diagnostics;
}

}  // namespace

Result<Node> parse_yaml(const Source& source, const ParseLimits& limits) {
  return parse_yaml_part(source, 0, source.text().size(), limits);
}

Result<Node> parse_yaml_part(const Source& source, std::size_t begin, std::size_t end, const ParseLimits& limits) {
  end = std::min(end, source.text().size());
  begin = std::min(begin, end);
  YamlText text{source, std::string_view(source.text()).substr(begin, end - begin), begin};
  if (text.text.starts_with(yaml_byte_order_mark)) {
    text.text.remove_prefix(yaml_byte_order_mark.size());
    text.shift += yaml_byte_order_mark.size();
  }
  // yaml-cpp counts with int.
  if (text.text.size() > std::min<std::size_t>(limits.bytes, std::numeric_limits<int>::max())) {
    return base::error("yaml.size", fmt::format("the text is longer than {} bytes", limits.bytes), text.span({0, 0}));
  }
  if (auto unreadable = find_unreadable(text)) return *std::move(unreadable);
  if (auto json = read_as_json(text, limits)) return *std::move(json);
  return read_yaml(text, limits);
}

}  // namespace concord::document
