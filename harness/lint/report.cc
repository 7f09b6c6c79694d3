#include "report.h"

#include "rule_kinds.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::lint {

Report::Report(const Sites& sites, const Options& options) : sites_(sites), options_(options) {
  for (const Rule& rule : rules()) {
    const auto names = [&](const std::string& name) { return name == rule.info.id || name == rule.group; };
    if (!options.rules.empty() && std::none_of(options.rules.begin(), options.rules.end(), names)) continue;
    const auto level = options.levels.find(std::string(rule.info.id));
    if (level == options.levels.end() || level->second) wanted_.insert(rule.info.id);
  }
}

bool Report::wants(std::string_view rule) const { return wanted_.contains(rule); }

finding::Place Report::place(const Where& where) const {
  const std::string pointer = where.at == none ? where.pointer : sites_.trails.pointer(where.at);
  finding::Place place = finding::place_of(where.span, pointer);
  if (place.file.empty() && where.at != none) place.file = sites_.trails.document(where.at).source->name();
  return place;
}

// A contract says of its objects on which line of which page they stand.
void Report::add_source(TrailId at, finding::Finding& finding) const {
  if (at == none) return;
  const Node* node = &sites_.trails.document(at).root;
  const Node* info = node->find("info");
  if (info == nullptr || !info->has("x-concord-documents")) return;
  contract::DocPlace source;
  const document::Pointer pointer = sites_.trails.between(none, at);
  for (const std::string& token : pointer.tokens()) {
    node = document::resolve(*node, document::Pointer({token}));
    if (node == nullptr) break;
    if (contract::DocPlace own = contract::doc_place(*node); own.line != 0) source = std::move(own);
  }
  if (source.line != 0) finding.related.push_back({{source.document, source.line, 0, ""}, "the page says it here"});
}

namespace {

std::string cause_of(const finding::Finding& finding) {
  switch (find_rule(finding.rule)->cause) {
    case Cause::Saying: return finding.place.file + '\n' + finding.message;
    case Cause::Document: return finding.place.file;
    case Cause::Place: break;
  }
  const bool leads_on = !finding.related.empty() && !finding.related.front().place.text().empty();
  return leads_on ? finding.message + '\n' + finding.related.front().place.text() : std::string{};
}

}  // namespace

void Report::add(Remark remark) {
  if (!wants(remark.rule)) return;
  finding::Finding finding;
  finding.rule = remark.rule;
  finding.message = std::move(remark.message);
  finding.place = place(remark.where);
  // What an alias repeats is one mistake of the text, but examples are told site by site.
  const bool is_site = finding.place.line == 0 || find_rule(finding.rule)->group == "examples";
  const std::string where = is_site ? finding.place.pointer : std::to_string(remark.where.span.begin);
  if (!said_.insert(finding.rule + '\n' + finding.place.file + '\n' + where + '\n' + finding.message).second) return;
  const auto level = options_.levels.find(finding.rule);
  finding.level = level == options_.levels.end() ? find_rule(finding.rule)->info.level : *level->second;
  finding.hint = std::move(remark.hint);
  for (auto& [there, message] : remark.related) finding.related.push_back({place(there), std::move(message)});
  finding.cause = remark.cause.empty() ? cause_of(finding) : std::move(remark.cause);
  add_source(remark.where.at, finding);
  if (remark.operation != none) finding.operation = sites_.operations[remark.operation].name();
  const std::string& anchor = finding.place.pointer.empty() ? finding.operation : finding.place.pointer;
  const std::string& subject = remark.subject.empty() ? finding.message : remark.subject;
  finding.fingerprint = finding::fingerprint({finding.rule, anchor, subject});
  entries_.push_back({std::move(finding), remark.where.span});
}

finding::Listing Report::take() {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    const auto& left = a.finding;
    const auto& right = b.finding;
    return std::tie(left.place.file, a.span.begin, left.rule, left.place.pointer) <
           std::tie(right.place.file, b.span.begin, right.rule, right.place.pointer);
  });
  finding::Listing listing;
  listing.tool = "lint";
  for (const Rule& rule : rules()) {
    if (wants(rule.info.id)) listing.rules.push_back(rule.info);
  }
  for (Entry& entry : entries_) listing.findings.push_back(std::move(entry.finding));
  finding::make_fingerprints_unique(listing.findings);
  listing.counters = std::move(counters_);
  return listing;
}

std::string shown(const Node& value) { return base::ellipsize(document::write_json(value), 60); }

std::string cited(std::string_view text) { return base::in_quotes(base::ellipsize(text, 60)); }

base::Span span_of(const Member& member) {
  return member.key_span.is_known() ? member.key_span : member.value.span();
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 4;
  const std::size_t count = names.size() <= most ? names.size() : most - 1;
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_last = i + 1 == names.size();
    text += (i == 0 ? "" : is_last ? " and " : ", ") + cited(names[i]);
  }
  return count == names.size() ? text : text + " and " + std::to_string(names.size() - count) + " more";
}

Remark remark_between(std::string_view rule, std::string message, Where where, Where other, std::string what) {
  Remark remark;
  remark.rule = rule;
  remark.message = std::move(message);
  remark.where = where;
  remark.related.emplace_back(other, std::move(what));
  return remark;
}

}  // namespace concord::lint
