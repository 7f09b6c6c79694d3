// One operation in the course of a run: what is planned for it, and what has become known.
#pragma once
#include "known_values.h"
#include "operation_values.h"
#include "phase_random.h"
#include "phases.h"
#include "stories.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace concord::explore {

struct Work {
  enum class Status : std::uint8_t {
    Waiting,       // nothing is sent
    Trying,        // requests that ought to be accepted, one after the other
    Reached,       // one was
    NeverReached,  // none was
    Done,          // all cases have been given
  };
  struct Entry {  // of a case, kept throughout
    std::string name;
    std::size_t phase = 0;
    std::string skip;
    bool is_tried_first = false;
    bool is_left_open = false;  // it may be accepted, and then leave behind what answers must not have
    bool is_told_of = true;     // else it is sent only where others begin with it
  };

  std::shared_ptr<const suite::Provider> provider;
  const contract::Operation* operation = nullptr;
  std::size_t first = 0;  // index of its first case
  std::vector<Entry> entries;
  std::string mistake;    // why nothing of it can be judged
  base::Span mistake_span;
  std::string withheld;   // why nothing of it is sent
  std::size_t stage = 0;  // those of an earlier one are known before it begins
  std::size_t behind = 0;  // how many are of earlier stages
  Status status = Status::Waiting;

  // While it is under way.
  std::unique_ptr<OperationValues> values;
  std::vector<Planned> planned;  // as the entries
  std::vector<bool> is_given;
  std::size_t under_way = 0;
  bool is_trying_one = false;
  std::optional<Node> accepted;  // the request
  std::optional<Node> richest;   // of those that were accepted the one with most members: see note_richest()
  std::size_t richest_position = 0;
  std::size_t richest_members = 0;
  std::map<std::size_t, Node> tried;  // those under way, by position
  std::string accepted_name;
  std::vector<std::optional<Node>> sent;       // requests that were tried first, by position
  std::vector<result::CaseResult> held;        // of those, until it is known what they mean
  std::vector<int> statuses;                   // that they got
  std::string why_unreached;   // where none of them could do anything for it: there was no connection; or ""
  std::map<std::string, std::size_t> broken;   // requests that were broken on purpose and judged, by what of them
  std::vector<result::CaseResult> let_in;      // those of them that were accepted, until all are judged

  // Of a resource, whose cases are stories; else null. See state_works.h.
  std::shared_ptr<const std::vector<contract::Resource>> resources;
  std::size_t resource = 0;
  std::vector<const StoryKind*> stories;  // as the entries

  // Of requests that are drawn at random, which are one case. `drawn`: the next one.
  bool is_random = false;
  bool was_started = false;
  std::unique_ptr<RandomSearch> search;
  std::optional<Drawn> drawn;

  // Steps that provider.yaml shares, whose only case this is; else null.
  std::shared_ptr<const suite::Case> shared;

  // Of an operation, and not of a resource, and planned.
  bool is_of_operation() const { return !resources && !is_random && !shared; }
  // Nothing is given yet of what is to be.
  void give_back_all();
  // Nothing is left of it but what waits until all others are over.
  bool is_over() const;
  bool is_settled() const { return status != Status::Waiting && status != Status::Trying; }
};

// What is planned, phase by phase. The same each time.
std::vector<Planned> plan_of(OperationValues& values, const Options& options);

// Of requests that are drawn: behind the stories, lest they add to the lists that these look at.
inline constexpr std::string_view random_phase = "random", random_case = "random: drawn requests";
Work random_work(const std::shared_ptr<const suite::Provider>& provider, const contract::Operation& operation);

// When the operation is asked: what may tell of things comes before what needs them, what takes them away last.
std::size_t stage_of(const contract::Operation& operation, const contract::Contract& contract);
inline constexpr std::size_t shared_stage = 0;  // before all operations
inline constexpr std::size_t first_deleting_stage = 1'000;
inline constexpr std::size_t random_stage = first_deleting_stage - 1;

// A case that is sent; `request` is whole. `beside`: see reaching.h.
std::shared_ptr<const suite::Case> case_of(const Work& work, std::size_t position, Node request,
                                           const std::string& why, const std::string& schema_location,
                                           const std::string& documented, const std::string& beside);
// One that is not.
std::shared_ptr<const suite::Case> unsent(const Work& work, std::size_t position, result::SkipReason why);

}  // namespace concord::explore
