// One exchange while it passes: what is kept of it for those who are told.
#pragma once
#include "message_reader.h"

#include <concord/proxy.h>

#include <chrono>
#include <string>
#include <string_view>

namespace concord::proxy {

class Passage {
 public:
  // `all_kept` counts what all passages keep, and is what they share.
  Passage(std::size_t most, std::size_t most_of_all, std::size_t& all_kept)
      : most_(most), most_of_all_(most_of_all), all_kept_(all_kept) {}
  ~Passage() { release(); }
  Passage(const Passage&) = delete;
  Passage& operator=(const Passage&) = delete;

  void begin(const Head& request, std::string url);
  void keep_request(std::string_view content);
  void note_answer(const Head& answer);
  void keep_answer(std::string_view content);
  // The answer did not come to its end, or there was none.
  void fail(http::ErrorKind kind, std::string why);

  bool is_stream() const { return passed_.is_stream; }
  // What is known of it; nothing is kept any more.
  Passed take();

 private:
  // Whether all of it is kept.
  bool keep(std::string& body, std::string_view content);
  void release();

  const std::size_t most_, most_of_all_;
  std::size_t& all_kept_;
  std::size_t kept_ = 0;
  Passed passed_;
  std::string request_body_;
  bool has_request_body_ = false;
  std::chrono::steady_clock::time_point began_{};
};

}  // namespace concord::proxy
