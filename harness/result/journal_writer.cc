#include "journal_index.h"
#include "write_result.h"

#include <concord/base/out_file.h>
#include <concord/journal.h>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <map>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

namespace concord::result {

using document::JsonWriter;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_shapes = 100'000;         // remembered, to write each once
constexpr std::size_t most_recent = 16;              // of them, as they are
constexpr std::size_t most_uniques = 32;             // the same of what must not come twice
constexpr std::size_t largest_buffer = 1u << 20;     // kept for the next line
constexpr std::size_t most_waiting = 64u << 10;      // bytes that are not with the system yet
constexpr std::chrono::milliseconds longest_wait{50};

std::string failure(int error_number) { return std::generic_category().message(error_number); }

fs::path name_of_its_own(const fs::path& path, const std::string& run_id) {
  return path.parent_path() / (path.stem().string() + '-' + run_id + path.extension().string());
}

struct Opened {
  base::OpenedOutput output;
  bool is_taken = false;  // by another run
};

base::Result<Opened> open_and_lock(const fs::path& path) {
  auto output = base::open_output(path);
  if (!output) return std::move(output).diagnostics();
  Opened opened{std::move(output).value(), false};
  if (!opened.output.is_regular) return opened;
  const int file = opened.output.descriptor.get();
  // A file system that knows no locks is no reason not to write.
  opened.is_taken = ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  if (!opened.is_taken && ::ftruncate(file, 0) != 0) {
    return base::error("file.cannot-write",
                       fmt::format("cannot write \"{}\": {}", path.generic_string(), failure(errno)));
  }
  return opened;
}

}  // namespace

struct JournalWriter::State {
  fs::path path;
  bool is_renamed = false;
  base::OpenedOutput output;
  base::Descriptor copy;  // of what is written through
  std::string error;
  std::atomic<bool> has_failed{false};
  std::string text;  // lines that are not written yet
  std::uint64_t written = 0;  // bytes before them
  JournalIndex index;         // of all lines
  bool is_in_order = true;    // of the plan; otherwise the lines are read again
  bool writes_at_pauses = false;
  std::size_t still_to_plan = 0;
  std::chrono::steady_clock::time_point written_at{};
  std::map<SuiteFacts, std::uint64_t, bool (*)(const SuiteFacts&, const SuiteFacts&)> suites{is_before};
  std::unordered_map<std::string, std::uint64_t> shapes;
  std::vector<std::pair<Observations, std::uint64_t>> recent;  // with their numbers
  std::vector<ValueSeen> uniques;  // by number, of which kind and failure count

  static bool is_before(const SuiteFacts& a, const SuiteFacts& b) {
    return std::tie(a.classname, a.suite_file, a.suite, a.provider, a.documentation) <
           std::tie(b.classname, b.suite_file, b.suite, b.provider, b.documentation);
  }

  // A line of its own: `write` adds the members.
  template <class Write>
  LinePlace line(std::string_view event, Write write) {
    if (!error.empty()) return {};
    const std::size_t begin = text.size();
    JsonWriter json(text);
    json.begin_object().key("event").text(event);
    write(json);
    json.end_object();
    const LinePlace place{written + begin, static_cast<std::uint32_t>(text.size() - begin)};
    text += '\n';
    return place;
  }
  template <class Write>
  LinePlace line_of(std::string_view event, std::size_t number, Write write) {
    return line(event, [&](JsonWriter& json) {
      json.key("index").number(static_cast<std::uint64_t>(number));
      write(json);
    });
  }

  void flush() {
    if (text.empty() || !error.empty()) return;
    int failed = base::write_all(output.descriptor.get(), text);
    if (failed == ETIMEDOUT) error = fmt::format("cannot write the journal {}: nobody reads it", path.generic_string());
    else if (failed != 0)
      error = fmt::format("cannot write the journal {}: {}", path.generic_string(), failure(failed));
    if (failed == 0 && copy.is_open()) failed = base::write_all(copy.get(), text);
    if (failed != 0 && error.empty()) error = fmt::format("cannot keep a copy of the journal: {}", failure(failed));
    if (!error.empty()) has_failed = true;
    written += text.size();
    text.clear();
    if (text.capacity() > largest_buffer) text.shrink_to_fit();
    written_at = std::chrono::steady_clock::now();
  }
  // For what tells about the run but is no result.
  void flush_sometimes() {
    if (text.size() > most_waiting || std::chrono::steady_clock::now() - written_at > longest_wait) flush();
  }

  std::uint64_t suite_of(const CasePlan& plan);
  std::uint64_t shape_of(const Observations& observations);
  std::uint64_t written_shape_of(const Observations& observations);
  std::uint64_t unique_of(const ValueSeen& seen);
  std::optional<std::uint64_t> check_list_of(const std::vector<std::string>& checks);
};

