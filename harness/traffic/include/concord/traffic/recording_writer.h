// Exchanges into a file, for `concord judge`: an entry of HAR 1.2 a line, secrets taken out.
#pragma once
#include <concord/base/out_file.h>
#include <concord/base/secret.h>
#include <concord/contract.h>
#include <concord/http.h>
#include <concord/traffic.h>

#include <cstdint>
#include <memory>
#include <string>

namespace concord::traffic {

// Whose the answer is: a mock refuses what it cannot serve, which the API would not.
enum class AnsweredBy : std::uint8_t { Api, Mock };

// What is taken out of a recording of the request: for whoever shows it elsewhere. `operation` may be null.
base::Redactor redactor_of(const http::Request& request, const contract::Operation* operation);

// What is written is with the system at once. Bodies are kept up to 64 KiB, and cut ones say so. Thread-safe.
class RecordingWriter {
 public:
  // Empties the file; pipes and devices are written through.
  static base::Result<std::unique_ptr<RecordingWriter>> create(const std::string& path);
  ~RecordingWriter();

  // `operation` may be null: credentials are known by their names then.
  // Of a body that is lacking or cut the recording says so.
  void write(const http::Exchange& exchange, const contract::Operation* operation, AnsweredBy by = AnsweredBy::Api,
             Lack request_lacks = Lack::None, Lack response_lacks = Lack::None);
  std::uint64_t written() const;
  base::Diagnostics problems() const;  // what could not be written; nothing is written after that

 private:
  struct State;
  explicit RecordingWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace concord::traffic
