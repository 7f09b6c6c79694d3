#include "checks.h"
#include "shown.h"
#include "walk.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace concord::check {

namespace {

struct Sign {
  std::string_view text;
  std::string_view what;
};

// Each is something that no answer says unless its server tells about itself. One of a kind is reported.
constexpr std::array signs{
    Sign{"Traceback (most recent call last)", "a Python stack trace"},
    Sign{"java.lang.", "a Java exception"},
    Sign{"org.springframework.", "a Java exception"},
    Sign{"javax.servlet.", "a Java exception"},
    Sign{"System.NullReferenceException", "a .NET exception"},
    Sign{"System.InvalidOperationException", "a .NET exception"},
    Sign{"System.Data.SqlClient.", "a .NET exception"},
    Sign{"goroutine 1 [running]", "a Go stack trace"},
    Sign{"panic: runtime error", "a Go stack trace"},
    Sign{"at Object.<anonymous> (", "a JavaScript stack trace"},
    Sign{"at processTicksAndRejections (", "a JavaScript stack trace"},
    Sign{"/node_modules/", "a JavaScript stack trace"},
    Sign{"<b>Fatal error</b>:", "a PHP error"},
    Sign{"PHP Fatal error:", "a PHP error"},
    Sign{"Stack trace:\n#0 ", "a PHP error"},
    Sign{"Illuminate\\", "a PHP error"},
    Sign{"You have an error in your SQL syntax", "an SQL error"},
    Sign{"SQLSTATE[", "an SQL error"},
    Sign{"Unclosed quotation mark after the character string", "an SQL error"},
    Sign{"org.postgresql.util.PSQLException", "an SQL error"},
    Sign{"psycopg2.", "an SQL error"},
    Sign{"duplicate key value violates unique constraint", "an SQL error"},
    Sign{"ActiveRecord::", "a Ruby error"},
    Sign{"Whitelabel Error Page", "an error page of a framework"},
    Sign{"Werkzeug Debugger", "an error page of a framework"},
    Sign{"DisallowedHost at /", "an error page of a framework"},
    Sign{"<title>Action Controller: Exception caught</title>", "an error page of a framework"},
    Sign{"/var/www/", "a path of the server"},
    Sign{"/usr/src/app/", "a path of the server"},
    Sign{"/usr/local/lib/python", "a path of the server"},
    Sign{"C:\\inetpub\\", "a path of the server"},
};

constexpr std::size_t bytes_a_unit = 8;  // of base::Patience, to search for all signs

// The groups of four bytes at the first four places of signs, by a bit for each of their hashes: one of a sign's stands
// where a text is looked at, wherever the sign does. Hardly any other text has one.
class Beginnings {
 public:
  constexpr Beginnings() {
    for (const Sign& sign : signs) {
      for (std::size_t at = 0; at < step; ++at) {
        const std::uint32_t place = hash(sign.text.data() + at);
        bits_[place / 64] |= std::uint64_t{1} << place % 64;
      }
    }
  }
  bool are_in(std::string_view text) const {
    for (std::size_t at = 0; at + 4 <= text.size(); at += step) {
      const std::uint32_t place = hash(text.data() + at);
      if ((bits_[place / 64] >> place % 64 & 1) != 0) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t step = 4;
  static constexpr std::uint32_t hash(const char* at) {
    const auto byte = [at](unsigned i) { return std::uint32_t{static_cast<unsigned char>(at[i])} << (8 * i); };
    return ((byte(0) | byte(1) | byte(2) | byte(3)) * 0x9E3779B1u) >> 18;
  }
  std::array<std::uint64_t, 256> bits_{};  // 2^14 bits
};
constexpr std::size_t shortest_sign = 7;  // as many bytes as always hold four that are looked at
constexpr Beginnings beginnings;
static_assert(std::all_of(signs.begin(), signs.end(), [](auto& one) { return one.text.size() >= shortest_sign; }));

bool may_hold_sign(std::string_view text) { return beginnings.are_in(text); }

// Texts of an answer as their reader would see them: a JSON string without its escapes.
class Texts {
 public:
  explicit Texts(std::vector<std::string_view>& found) : found_(found) {}
  void add(const Node& node) {
    if (node.is_string() && node.as_string().size() >= shortest_sign && may_hold_sign(node.as_string()))
      found_.push_back(node.as_string());
    if (node.size() == 0 || !may_enter(node)) return;
    for (const auto& member : node.members()) add(member.value);
    for (const auto& item : node.items()) add(item);
  }

 private:
  std::vector<std::string_view>& found_;
};

std::string_view around(std::string_view text, std::size_t position) {
  std::size_t begin = position > 10 ? position - 10 : 0;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return text.substr(begin, 400);
}

}  // namespace

void check_internals(const CheckContext& answer, Findings& findings) {
  std::vector<std::string_view> texts;
  if (const auto* body = answer.body()) Texts(texts).add(*body);
  else if (may_hold_sign(answer.response.body)) texts.push_back(answer.response.body);
  std::vector<std::string_view> told;
  for (const auto text : texts) {
    if (!base::Patience::spend(1 + text.size() / bytes_a_unit)) return;
    for (const auto& sign : signs) {
      const auto position = text.find(sign.text);
      if (position == std::string_view::npos || std::find(told.begin(), told.end(), sign.what) != told.end()) continue;
      told.push_back(sign.what);
      auto& failure = findings.add("contract.internals", fmt::format("the answer holds {}: {}", sign.what,
                                                                     in_quotes(around(text, position))));
      failure.expected = "nothing of the server's inside";
      failure.actual = in_quotes(around(text, position));
    }
  }
}

}  // namespace concord::check
