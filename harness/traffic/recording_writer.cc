#include <concord/traffic/recording_writer.h>

#include "cover.h"

#include <concord/base/text.h>
#include <concord/message/body.h>

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>

namespace concord::traffic {

namespace {

using document::Node;

Node headers_of(const http::Headers& headers) {
  Node list = Node::array();
  for (const http::Header& header : headers) {
    Node one = Node::object();
    one.set("name", header.name);
    one.set("value", header.value);
    list.push_back(std::move(one));
  }
  return list;
}

Node content_of(const result::Body& body, const http::Headers& headers, Lack lack) {
  Node content = Node::object();
  const std::string* type = http::find_header(headers, "Content-Type");
  content.set("mimeType", type == nullptr ? std::string() : *type);
  content.set("size", body.size);
  if (lack != Lack::Missing) content.set("text", body.text);
  if (lack != Lack::Missing && body.is_base64) content.set("encoding", "base64");
  if (body.is_cut || lack != Lack::None) content.set("comment", "truncated");
  return content;
}

struct Origin {
  AnsweredBy by;
  Lack request_lacks, response_lacks;
};

Node entry_of(const result::ExchangeRecord& record, const contract::Operation* operation, const Origin& origin) {
  Node request = Node::object(), response = Node::object(), entry = Node::object();
  request.set("method", record.method);
  request.set("url", record.url);
  request.set("headers", headers_of(record.request_headers));
  if (record.request_body)
    request.set("postData", content_of(*record.request_body, record.request_headers, origin.request_lacks));
  response.set("status", record.status);
  response.set("httpVersion", "HTTP/" + (record.http_version.empty() ? std::string("1.1") : record.http_version));
  response.set("headers", headers_of(record.response_headers));
  if (record.response_body)
    response.set("content", content_of(*record.response_body, record.response_headers, origin.response_lacks));
  entry.set("startedDateTime", base::format_rfc3339(record.started_at));
  entry.set("time", static_cast<double>(record.timing.total.count()) / 1000);
  if (operation != nullptr) entry.set("operation", operation->id());
  if (origin.by == AnsweredBy::Mock) entry.set("by", "mock");
  entry.set("request", std::move(request));
  entry.set("response", std::move(response));
  if (record.redacted.empty()) return entry;
  Node names = Node::array();
  for (const std::string& name : record.redacted) names.push_back(name);
  entry.set("redacted", std::move(names));
  return entry;
}

// As JSON, when it says that it is: what is in it may be a secret.
std::optional<Node> json_of(const http::Headers& headers, const std::string& body) {
  const std::string* type = http::find_header(headers, "Content-Type");
  const auto media = type == nullptr ? std::nullopt : http::parse_media_type(*type);
  if (!media || !media->is_json()) return std::nullopt;
  return document::parse_answer_json(body).root;
}

std::vector<check::SentSecret> secrets_in(const http::Request& request, const contract::Operation* operation) {
  static const std::vector<std::string> no_marks;
  static const std::string no_body;
  const std::string& sent = request.body ? *request.body : no_body;
  const auto body = json_of(request.headers, sent);
  const message::RequestView view{request.method, request.url, request.headers, sent};
  return secrets_of(operation, view, body ? &*body : nullptr, Hidden(no_marks));
}

}  // namespace

base::Redactor redactor_of(const http::Request& request, const contract::Operation* operation) {
  base::Redactor redactor;
  for (const check::SentSecret& one : secrets_in(request, operation)) redactor.add(one.name, one.value);
  return redactor;
}

struct RecordingWriter::State {
  explicit State(base::OpenedOutput opened) : output(std::move(opened)) {}
  base::OpenedOutput output;
  mutable std::mutex mutex;
  Cover cover;  // of all that came: a token is hidden where it is sent later, too
  std::uint64_t written = 0;
  base::Diagnostics problems;
};

base::Result<std::unique_ptr<RecordingWriter>> RecordingWriter::create(const std::string& path) {
  auto opened = base::open_output(path);
  if (!opened) return std::move(opened).diagnostics();
  if (opened->is_regular && ::ftruncate(opened->descriptor.get(), 0) != 0)
    return base::error("recording.write", "cannot empty " + base::in_quotes(path) + ": " + std::strerror(errno));
  return std::unique_ptr<RecordingWriter>(new RecordingWriter(std::make_unique<State>(std::move(opened).value())));
}

RecordingWriter::RecordingWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordingWriter::~RecordingWriter() = default;

void RecordingWriter::write(const http::Exchange& exchange, const contract::Operation* operation, AnsweredBy by,
                            Lack request_lacks, Lack response_lacks) {
  static const std::vector<std::string> no_marks;
  static const std::string no_body;
  const std::string& sent = exchange.request.body ? *exchange.request.body : no_body;
  const auto request = json_of(exchange.request.headers, sent);
  const auto answer = exchange.response ? json_of(exchange.response->headers, exchange.response->body) : std::nullopt;
  const message::RequestView view{exchange.request.method, exchange.request.url, exchange.request.headers, sent};
  const Hidden hidden(no_marks);
  const Node* asked = request ? &*request : nullptr;
  const Reading reading{secrets_of(operation, view, asked, hidden), asked, answer ? &*answer : nullptr};
  const std::scoped_lock lock(state_->mutex);
  const Covered covered(state_->cover, state_->cover.gather(exchange, reading, hidden));
  const result::ExchangeRecord record =
      run::record_of(run::KeptExchange(exchange), covered.secrets(), std::nullopt);
  const Node entry = entry_of(record, operation, {by, request_lacks, response_lacks});
  const std::string line = document::write_json(entry) + '\n';
  if (!state_->problems.empty()) return;
  if (const int failed = base::write_all(state_->output.descriptor.get(), line); failed != 0)
    return state_->problems.push_back(
        base::error("recording.write", std::string("the recording: ") + std::strerror(failed)));
  ++state_->written;
}

std::uint64_t RecordingWriter::written() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->written;
}

base::Diagnostics RecordingWriter::problems() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->problems;
}

}  // namespace concord::traffic
