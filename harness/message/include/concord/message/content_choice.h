// Which of the documented contents a message has: the most specific media type that describes it, whatever the order.
#pragma once
#include <concord/contract.h>
#include <concord/http.h>

namespace concord::message {

// How well a documented media type or range describes a given one, or nothing when it does not; more is better.
// `application/json; version=2` comes before `application/json`, that before `application/*+json`, `application/*` and
// `*/*`. A parameter that the given one lacks makes the worst match (a charset of UTF-8 none at all); one with another
// value makes none. Values compare exactly, those of charset without case.
std::optional<int> match_media_type(const http::MediaType& documented, const http::MediaType& given);
std::optional<int> match_media_type(std::string_view documented, const http::MediaType& given);

// Null when none describes it.
const contract::Content* find_content(const std::vector<contract::Content>& contents, const http::MediaType& given);

std::optional<http::MediaType> media_type_of(const http::Headers& headers);  // of Content-Type
std::string charset_of(const http::Headers& headers);                        // of Content-Type; "" when it names none

// The content documented for the media type of an answer; the only one there is when the answer names none that is
// documented.
const contract::Content* content_for(const contract::Response& documented, const http::Response& response);

// "application/json or text/plain"
std::string list_of(const std::vector<contract::Content>& contents);

}  // namespace concord::message
