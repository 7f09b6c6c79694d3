// Answers that are many values one after the other: lines of JSON, server-sent events.
#pragma once
#include <concord/document.h>
#include <concord/http.h>
#include <concord/schema.h>

#include <string_view>

namespace concord::check {

enum class StreamKind : std::uint8_t { None, JsonLines, Events };
StreamKind stream_kind(const http::MediaType& type);

// Rules of faults beside those of JSON.
inline constexpr std::string_view no_events_rule = "no-events";  // something, but no line of it is of events
inline constexpr std::string_view cut_rule = "cut";              // it ends within an event

// A list of what comes in it: the value of each line, or of each event {event, data, id}, with data as JSON where it is
// JSON, but for a last "[DONE]", which only says that the stream ends. Faults name their line. At most 100,000 items,
// past which it is over a bound of ours.
document::ParsedJson read_stream(std::string_view body, StreamKind kind);

// What of item `index` the documented schema speaks of, and where it is: of an event its data, unless the schema
// describes an event.
const document::Node& judged_of_item(const document::Node& item, StreamKind kind, const document::Node* schema,
                                     bool& is_data);

}  // namespace concord::check
