#include "collector.h"

#include "judge.h"

#include <algorithm>

namespace concord::schema {
namespace {

// Found too many or too few: the keyword that says how many.
std::string_view contains_keyword(const Step& step, const Node& schema, std::uint32_t found) {
  if (found > step.c) return "maxContains";
  return schema.has("minContains") ? "minContains" : "contains";
}

std::string keyword_of(const Step& step, const Node& schema, std::uint32_t detail) {
  if (!schema.is_object() || step.keyword >= schema.size()) return "false";
  if (step.op == Op::Contains) return std::string(contains_keyword(step, schema, detail));
  return schema.members()[step.keyword].key;
}

}  // namespace

void Collector::add(Cause cause, std::uint32_t detail, std::string_view name) {
  if (store_.records.size() >= limit_) {
    ++store_.not_listed;
    return;
  }
  const std::uint32_t here = keep(place);
  const Step& step = store_.program->steps[cause.step];
  // Of a value of the wrong type, enum and const that come later say nothing new.
  if (step.op == Op::Type) {
    type_failure_ = cause;
    type_failure_place_ = here;
  } else if (step.op == Op::Enum && type_failure_.schema == cause.schema && type_failure_place_ == here &&
             type_failure_.step < cause.step) {
    return;
  }
  store_.records.push_back({here, cause, detail, name});
}

std::uint32_t Collector::keep(const PlaceLink* link) {
  std::vector<const PlaceLink*> fresh;
  for (; link && link->kept == kNone; link = link->up) fresh.push_back(link);
  std::uint32_t up = link ? link->kept : kNone;
  for (auto each = fresh.rbegin(); each != fresh.rend(); ++each) {
    store_.places.push_back({up, static_cast<std::uint32_t>((*each)->index), (*each)->key, (*each)->is_index});
    up = (*each)->kept = static_cast<std::uint32_t>(store_.places.size() - 1);
  }
  return up;
}

Failures::Failures() = default;
Failures::Failures(Failures&&) noexcept = default;
Failures& Failures::operator=(Failures&&) noexcept = default;
Failures::~Failures() = default;

std::size_t Failures::size() const { return !store_ ? 0 : store_->gave_up ? 1 : store_->records.size(); }

std::size_t Failures::not_listed() const { return store_ && !store_->gave_up ? store_->not_listed : 0; }

Failure Failures::operator[](std::size_t index) const {
  const Schema::Program& program = *store_->program;
  if (store_->gave_up) return {{}, "limit", program.origins[program.entry].uri + "#", "", program.root};
  const Record& record = store_->records[index];
  const Origin& origin = program.origins[record.cause.schema];
  std::vector<std::string> tokens;
  for (auto at = record.place; at != kNone; at = store_->places[at].up) {
    const auto& place = store_->places[at];
    tokens.push_back(place.is_index ? std::to_string(place.index) : std::string(place.key.view()));
  }
  std::reverse(tokens.begin(), tokens.end());
  Failure failure;
  failure.instance = Pointer(std::move(tokens));
  failure.keyword = keyword_of(program.steps[record.cause.step], *origin.schema, record.detail);
  const std::string token = origin.schema->is_object() ? "/" + document::escape_token(failure.keyword) : "";
  failure.schema_location = origin.uri + "#" + origin.pointer + token;
  failure.missing = record.name;
  failure.schema = origin.schema;
  return failure;
}

template <class V>
static std::unique_ptr<Failures::Store> collect(const std::shared_ptr<const Schema::Program>& program, const V& instance) {
  auto store = std::make_unique<Failures::Store>();
  store->program = program;
  Collector collector(*store, std::max<std::size_t>(program->max_violations, 1));
  Budget budget;
  if (Judge<V, true>(*program, instance, budget, &collector).judge() && !budget.gave_up) return nullptr;
  store->gave_up = budget.gave_up;
  return store;
}

Failures Schema::failures(const Node& instance) const {
  Failures failures;
  failures.store_ = collect(program_, instance);
  return failures;
}

Failures Schema::failures(const document::Compact& instance) const {
  Failures failures;
  failures.store_ = collect(program_, instance.root());
  return failures;
}

}  // namespace concord::schema
