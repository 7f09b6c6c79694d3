// Nights that are told to a Recorder as a run would, with times of the test's choosing.
#pragma once
#include <concord/history.h>

#include <string>
#include <vector>

namespace sample {

// What a case of a night was like.
struct Played {
  std::string name = "a session is read";
  concord::result::Verdict verdict = concord::result::Verdict::Passed;
  std::vector<std::string> failures = {};  // pointers at which the check "schema" failed
  std::vector<std::string> places = {"", "/id"};  // of an answer; objects but for leaves, which are strings
  std::vector<std::string> forms = {};            // of the leaves, "/id=uuid"
  std::string media_type = "application/json";
  std::vector<std::string> headers = {"content-type", "x-request-id"};
  int status = 200;
  std::string body = "";  // of the recorded answer
  std::int64_t milliseconds = 20;
  std::string known_issue = "";
  std::string operation = "shop/get-session";
  std::vector<std::string> members = {};  // of enums, `/state="open"`
  std::vector<std::string> numbers = {};  // of leaves that are numbers or arrays: "/amount=120"
  std::vector<std::string> undocumented = {};
  concord::result::DriftLevels drift_levels = {};
};

struct Told {
  std::string headline;
  std::vector<std::string> findings;  // "new /id 1", with its change where it is known
  std::vector<std::string> drifts;    // messages
  concord::result::Comparison comparison;
  std::string why_not;
  concord::base::Diagnostics problems;  // where the nights may have some
};

// A history of its own for each test, and its nights from 1 November 2026 on.
class Nights {
 public:
  explicit Nights(const std::string& name);
  // `day` counts from 1.
  Told play(int day, const std::vector<Played>& cases, const std::string& contract = "aaaa",
            const concord::result::DriftLevels& levels = {});
  concord::history::Store& store() { return *store_; }
  const std::string& path() const { return path_; }
  int shards = 1;
  bool is_part = false;
  concord::history::FindContract contract_of = {};
  bool has_end = true;
  bool may_have_problems = false;
  concord::history::Answers answers = concord::history::Answers::Kept;

 private:
  std::string path_;
  std::optional<concord::history::Store> store_;
};

}  // namespace sample
