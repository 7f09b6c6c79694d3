#include "read_entry.h"
#include "read_har.h"

#include <concord/base/clean_text.h>
#include <concord/base/text.h>
#include <concord/document/instances.h>
#include <concord/result/known_issues.h>
#include <concord/result/run_reader.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace concord::traffic {

namespace {

// Notes when the recording began.
class FirstTime : public Listener {
 public:
  FirstTime(Listener& listener, base::SystemTime& first) : listener_(listener), first_(first) {}
  void take(Recorded&& recorded) override {
    if (first_ == base::SystemTime{}) first_ = recorded.exchange.started_at;
    listener_.take(std::move(recorded));
  }
  bool wants_more() const override { return listener_.wants_more(); }

 private:
  Listener& listener_;
  base::SystemTime& first_;
};

// ---- JSON Lines

class Lines : public document::InstanceUser {
 public:
  explicit Lines(Listener& listener) : listener_(listener) {}

  void use(const document::InstanceText& instance) override {
    const auto parsed = document::parse_answer_json(instance.text);
    if (!parsed.root) {
      const std::string why = parsed.faults.empty() ? "it is no JSON" : parsed.faults.back().message;
      return refuse(instance.place, "no JSON: " + why);
    }
    auto recorded = read_entry(*parsed.root);
    if (!recorded) return refuse(instance.place, "no exchange: it has no request with a method and a URL");
    recorded->place = instance.place.text();
    listener_.take(std::move(*recorded));
  }
  void cannot_read(const document::InstancePlace&, const base::Diagnostics& why) override {
    base::append(problems, why);
  }
  void is_over_bound(const document::InstancePlace& place, std::size_t bytes) override {
    refuse(place, fmt::format("a line of {} bytes, more than is read", bytes));
  }
  bool wants_more() const override { return listener_.wants_more(); }

  base::Diagnostics problems;

 private:
  // The first ones: a file that is something else has as many mistakes as lines.
  void refuse(const document::InstancePlace& place, const std::string& why) {
    constexpr std::size_t most = 20;
    if (problems.size() == most) return problems.push_back(base::error("recording.line", "and more lines like these"));
    if (problems.size() < most) problems.push_back(base::error("recording.line", place.text() + ": " + why));
  }

  Listener& listener_;
};

// ---- journals

std::optional<std::string> bytes_of(const std::optional<result::Body>& body) {
  if (!body) return std::nullopt;
  return body->is_base64 ? base::base64_decode(body->text) : std::optional(body->text);
}

Recorded recorded_of(const result::ExchangeRecord& record) {
  Recorded recorded;
  http::Exchange& exchange = recorded.exchange;
  exchange.request = {record.method, record.url, record.request_headers, bytes_of(record.request_body)};
  if (record.request_body && record.request_body->is_cut) recorded.request_lacks = Lack::Cut;
  exchange.timing = record.timing;
  exchange.started_at = record.started_at;
  exchange.remote_address = record.remote_address;
  for (const std::string& name : record.redacted) recorded.hidden.push_back('[' + name + ']');
  if (record.status == 0) return recorded;
  http::Response response;
  response.status = record.status;
  response.reason = record.reason;
  response.http_version = record.http_version;
  response.headers = record.response_headers;
  response.body = bytes_of(record.response_body).value_or("");
  if (record.response_body && record.response_body->is_cut) recorded.response_lacks = Lack::Cut;
  exchange.response = std::move(response);
  return recorded;
}

void read_case(const result::CaseResult& one, Listener& listener) {
  const auto take = [&](const result::StepResult& step, const result::ExchangeRecord& record) {
    Recorded recorded = recorded_of(record);
    recorded.operation = step.operation;
    recorded.place = base::clean_line(result::full_name(one));
    listener.take(std::move(recorded));
  };
  for (const result::StepResult& step : one.steps) {
    for (const result::ExchangeRecord& poll : step.polls) take(step, poll);
    if (step.exchange) take(step, *step.exchange);
  }
}

base::Diagnostics read_journal(const std::string& path, Listener& listener) {
  auto run = result::RunReader::open(path);
  if (!run) return std::move(run).diagnostics();
  for (std::size_t i = 0; i < run->size() && listener.wants_more(); ++i) read_case(run->read(i), listener);
  return run->problems();
}

// ---- which of them

bool has_lines(const std::string& path) {
  const std::string end = base::to_lower_ascii(std::filesystem::path(path).extension().string());
  return end == ".jsonl" || end == ".ndjson";
}

// The first line of a journal is its run.
RecordingKind kind_of(const std::string& path, std::string_view beginning) {
  const std::string_view line = beginning.substr(0, beginning.find('\n'));
  if (line.find("\"event\":\"run\"") != std::string_view::npos) return RecordingKind::Journal;
  return has_lines(path) ? RecordingKind::JsonLines : RecordingKind::Har;
}

base::Diagnostics cannot_open(const std::string& path) {
  std::error_code failure;
  const auto status = std::filesystem::status(path, failure);
  const bool is_there = std::filesystem::exists(status);
  const char* why = !is_there ? "there is no such file" : "it is no file that can be read";
  return {base::error("recording.open", base::in_quotes(base::clean_line(path)) + ": " + why)};
}

}  // namespace

bool is_usual_mark(std::string_view text) {
  if (text.size() >= 3 && text.find_first_not_of('*') == std::string_view::npos) return true;
  static constexpr std::array words{"redacted", "hidden", "filtered", "masked", "removed", "sanitized", "secret"};
  constexpr std::string_view left = "[<{(*", right = "]>})*";
  const auto inside = text.find_first_not_of(left);
  const bool is_framed = inside != std::string_view::npos && inside > 0 && right.find(text.back()) != right.npos;
  if (!is_framed && text != "REDACTED") return false;
  const std::string word = base::to_lower_ascii(text.substr(inside, text.find_last_not_of(right) - inside + 1));
  return std::any_of(words.begin(), words.end(), [&](const char* one) { return word == one; });
}

ReadRecording read_recording(const std::string& path, Listener& listener) {
  ReadRecording read;
  std::error_code failure;
  std::ifstream file;
  if (std::filesystem::is_regular_file(path, failure)) file.open(path, std::ios::binary);
  if (!file.is_open()) {
    read.problems = cannot_open(path);
    return read;
  }
  std::string beginning(4096, '\0');
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(file.gcount()));
  file.clear();
  file.seekg(0);
  read.kind = kind_of(path, beginning);
  FirstTime timed(listener, read.first);
  if (read.kind == RecordingKind::Journal) {
    read.problems = read_journal(path, timed);
  } else if (read.kind == RecordingKind::JsonLines) {
    Lines lines(timed);
    document::read_instances(path, lines);
    read.problems = std::move(lines.problems);
  } else {
    read.problems = read_har(file, base::clean_line(path), timed);
  }
  return read;
}

}  // namespace concord::traffic
