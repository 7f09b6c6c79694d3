// The order of things: an operation is tried until one of its requests is accepted, then all else of it may be under
// way at once. Operations whose answers may tell of things (ids) go first, those that take things away last.
#include "explorer_state.h"

#include "credentials.h"
#include "holding_sink.h"
#include "request_change.h"
#include "selected_cases.h"
#include "selection.h"
#include "unresolved_request.h"

#include <concord/base/counted.h>
#include <concord/base/fnv.h>
#include <concord/base/patience.h>
#include <concord/base/text.h>
#include <concord/templates.h>

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <functional>

namespace concord::explore {

using base::error;

namespace {

constexpr std::size_t most_notes = 5;
constexpr std::string_view all_withheld =
    "nothing would be sent: all that is selected may write, and the target is not of this machine";
constexpr std::string_view how_to_allow = "--allow-writes, or writes: true at the target in provider.yaml";
constexpr std::string_view why_withheld =
    "it may write, and the target is not of this machine: --allow-writes was not given";

// The first that keeps it from being judged.
void note_mistake(Work& work, const base::Diagnostics& broken) {
  const auto first = std::find_if(broken.begin(), broken.end(), [](const base::Diagnostic& one) {
    return one.severity == base::Severity::Error;
  });
  if (first == broken.end() || !work.mistake.empty()) return;
  work.mistake = first->message + (first->hint.empty() ? "" : " (" + first->hint + ")");
  work.mistake_span = first->span;
}

void collect_names(const Node& node, std::set<std::string>& names) {
  for (std::string& name : templates::names_used(node)) names.insert(std::move(name));
}

}  // namespace

void Explorer::State::add(const std::shared_ptr<const suite::Provider>& provider) {
  plan.providers.push_back(provider);
  KnownValues& values = known[provider.get()];
  for (const auto& [name, value, span] : provider->data.members()) values.give(name, value);
  for (const auto& [name, value] : options.values) values.give(name, escaped(Node(value)));
  std::set<std::string>& names = plan.names_used[provider.get()];
  collect_names(provider->request, names);
  collect_names(provider->data, names);
  for (const contract::Operation& operation : provider->contract.operations) {
    if (is_stopped()) return;
    paths[provider.get()].push_back(operation.path);
    if (is_selected(*provider, operation, options, tags)) add(provider, operation);
  }
  for (Work& work : story_works(provider, options, tags)) works.push_back(std::move(work));
  for (const contract::Operation* operation : std::exchange(drawable, {}))
    works.push_back(random_work(provider, *operation));
}

void Explorer::State::add(const std::shared_ptr<const suite::Provider>& provider,
                          const contract::Operation& operation) {
  Work work;
  work.provider = provider;
  work.operation = &operation;
  work.stage = stage_of(operation, provider->contract);
  if (is_writing(operation) && !options.may_write(*provider)) {
    ++left_out;
    work.withheld = std::string(why_withheld);
    work.entries.push_back({operation.method + ' ' + operation.path + ": not sent", 0, {}, false, false});
    works.push_back(std::move(work));
    return;
  }
  plan.names_used[provider.get()].merge(credential_names(*provider, operation));
  note_mistake(work, provider->schemas->add(operation));
  note_mistake(work, unresolved_in_request(operation));
  if (!work.mistake.empty()) {
    work.entries.push_back({"the operation", 0, {}, false, false});
  } else {
    std::optional<base::Patience> patience;
    if (options.stop) patience.emplace(*options.stop);
    make_plan(work);
    if (base::Patience::is_over()) return;  // half a plan
    for (const Planned& one : work.planned)
      work.entries.push_back({one.name, one.phase, one.skip, one.shape.has_value(), is_left_open(work, one)});
    const bool is_drawn = operation.method != "DELETE" && is_wanted(random_phase, options) &&
                          (!options.replay || options.replay->operation == operation.id());
    if (is_drawn && Drawing::can_draw(*work.values)) drawable.push_back(&operation);
    for (const std::string& one : work.values->unmade()) unmade.push_back(operation.id() + ": " + one);
    drop_plan(work);
  }
  works.push_back(std::move(work));
}

bool Explorer::State::is_left_open(const Work& work, const Planned& planned) {
  const bool is_let_in = planned.wants == Wants::Anything ||
                         (planned.levels.contains("refused") && planned.levels.contains("schema"));
  return is_writing(*work.operation) && is_let_in;
}

void Explorer::State::make_plan(Work& work) {
  work.values = std::make_unique<OperationValues>(*work.provider, *work.operation, options, made);
  work.planned = plan_of(*work.values, options);
  work.give_back_all();
  work.sent.assign(work.planned.size(), std::nullopt);
}

void Explorer::State::drop_plan(Work& work) {
  work.planned.clear();
  work.values.reset();
  work.sent.clear();
}

void Explorer::State::put_in_order() {
  std::stable_sort(works.begin(), works.end(), [](const Work& a, const Work& b) { return a.stage < b.stage; });
  select_by_name(works, options);
  base::Fnv1a hash;
  for (const auto& provider : plan.providers) hash.add(provider->digest);
  std::size_t first = 0;
  for (Work& work : works) {
    work.first = first;
    first += work.entries.size();
    for (const Work::Entry& one : work.entries) {
      if (!one.is_told_of) continue;
      ++all_planned;
      hash.add(one.name);
    }
  }
  plan_hash = fmt::format("{:016x}", hash.value());
  select_by_shard(works, options);
  for (Work& work : works) work.give_back_all();
  for (std::size_t i = 0; i < works.size(); ++i)
    works[i].behind = i > 0 && works[i - 1].stage == works[i].stage ? works[i - 1].behind : i;
}

namespace {

base::Diagnostics unknown_phases(const std::vector<std::string>& wanted) {
  base::Diagnostics problems;
  std::vector<std::string> known;
  for (const PhaseKind& kind : phase_kinds()) known.emplace_back(kind.name);
  for (const std::string& name : wanted) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string hint = base::did_you_mean(name, known);
    if (hint.empty()) hint = "known: " + base::join(known, ", ");
    problems.push_back(error("explore.phase", "unknown phase " + base::in_quotes(name), {}, hint));
  }
  return problems;
}

void take_replay(Options& options) {
  options.phases = {std::string(random_phase)};
  options.selects = [](const std::string& name) {
    return name.find(" :: " + std::string(random_phase) + ": ") != std::string::npos;
  };
}

base::Diagnostics unknown_replay(const Options& options, const std::deque<Work>& works) {
  if (!options.replay || std::any_of(works.begin(), works.end(), std::mem_fn(&Work::is_random))) return {};
  return {error("explore.replay", "no request of " + options.replay->operation + " can be drawn",
                {}, "the operation of the id must be in the document, be chosen, and have something to choose")};
}

}  // namespace

