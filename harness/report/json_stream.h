// A JSON document with one long list in it: what stands around the list is built with nlohmann::ordered_json, and so is
// each of its items, which has a line of its own and is not kept.
#pragma once
#include <concord/base/clock.h>

#include <nlohmann/json.hpp>

#include <ostream>
#include <string>
#include <string_view>

namespace concord::report {

using Json = nlohmann::ordered_json;

// On one line. Bytes that are no UTF-8 become U+FFFD.
std::string dumped(const Json& value);
// A string; one that is no UTF-8 is {"base64": "…"}, so that nothing is lost.
Json exact_text(std::string_view text);

class JsonStream {
 public:
  // Begins the document, which is an object. `to` must outlive this.
  explicit JsonStream(std::ostream& to) : to_(to) { to_ << '{'; }

  void member(std::string_view key, const Json& value);
  void begin_object(std::string_view key);
  void begin_list(std::string_view key);
  void item(const Json& value);
  std::size_t written() const { return written_; }  // bytes of items
  // Ends the list.
  void end_list();
  // Ends all that is open.
  void end();

 private:
  void start(std::string_view key);

  std::ostream& to_;
  std::size_t depth_ = 1;  // open objects
  std::size_t written_ = 0;
  bool is_first_ = true;
};

}  // namespace concord::report
