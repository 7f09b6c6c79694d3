// Cassettes: a folder of runs that were recorded, a file a case, and runs that are answered from it.
#pragma once
#include <concord/base/result.h>
#include <concord/http/transport.h>
#include <concord/run/tape.h>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace concord::traffic {

// Writes each case when it ends, in place of what the folder had of it; the others stay. Nothing of docs/secrets.md is
// in what is written: placeholders are, which say of which form a value was. Not thread-safe.
class CassetteRecorder : public run::Tape {
 public:
  // Makes the folder. What it has already must be cassettes, or no JSON.
  static base::Result<std::unique_ptr<CassetteRecorder>> open(const std::string& folder);
  ~CassetteRecorder() override;

  void keep(const run::TapedCase& one) override;
  std::size_t kept() const;
  const base::Diagnostics& problems() const;  // what could not be written
  const base::Diagnostics& warnings() const;  // of each body that is over the bound of 16 MB

 private:
  struct State;
  explicit CassetteRecorder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Answers requests from the cassettes of a folder. A request is looked for by its method, its URL and its body as
// templates leave them, among those of its case that were not asked for yet. Not thread-safe.
class CassettePlayer : public run::Player {
 public:
  // All that is no cassette is a Diagnostic; so is a folder without any.
  static base::Result<std::unique_ptr<CassettePlayer>> open(const std::string& folder);
  ~CassettePlayer() override;

  std::unique_ptr<run::CasePlayer> open(const result::CasePlan& plan) override;
  std::size_t size() const;  // cassettes
  base::SystemTime first() const, last() const;             // when the recordings were begun
  const std::map<std::string, std::string>& base_urls() const;  // by provider, where it was recorded
  // Cassettes that no case has asked for, by path.
  std::vector<std::string> unasked() const;

 private:
  struct State;
  explicit CassettePlayer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// For what is asked beside the requests of cases, with no network: who asks for an access token (RFC 6749, 5.1) gets
// one that is made up, all else fails.
std::unique_ptr<http::Transport> make_closed_transport();

}  // namespace concord::traffic