Explorer::Explorer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Explorer::~Explorer() = default;

base::Result<std::unique_ptr<Explorer>> Explorer::make(std::vector<std::shared_ptr<const suite::Provider>> providers,
                                                       Options options) {
  base::Diagnostics problems = unknown_phases(options.phases);
  if (!problems.empty()) return problems;
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  if (state->options.replay) take_replay(state->options);
  state->drawing = state->options;
  state->drawing.now = base::SystemTime(std::chrono::floor<std::chrono::days>(state->options.now));
  for (const auto& provider : providers) {
    state->add(provider);
    base::append(problems, state->add_shared(provider));
  }
  if (!problems.empty()) return problems;
  state->put_in_order();
  if (!state->is_stopped()) problems = unknown_words(providers, state->options, state->tags.known());
  if (problems.empty() && !state->is_stopped()) problems = unknown_replay(state->options, state->works);
  if (!problems.empty()) return problems;
  const auto is_withheld = [](const Work& work) { return !work.withheld.empty() || work.shared; };
  // Else it would be green, and nothing sent.
  if (state->left_out > 0 && std::all_of(state->works.begin(), state->works.end(), is_withheld))
    return base::Diagnostics{error("explore.writes", std::string(all_withheld), {}, std::string(how_to_allow))};
  return std::unique_ptr<Explorer>(new Explorer(std::move(state)));
}

