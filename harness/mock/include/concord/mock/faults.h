// Ways in which a server can be hurt: what a client must live through.
#pragma once
#include <concord/base/random.h>
#include <concord/base/result.h>
#include <concord/http/server.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::mock {

struct FaultKind {
  std::string_view name;     // "reset"
  std::string_view summary;  // one line
  void (*apply)(http::Reply& reply);
};
// The one table: a fault more is a row in faults.cc.
std::span<const FaultKind> fault_kinds();

// A fault for a share of the answers, of one operation or of all.
struct Fault {
  const FaultKind* kind = nullptr;
  double share = 1;                        // of 0 to 1
  std::optional<http::Milliseconds> wait;  // before the answer, where it was given
  std::string operation;                   // "shop/create-order", or "" for all
  std::string text;                        // as written
};
// "KIND[=TIME][:SHARE%][@OPERATION]": "reset:1%", "slow=2s:10%", "unavailable@shop/create-order". Diagnostics for
// anything else, with a did-you-mean.
base::Result<Fault> parse_fault(std::string_view text);

// How long answers take: "50ms", or "50ms..200ms" for any time between.
struct Latency {
  http::Milliseconds least{0}, most{0};
};
base::Result<Latency> parse_latency(std::string_view text);

}  // namespace concord::mock
