#include <concord/message/conformance.h>

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::message {

using document::Pointer;

namespace {

constexpr std::size_t max_problems = 1000;

struct PlaceRow {
  Place place;
  std::string_view name;
  std::string_view start;  // of Problem::at
};
constexpr auto places = std::to_array<PlaceRow>({{Place::Credentials, "credentials", "auth"},
                                                 {Place::Path, "path", "/path"},
                                                 {Place::Query, "query", "/query"},
                                                 {Place::Header, "header", "/headers"},
                                                 {Place::Cookie, "cookie", "/cookie"},
                                                 {Place::ContentType, "content type", "/content-type"},
                                                 {Place::Body, "body", "/body"}});

// Of rules over the whole request: "" and what no row knows is the body.
Place place_of(std::string_view at) {
  for (const PlaceRow& row : places) {
    const std::string_view rest = at.substr(std::min(row.start.size(), at.size()));
    if (at.starts_with(row.start) && (rest.empty() || rest.front() == '/')) return row.place;
  }
  return Place::Body;
}

// The header as it is documented: schemas of whole requests know it in lower case.
std::string named(const Pointer& place, const std::vector<std::string>& headers) {
  const auto& tokens = place.tokens();
  if (tokens.size() < 2 || tokens[0] != "headers") return place.text();
  for (const std::string& name : headers) {
    if (!base::equals_ignoring_case(name, tokens[1])) continue;
    Pointer documented = Pointer() / "headers" / name;
    for (std::size_t i = 2; i < tokens.size(); ++i) documented = documented / tokens[i];
    return documented.text();
  }
  return place.text();
}

// The members that a violation of `required` speaks of: it names one, or none that we know.
std::vector<std::string> missing_members(const schema::Violation& violation, const Node* object) {
  std::vector<std::string> missing, said;
  const Node* required = violation.schema ? violation.schema->find("required") : nullptr;
  if (!required || !object) return missing;
  for (const Node& name : required->items()) {
    if (!name.is_string() || object->has(name.as_string())) continue;
    missing.push_back(name.as_string());
    if (violation.expected.ends_with(document::write_json(name))) said.push_back(name.as_string());
  }
  return said.empty() ? missing : said;
}

}  // namespace

std::string_view place_name(Place place) { return places[static_cast<std::size_t>(place)].name; }

void ProblemList::add(Problem problem) {
  if (problems_.size() >= max_problems || !known_.emplace(problem.at, problem.keyword).second) return;
  problem.place = place_of(problem.at);
  problems_.push_back(std::move(problem));
}

void ProblemList::add(const schema::Schema& schema, const Node& value, const Pointer& at,
                      const std::vector<std::string>& headers) {
  if (schema.accepts(value)) return;
  for (const schema::Violation& violation : schema.explain(value).violations) {
    if (violation.is_unjudged) continue;  // a bound of ours is no mistake of the request
    Pointer place = at;
    for (const std::string& token : violation.instance.tokens()) place = place / token;
    Problem problem{named(place, headers), violation.keyword, violation.expected,
                    violation.actual,      violation.message, violation.schema_location};
    const auto missing = violation.keyword == "required"
                             ? missing_members(violation, document::resolve(value, violation.instance))
                             : std::vector<std::string>{};
    if (missing.empty()) add(problem);
    for (const std::string& name : missing) {
      problem.at = named(place / name, headers);
      add(problem);
    }
  }
}

std::vector<Problem> ProblemList::take() {
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.place < b.place; });
  known_.clear();
  return std::move(problems_);
}

}  // namespace concord::message