void Explorer::describe(result::RunInfo& info) const {
  info.planned = state_->all_planned;
  info.shard_index = state_->options.shard.index;
  info.shard_count = state_->options.shard.count;
  info.plan_hash = state_->plan_hash;
}

void Explorer::announce(const std::function<void(result::CasePlan&&)>& plan) const {
  for (const Work& work : state_->works) {
    for (std::size_t i = 0; i < work.entries.size(); ++i) {
      if (work.entries[i].is_told_of) plan(suite::plan_of(*frame_of(work, i), work.first + i));
    }
  }
}

std::size_t Explorer::announced() const {
  std::size_t cases = 0;
  for (const Work& work : state_->works) {
    for (const Work::Entry& entry : work.entries) cases += entry.is_told_of ? 1 : 0;
  }
  return cases;
}

std::string Explorer::name_of(std::size_t index) const {
  const Work& work = state_->work_of(index);
  return result::full_name(suite::plan_of(*frame_of(work, index - work.first), index));
}

run::CaseSource::Next Explorer::next() { return state_->next(); }
bool Explorer::is_failure(const CaseResult&) { return state_->has_failed; }
void Explorer::stop() {
  state_->is_stopping = true;
  state_->begin = 0;
}

std::unique_ptr<result::Sink> Explorer::sink(result::Sink& to) {
  State* state = state_.get();
  HoldingSink::Holder holder;
  holder.told = [state](CaseResult result, result::Sink& sink) { state->told(std::move(result), sink); };
  holder.end = [state](result::Sink& sink) { state->flush(sink); };
  holder.is_told_of = [state](std::size_t index) { return state->entry_of(index).is_told_of; };
  holder.is_first_start = [state](std::size_t index) { return state->is_first_start(index); };
  holder.has_failed = [state] { state->has_failed = true; };
  return std::make_unique<HoldingSink>(to, std::move(holder));
}

const suite::Plan& Explorer::plan() const { return state_->plan; }

std::vector<Counts> Explorer::counts() const {
  std::vector<Counts> all;
  for (const Work& work : state_->works) {
    if (!work.withheld.empty() || work.shared) continue;
    auto same = std::find_if(all.begin(), all.end(),
                             [&](const Counts& one) { return one.operation == work.operation->id(); });
    if (same == all.end()) {
      all.push_back({work.operation->id(), work.operation->method, work.operation->path,
                     std::vector<std::size_t>(phase_kinds().size(), 0)});
      same = std::prev(all.end());
    }
    for (const Work::Entry& entry : work.entries) same->cases[entry.phase] += entry.is_told_of ? 1 : 0;
  }
  return all;
}

base::Diagnostics Explorer::notes() const {
  base::Diagnostics notes;
  const auto note = [&](std::string kind, std::string message, std::string hint) {
    notes.push_back({base::Severity::Note, std::move(kind), std::move(message), {}, std::move(hint), {}});
  };
  if (state_->left_out > 0) {
    note("explore.writes",
         base::counted(state_->left_out, "operation") + " that may write " + (state_->left_out == 1 ? "is" : "are") +
             " left out: the target is not of this machine",
         std::string(how_to_allow));
  }
  const std::size_t shown = std::min(most_notes, state_->unmade.size());
  std::vector<std::string> named(state_->unmade.begin(), state_->unmade.begin() + static_cast<std::ptrdiff_t>(shown));
  if (shown < state_->unmade.size())
    named.push_back("and " + std::to_string(state_->unmade.size() - shown) + " more");
  if (shown > 0)
    note("explore.unmade",
         "not made, " + base::counted(state_->unmade.size(), "value") + ": " + base::join(named, "; "), {});
  return notes;
}

const std::vector<std::string>& Explorer::left_behind() const { return state_->left; }

}  // namespace concord::explore
