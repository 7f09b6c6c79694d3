// What is asked of the mock beside the contract: an answer by name, faults, and to remember over a restart.
#include "documented_reply.h"
#include "prefer.h"
#include "problem_document.h"
#include "service.h"

#include <concord/base/counted.h>
#include <concord/base/file.h>
#include <concord/base/out_file.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace concord::mock {

// Whatever the request is: who asks for an answer by name wants to see what a client does with it.
std::optional<http::Reply> Service::preferred(const Exchange& exchange) {
  const Preference preference = read_preference(exchange.request.headers);
  if (preference.is_empty()) return std::nullopt;
  const contract::Operation& operation = exchange.endpoint.operation();
  exchange.served.why = "preferred: " + preference.text();
  const auto refuse = [&](const std::string& why) {
    exchange.served.is_refusal = true;
    return problem_document(400, "Prefer: " + why);
  };
  if (!preference.wrong.empty()) return refuse(base::in_quotes(preference.wrong) + " is no status of 200 to 599");
  const int status = preference.code.value_or(success_status(operation).value_or(200));
  const contract::Response* answer = operation.find_response(status);
  std::vector<std::string> known;
  for (const contract::Response& one : operation.responses) known.push_back(one.status);
  if (answer == nullptr)
    return refuse(fmt::format("{} documents no {}, but {}", operation.id(), status, base::join(known, ", ")));
  http::Reply reply;
  if (preference.example.empty()) {
    reply = documented_reply(*answer, status, specimens_, clock_->now(), random_);
  } else if (auto named = example_reply(*answer, status, preference.example, specimens_, clock_->now(), random_)) {
    reply = std::move(*named);
  } else {
    std::vector<std::string> names;
    for (const contract::Content& content : answer->contents) {
      for (const contract::Example& one : content.examples) names.push_back(one.name);
    }
    return refuse(fmt::format("{} {} has no example {}{}", operation.id(), status, base::in_quotes(preference.example),
                              names.empty() ? std::string() : ", but " + base::join(names, ", ")));
  }
  add_challenges(reply, operation);
  reply.headers.push_back({"Preference-Applied", preference.text()});  // RFC 7240, 3
  return reply;
}

void Service::hurt(http::Reply& reply, ServedRequest& served) {
  const auto between = static_cast<std::uint64_t>((latency_.most - latency_.least).count());
  reply.delay += latency_.least + http::Milliseconds(between == 0 ? 0 : dice_.below(between + 1));
  constexpr std::uint64_t fine = 1'000'000;
  for (const Fault& fault : faults_) {
    const bool is_meant = fault.operation.empty() || fault.operation == served.operation;
    if (!is_meant || static_cast<double>(dice_.below(fine)) >= fault.share * static_cast<double>(fine)) continue;
    fault.kind->apply(reply);
    if (fault.wait) reply.delay = *fault.wait;
    served.why += ", fault " + std::string(fault.kind->name);
    return;
  }
}

Diagnostics Service::load_state() {
  std::error_code none;
  if (state_file_.empty()) return {};
  const auto size = std::filesystem::file_size(state_file_, none);
  if (none || size == 0) return claim_state();  // now, not when there is something to lose
  auto text = base::read_file(state_file_);
  if (!text) return std::move(text).diagnostics();
  const auto parsed = document::parse_answer_json(*text);
  if (!parsed.root || !Resources::is_state(*parsed.root))
    return {base::error("mock.state", base::in_quotes(state_file_) + " is no state of a mock", {},
                        "name another file, or remove it to begin anew")};
  const std::size_t left_out = resources_.restore(*parsed.root);
  if (left_out > 0 && on_warning_)
    on_warning_(base::warning("mock.state", base::counted(left_out, "thing") + " of " + base::in_quotes(state_file_) +
                                                " belong to no collection of these contracts, and are left out"));
  return claim_state();
}

// For its owner alone, as what clients sent may be anything. A file keeps its mode when it is replaced.
Diagnostics Service::claim_state() const {
  namespace fs = std::filesystem;
  std::error_code failed;
  if (!fs::exists(state_file_, failed)) {
    Diagnostics problems = base::write_file_atomically(state_file_, "");
    if (!problems.empty()) return problems;
  }
  fs::permissions(state_file_, fs::perms::owner_read | fs::perms::owner_write, failed);
  if (failed)
    return {base::error("mock.state",
                        base::in_quotes(state_file_) + " cannot be kept from others: " + failed.message())};
  const auto file = base::OutFile::create(state_file_);  // and never committed
  return file ? Diagnostics{} : file.diagnostics();
}

Diagnostics Service::save_state() {
  if (state_file_.empty() || !has_changed_) return {};
  has_changed_ = false;
  saved_at_ = clock_->steady();
  std::error_code none;
  if (!std::filesystem::exists(state_file_, none)) {
    Diagnostics problems = claim_state();  // somebody took it away
    if (!problems.empty()) return problems;
  }
  return base::write_file_atomically(state_file_, document::write_json(resources_.state()) + '\n');
}

}  // namespace concord::mock
