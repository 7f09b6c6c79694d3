// A request of a suite, read as whoever gets it would.
#include <concord/message/build_request.h>
#include <concord/message/conformance.h>

#include <algorithm>

namespace concord::message {

base::Result<WrittenRequest> look_at_written(const RequestReader& reader, const Node& request) {
  const contract::Operation& operation = reader.operation();
  auto built = build_request(operation, request, "http://127.0.0.1");
  if (!built) return std::move(built).diagnostics();
  static const std::string no_body;
  const RequestView view{built->method, built->url, built->headers, built->body ? *built->body : no_body};
  const auto path = PathTemplate::parse(operation.path);
  const auto at = path_of(view.target);
  const auto values = path && at ? match(*path, RequestPath(*at)) : std::nullopt;
  WrittenRequest written{reader.read(view, values.value_or(PathValues{})), {}};
  written.problems = reader.problems(written.read);
  std::erase_if(written.problems, [](const Problem& one) { return one.place == Place::Credentials; });
  return written;
}

}  // namespace concord::message
