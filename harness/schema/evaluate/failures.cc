#include "collector.h"

#include "evaluator.h"

#include <algorithm>

namespace concord::schema {
namespace {

constexpr std::size_t kMostKept = 10'000;  // places of a store that is kept

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

void Collector::add(Cause cause, const void* value, bool is_unjudged, std::uint32_t detail, std::string_view name) {
  store_.is_broken = store_.is_broken || (!is_unjudged && alternatives == 0);
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
  store_.records.push_back({here, cause, value, alternatives != 0, is_unjudged, detail, name});
}

// As deep as evaluation is at most.
std::uint32_t Collector::keep(const PlaceLink* link) {
  if (!link) return kNone;
  if (link->kept != kNone) return link->kept;
  const std::uint32_t up = keep(link->up);
  store_.places.push_back({up, static_cast<std::uint32_t>(link->index), link->key, link->is_index});
  return link->kept = static_cast<std::uint32_t>(store_.places.size() - 1);
}

// One store a thread is kept for the next use, so that collecting allocates nothing when it is done again and again.
struct Failures::Spare {
  std::unique_ptr<Store> store;
  static Spare& get() {
    thread_local Spare spare;
    return spare;
  }
  Spare() = default;
  Spare(const Spare&) = delete;
  Spare& operator=(const Spare&) = delete;
  ~Spare() { is_gone = true; }
  static thread_local bool is_gone;  // at the end of the thread, when Failures may still be destroyed
};
thread_local bool Failures::Spare::is_gone = false;

Failures::Failures() = default;
Failures::Failures(Failures&&) noexcept = default;
Failures& Failures::operator=(Failures&& other) noexcept {
  std::swap(store_, other.store_);
  return *this;
}

Failures::~Failures() {
  if (!store_ || Spare::is_gone || Spare::get().store || store_->places.size() > kMostKept) return;
  store_->records.clear();
  store_->places.clear();
  Spare::get().store = std::move(store_);
}

template <class V>
Failures Failures::collect(const Schema::Program& program, const V& instance) {
  Failures failures;
  if (!Spare::is_gone) failures.store_ = std::move(Spare::get().store);
  if (!failures.store_) failures.store_ = std::make_unique<Store>();
  Store& store = *failures.store_;
  store.program = program.all.get();
  store.entry = program.entry;
  store.not_listed = 0;
  store.is_broken = false;
  Collector collector(store, std::max<std::size_t>(program.all->max_violations, 1));
  Budget budget;
  const bool is_valid = Evaluator<V, true>(*program.all, instance, budget, &collector).evaluate(program.entry);
  store.gave_up = !is_valid && budget.gave_up;
  if (is_valid) store.records.clear();  // what is unknown did not matter
  return failures;
}

std::size_t Failures::size() const { return !store_ ? 0 : store_->records.size() + (store_->gave_up ? 1 : 0); }

std::size_t Failures::not_listed() const { return store_ ? store_->not_listed : 0; }

Verdict Failures::verdict() const {
  if (size() == 0) return Verdict::Valid;
  return store_->is_broken ? Verdict::Invalid : Verdict::Unjudged;
}

Failure Failures::operator[](std::size_t index) const {
  const Compilation& program = *store_->program;
  if (index == store_->records.size()) {
    const Origin& root = program.origins[store_->entry];
    return {{}, "limit", "", root.uri + "#", "", root.schema, true};
  }
  const Record& record = store_->records[index];
  const Origin& origin = program.origins[record.cause.schema];
  std::vector<std::string> tokens;
  for (auto at = record.place; at != kNone; at = store_->places[at].up) {
    const auto& place = store_->places[at];
    tokens.push_back(place.is_index ? std::to_string(place.index) : std::string(place.key.view()));
  }
  std::reverse(tokens.begin(), tokens.end());
  Failure failure;
  failure.keyword_location = route_to(program, store_->entry, tokens, record.cause);
  failure.instance = Pointer(std::move(tokens));
  failure.keyword = keyword_of(program.steps[record.cause.step], *origin.schema, record.detail);
  const std::string token = origin.schema->is_object() ? "/" + document::escape_token(failure.keyword) : "";
  failure.keyword_location += token;
  failure.schema_location = origin.uri + "#" + origin.pointer + token;
  failure.missing = record.name;
  failure.schema = origin.schema;
  failure.is_unjudged = record.is_unjudged;
  return failure;
}

Failures Schema::failures(const Node& instance) const { return Failures::collect(*program_, instance); }

Failures Schema::failures(const document::Compact& instance) const {
  return Failures::collect(*program_, instance.root());
}

}  // namespace concord::schema
