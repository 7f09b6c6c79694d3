// What the documentation said, edition by edition: kept so that yesterday's can be compared with today's.
#pragma once
#include "night.h"
#include "sqlite.h"
#include "streak.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace concord::history {

// One change of the documentation, as `concord diff` finds it.
struct DocumentChange {
  std::string operation;   // "knot/create-session"; "" where it concerns all
  std::string label;       // "POST /session/create"
  std::string status;      // "201", of the answer that it is about; "" for none
  std::string place;       // in its body, "/items/*/note"; "" for all of it
  bool is_of_request = false;
  std::string words;       // `response 201 "/note" has lost the value "x" (page.md:57)`
};
using DocumentChanges = std::vector<DocumentChange>;

class Editions {
 public:
  // `find` gives the contract of a provider of the run, or null; it must outlive this.
  Editions(Database& database, const Night& night, const FindContract& find);

  // Keeps the contract of this run, unless it is there, is not to be had, or is too large.
  void keep(std::int64_t scope, const std::string& provider);
  // From the edition `before` to that of this run; null when one of the two is not known. Found once, and valid as long
  // as this is.
  const DocumentChanges* since(std::int64_t scope, const std::string& provider, const std::string& before);

 private:
  std::shared_ptr<const document::Node> today(const result::ProviderInfo& info);

  Database& database_;
  const Night& night_;
  const FindContract& find_;
  std::map<std::string, std::shared_ptr<const document::Node>> today_;  // by provider
  std::map<std::pair<std::int64_t, std::string>, std::optional<DocumentChanges>> changes_;
};

// The edition of that digest; null when it is not kept.
std::shared_ptr<const document::Node> find_edition(const Database& database, std::int64_t scope,
                                                   const std::string& digest);
// Whether it is one as the file keeps it: `size` is that of the contract.
bool is_edition(const std::string& packed_text, std::int64_t size);
// What changed between two contracts of a provider, but for what says nothing of messages.
DocumentChanges changes_between(const std::string& provider, const std::shared_ptr<const document::Node>& before,
                                const std::shared_ptr<const document::Node>& after, base::SystemTime now);

// "POST /session/create: response 201 …"
std::string line_of(const DocumentChange& change);

// Those that may be why a message of the operation is judged otherwise: about the place in the answer, what it is in or
// what is in it. `place` as a CheckFailure has it: "" and what is no pointer stand for the answer as a whole, about
// which also a change of the request may be.
std::vector<const DocumentChange*> about(const DocumentChanges& changes, const std::string& operation, int status,
                                         const std::string& place);
// In a few words: the first, and how many more there are; "" for none.
std::string in_words(const std::vector<const DocumentChange*>& changes);

}  // namespace concord::history
