// What an Explorer knows: its plan, how far it is, and what it learned. One struct, since what is given next depends on
// all that was told.
#pragma once
#include <concord/explore.h>

#include "left_behind.h"
#include "state_works.h"
#include "unsent_cases.h"
#include "work.h"

#include <concord/suite/shared_cases.h>

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace concord::explore {

using Next = run::CaseSource::Next;
using result::CaseResult;

constexpr std::size_t most_differences = 3;  // between a request that was refused and one that was accepted

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
  std::map<const suite::Provider*, suite::SharedCases> shared;
  std::map<std::size_t, std::string> not_there;  // groups of what is shared that did not pass, and why
  std::size_t next_group = 1;                    // of what is shared
  bool sends_what_is_open = false;  // see Work::Entry::is_left_open
  bool is_stopping = false;
  bool has_failed = false;  // a case that is told of
  std::vector<std::string> left;  // on the other side

  // ---- planning: explorer.cc

  void add(const std::shared_ptr<const suite::Provider>& provider);

  bool is_stopped() const { return options.stop && options.stop->load() != 0; }

  void add(const std::shared_ptr<const suite::Provider>& provider, const contract::Operation& operation);

  static bool is_left_open(const Work& work, const Planned& planned);

  void make_plan(Work& work);
  static void drop_plan(Work& work);

  void put_in_order();

  // ---- what is sent next: explorer_giving.cc

  // Of an earlier stage, all must be known; stories, and what takes things away, wait until all else has been judged.
  bool may_begin(const Work& work);

  Next give(Work& work, std::size_t position, std::shared_ptr<const suite::Case> one);

  std::optional<std::size_t> first_left(const Work& work, bool is_tried_first) const;
  static bool is_all_given(const Work& work);
  // Who may take a thing away is asked as long as it is there.
  bool takes_away(const Work& work) const;
  static std::optional<std::size_t> first_of_nobody(const Work& work);

  bool is_past_bound() const { return options.most_requests > 0 && sent >= options.most_requests; }

  std::optional<Next> next_of(Work& work);

  std::optional<Node> starting_request(Work& work, generate::Shape shape);

  Next give_first(Work& work, std::size_t position);

  Next give_other(Work& work, std::size_t position);

  const Work* find_work(const contract::Operation& operation) const;

  // The richest that was accepted, else one as documented.
  std::optional<Node> request_of(const std::shared_ptr<const suite::Provider>& provider,
                                 const contract::Operation& operation);

  bool is_decided(const Work& work, const Planned& planned) const;
  Next next();

  // Nothing more is sent: what is left is named.
  Next next_left();

  // ---- what provider.yaml shares: explorer_sharing.cc

  // What of it the provider's requests need; its mistakes.
  base::Diagnostics add_shared(const std::shared_ptr<const suite::Provider>& provider);

  Next next_shared(Work& work);

  // The case with what it needs of it, or one that is blocked since that is not there.
  std::shared_ptr<const suite::Case> with_shared(Work& work, std::size_t position,
                                                 std::shared_ptr<const suite::Case> one);

  void told_of_shared(Work& work, const CaseResult& result, result::Sink& to);

  // ---- stories

  std::optional<Next> next_story(Work& work);

  // ---- what is drawn: explorer_drawing.cc

  std::optional<Next> next_draw(Work& work);

  void begin_drawing(Work& work);

  UnsentCase not_drawn_yet(const Work& work) const;

  void told_of_draw(Work& work, CaseResult result, result::Sink& to);

  void end_drawing(Work& work, result::Sink& to);

  // ---- learning from what came of it: explorer_learning.cc

  Work& work_of(std::size_t index);

  const Work::Entry& entry_of(std::size_t index);

  bool is_first_start(std::size_t index);

  void told(CaseResult result, result::Sink& to);

  static void tell_let_in(Work& work, result::Sink& to);

  void judged(Work& work, std::size_t position, CaseResult result, bool was_sent, result::Sink& to);

  // Its plan may be dropped by now.
  static void note_richest(Work& work, std::size_t position, const CaseResult& result);

  void reached(Work& work, std::size_t position, const CaseResult& result, result::Sink& to);

  void never_reached(Work& work, result::Sink& to);

  void flush(result::Sink& to);

  void learn(Work& work, std::size_t position, const CaseResult& result);
};

}  // namespace concord::explore
