// Why a server may have refused what a case means to be taken: the request is not what is documented.
#include "checks.h"

#include <concord/message/conformance.h>

namespace concord::check {

std::string fault_of_request(const contract::Operation& operation, const Node& request) {
  const auto reader = message::RequestReader::make(operation);
  if (!reader) return {};
  auto written = message::look_at_written(*reader, request);
  if (!written) return {};
  // Headers and cookies may be added to it where it is sent.
  std::erase_if(written->problems, [](const message::Problem& one) {
    const bool may_be_added = one.place == message::Place::Header || one.place == message::Place::Cookie;
    return may_be_added && one.keyword == "missing";
  });
  if (written->problems.empty()) return {};
  const message::Problem& first = written->problems.front();
  const std::size_t more = written->problems.size() - 1;
  return "the request is not as documented: " + first.at + ": " + first.message +
         (more == 0 ? "" : " (and " + std::to_string(more) + " more)");
}

}  // namespace concord::check
