// What a run may keep of its exchanges beside its journal, and answers that it may be given without a network.
#pragma once
#include <concord/run.h>
#include <concord/run/record.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace concord::run {

// A request as the templates of its step leave it, and what they stood for this time.
struct TapedRequest {
  std::string step = {};  // its name
  std::string base_url = {};
  std::string method = {};
  std::string url = {};   // behind the base URL, templates still there; of a further page with its number
  std::string body = {};  // the same; "" for none
  // What stood where templates are, each text and number by its pointer: "/body/order_ref"; and the secrets that were
  // sent, by their name: "/secret/auth.password".
  std::vector<std::pair<std::string, document::Node>> made = {};
};

struct TapedExchange {
  TapedRequest asked;
  http::Exchange exchange;
};

// A case that has ended with a verdict. All references end with the call.
struct TapedCase {
  const result::CasePlan& plan;  // redacted
  const std::vector<TapedExchange>& exchanges;  // in order, whole, secrets in them
  const std::vector<HandedOut>& handed_out;     // what answers handed out, captured secrets among it
  const document::Node& known;                  // names that its templates knew before its first request
  const CaseSecrets& secrets;
};

// Keeps exchanges for a replay. Called in the thread of the run.
class Tape {
 public:
  virtual ~Tape() = default;
  virtual void keep(const TapedCase& one) = 0;
};

// The recording of one case, while the case is run again.
class CasePlayer {
 public:
  virtual ~CasePlayer() = default;
  struct Played {
    http::Exchange exchange;
    std::optional<result::RunError> error;  // why there is no answer
  };
  // What was answered to this, of what was not asked for yet. `names`: what templates know by now.
  virtual Played play(const TapedRequest& asked, http::Request request, const document::Node& names) = 0;
  // Whether the same was asked once more in the recording.
  virtual bool has_another(const TapedRequest& asked) const = 0;
  virtual base::SystemTime now() const = 0;         // when the next request was sent, or the last answer came
  virtual base::Milliseconds passed() const = 0;    // from the first request to the last answer played
};

class Player {
 public:
  virtual ~Player() = default;
  // Never null; of a case without a recording every request is an error that says so.
  virtual std::unique_ptr<CasePlayer> open(const result::CasePlan& plan) = 0;
};

struct Recordings {
  Tape* tape = nullptr;      // gets each case that ends with a verdict; null: nothing is kept
  Player* player = nullptr;  // answers what cases send, in place of the transport; null: nobody does
};

// As run() of <concord/run.h>.
result::RunEnd run(CaseSource& source, const Options& options, const Recordings& recordings, http::Transport& transport,
                   result::Sink& sink);

// Time as it was at some moment of a recording.
class RecordedClock : public base::Clock {
 public:
  explicit RecordedClock(base::SystemTime now) : now_(now) {}
  // When the exchange ended; now, where that is not known.
  explicit RecordedClock(const http::Exchange& exchange)
      : now_(exchange.started_at == base::SystemTime{}
                 ? base::system_clock().now()
                 : exchange.started_at + std::chrono::duration_cast<base::Milliseconds>(exchange.timing.total)) {}
  base::SystemTime now() const override { return now_; }
  std::chrono::steady_clock::time_point steady() const override { return base::system_clock().steady(); }

 private:
  base::SystemTime now_;
};

}  // namespace concord::run
