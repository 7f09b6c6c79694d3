// Fences of a page as samples: a curl command, requests and answers as HTTP writes them, JSON; also all in one fence.
#pragma once
#include "page_model.h"

#include <concord/page/curl_sample.h>

namespace concord::page {

// One JSON text of a fence.
struct SampleValue {
  Node value;
  bool is_whole = true;
  base::Span span;
};

// `HTTP/1.1 200 OK`, headers, a body; or only a body, when the fence has no status line.
struct SampleAnswer {
  std::string status;      // "" when the fence does not say
  std::string media_type;  // "" when it does not say
  std::vector<SampleValue> values;
  base::Span span;
};

struct FenceSamples {
  std::optional<CurlSample> curl;
  std::optional<Endpoint> request;  // of `POST /things HTTP/1.1`
  std::optional<SampleAnswer> request_body;
  std::vector<SampleAnswer> answers;  // with a status line
  std::vector<SampleValue> values;    // JSON without one: the page says what it is
  bool is_empty = false;              // there is nothing in it but blanks and comments
  bool is_unread = false;             // the fence is called JSON, or is data, and could not be read
};
// `language`: the first word of the info string, lower case. What had to be guessed or left out is a finding.
FenceSamples read_fence_samples(const Source& page, const Block& fence, const std::string& language,
                                Diagnostics& findings);

// Something is there, it is no request in a program's words, and nothing of it could be read. What is unread by name is
// not lost.
bool is_lost(const FenceSamples& samples, std::string_view language);

// The first word of a fence's info string, lower case; "" when there is none.
std::string fence_language(const Block& fence);
// What stands behind it: `json Response 200`, `json title="200 OK"`.
std::string fence_title(const Block& fence);

// Where a line of text is a sample and no fence holds it: "HTML", "indented", "within a line"; "" when it is none. What
// is indented is told by its first line.
std::string_view unfenced_sample(const Source& page, const Block& text);

}  // namespace concord::page
