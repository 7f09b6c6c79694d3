#include "node_text.h"
#include "result_from_node.h"

#include <concord/base/file.h>
#include <concord/journal.h>

#include <algorithm>
#include <unordered_map>

namespace concord::result {
namespace {

using document::Node;

constexpr std::uintmax_t max_journal_bytes = 1ull << 30;
constexpr std::size_t max_cases = 1'000'000;
// The first line has all the cases of the plan in it.
constexpr document::ParseLimits line_limits{.depth = 64, .nodes = 100'000'000, .bytes = max_journal_bytes};

class JournalReader {
 public:
  explicit JournalReader(const base::Source& source) : source_(source) {}

  base::Result<Run> read() {
    const std::string_view text = source_.text();
    for (line_begin_ = 0; line_begin_ < text.size() && !fault_;) {
      const std::size_t end = text.find('\n', line_begin_);
      const bool is_last = end == std::string_view::npos;
      const std::string_view line = text.substr(line_begin_, is_last ? end : end - line_begin_);
      if (!line.empty()) read_line(line, is_last);
      line_begin_ += line.size() + 1;
    }
    if (!fault_ && !has_begun_) fail("journal.no-run", "the journal has no \"run\" event, so nothing was recorded", {});
    if (fault_) return std::move(*fault_);
    return std::move(run_);
  }

 private:
  void read_line(std::string_view line, bool is_last) {
    auto parsed = document::parse_answer_json(line, line_limits);
    if (parsed.faults.empty() && parsed.root && parsed.root->is_object()) return read_event(*parsed.root);
    // A process that was killed while it wrote leaves half a line, without a line feed.
    if (is_last) return;
    if (parsed.faults.empty()) return fail("journal.event", "an event is an object", line_span());
    const auto& fault = parsed.faults.front();
    fail("journal.json", "not JSON: " + without_position(fault.message), line_span(fault.offset));
  }

  void read_event(const Node& node) {
    const Node* name = node.find("event");
    const std::string_view event = name ? name->string_or_empty() : std::string_view();
    if (event == "run") return read_run(node);
    if (!has_begun_) return fail("journal.order", "the first event of a journal is \"run\"", line_span());
    if (run_.is_complete) return fail("journal.order", "an event after the end of the run", line_span());
    if (event == "case") return read_case(node);
    if (event == "end") return read_end(node);
    fail("journal.event", "unknown event \"" + base::escape_line(base::ellipsize(event, 40)) + '"', line_span());
  }

  void read_run(const Node& node) {
    if (has_begun_) return fail("journal.order", "a second \"run\" event", line_span());
    const Node* format = node.find("format");
    if (!format || format->to_int64() != 1)
      return fail("journal.format", "only format 1 of a journal is known", line_span());
    has_begun_ = true;
    std::string fault;
    if (const Node* info = node.find("info")) run_.info = info_from_node(*info, fault);
    if (const Node* cases = node.find("cases")) read_plan(cases->items(), fault);
    if (!fault.empty()) fail("journal.value", fault, line_span());
  }

  void read_plan(const Node::Array& cases, std::string& fault) {
    if (cases.size() > max_cases) fault = "more than 1,000,000 cases are not read";
    for (const auto& planned : cases) {
      if (!fault.empty()) return;
      CaseResult one = case_from_node(planned, fault);
      if (!positions_.emplace(one.index, run_.cases.size()).second)
        fault = "two cases have the index " + std::to_string(one.index);
      run_.cases.push_back(std::move(one));
    }
    if (std::is_sorted(run_.cases.begin(), run_.cases.end(), by_index)) return;
    std::sort(run_.cases.begin(), run_.cases.end(), by_index);
    for (std::size_t i = 0; i < run_.cases.size(); ++i) positions_[run_.cases[i].index] = i;
  }

  void read_case(const Node& node) {
    const Node* result = node.find("result");
    if (!result) return fail("journal.value", "result is missing", line_span());
    std::string fault;
    CaseResult one = case_from_node(*result, fault);
    if (!fault.empty()) return fail("journal.value", fault, line_span());
    const auto position = positions_.find(one.index);
    if (position == positions_.end()) {
      return fail("journal.unknown-case", "case " + std::to_string(one.index) + " is not in the plan", line_span());
    }
    run_.cases[position->second] = std::move(one);
  }

  void read_end(const Node& node) {
    const Node* aborted = node.find("aborted");
    const Node* wall = node.find("wall_ms");
    const auto wall_ms = wall ? wall->to_int64() : std::optional<std::int64_t>(0);
    if (!wall_ms || (aborted && !aborted->is_string()))
      return fail("journal.value", "aborted is a string, wall_ms a number", line_span());
    if (aborted && !aborted->as_string().empty()) run_.aborted = {AbortKind::Interrupted, aborted->as_string()};
    run_.wall_time = Milliseconds(*wall_ms);
    run_.is_complete = true;
  }

  // The parser's own "line 1, column 7: " counts within the line of the journal; the span says it for the file.
  static std::string without_position(const std::string& message) {
    const std::size_t colon = message.find(": ");
    return message.rfind("line ", 0) == 0 && colon != std::string::npos ? message.substr(colon + 2) : message;
  }

  base::Span line_span(std::size_t offset = 0) const {
    const auto begin = static_cast<std::uint32_t>(std::min(line_begin_ + offset, source_.text().size()));
    return {&source_, begin, begin};
  }

  void fail(std::string kind, std::string message, base::Span span) {
    if (!fault_) fault_ = base::error(std::move(kind), std::move(message), span);
  }

  static bool by_index(const CaseResult& a, const CaseResult& b) { return a.index < b.index; }

  const base::Source& source_;
  std::size_t line_begin_ = 0;
  Run run_;
  bool has_begun_ = false;
  std::unordered_map<std::size_t, std::size_t> positions_;  // by index
  std::optional<base::Diagnostic> fault_;
};

}  // namespace

base::Result<Run> read_journal(base::SourceSet& sources, const std::string& path) {
  auto text = base::read_file(path, max_journal_bytes);
  if (!text) return text.diagnostics();
  return JournalReader(sources.add(path, std::move(*text))).read();
}

}  // namespace concord::result
