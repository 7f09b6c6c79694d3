// What must not be shown of exchanges that somebody else made.
#pragma once
#include <concord/base/secret.h>
#include <concord/check.h>
#include <concord/contract.h>
#include <concord/message/conformance.h>
#include <concord/run/found_secrets.h>
#include <concord/run/record.h>

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace concord::traffic {

// Where something was taken out of a recording. The marks must outlive it.
class Hidden {
 public:
  explicit Hidden(const std::vector<std::string>& marks) : marks_(marks) {}
  bool is_in(std::string_view text) const;
  bool is_in(const document::Node& value) const;
  bool is_anything() const { return !marks_.empty(); }

 private:
  const std::vector<std::string>& marks_;
};

// What is a credential of a request, whatever the contract says of it; also by the schemes of the operation, which may
// be null. `body`: as it was read, or null.
std::vector<check::SentSecret> secrets_of(const contract::Operation* operation, const message::RequestView& view,
                                          const document::Node* body, const Hidden& hidden);

// What is known of an exchange beside itself.
struct Reading {
  std::vector<check::SentSecret> secrets{};
  const document::Node* sent = nullptr;      // bodies as they were read; null: as they are
  const document::Node* answered = nullptr;
};

// The credentials of all exchanges of a recording: what one of them hands out, another one sends.
class Cover {
 public:
  using Own = std::vector<run::HandedOut>;
  // Adds those of an exchange, and returns them. Past a bound they are only returned, and counted.
  Own gather(const http::Exchange& exchange, const Reading& reading, const Hidden& hidden);
  bool is_full() const { return left_out_ > 0; }
  std::uint64_t left_out() const { return left_out_; }
  const base::Redactor& all() const { return all_; }

  static constexpr std::size_t most = 10'000;

 private:
  base::Redactor all_;
  std::unordered_set<std::size_t> known_;  // hashes
  std::uint64_t left_out_ = 0;
};

// Hides all of a cover, and what is an exchange's own. The cover must outlive it.
class Covered {
 public:
  Covered(const Cover& cover, const Cover::Own& own);
  run::CaseSecrets secrets() const { return {all_, own_, none_}; }

 private:
  const base::Redactor& all_;
  base::Redactor own_;
  std::vector<run::HandedOut> none_;
};

// An exchange to be shown when the credentials of all are known.
struct Kept {
  run::KeptExchange exchange;
  Cover::Own own;                   // only where the cover was full
  std::vector<std::string> hidden;  // marks that the recording has already
};

// With a command that repeats it, and says first which variables it needs.
result::ExchangeRecord record_of(const Kept& kept, const Cover& cover);

}  // namespace concord::traffic
