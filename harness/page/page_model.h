// What a page says about requests and answers, before it becomes an OpenAPI document.
#pragma once
#include "field_table.h"

#include <map>

namespace concord::page {

struct Endpoint {
  std::string method;  // lower case
  std::string origin;  // "https://host"; "" when the page gives a path only
  std::string path;    // with {parameters}
  std::string query;   // what was written behind '?'
  base::Span span;
};

// Which part of a request or an answer a heading, tab or tag announces.
enum class Part {
  None,
  Headers,
  Path,
  Query,
  Cookie,
  Form,  // a body sent as a form
  Body,
  Parameters,  // the page does not say where they go
  Request,     // samples
  Response,
  ResponseHeaders,
  Object,  // an object that fields refer to
};

struct Sample {
  std::string name;
  std::string status;      // "" for a request
  std::string media_type;  // "" when the sample does not say
  Node value;
  bool is_whole = true;  // false: something was left out, so that only its shape counts
  base::Span span;
};

// How a sample authenticates, or a sentence says it, for pages that say it nowhere else.
struct SampleCredential {
  std::string header;  // "Authorization", "X-Api-Key"
  std::string scheme;  // "basic", "bearer", or "" for a key
  base::Span span;
  bool is_sentence = false;
};

// Where the fields go that tags describe from here on: <ParamField>, <ResponseField>.
struct TagPlace {
  std::size_t begin = 0;  // byte of the page
  Part part = Part::None;
  std::string status;  // of an answer; "" when the page names none
};

// One request as the page describes it, with its answers.
struct Call {
  Endpoint endpoint;
  std::map<Part, std::vector<Field>> fields;
  std::map<std::string, std::vector<Field>> answer_fields;  // by status, "" when the page names none
  std::vector<TagPlace> tag_places;
  std::vector<Sample> samples;
  std::map<std::string, base::Span> answers;  // by status
  std::string media_type;                     // of the request body; "" when the page does not say
  std::optional<SampleCredential> credential;
  bool is_deprecated = false;
  bool is_mention = false;  // a line of text names the endpoint, under no heading of its own
};

// A table that describes an object elsewhere on the page: "The `content` object".
struct ObjectSection {
  std::string name;     // "content"; the component's name
  std::string heading;  // "The `content` object"
  std::string anchor;   // what a link to it says behind '#'
  std::vector<Field> fields;
  base::Span span;
  bool is_named = true;  // false: the heading does not say that it is an object, only a link or a type can lead here
};

struct PageModel {
  std::vector<Call> calls;
  std::vector<ObjectSection> sections;
};

}  // namespace concord::page
