// Judges what passes a proxy in a thread of its own, so that no exchange waits for its verdict.
#pragma once
#include <concord/contract.h>
#include <concord/proxy.h>
#include <concord/traffic.h>
#include <concord/traffic/recording_writer.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace concord::proxy {

struct JudgingLimits {
  std::size_t max_waiting = 10'000;            // exchanges; more are counted and not judged
  std::size_t max_waiting_bytes = 256u << 20;  // of their bodies
  std::size_t max_decoded_bytes = 16u << 20;   // of one body whose coding was undone
};

// What became of an exchange that a proxy passed on, as a recording has it: its bodies decoded or,
// where that cannot be done, missing. `number` is for its place.
traffic::Recorded recorded_of(Passed&& passed, std::uint64_t number, std::size_t max_decoded_bytes);

class Judging {
 public:
  // `recording` may be null; it and the contracts must outlive this. on_judged of the options is called from the thread
  // that judges.
  static base::Result<std::unique_ptr<Judging>> make(std::vector<const contract::Contract*> contracts,
                                                     traffic::JudgeOptions options, traffic::RecordingWriter* recording,
                                                     const JudgingLimits& limits = {});
  ~Judging();

  // Returns at once; thread-safe.
  void take(Passed&& passed);
  // The same, and says then what is sent in place of an answer that breaks its contract: 502 with a problem document
  // (RFC 9457) that lists the failures. What cannot be taken goes through.
  void decide(Passed&& passed, std::function<void(Decision)> decide);
  // That came when there was no room.
  std::uint64_t dropped() const;
  // Waits until what has been taken by now is judged, then lends the judge, which judges nothing meanwhile.
  void lend(const std::function<void(const traffic::Judge&)>& use);
  // Judges what waits, then ends the thread. What is taken after that is dropped. Idempotent.
  void stop();

 private:
  struct Impl;
  explicit Judging(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace concord::proxy
