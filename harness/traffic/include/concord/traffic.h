// Recorded traffic: exchanges that others made, read from files and judged by contracts.
#pragma once
#include <concord/base/named_secret.h>
#include <concord/check.h>
#include <concord/contract.h>
#include <concord/http.h>
#include <concord/result.h>
#include <concord/result/events.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::traffic {

// Why a body is not the one that was on the wire: then it is never judged as if it were.
enum class Lack : std::uint8_t {
  None,
  Missing,   // the recording says that there was one, and does not have it
  Cut,       // only its beginning is there
  TooLarge,  // it has more values than are judged
};

// One exchange as a recording has it. Bodies are decoded; fields that speak of how they were sent (Content-Encoding,
// Content-Length, Transfer-Encoding) are left out of the answer, since nothing can be said of the wire any more.
struct Recorded {
  http::Exchange exchange;  // without a response: the recording has none
  Lack request_lacks = Lack::None, response_lacks = Lack::None;
  std::vector<std::string> hidden;  // what stands in place of secrets: "[SHOP_KEY]"; beside the usual words for it
  std::string operation;            // "shop/create-order" where the recording knows it, or ""
  bool is_of_mock = false;          // a mock refused the request: that is no answer of the API
  std::string place;                // "tests.har, entry 17", safe to print
};

// Whether a text stands in place of what was taken out: "****", "[REDACTED]", "<hidden>", …
bool is_usual_mark(std::string_view text);

// Gets exchanges one by one, in the order of the file.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void take(Recorded&& recorded) = 0;
  virtual bool wants_more() const { return true; }
};

// What a file of recordings is read as.
enum class RecordingKind : std::uint8_t { Har, Journal, JsonLines };

struct ReadRecording {
  RecordingKind kind = RecordingKind::Har;
  base::SystemTime first{};    // when its first exchange began; zero: unknown
  base::Diagnostics problems;  // errors: what could not be read, and so is not judged; what was read before stands
};

// HAR 1.2, a journal of a run, or JSON Lines with an exchange each (docs/traffic.md has their form), by what the file
// begins with. In bounded memory, whatever the size: a text of more than 64 MB, and an exchange of more than 128 MB,
// end the reading with an error.
ReadRecording read_recording(const std::string& path, Listener& listener);

// What came of one exchange, for those who follow.
struct JudgedExchange {
  const Recorded& recorded;                 // secrets in it
  const contract::Operation* operation;     // null: it belongs to none
  std::vector<result::CheckFailure> found;  // failures and warnings, secrets hidden
  std::string shown_url;                    // secrets hidden; "" where nothing was found, unless all are named
  bool is_judged = false;                   // not a preflight of CORS, nor without an answer
};

struct JudgeOptions {
  check::Levels levels;
  result::Level unknown = result::Level::Warn;  // of requests that belong to no operation
  std::vector<std::string> base_urls;           // under which the operations were reached too
  const std::atomic<int>* stop = nullptr;       // not 0: no more is judged, and the run is said to be interrupted
  result::Sink* observer = nullptr;             // gets observed() and exchange_judged(): coverage
  std::function<void(const JudgedExchange&)> on_judged = {};  // of each exchange, within take()
  bool names_all = false;                                     // it wants the URL of each
};

struct JudgeCounts {
  std::uint64_t exchanges = 0;   // that were read
  std::uint64_t judged = 0;      // that belong to an operation and have an answer
  std::uint64_t unknown = 0;     // at a server of the contracts, of no operation
  std::uint64_t elsewhere = 0;   // at other hosts
  std::uint64_t preflights = 0;  // of CORS, which belong to a browser
  std::uint64_t unanswered = 0;
  std::uint64_t of_mock = 0;            // answers of a mock's own
  std::uint64_t bodies_large = 0;       // with more values than are judged
  std::uint64_t fields_dropped = 0;     // of headers, beyond those that are judged
  std::uint64_t secrets_left_out = 0;   // past the bound: hidden in their own exchange alone
  std::uint64_t bodies_missing = 0, bodies_cut = 0;  // of requests and answers: what needs them is not judged
  std::uint64_t places_hidden = 0;                   // findings at what was taken out, which say nothing
  std::vector<std::string> hosts;                    // the other ones; at most 10
};

// Judges exchanges, requests and answers, and tells what came of it as a run does: a case for each operation that was
// seen and each check. Memory grows with operations and kinds of findings, not with exchanges. Not thread-safe.
class Judge : public Listener {
 public:
  // Errors are schemas that do not compile and references to nowhere. The contracts must outlive it.
  static base::Result<std::unique_ptr<Judge>> make(std::vector<const contract::Contract*> contracts,
                                                   JudgeOptions options);
  ~Judge() override;

  void take(Recorded&& recorded) override;
  bool wants_more() const override;
  const JudgeCounts& counts() const;
  // The credentials of all exchanges: none of them may be in what is written.
  std::vector<base::NamedSecret> secrets() const;
  // The whole run, from run_planned() to run_ended(). `info` gets the number of cases and providers.
  void tell(result::RunInfo info, result::Sink& sink) const;

 private:
  class Impl;
  explicit Judge(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// "tests.har: 118 of 130 exchanges judged, 4 of no operation, 8 at other hosts (cdn.example.com)", and what was not
// judged.
std::vector<std::string> describe(const JudgeCounts& counts);

}  // namespace concord::traffic
