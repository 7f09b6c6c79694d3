// The profiles of cases as the file has them: what all cases with one history look like is there once.
#pragma once
#include "sqlite.h"

#include <string>
#include <unordered_map>

namespace concord::history {

// "" where there is none.
std::string body_of_case(const Database& database, std::int64_t of_case);

class ProfileBodies {
 public:
  explicit ProfileBodies(Database& database);
  // The id of the row of it, which may be made. A row is never changed: others may have it too.
  std::int64_t row_of(const std::string& body);

 private:
  Database& database_;
  Statement make_;
  std::unordered_map<std::string, std::int64_t> rows_;  // of those that were made
};

// Takes out what no case has any more; to be called with LinksUnchecked.
void forget_unused_bodies(Database& database);

}  // namespace concord::history