base::Result<std::unique_ptr<JournalWriter>> JournalWriter::create(const fs::path& path, const std::string& run_id) {
  auto state = std::make_unique<State>();
  state->path = path;
  auto opened = open_and_lock(path);
  if (opened && opened->is_taken) {
    state->path = name_of_its_own(path, run_id);
    state->is_renamed = true;
    opened = open_and_lock(state->path);
  }
  if (!opened) return std::move(opened).diagnostics();
  state->output = std::move(opened->output);
  if (!state->output.is_regular) {
    state->copy = base::open_unnamed_file();
    if (!state->copy.is_open()) {
      return base::error("journal.copy", fmt::format("cannot keep a copy of the journal: {}", failure(errno)));
    }
  }
  return std::unique_ptr<JournalWriter>(new JournalWriter(std::move(state)));
}

JournalWriter::JournalWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
JournalWriter::~JournalWriter() { state_->flush(); }

void JournalWriter::flush() { state_->flush(); }
void JournalWriter::write_at_pauses() { state_->writes_at_pauses = true; }

const fs::path& JournalWriter::path() const { return state_->path; }
bool JournalWriter::is_renamed() const { return state_->is_renamed; }
const std::string& JournalWriter::error() const { return state_->error; }
const std::atomic<bool>& JournalWriter::has_failed() const { return state_->has_failed; }

base::Result<RunReader> JournalWriter::read() {
  state_->flush();
  const int file = (state_->copy.is_open() ? state_->copy : state_->output.descriptor).get();
  base::Descriptor own(::fcntl(file, F_DUPFD_CLOEXEC, 3));
  if (!own.is_open())
    return base::error("journal.cannot-read", fmt::format("cannot read the journal: {}", failure(errno)));
  const bool is_known = state_->error.empty() && state_->is_in_order && state_->index.is_complete;
  if (!is_known) return RunReader::open(std::move(own), state_->path.generic_string());
  return RunReader::of_index(std::move(own), state_->path.generic_string(), std::exchange(state_->index, {}));
}

void JournalWriter::run_planned(const RunInfo& info, std::size_t cases) {
  state_->still_to_plan = cases;
  state_->index.info = info;
  state_->index.announced = cases;
  state_->index.cases.reserve(cases);
  state_->line("run", [&](JsonWriter& json) {
    json.key("format").number(journal_format).key("cases").number(static_cast<std::uint64_t>(cases));
    write_info(json.key("info"), info);
  });
  state_->flush();
}

std::uint64_t JournalWriter::State::suite_of(const CasePlan& plan) {
  SuiteFacts suite{plan.suite, plan.suite_file, plan.classname, plan.provider, plan.documentation};
  const auto [known, is_new] = suites.emplace(std::move(suite), suites.size());
  if (!is_new) return known->second;
  index.suites.push_back(known->first);
  const std::uint64_t number = known->second;
  line("suite", [&](JsonWriter& json) {
    json.key("number").number(number);
    const std::array<std::pair<std::string_view, const std::string*>, 5> texts{{{"suite", &plan.suite},
                                                                               {"file", &plan.suite_file},
                                                                               {"classname", &plan.classname},
                                                                               {"provider", &plan.provider},
                                                                               {"documentation", &plan.documentation}}};
    for (const auto& [key, value] : texts) {
      if (!value->empty()) write_text(json.key(key), *value);
    }
  });
  return number;
}

void JournalWriter::case_planned(const CasePlan& plan) {
  const std::uint64_t suite = state_->suite_of(plan);
  const LinePlace place = state_->line_of("planned", plan.index, [&](JsonWriter& json) {
    json.key("suite").number(suite);
    write_plan(json, plan);
  });
  auto& cases = state_->index.cases;
  if (!cases.empty() && cases.back().index() >= plan.index) state_->is_in_order = false;
  CaseEntry& entry = cases.emplace_back(static_cast<std::uint32_t>(plan.index));
  entry.set_plan(place);
  entry.set_suite(suite);
  entry.set_part(plan.part);
  if (plan.skip) entry.set_verdict(Verdict::Skipped);
  const bool is_last = --state_->still_to_plan == 0;
  if (is_last || state_->text.size() > most_waiting) state_->flush();
}

void JournalWriter::case_started(std::size_t index) {
  state_->line_of("started", index, [](JsonWriter&) {});
  if (CaseEntry* entry = find_case(state_->index, static_cast<std::uint32_t>(index))) entry->set_started();
  state_->flush_sometimes();
}

std::uint64_t JournalWriter::State::shape_of(const Observations& observations) {
  // Most answers look like one of the last.
  const auto is_same = [&](const auto& one) { return one.first == observations; };
  const auto same = std::find_if(recent.begin(), recent.end(), is_same);
  if (same != recent.end()) return same->second;
  const std::uint64_t number = written_shape_of(observations);
  if (recent.size() == most_recent) recent.erase(recent.begin());
  recent.emplace_back(observations, number);
  return number;
}

