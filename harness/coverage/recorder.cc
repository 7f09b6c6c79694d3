#include "places.h"

#include <concord/coverage.h>

#include <concord/base/text.h>
#include <concord/http.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace concord::coverage {

using document::Node;
using result::Coverage;
using result::CoverageItem;
using result::CoverageKind;

namespace {

constexpr std::size_t most_undocumented = 1'000, most_depth = 64;

using Name = std::tuple<CoverageKind, std::string, std::string>;

// The names of the members that a value has, as places.
void add_members(const Node& value, const std::string& at, std::size_t depth, std::set<std::string>& places) {
  if (depth > most_depth) return;
  for (const document::Member& member : value.members()) {
    const std::string place = at + '/' + document::escape_token(member.key);
    places.insert(place);
    add_members(member.value, place, depth + 1, places);
  }
  for (const Node& item : value.items()) add_members(item, at + "/*", depth + 1, places);
}

// "a" and "filter" of "a=1&filter[x]=2".
std::set<std::string> names_in(std::string_view query) {
  std::set<std::string> names;
  for (const auto pair : base::split(query, '&')) {
    const std::string name = base::percent_decode(pair.substr(0, pair.find('=')));
    if (!name.empty()) names.insert(name.substr(0, name.find('[')));
  }
  return names;
}

std::string parent_of(const std::string& place) { return place.substr(0, place.rfind('/')); }

}  // namespace

class Recorder::Seen {
 public:
  explicit Seen(const std::vector<const contract::Operation*>& operations) : coverage_(described(operations)) {
    for (const auto* operation : operations) operations_[operation->id()] = operation;
    for (std::size_t i = 0; i < coverage_.items.size(); ++i) {
      const CoverageItem& item = coverage_.items[i];
      known_.emplace(Name(item.kind, item.operation, item.name), i);
      if (item.kind == CoverageKind::ResponseMember) parents_.emplace(item.operation, parent_of(item.name));
    }
  }

  void request(const result::StepResult& step) {
    const auto found = operations_.find(step.operation);
    if (found == operations_.end() || !step.exchange || step.exchange->status == 0) return;
    const contract::Operation& operation = *found->second;
    const result::ExchangeRecord& exchange = *step.exchange;
    note(CoverageKind::Operation, step.operation, "");
    const auto url = http::parse_url(exchange.url);
    const std::set<std::string> query = names_in(url ? url->query : "");
    for (const auto& parameter : operation.parameters) {
      if (was_sent(parameter, query, exchange.request_headers))
        note(CoverageKind::Parameter, step.operation, parameter_name(parameter.in, parameter.name));
    }
    if (exchange.request_body && !exchange.request_body->is_cut && !exchange.request_body->is_base64)
      request_body(step.operation, exchange.request_body->text);
  }

  void response(const result::Observations& seen) {
    const auto found = operations_.find(seen.operation);
    if (found == operations_.end()) return;
    const contract::Response* documented = found->second->find_response(seen.status);
    coverage_.is_cut = coverage_.is_cut || seen.is_cut;
    const std::string status = documented ? documented->status : std::to_string(seen.status);
    note_or_add(CoverageKind::Status, seen.operation, status);
    if (!seen.media_type.empty()) media_type(seen, documented, status);
    for (const auto& place : seen.places) response_place(seen.operation, status, place);
  }

  Coverage take() const { return coverage_; }

 private:
  bool note(CoverageKind kind, const std::string& operation, const std::string& name) {
    const auto found = known_.find(Name(kind, operation, name));
    if (found == known_.end()) return false;
    ++coverage_.items[found->second].seen;
    return true;
  }

  void note_or_add(CoverageKind kind, const std::string& operation, const std::string& name) {
    if (note(kind, operation, name)) return;
    if (undocumented_ >= most_undocumented) return void(coverage_.is_cut = true);
    ++undocumented_;
    known_.emplace(Name(kind, operation, name), coverage_.items.size());
    coverage_.items.push_back({kind, operation, name, false, 1});
  }

  static bool was_sent(const contract::Parameter& parameter, const std::set<std::string>& query,
                       const http::Headers& headers) {
    switch (parameter.in) {
      case contract::ParameterIn::Path: return true;
      case contract::ParameterIn::Query: return query.contains(parameter.name);
      case contract::ParameterIn::Header: return http::find_header(headers, parameter.name) != nullptr;
      case contract::ParameterIn::Cookie: break;
    }
    const auto* cookies = http::find_header(headers, "Cookie");
    return cookies && ("; " + *cookies).find("; " + parameter.name + '=') != std::string::npos;
  }

  void request_body(const std::string& operation, const std::string& text) {
    const auto parsed = document::parse_answer_json(text, {.depth = most_depth, .nodes = 100'000, .bytes = 1u << 20});
    std::set<std::string> places;
    if (parsed.root) add_members(*parsed.root, "", 0, places);
    for (const std::string& place : places) note(CoverageKind::RequestMember, operation, place);
  }

  // A range or "*/*" is seen by whatever falls under it.
  void media_type(const result::Observations& seen, const contract::Response* documented, const std::string& status) {
    if (!documented || documented->contents.empty()) return;
    if (note(CoverageKind::MediaType, seen.operation, status + ' ' + seen.media_type)) return;
    const std::string range = seen.media_type.substr(0, seen.media_type.find('/')) + "/*";
    for (const auto& one : {range, std::string("*/*")}) {
      if (note(CoverageKind::MediaType, seen.operation, status + ' ' + one)) return;
    }
    note_or_add(CoverageKind::MediaType, seen.operation, status + ' ' + seen.media_type);
  }

  void response_place(const std::string& operation, const std::string& status, const result::PlaceSeen& place) {
    const std::string name = status + ' ' + place.pointer;
    if (!place.pointer.empty() && !place.pointer.ends_with("/*") &&
        !note(CoverageKind::ResponseMember, operation, name) && parents_.contains({operation, parent_of(name)}))
      note_or_add(CoverageKind::ResponseMember, operation, name);
    for (const auto& member : place.members) note(CoverageKind::EnumMember, operation, name + ' ' + member);
    for (const auto& branch : place.branches) note(CoverageKind::Branch, operation, status + ' ' + branch);
  }

  std::map<std::string, const contract::Operation*> operations_;
  Coverage coverage_;
  std::map<Name, std::size_t> known_;
  std::set<std::pair<std::string, std::string>> parents_;  // operation, and place with members of its own
  std::size_t undocumented_ = 0;
};

Recorder::Recorder(const std::vector<const contract::Operation*>& operations, Levels levels,
                   std::vector<Requirement> required, result::Sink& tells)
    : seen_(std::make_unique<Seen>(operations)), levels_(levels), required_(std::move(required)), tells_(tells) {}
Recorder::~Recorder() = default;

void Recorder::observed(std::size_t, const result::Observations& observations) { seen_->response(observations); }
void Recorder::exchange_judged(std::size_t, const result::StepResult& step) { seen_->request(step); }

void Recorder::run_ended(const result::RunEnd&) { tells_.covered(told()); }

Coverage Recorder::told() const {
  Coverage coverage = seen_->take();
  std::stable_sort(coverage.items.begin(), coverage.items.end(),
                   [](const auto& a, const auto& b) { return a.kind < b.kind; });
  coverage.findings = findings_of(coverage, levels_, required_);
  return coverage;
}

}  // namespace concord::coverage
