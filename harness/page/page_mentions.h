// Endpoints that a page names in passing: in code within a sentence, in the rows of a table.
#pragma once
#include "page_model.h"

#include <unordered_set>

namespace concord::page {

// "Then call `GET /things/{id}`.": a method and a URL in one piece of code.
std::vector<Endpoint> endpoints_in_code(const Source& page, const Block& block);

// "| GET | /things | all of them |", "| `GET /things` | all of them |": of a row its first.
std::vector<Endpoint> endpoints_in_rows(const Table& table);

// Whether an endpoint is one of those that are known, whatever its parameters are called and whatever the path of its
// server is: `GET /things/:id` and "GET https://host/v1/things/{thing}" are one.
class KnownEndpoints {
 public:
  void add(const Endpoint& endpoint);
  bool contains(const Endpoint& endpoint) const;

 private:
  std::unordered_set<std::string> whole_, endings_;
};

// When the page is read: leaves out the requests of which it says nothing but the name, and tells of them and of all
// that lines and tables name besides. `is_described`: some endpoint stands by itself; code within a sentence about
// another one is a cross reference then, and not told.
void settle_mentions(PageModel& model, const Source& page, const std::vector<Block>& blocks, bool is_described,
                     Diagnostics& findings);

}  // namespace concord::page
