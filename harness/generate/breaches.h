// Invalid values: a valid one with one keyword broken at one place.
#pragma once
#include "workshop.h"

#include <memory>

namespace concord::generate {

// One way to break a keyword: what is to stand in place of the value at `site`.
struct Attempt {
  Node replacement;
  Pointer at;                         // the place that it is about: the site, or a member or item of it
  std::optional<Node> before, after;  // there
  std::string what;                   // a phrase
};

// One keyword at one place, and ways to break it: the first that does is taken.
struct Breach {
  std::shared_ptr<const Node> base;
  Pointer site;
  Ask ask;
  std::string keyword;    // by which it is to be refused
  std::string detail;     // what tells it from others of the keyword there: "above", "null"
  bool is_whole = false;  // the keyword is about subschemas: whether its holder refuses the value is asked
  std::vector<Attempt> attempts = {};
  bool is_cut = false;  // there was no room for more attempts
};

// All that can be planned for the place, whose value stands in `base`. `room`: how many bytes all attempts may take,
// less than before by those that were planned.
std::vector<Breach> breaches_at(const Workshop& workshop, const std::shared_ptr<const Node>& base, const Site& site,
                                base::Random& random, std::size_t& room);

// Judged; nothing when no attempt is refused for its reason.
std::optional<Invalid> carried_out(const Workshop& workshop, const Breach& breach);

std::vector<Invalid> breaches_of(Workshop& workshop, const std::vector<Valid>& bases);

}  // namespace concord::generate
