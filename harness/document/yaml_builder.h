// Builds the tree of one YAML document from the events of yaml-cpp.
#pragma once
#include "json_reader.h"
#include "members.h"
#include "yaml_scalar.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <algorithm>
#include <map>

namespace concord::document {

// A text within a source: offsets into `text` are shifted by `shift` to be those of the source.
struct YamlText {
  const Source& source;
  std::string_view text;
  std::size_t shift;

  Span span(TextRange range) const {
    return {&source, static_cast<std::uint32_t>(shift + range.begin), static_cast<std::uint32_t>(shift + range.end)};
  }
  // A place of yaml-cpp, which gives none for some of its errors.
  std::size_t offset(const YAML::Mark& mark) const {
    return mark.pos < 0 ? text.size() : std::min(static_cast<std::size_t>(mark.pos), text.size());
  }
};

class YamlBuilder : public YAML::EventHandler {
 public:
  // Thrown through yaml-cpp when a bound is reached; the reason is in diagnostics().
  struct Abandoned {};

  YamlBuilder(const YamlText& text, const ParseLimits& limits) : text_(text), limits_(limits) {}

  Node& root() { return root_; }
  Diagnostics& diagnostics() { return diagnostics_; }
  std::size_t last_end() const { return last_end_; }
  // The first character of the innermost collection that is still open.
  std::optional<TextRange> open_collection() const;
  // The same when it is a bracket.
  std::optional<TextRange> open_bracket() const;

 private:
  struct Weight {
    std::size_t nodes = 0;
    std::size_t bytes = 0;
  };
  // A finished value on its way into its collection.
  struct Value {
    Node node;
    std::optional<std::string> key;  // how a scalar is written when it is a key; nothing for collections and null
    Weight weight;
    std::size_t height = 0;  // levels of collections in it
    bool is_merge_key = false;
  };
  struct Collection {
    bool is_object = false;
    bool is_flow = false;
    std::size_t begin = 0;
    YAML::anchor_t anchor = 0;
    Weight before;
    std::size_t height = 1;
    Node::Array items;
    Node::Object members;
    bool awaits_value = false;   // the last of members
    bool is_key_refused = false;  // its value is dropped
    std::vector<std::size_t> merges;  // indices of members whose key is `<<`
  };

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

  TextRange null_range(std::size_t mark) const;
  std::size_t find_scalar_end(std::size_t begin, const std::string& value);
  Node resolve_scalar(const std::string& tag, const std::string& value, TextRange range);
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, bool is_object);
  void close();
  void deliver(Value value, YAML::anchor_t anchor);
  void add_key(Collection& collection, Value value);
  void finish_object(Collection& collection);
  void merge(Collection& collection);
  bool is_mergeable(const Member& member);
  void count(Weight& total, Weight added, TextRange range);
  void check_depth(std::size_t depth, TextRange range);
  void report(std::string kind, std::string message, Span span, std::string hint = {});
  [[noreturn]] void abandon(std::string kind, std::string message, TextRange range);

  const YamlText& text_;
  const ParseLimits& limits_;
  Node root_;
  Diagnostics diagnostics_;
  std::vector<Collection> open_;
  std::map<YAML::anchor_t, Value> anchored_;
  Weight total_;
  Weight copied_;  // into anchored_
  std::size_t last_end_ = 0;
};

}  // namespace concord::document
