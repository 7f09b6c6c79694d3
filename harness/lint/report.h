// What rules say, made into findings: levels, selection, places, no finding twice.
#pragma once
#include "sites.h"

#include <concord/lint.h>

#include <set>

namespace concord::lint {

// A place in a document: `span` for line and column, `at` or else `pointer` for the JSON Pointer. Each may be unknown.
struct Where {
  base::Span span;
  TrailId at = none;
  std::string pointer = {};
};

struct Remark {
  std::string_view rule;
  std::string message;  // one sentence, lower case first; text from outside shortened, not escaped
  Where where;
  std::string hint;
  std::vector<std::pair<Where, std::string>> related;  // the other place, and what is said there
  std::uint32_t operation = none;
  std::string subject;  // what tells the finding from others of this rule at this pointer; not a line number
  std::string cause = {};  // see finding::Finding; by itself what is said, and the first of `related`
};

class Report {
 public:
  Report(const Sites& sites, const Options& options);

  // Whether anybody wants to know. Rules that cost time ask first.
  bool wants(std::string_view rule) const;
  void add(Remark remark);
  void count(std::string name, std::uint64_t number) { counters_.emplace_back(std::move(name), number); }

  // In the order of the documents.
  finding::Listing take();

 private:
  finding::Place place(const Where& where) const;
  void add_source(TrailId at, finding::Finding& finding) const;

  const Sites& sites_;
  const Options& options_;
  std::set<std::string_view> wanted_;
  struct Entry {
    finding::Finding finding;
    base::Span span;
  };
  std::vector<Entry> entries_;
  std::set<std::string> said_;
  std::vector<std::pair<std::string, std::uint64_t>> counters_;
};

// For messages.
std::string shown(const Node& value);         // JSON, at most 60 code points
std::string cited(std::string_view text);    // in quotes, at most 60 code points
base::Span span_of(const Member& member);     // of the key where it is known
// "a", "b" and 3 more: at most four are shown.
std::string listed(const std::vector<std::string>& names);
// A remark with one other place.
Remark remark_between(std::string_view rule, std::string message, Where where, Where other, std::string what);

}  // namespace concord::lint
