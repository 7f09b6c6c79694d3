// The order of things: an operation is tried until one of its requests is accepted, then all else of it may be under
// way at once. Operations whose answers may tell of things (ids) go first, those that take things away last.
#include <concord/explore.h>

#include "credentials.h"
#include "holding_sink.h"
#include "left_behind.h"
#include "reaching.h"
#include "request_change.h"
#include "selected_cases.h"
#include "selection.h"
#include "state_works.h"
#include "unresolved_request.h"
#include "unsent_cases.h"
#include "work.h"

#include <concord/base/counted.h>
#include <concord/base/fnv.h>
#include <concord/base/patience.h>
#include <concord/base/text.h>
#include <concord/document/patch.h>
#include <concord/message/value_format.h>
#include <concord/templates.h>

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <iterator>

namespace concord::explore {

using base::error;
using result::CaseResult;
using result::SkipKind;
using result::Verdict;

namespace {

constexpr std::size_t most_differences = 3;
constexpr std::size_t most_notes = 5;
constexpr std::string_view all_withheld =
    "nothing would be sent: all that is selected may write, and the target is not of this machine";
constexpr std::string_view how_to_allow = "--allow-writes, or writes: true at the target in provider.yaml";
constexpr std::string_view why_withheld =
    "it may write, and the target is not of this machine: --allow-writes was not given";

void collect_names(const Node& node, std::set<std::string>& names) {
  for (std::string& name : templates::names_used(node)) names.insert(std::move(name));
}

}  // namespace

struct Explorer::State {
  Options options;
  suite::Plan plan;
  std::deque<Work> works;          // in the order of their stages, within that of the documents
  std::vector<std::size_t> order;  // of the works by `first`
  std::size_t all_planned = 0;  // cases of all shards
  std::size_t begin = 0;    // works before it are done
  std::size_t settled = 0;  // it is known of those before it whether they are reached
  std::size_t over = 0;     // those before it have been judged
  std::size_t sent = 0;
  std::size_t left_out = 0;  // operations that write
  std::vector<std::string> unmade;
  std::map<const suite::Provider*, KnownValues> known;
  std::map<const suite::Provider*, std::vector<std::string>> paths;
  MadeOperations made;
  Tags tags;
  Options drawing;                  // of requests that are drawn: by the day, so that they are the same again
  std::vector<const contract::Operation*> drawable;  // of the provider that is added
  std::string plan_hash;
  bool sends_what_is_open = false;  // see Work::Entry::is_left_open
  bool is_stopping = false;
  bool has_failed = false;  // a case that is told of
  std::vector<std::string> left;  // on the other side

  // ---- planning