std::uint64_t JournalWriter::State::written_shape_of(const Observations& observations) {
  std::string shape;
  JsonWriter json(shape);
  json.begin_object();
  write_observations(json, observations);
  json.end_object();
  const std::uint64_t number = shapes.size();
  const auto known = shapes.find(shape);
  if (known != shapes.end()) return known->second;
  // Written again then, under the same numbers: the later one counts.
  if (number == most_shapes) shapes.clear(), recent.clear();
  const std::uint64_t fresh = shapes.size();
  line("shape", [&](JsonWriter& line) {
    line.key("number").number(fresh);
    write_observations(line, observations);
  });
  shapes.emplace(std::move(shape), fresh);
  return fresh;
}

void JournalWriter::observed(std::size_t index, const Observations& observations) {
  const std::uint64_t shape = state_->shape_of(observations);
  state_->line_of("observed", index, [&](JsonWriter& json) { json.key("shape").number(shape); });
}

// What is said of a value is mostly the same for all cases, and written once.
std::uint64_t JournalWriter::State::unique_of(const ValueSeen& seen) {
  const auto is_same = [&seen](const ValueSeen& one) {
    return one.kind == seen.kind && one.otherwise == seen.otherwise;
  };
  const auto same = std::find_if(uniques.begin(), uniques.end(), is_same);
  if (same != uniques.end()) return static_cast<std::uint64_t>(same - uniques.begin());
  // Written again then, under the same numbers: the later one counts.
  if (uniques.size() == most_uniques) uniques.clear();
  const std::uint64_t number = uniques.size();
  line("unique", [&](JsonWriter& json) {
    json.key("number").number(number);
    write_text(json.key("kind"), seen.kind);
    write_failure(json.key("otherwise"), seen.otherwise);
  });
  uniques.push_back(seen);
  return number;
}

void JournalWriter::value_seen(const ValueSeen& seen) {
  const std::uint64_t unique = state_->unique_of(seen);
  state_->line_of("seen", seen.index, [&](JsonWriter& json) {
    write_text(json.key("digest"), seen.digest);
    json.key("unique").number(unique);
  });
}

// Nothing where there are none, or too many lists.
std::optional<std::uint64_t> JournalWriter::State::check_list_of(const std::vector<std::string>& checks) {
  CheckLists& lists = index.check_lists.front();
  const auto same = std::find(lists.begin(), lists.end(), checks);
  if (same != lists.end()) return static_cast<std::uint64_t>(same - lists.begin());
  if (checks.empty() || lists.size() == max_check_lists) return std::nullopt;
  const std::uint64_t number = lists.size();
  line("checks", [&](JsonWriter& json) {
    json.key("number").number(number).key("ids").begin_array();
    for (const std::string& id : checks) json.text(id);
    json.end_array();
  });
  lists.push_back(checks);
  return number;
}

void JournalWriter::case_finished(const CaseResult& result) {
  const auto check_list = state_->check_list_of(result.checks);
  const LinePlace place = state_->line_of(
      "case", result.index, [&](JsonWriter& json) { write_outcome(json, result, check_list); });
  if (CaseEntry* entry = find_case(state_->index, static_cast<std::uint32_t>(result.index))) {
    entry->note(result);
    entry->set_outcome(place);
  } else {
    state_->is_in_order = false;
  }
  if (!state_->writes_at_pauses || state_->text.size() > most_waiting) state_->flush();
}

void JournalWriter::pause() { state_->flush(); }

void JournalWriter::compared(const document::Node& what) {
  state_->index.comparison = read_comparison(what);
  state_->line("compared", [&](JsonWriter& json) { json.key("what").node(what); });
}

void JournalWriter::covered(const Coverage& coverage) {
  state_->index.coverage = coverage;
  state_->line("covered", [&](JsonWriter& json) { json.key("what").node(to_node(coverage)); });
}

void JournalWriter::run_aborted(const Aborted& why) {
  state_->index.end.aborted = why;
  state_->line("aborted", [&](JsonWriter& json) {
    json.key("kind").text(abort_kind_name(why.kind));
    write_text(json.key("text"), why.text);
  });
  state_->flush();
}

void JournalWriter::run_ended(const RunEnd& end) {
  if (!end.aborted.empty()) state_->index.end.aborted = end.aborted;
  state_->index.end.wall_time = end.wall_time;
  state_->index.is_complete = true;
  state_->line("end", [&](JsonWriter& json) {
    json.key("wall_ms").number(static_cast<std::int64_t>(end.wall_time.count()));
    if (end.aborted.empty()) return;
    json.key("aborted").begin_object().key("kind").text(abort_kind_name(end.aborted.kind));
    write_text(json.key("text"), end.aborted.text);
    json.end_object();
  });
  state_->flush();
}

}  // namespace concord::result
