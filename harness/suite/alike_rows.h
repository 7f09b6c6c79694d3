// Rows of an entry mostly differ in few places: in the name of the case, in its request. What is made of all else is
// made once, of one row; of the others no more than these.
#pragma once
#include "suite_file.h"

#include <optional>
#include <string>
#include <vector>

namespace concord::suite {

class AlikeRows {
 public:
  // Whether an entry is one of those whose rows may be alike.
  static bool fits(const Node& entry);

  // `entry` as it is written, `later` what is filled in when it runs. `made` of the row `first`, without a mistake.
  // Refers to the first three, which must outlive it.
  AlikeRows(const SuiteFile& suite, const Node& entry, const templates::RenderOptions& later, const Node& first,
            Case made);

  const Case& made() const { return made_; }
  // Of `to`, which was made() before, what the row (its own templates filled in) changes. False where that is more than
  // the name and the request, or a mistake, which is not told here: then it is to be made whole, `to` is anything.
  bool fill(Case& to, const Node& row) const;
  // The name alone. Nothing where fill() is false, but not after a mistake in the request.
  std::optional<std::string> name(const Node& row) const;

 private:
  bool changes(const std::vector<std::string>& mentioned, const Node& row) const;
  bool make_request_again(Case& to, const Node& row) const;

  const SuiteFile& suite_;
  const templates::RenderOptions& later_;
  const Node& name_;
  Node request_;  // "request" and "patch" of the entry
  std::vector<std::string> in_request_, in_rest_;  // names that are mentioned there
  // What the first row changes, another does too: it may lack the name.
  bool request_changes_, rest_changes_;
  Case made_;
};

}  // namespace concord::suite
