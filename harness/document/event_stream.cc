#include <concord/document/event_stream.h>

#include <utility>

namespace concord::document {

std::optional<ServerSentEvent> EventReader::take_line(std::string_view line) {
  if (line.empty()) {
    auto data = std::exchange(data_, std::nullopt);
    std::string type = std::exchange(type_, {});
    if (!data) return std::nullopt;
    return ServerSentEvent{type.empty() ? "message" : std::move(type), id_, std::move(*data)};
  }
  const std::size_t colon = line.find(':');
  const std::string_view field = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "data") {
    if (data_) data_->append("\n").append(value);
    else data_ = value;
  }
  if (field == "event") type_ = value;
  if (field == "id") id_ = value;
  return std::nullopt;
}

}  // namespace concord::document