  void add(const std::shared_ptr<const suite::Provider>& provider) {
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

  bool is_stopped() const { return options.stop && options.stop->load() != 0; }

  void add(const std::shared_ptr<const suite::Provider>& provider, const contract::Operation& operation) {
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
    const base::Diagnostics& broken = provider->schemas->add(operation);
    const auto first = std::find_if(broken.begin(), broken.end(), [](const base::Diagnostic& one) {
      return one.severity == base::Severity::Error;
    });
    work.mistake = first != broken.end() ? first->message : unresolved_in_request(operation);
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

  static bool is_left_open(const Work& work, const Planned& planned) {
    const bool is_let_in = planned.wants == Wants::Anything ||
                           (planned.levels.contains("refused") && planned.levels.contains("schema"));
    return is_writing(*work.operation) && is_let_in;
  }

  void make_plan(Work& work) {
    work.values = std::make_unique<OperationValues>(*work.provider, *work.operation, options, made);
    work.planned = plan_of(*work.values, options);
    work.give_back_all();
    work.sent.assign(work.planned.size(), std::nullopt);
  }
  static void drop_plan(Work& work) {
    work.planned.clear();
    work.values.reset();
    work.sent.clear();
  }

  void put_in_order() {
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

  // ---- giving

  // Of an earlier stage, all must be known; stories, and what takes things away, wait until all else has been judged.
  bool may_begin(const Work& work) {
    while (settled < works.size() && works[settled].is_settled()) ++settled;
    while (over < works.size() && works[over].is_over()) ++over;
    return (work.stage >= story_stage ? over : settled) >= work.behind;
  }

  Next give(Work& work, std::size_t position, std::shared_ptr<const suite::Case> one) {
    work.is_given[position] = true;
    const bool is_sent = !one->skip && !one->mistake;
    if (is_sent) ++sent;
    if (is_sent) ++work.under_way;
    return {run::CaseSource::State::Ready, work.first + position, std::move(one)};
  }

  std::optional<std::size_t> first_left(const Work& work, bool is_tried_first) const {
    for (std::size_t i = 0; i < work.entries.size(); ++i) {
      const Work::Entry& entry = work.entries[i];
      if (work.is_given[i] || entry.is_tried_first != is_tried_first) continue;
      if (!entry.is_left_open || sends_what_is_open) return i;
    }
    return std::nullopt;
  }
  static bool is_all_given(const Work& work) {
    return std::find(work.is_given.begin(), work.is_given.end(), false) == work.is_given.end();
  }
  // Who may take a thing away is asked as long as it is there.
  bool takes_away(const Work& work) const {
    return work.operation->method == "DELETE" && known.at(work.provider.get()).find(work.operation->path, true);
  }
  static std::optional<std::size_t> first_of_nobody(const Work& work) {
    for (std::size_t i = 0; i < work.planned.size(); ++i) {
      if (!work.is_given[i] && !work.planned[i].keeps_auth) return i;
    }
    return std::nullopt;
  }

  bool is_past_bound() const { return options.most_requests > 0 && sent >= options.most_requests; }

  std::optional<Next> next_of(Work& work) {
    if (!work.mistake.empty() || !work.withheld.empty()) {
      work.status = Work::Status::Done;
      return give(work, 0, unsent(work, 0, {SkipKind::NotSelected, work.withheld}));
    }
    if (work.status == Work::Status::Waiting && !may_begin(work)) return std::nullopt;
    if (work.resources) return next_story(work);
    if (work.is_random) return next_draw(work);
    if (work.status == Work::Status::Waiting) {
      make_plan(work);
      work.status = Work::Status::Trying;
    }
    if (work.status == Work::Status::Trying && takes_away(work)) {
      if (const auto position = first_of_nobody(work)) return give_other(work, *position);
      if (work.under_way > 0) return std::nullopt;
    }
    if (const auto position = first_left(work, true)) {
      if (work.status == Work::Status::Trying && work.is_trying_one) return std::nullopt;
      return give_first(work, *position);
    }
    if (work.status == Work::Status::Trying) {
      if (work.is_trying_one) return std::nullopt;
      work.status = Work::Status::NeverReached;  // nothing could be tried at all
    }
    if (const auto position = first_left(work, false)) return give_other(work, *position);
    if (!is_all_given(work)) return std::nullopt;
    work.status = Work::Status::Done;
    if (work.under_way == 0) drop_plan(work);
    return std::nullopt;
  }

  std::optional<Node> starting_request(Work& work, generate::Shape shape) {
    return work.values->whole_request(shape, known.at(work.provider.get()));
  }

  Next give_first(Work& work, std::size_t position) {
    const Planned& planned = work.planned[position];
    if (!planned.skip.empty()) return give(work, position, left_out_by_plan(work, position));
    if (is_past_bound()) return give(work, position, past_bound(work, position, options.most_requests));
    const auto start = starting_request(work, *planned.shape);
    auto made_of_it = start ? changed(*start, planned, *work.values) : std::nullopt;
    if (!made_of_it) return give(work, position, nothing_to_try(work, position));
    if (Node* body = made_of_it->request.find("body")) known.at(work.provider.get()).fill_in(*body);
    work.sent[position] = made_of_it->request;
    work.tried[position] = made_of_it->request;
    if (work.status == Work::Status::Trying) work.is_trying_one = true;
    const std::string pair =
        work.accepted ? beside(work.accepted_name, differences(*work.accepted, made_of_it->request, most_differences))
                      : std::string();
    return give(work, position, case_of(work, position, std::move(made_of_it->request), planned.why, {}, {}, pair));
  }

  Next give_other(Work& work, std::size_t position) {
    const Planned& planned = work.planned[position];
    if (!planned.skip.empty()) return give(work, position, left_out_by_plan(work, position));
    const bool is_reached = work.accepted.has_value();
    if (is_past_bound()) return give(work, position, past_bound(work, position, options.most_requests));
    const bool may_be_first = planned.is_independent || (!planned.keeps_auth && takes_away(work));
    if (!is_reached && !may_be_first) return give(work, position, blocked(work, position, *work.operation));
    if (planned.wants == Wants::Accepted && is_decided(work, planned))
      return give(work, position, not_free(work, position));
    const auto start = is_reached ? work.accepted : starting_request(work, generate::Shape::Smallest);
    auto made_of_it = start ? changed(*start, planned, *work.values) : std::nullopt;
    if (!made_of_it) return give(work, position, not_made(work, position));
    std::string pair;
    if (Node* body = made_of_it->request.find("body"); body && planned.wants == Wants::Accepted)
      known.at(work.provider.get()).fill_in(*body);
    if (planned.wants == Wants::Accepted)
      pair = beside(work.accepted_name, differences(*start, made_of_it->request, most_differences));
    return give(work, position,
                case_of(work, position, std::move(made_of_it->request), made_of_it->why, made_of_it->schema_location,
                        made_of_it->documented, pair));
  }

  // ---- stories

  std::optional<Next> next_story(Work& work) {
    work.status = Work::Status::NeverReached;  // nothing else waits for it to be reached
    const auto position = first_left(work, false);
    if (!position) {
      work.status = Work::Status::Done;
      return std::nullopt;
    }
    if (is_past_bound()) return give(work, *position, past_bound(work, *position, options.most_requests));
    for (const contract::Operation* needed : needed_operations(work)) {
      const Work* other = find_work(*needed);
      if (!other || !other->accepted) return give(work, *position, blocked(work, *position, *needed));
    }
    return give(work, *position, story_case(work, *position, options, made, [&](const contract::Operation& operation) {
                  return request_of(work.provider, operation);
                }));
  }

  // ---- what is drawn

  std::optional<Next> next_draw(Work& work) {
    work.status = Work::Status::NeverReached;  // nothing else waits for it to be reached
    if (work.under_way > 0) return std::nullopt;
    if (!work.is_given.front()) begin_drawing(work);
    if (!work.is_given.front() && !work.drawn) {
      work.status = Work::Status::Done;
      return give(work, 0, not_drawn_yet(work));
    }
    if (!work.drawn) return std::nullopt;
    if (work.is_given.front()) --sent;
    work.planned.assign(1, work.drawn->planned);
    const Work& asked = *find_work(*work.operation);
    std::string pair;
    if (work.drawn->planned.wants == Wants::Accepted)
      pair = beside(asked.accepted_name, differences(*asked.accepted, work.drawn->request, most_differences));
    const Planned& planned = work.drawn->planned;
    return give(work, 0,
                case_of(work, 0, work.drawn->request, planned.why, planned.schema_location, planned.documented, pair));
  }

  void begin_drawing(Work& work) {
    const Work* asked = find_work(*work.operation);
    if (!asked || !asked->accepted || is_past_bound()) return;
    work.values = std::make_unique<OperationValues>(*work.provider, *work.operation, drawing, made);
    const auto replayed = options.replay ? std::optional(options.replay->draw) : std::nullopt;
    work.search = std::make_unique<RandomSearch>(
        Drawing(*work.values, known.at(work.provider.get()), *asked->accepted, options.seed), work.operation->id(),
        options, replayed);
    work.drawn = work.search->next();
    if (!work.drawn) work.search.reset();
  }

  UnsentCase not_drawn_yet(const Work& work) const {
    if (is_past_bound()) return past_bound(work, 0, options.most_requests);
    return work.values ? not_drawn(work, 0) : blocked(work, 0, *work.operation);
  }

  void told_of_draw(Work& work, CaseResult result, result::Sink& to) {
    if (!work.search) return to.case_finished(result);
    work.search->judged(std::move(result));
    if (is_stopping) work.search->stop("the run was ended");
    if (is_past_bound()) work.search->stop("--max-requests " + std::to_string(options.most_requests) + " was reached");
    work.drawn = work.search->next();
    if (work.drawn) ++sent;  // now, lest others take what is left of the bound
    else end_drawing(work, to);
  }

  void end_drawing(Work& work, result::Sink& to) {
    to.case_finished(work.search->take());
    work.search.reset();
    work.drawn.reset();
    work.status = Work::Status::Done;
    drop_plan(work);
  }

  const Work* find_work(const contract::Operation& operation) const {
    const auto found = std::find_if(works.begin(), works.end(), [&](const Work& one) {
      return one.operation == &operation && one.is_of_operation();
    });
    return found == works.end() ? nullptr : &*found;
  }

  // The richest that was accepted, else one as documented.
  std::optional<Node> request_of(const std::shared_ptr<const suite::Provider>& provider,
                                 const contract::Operation& operation) {
    const Work* known_work = find_work(operation);
    if (known_work && known_work->richest) return known_work->richest;
    if (known_work && known_work->accepted) return known_work->accepted;
    Work asked;
    asked.provider = provider;
    asked.operation = &operation;
    asked.values = std::make_unique<OperationValues>(*provider, operation, options, made);
    return starting_request(asked, generate::Shape::Typical);
  }

  bool is_decided(const Work& work, const Planned& planned) const {
    const KnownValues& values = known.at(work.provider.get());
    return std::any_of(planned.change.edits.begin(), planned.change.edits.end(), [&](const Edit& edit) {
      return values.decides(edit.at) || document::resolve(work.provider->request, edit.at) != nullptr;
    });
  }
  Next next() {
    if (is_stopping) return next_left();
    while (begin < works.size() && works[begin].status == Work::Status::Done) ++begin;
    for (std::size_t i = begin; i < works.size(); ++i) {
      if (works[i].status == Work::Status::Done) continue;
      if (auto found = next_of(works[i])) return std::move(*found);
      // Those behind it are of its stage or wait for it.
      if (works[i].status == Work::Status::Waiting) break;
    }
    if (!sends_what_is_open && std::all_of(works.begin(), works.end(), std::mem_fn(&Work::is_over))) {
      sends_what_is_open = true;
      return next();
    }
    const bool is_over = std::all_of(works.begin(), works.end(),
                                     [](const Work& work) { return work.status == Work::Status::Done; });
    return {is_over ? run::CaseSource::State::NoneAnyMore : run::CaseSource::State::NoneYet, 0, nullptr};
  }

  // Nothing more is sent: what is left is named.
  Next next_left() {
    for (; begin < works.size(); ++begin) {
      Work& work = works[begin];
      for (std::size_t i = 0; i < work.entries.size(); ++i) {
        if (work.is_given[i] || !work.entries[i].is_told_of) continue;
        work.is_given[i] = true;
        return {run::CaseSource::State::Ready, work.first + i, frame_of(work, i)};
      }
    }
    return {};
  }
  // ---- learning

  Work& work_of(std::size_t index) {
    const auto behind = std::upper_bound(works.begin(), works.end(), index,
                                         [](std::size_t wanted, const Work& work) { return wanted < work.first; });
    return *std::prev(behind);
  }

  const Work::Entry& entry_of(std::size_t index) {
    const Work& work = work_of(index);
    return work.entries[index - work.first];
  }

  bool is_first_start(std::size_t index) {
    Work& work = work_of(index);
    return !std::exchange(work.was_started, work.is_random);
  }

  void told(CaseResult result, result::Sink& to) {
    Work& work = work_of(result.index);
    const std::size_t position = result.index - work.first;
    const bool was_sent = !result.skip && work.mistake.empty();
    if (was_sent && work.under_way > 0) --work.under_way;
    if (result.verdict == Verdict::Failed && work.entries[position].is_told_of && !work.is_random) has_failed = true;
    if (work.is_random) return told_of_draw(work, std::move(result), to);
    note_richest(work, position, result);
    if (work.resources) {
      for (std::string& one : explore::left_behind(work, result)) left.push_back(std::move(one));
    }
    judged(work, position, std::move(result), was_sent, to);
    if (!is_all_given(work) || work.under_way > 0) return;
    tell_let_in(work, to);
    if (work.status == Work::Status::Done) drop_plan(work);
  }

  static void tell_let_in(Work& work, result::Sink& to) {
    join_open_gates(work.let_in, work.broken);
    for (const CaseResult& one : work.let_in) to.case_finished(one);
    work.let_in.clear();
  }

  void judged(Work& work, std::size_t position, CaseResult result, bool was_sent, result::Sink& to) {
    if (!was_sent || work.planned.empty()) return to.case_finished(result);
    const Planned& planned = work.planned[position];
    const bool is_accepted = status_of(result) > 0 && status_of(result) < 400;
    if (is_accepted && planned.wants == Wants::Accepted) learn(work, position, result);
    const bool is_of_a_part = planned.wants == Wants::Refused && !planned.operation && planned.keyword != "security";
    if (is_of_a_part) ++work.broken[part_of_place(planned.at)];
    if (is_of_a_part && is_accepted && result.verdict == Verdict::Failed) {
      work.let_in.push_back(std::move(result));
      return;
    }
    if (!planned.shape || work.status != Work::Status::Trying) return to.case_finished(result);
    work.is_trying_one = false;
    if (is_accepted) return reached(work, position, result, to);
    work.statuses.push_back(status_of(result));
    work.held.push_back(std::move(result));
    if (!first_left(work, true)) never_reached(work, to);
  }

  // Its plan may be dropped by now.
  static void note_richest(Work& work, std::size_t position, const CaseResult& result) {
    const auto tried = work.tried.find(position);
    if (tried == work.tried.end()) return;
    const int status = status_of(result);
    const bool is_richer = !work.richest || position > work.richest_position;
    if (status > 0 && status < 300 && is_richer) {
      work.richest = std::move(tried->second);
      work.richest_position = position;
    }
    work.tried.erase(tried);
  }

  void reached(Work& work, std::size_t position, const CaseResult& result, result::Sink& to) {
    work.status = Work::Status::Reached;
    work.accepted = work.sent[position];
    work.accepted_name = result.name;
    for (CaseResult& held : work.held) {
      const auto& refused = work.sent[held.index - work.first];
      set_refused(held, work.accepted_name, differences(*work.accepted, *refused, most_differences));
      to.case_finished(held);
    }
    work.held.clear();
    to.case_finished(result);
  }

  void never_reached(Work& work, result::Sink& to) {
    work.status = Work::Status::NeverReached;
    for (CaseResult& held : work.held) {
      const auto& sent_then = work.sent[held.index - work.first];
      set_never_reached(held, work.statuses, *work.provider, *work.operation, sent_then ? &*sent_then : nullptr);
      to.case_finished(held);
    }
    work.held.clear();
  }

  void flush(result::Sink& to) {
    for (Work& work : works) {
      for (CaseResult& held : work.held) {
        held.verdict = Verdict::NotRun;
        held.reason = {SkipKind::NotSelected, "the run ended before it was known whether any request is accepted"};
        held.failures.clear();
        held.error.reset();
        to.case_finished(held);
      }
      work.held.clear();
      tell_let_in(work, to);
      if (!work.search) continue;
      work.search->stop("the run was ended");
      end_drawing(work, to);
    }
  }

  void learn(Work& work, std::size_t position, const CaseResult& result) {
    const result::ExchangeRecord& exchange = *result.steps.back().exchange;
    KnownValues& values = known.at(work.provider.get());
    const std::optional<Node>& request = work.sent[position] ? work.sent[position] : work.accepted;
    if (!request) return;
    if (work.operation->method == "DELETE") {
      Resource gone;
      if (const Node* path = request->find("path")) {
        for (const auto& [name, value, span] : path->members()) gone[name] = value;
      }
      return values.forget(work.operation->path, gone);
    }
    std::optional<Node> body;
    const auto& text = exchange.response_body;
    if (text && !text->is_base64 && !text->is_cut && !text->text.empty())
      body = document::parse_answer_json(text->text).root;
    values.learn(*work.operation, *request, exchange.response_headers, body ? &*body : nullptr,
                 paths.at(work.provider.get()));
  }
};

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
  for (const auto& provider : providers) state->add(provider);
  state->put_in_order();
  if (!state->is_stopped()) problems = unknown_words(providers, state->options, state->tags.known());
  if (problems.empty() && !state->is_stopped()) problems = unknown_replay(state->options, state->works);
  if (!problems.empty()) return problems;
  if (state->left_out > 0 && state->left_out == state->works.size())  // else it would be green, and nothing sent
    return base::Diagnostics{error("explore.writes", std::string(all_withheld), {}, std::string(how_to_allow))};
  return std::unique_ptr<Explorer>(new Explorer(std::move(state)));
}

void Explorer::describe(result::RunInfo& info) const {
  info.planned = state_->all_planned;
  info.shard_index = state_->options.shard.index;
  info.shard_count = state_->options.shard.count;
  info.plan_hash = state_->plan_hash;
}

void Explorer::announce(const std::function<void(const result::CasePlan&)>& plan) const {
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
    if (!work.withheld.empty()) continue;
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
