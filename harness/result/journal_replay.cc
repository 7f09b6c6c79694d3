#include "journal_replay.h"

#include "read_result.h"

#include <unordered_map>

namespace concord::result {
namespace {

class Replay {
 public:
  using Finished = std::function<std::optional<CaseResult>(std::size_t)>;
  Replay(const JournalFile& file, const Finished& finished, Sink& sink)
      : lines_(file), finished_(finished), sink_(sink) {}

  void run() {
    for (;;) {
      const auto state = lines_.next();
      if (state == JournalLines::State::End || state == JournalLines::State::Cut) return;
      if (state != JournalLines::State::Line) continue;
      if (!compact_.read(lines_.line(), {.depth = 64, .nodes = 5'000'000, .bytes = max_line_bytes})) continue;
      std::string fault;
      const Fields fields(compact_.root(), "", fault);
      const std::string event = fields.text("event");
      if (event == "end" || (event == "run" && has_begun_)) return;
      has_begun_ = true;
      tell(event, fields, fault);
    }
  }

 private:
  void tell(const std::string& event, const Fields& fields, std::string& fault) {
    const auto index = fields.number<std::size_t>("index");
    if (event == "started") sink_.case_started(index);
    else if (event == "shape") remember(fields, fault);
    else if (event == "observed") observed(index, fields.number<std::uint32_t>("shape"));
    else if (event == "unique") uniques_[fields.number<std::uint32_t>("number")] = read_unique(fields);
    else if (event == "seen") value_seen(index, fields);
    else if (event == "case") case_finished(index);
    else if (event == "compared" && fields.has("what")) sink_.compared(document::to_node(*fields.find("what")));
  }

  void remember(const Fields& fields, const std::string& fault) {
    Observations shape = read_observations(fields);
    if (fault.empty()) shapes_[fields.number<std::uint32_t>("number")] = std::move(shape);
  }

  void observed(std::size_t index, std::uint32_t number) {
    const auto shape = shapes_.find(number);
    if (shape != shapes_.end()) sink_.observed(index, shape->second);
  }

  void value_seen(std::size_t index, const Fields& fields) {
    const auto unique = uniques_.find(fields.number<std::uint32_t>("unique"));
    if (unique == uniques_.end()) return;
    unique->second.index = index;
    unique->second.digest = fields.text("digest");
    sink_.value_seen(unique->second);
  }

  void case_finished(std::size_t index) {
    if (const auto result = finished_(index)) sink_.case_finished(*result);
  }

  JournalLines lines_;
  const Finished& finished_;
  Sink& sink_;
  document::Compact compact_;
  std::unordered_map<std::uint32_t, Observations> shapes_;
  std::unordered_map<std::uint32_t, ValueSeen> uniques_;
  bool has_begun_ = false;
};

}  // namespace

void replay_cases(const JournalFile& file, const std::function<std::optional<CaseResult>(std::size_t)>& finished,
                  Sink& sink) {
  Replay(file, finished, sink).run();
}

}  // namespace concord::result
