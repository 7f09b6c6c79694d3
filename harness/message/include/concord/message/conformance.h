// What a request says, and why it does not conform to its operation.
#pragma once
#include <concord/contract.h>
#include <concord/message/body.h>
#include <concord/message/path_template.h>
#include <concord/message/value_format.h>

#include <memory>
#include <set>

namespace concord::message {

enum class Place { Credentials, Path, Query, Header, Cookie, ContentType, Body };
std::string_view place_name(Place place);  // "credentials", "path", "query", "header", "cookie", "content type", "body"

// One thing that is wrong with a request.
struct Problem {
  std::string at;        // "auth", "/path/entityId", "/headers/X-Tenant-ID", "/content-type", "/body/card/blocked"
  std::string keyword;   // "missing", "invalid", "media-type", "json", "style", or a keyword of JSON Schema
  std::string expected;  // one phrase each, may be ""
  std::string actual;
  std::string message;            // a sentence
  std::string schema_location{};  // of the keyword; "" where no schema says it
  Place place = Place::Body;      // what `at` says; set by ProblemList
};

// A request as it arrived. What the views show must outlive it.
struct RequestView {
  std::string_view method;
  std::string_view target;  // "/a?b=c", or an absolute URL
  const http::Headers& headers;
  std::string_view body;
};
// The path of "/a?b", of "http://host/a"; nothing when it is neither.
std::optional<std::string_view> path_of(std::string_view target);
std::string_view query_of(std::string_view target);  // without '?'

// What a request says, typed by the schemas: {path, query, headers, cookie, body}. Names of headers are in lower case;
// what is not documented is text; `cookie` and `body` are missing when there is none. Repeated names that are not
// documented keep the first value, fields of one name are one (RFC 9110, section 5.2).
struct ReadRequest {
  Node values = Node::object();
  std::vector<Problem> problems;              // of syntax: style, JSON, media type, a body that is missing
  const contract::Content* content = nullptr;   // that the body has; null also when the body could not be read
  bool is_body_judged = false;                // whether a schema speaks of it: see ReadBody
};

// Problems without those said already, in the order path, query, headers, cookies, content type, body.
class ProblemList {
 public:
  // Nothing is added when `at` and `keyword` are known.
  void add(Problem problem);
  // All that `schema` says of `value`, which stands at `at` in ReadRequest::values. `required` is said of the member
  // that is missing. `headers`: as they are documented, to name them so.
  void add(const schema::Schema& schema, const Node& value, const document::Pointer& at,
           const std::vector<std::string>& headers);
  std::vector<Problem> take();

 private:
  std::vector<Problem> problems_;
  std::set<std::pair<std::string, std::string>> known_;
};

// An operation made ready to understand requests. Immutable; cheap to move. The operation must outlive it.
class RequestReader {
 public:
  // Compiles; what is wrong with the schemas is a diagnostic.
  static base::Result<RequestReader> make(const contract::Operation& operation);

  // `path`: as match() found them. A form or multipart body is an object, XML and unknown types are text.
  ReadRequest read(const RequestView& request, const PathValues& path) const;
  // Everything that breaks what the operation says of parameters and body. Not: credentials, see credentials.h.
  std::vector<Problem> problems(const ReadRequest& request) const;
  // The same into a list of more.
  void find_problems(const ReadRequest& request, ProblemList& problems) const;

  const contract::Operation& operation() const { return *operation_; }
  std::vector<std::string> header_names() const;
  // Sets what values of parameters in the path begin with.
  void prepare(PathTemplate& path) const;

  struct ReadyParameter {
    const contract::Parameter* parameter = nullptr;
    std::string key;  // in ReadRequest::values
    ValueFormat format;
    ValueType type;
    std::optional<schema::Schema> schema;  // none when it is of another media type than JSON
  };
  struct ReadyContent {
    const contract::Content* content = nullptr;
    ValueType type;
    std::optional<schema::Schema> schema;
  };

 private:
  explicit RequestReader(const contract::Operation& operation) : operation_(&operation) {}

  const contract::Operation* operation_;
  std::vector<ReadyParameter> parameters_;
  std::vector<ReadyContent> contents_;
};

// What the operation has against a request as a suite writes it: {path, query, headers, body, …}. Credentials are not
// looked at. An error where it cannot be made.
struct WrittenRequest {
  ReadRequest read;
  std::vector<Problem> problems;
};
base::Result<WrittenRequest> look_at_written(const RequestReader& reader, const Node& request);

// The member of ReadRequest::values that holds the parameters of `in`: "path", "query", "headers", "cookie".
std::string_view part_name(contract::ParameterIn in);

}  // namespace concord::message
