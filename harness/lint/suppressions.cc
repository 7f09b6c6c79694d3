#include "suppressions.h"

#include <concord/base/text.h>

#include <algorithm>
#include <set>

namespace concord::lint {
namespace {

struct Suppression {
  std::string rule, reason;
  std::string file;
  std::uint32_t line = 0;  // the findings of this line; 0: by pointer
  std::string pointer;     // the object that holds it
  base::Span span;
  bool is_used = false;
};

constexpr std::string_view mark = "concord-disable-next-line";

class Suppressions {
 public:
  explicit Suppressions(std::vector<finding::Finding>& added) : added_(added) {}

  void read(const base::Source& source) {
    const std::string& text = source.text();
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
      const std::uint32_t line = source.position(at).line;
      const std::string_view before = base::trim(source.line(line).substr(0, at - source.line_offset(line)));
      if (before != "#" && before != "<!--") continue;
      std::string_view words = source.line(line).substr(at + mark.size() - source.line_offset(line));
      if (const std::size_t close = words.rfind("-->"); close != std::string_view::npos) words = words.substr(0, close);
      const std::size_t colon = words.find(':');
      const base::Span span{&source, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + mark.size())};
      const std::string reason(colon == std::string_view::npos ? "" : base::trim(words.substr(colon + 1)));
      for (const std::string_view rule : base::split(words.substr(0, colon), ',')) {
        add({std::string(base::trim(rule)), reason, source.name(), next_line(source, line), "", span});
      }
    }
  }

  void read(const Node& root) { walk(root, document::Pointer{}, 0); }

  void apply(finding::Finding& finding) {
    for (Suppression& one : all_) {
      if (one.rule != finding.rule || one.file != finding.place.file || !finding.suppressed_by.empty()) continue;
      const bool is_below =
          finding.place.pointer == one.pointer || finding.place.pointer.starts_with(one.pointer + "/");
      if (one.line != 0 ? finding.place.line != one.line : !is_below) continue;
      finding.suppressed_by = one.reason;
      one.is_used = true;
    }
  }

  void report_unused(const Report& report) {
    for (const Suppression& one : all_) {
      if (one.is_used || !report.wants(one.rule)) continue;
      say("suppression-unused", "nothing here is suppressed: no finding of rule " + base::in_quotes(one.rule),
          one.span);
    }
  }

 private:
  // Remarks may stand one above the other.
  static std::uint32_t next_line(const base::Source& source, std::uint32_t line) {
    while (++line < source.line_count() && source.line(line).find(mark) != std::string_view::npos) {
    }
    return line;
  }

  void walk(const Node& node, const document::Pointer& at, int depth) {
    if (depth > 200) return;
    for (std::size_t i = 0; i < node.items().size(); ++i) walk(node.items()[i], at / i, depth + 1);
    for (const Member& member : node.members()) {
      if (member.key == "x-concord-suppress")
        read_list(member, at);
      else if (member.key != "example" && member.key != "default" &&
               (member.value.is_object() || member.value.is_array()))
        walk(member.value, at / member.key, depth + 1);
    }
  }

  void read_list(const Member& member, const document::Pointer& at) {
    if (!member.value.is_array())
      return say("suppression-form", "x-concord-suppress is a list of {rule, reason}", span_of(member));
    for (const Node& entry : member.value.items()) {
      const Node* rule = entry.find("rule");
      const Node* reason = entry.find("reason");
      const std::string file = entry.span().is_known() ? entry.span().source->name() : "";
      add({rule == nullptr ? "" : std::string(rule->string_or_empty()),
           reason == nullptr ? "" : std::string(reason->string_or_empty()), file, 0, at.text(), entry.span()});
    }
  }

  void add(Suppression one) {
    if (find_rule(one.rule) == nullptr) {
      std::vector<std::string> known;
      for (const Rule& rule : rules()) known.emplace_back(rule.info.id);
      return say("suppression-form", "there is no rule " + cited(one.rule), one.span,
                 base::did_you_mean(one.rule, known));
    }
    if (one.reason.empty())
      return say("suppression-form", "a suppression needs a reason", one.span,
                 "after the rule and a colon, or as \"reason\"");
    all_.push_back(std::move(one));
  }

  void say(std::string rule, std::string message, base::Span span, std::string hint = {}) {
    finding::Finding finding;
    finding.level = find_rule(rule)->info.level;
    finding.place = finding::place_of(span);
    finding.fingerprint = finding::fingerprint({rule, finding.place.file, message});
    finding.rule = std::move(rule);
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    added_.push_back(std::move(finding));
  }

  std::vector<Suppression> all_;
  std::vector<finding::Finding>& added_;
};

}  // namespace

void apply_suppressions(const std::vector<Subject>& subjects, finding::Listing& listing, const Report& report) {
  std::vector<finding::Finding> added;
  Suppressions suppressions(added);
  std::set<const base::Source*> read;
  for (const Subject& subject : subjects) {
    for (const openapi::Document* document : subject.documents->documents()) {
      if (document->source != nullptr && read.insert(document->source).second) suppressions.read(*document->source);
      suppressions.read(document->root);
    }
  }
  for (finding::Finding& one : listing.findings) suppressions.apply(one);
  suppressions.report_unused(report);
  for (finding::Finding& one : added) {
    if (report.wants(one.rule)) listing.findings.push_back(std::move(one));
  }
}

}  // namespace concord::lint
