// Legitimate variations: other ways to say the same, and what clients must take as it comes.
#include "mutants/operators.h"

#include <concord/base/ascii.h>
#include <concord/base/clock.h>
#include <concord/base/http_date.h>
#include <concord/base/text.h>

#include <zlib.h>

#include <algorithm>

namespace concord::mock {

namespace {

using namespace std::chrono_literals;

Standings legitimate(const Site&) { return Standing{MutantSort::Legitimate, {}}; }

// Calls change(string) for each text in the body that is a value; whether any was changed.
template <class Change>
bool for_each_text(Node& node, const Change& change) {
  bool changed = false;
  if (node.is_string()) return change(node.as_string());
  if (node.is_object()) {
    for (auto& member : node.members()) changed = for_each_text(member.value, change) || changed;
  } else if (node.is_array()) {
    for (auto& item : node.items()) changed = for_each_text(item, change) || changed;
  }
  return changed;
}

bool reverse_keys(Node& node, const Answered& answered) {
  bool changed = false;
  if (node.is_object()) {
    changed = node.size() > 1;
    std::reverse(node.members().begin(), node.members().end());
    for (auto& member : node.members()) changed = reverse_keys(member.value, answered) || changed;
  } else if (node.is_array()) {
    for (auto& item : node.items()) changed = reverse_keys(item, answered) || changed;
  }
  return changed;
}

bool add_fraction(Node& node, const Answered& answered) {
  bool changed = false;
  if (node.is_integer() && node.to_int64()) {
    node = Node(document::Decimal{std::to_string(*node.to_int64()) + ".0"});
    return true;
  }
  if (node.is_object()) {
    for (auto& member : node.members()) changed = add_fraction(member.value, answered) || changed;
  } else if (node.is_array()) {
    for (auto& item : node.items()) changed = add_fraction(item, answered) || changed;
  }
  return changed;
}

bool is_time(const std::string& text) { return text.size() >= 20 && base::parse_rfc3339(text).has_value(); }

bool write_offset(Node& body, const Answered&) {
  return for_each_text(body, [](std::string& text) {
    if (!is_time(text) || text.back() != 'Z') return false;
    text.pop_back();
    text += "+00:00";
    return true;
  });
}

// To the microsecond, or without any fraction where there was one.
bool write_fraction(Node& body, const Answered&) {
  return for_each_text(body, [](std::string& text) {
    if (!is_time(text)) return false;
    constexpr std::size_t end_of_seconds = 19;
    const auto end = text.find_first_not_of("0123456789", end_of_seconds + 1);
    if (text[end_of_seconds] == '.') text.erase(end_of_seconds, end - end_of_seconds);
    else text.insert(end_of_seconds, ".000250");
    return true;
  });
}

bool upper_uuids(Node& body, const Answered&) {
  return for_each_text(body, [](std::string& text) {
    if (!schema::conforms_to_format("uuid", Node(text))) return false;
    const std::string before = text;
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return base::is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; });
    return text != before;
  });
}

template <int seconds>
bool skew(const Answered& answered) {
  const auto* date = http::find_header(answered.reply.headers, "Date");
  const auto time = date ? base::parse_http_date(*date) : std::nullopt;
  const std::chrono::seconds ahead(seconds);
  if (time) http::set_header(answered.reply.headers, "Date", base::format_http_date(*time + ahead));
  auto parsed = document::parse_answer_json(answered.reply.body);
  if (!parsed.root || !parsed.faults.empty()) return time.has_value();
  const bool changed = for_each_text(*parsed.root, [ahead](std::string& text) {
    if (!is_time(text)) return false;
    text = base::format_rfc3339(*base::parse_rfc3339(text) + ahead);
    return true;
  });
  if (changed) answered.reply.body = document::write_json(*parsed.root);
  return changed || time;
}

bool write_blanks(const Answered& answered) {
  const auto parsed = document::parse_answer_json(answered.reply.body);
  if (!parsed.root || !parsed.faults.empty()) return false;
  answered.reply.body = " \r\n" + document::write_json(*parsed.root, 3) + "\n\t\n";
  return true;
}

// Every letter e in a text, key or value, as \u0065.
bool write_escapes(const Answered& answered) {
  const auto parsed = document::parse_answer_json(answered.reply.body);
  if (!parsed.root || !parsed.faults.empty()) return false;
  std::string text;
  bool is_inside = false, changed = false;
  for (std::size_t i = 0; i < answered.reply.body.size(); ++i) {
    const char c = answered.reply.body[i];
    if (is_inside && c == '\\') {
      const std::size_t length = answered.reply.body[i + 1] == 'u' ? 6 : 2;
      text += answered.reply.body.substr(i, length);
      i += length - 1;
    } else if (is_inside && c == 'e') {
      text += "\\u0065";
      changed = true;
    } else {
      is_inside = is_inside != (c == '"');
      text += c;
    }
  }
  answered.reply.body = text;
  return changed;
}

bool name_charset(const Answered& answered) {
  const auto* type = http::find_header(answered.reply.headers, "Content-Type");
  if (!type || type->find("charset") != std::string::npos) return false;
  http::set_header(answered.reply.headers, "Content-Type", *type + ";charset=\"UTF-8\"");
  return true;
}

bool accepts_gzip(const http::ParsedRequest& request) {
  const auto* codings = http::find_header(request.headers, "Accept-Encoding");
  return codings && codings->find("gzip") != std::string::npos;
}

// RFC 1952, by zlib; nothing when it fails.
std::string gzip(const std::string& body) {
  constexpr int window_of_gzip = 15 + 16, usual_memory = 8;
  z_stream stream{};
  const int begun = deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_of_gzip, usual_memory,
                                 Z_DEFAULT_STRATEGY);
  if (begun != Z_OK) return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(body.size())) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return result == Z_STREAM_END ? out : std::string();
}

bool compress(const Answered& answered) {
  if (answered.reply.body.empty() || !accepts_gzip(answered.request)) return false;
  auto packed = gzip(answered.reply.body);
  if (packed.empty()) return false;
  answered.reply.body = std::move(packed);
  answered.reply.headers.push_back({"Content-Encoding", "gzip"});
  answered.reply.headers.push_back({"Vary", "Accept-Encoding"});
  return true;
}

bool send_chunks(const Answered& answered) { return answered.reply.is_chunked = !answered.reply.body.empty(); }

bool add_headers(const Answered& answered) {
  for (const auto* name : {"Server", "Via", "X-Concord-Unknown", "X-Request-Id"})
    answered.reply.headers.push_back({name, "1.1 concord"});
  return true;
}

// Once: whoever asks again is answered.
bool limit_once(const Answered& answered) {
  if (answered.earlier > 0) return false;
  answered.reply.status = 429;
  answered.reply.body.clear();
  http::remove_header(answered.reply.headers, "Content-Type");
  answered.reply.headers.push_back({"Retry-After", "1"});
  return true;
}

// ---- what the contract leaves open, all at once in one answer

template <class Change>
bool at_members(Node& body, const Answered& answered, const Change& change) {
  bool changed = false;
  for (const Site& member : answered.members) {
    const auto& tokens = member.member.tokens();
    if (std::find(tokens.begin(), tokens.end(), "*") != tokens.end()) continue;
    Node* parent = document::resolve(body, member.member.parent());
    if (parent && parent->is_object() && parent->has(tokens.back()))
      changed = change(member, *parent, tokens.back()) || changed;
  }
  return changed;
}

bool leave_out(Node& body, const Answered& answered) {
  return at_members(body, answered, [](const Site& site, Node& parent, const std::string& key) {
    return !site.is_required && parent.remove(key);
  });
}

bool nullify(Node& body, const Answered& answered) {
  return at_members(body, answered, [](const Site& site, Node& parent, const std::string& key) {
    if (!site.facets.is_null_allowed || !site.facets.says_type()) return false;
    parent.set(key, Node());
    return true;
  });
}

bool empty_lists(Node& body, const Answered& answered) {
  return at_members(body, answered, [](const Site& site, Node& parent, const std::string& key) {
    if (site.is_required || site.facets.least || std::as_const(parent).find(key)->items().empty()) return false;
    parent.set(key, Node::array());
    return true;
  });
}

Standings with_members(const Site& site) {
  return site.has_json ? Standings(Standing{MutantSort::Legitimate, {}}) : std::nullopt;
}

constexpr auto everywhere = SiteKind::Provider;

constexpr Operator variation_rows[] = {
    {"key-order", "variation", everywhere, "keys in another order", legitimate, nullptr, reverse_keys},
    {"blanks", "variation", everywhere, "white space around and within", legitimate, nullptr, nullptr, write_blanks},
    {"decimal", "variation", everywhere, "1.0 for 1", legitimate, nullptr, add_fraction},
    {"offset", "variation", everywhere, "+00:00 for Z", legitimate, nullptr, write_offset},
    {"fraction", "variation", everywhere, "times with fractions of a second, or without", legitimate, nullptr,
     write_fraction},
    {"escapes", "variation", everywhere, "letters as \\u escapes", legitimate, nullptr, nullptr, write_escapes},
    {"charset-named", "variation", everywhere, "Content-Type names UTF-8", legitimate, nullptr, nullptr, name_charset},
    {"gzip", "variation", everywhere, "bodies compressed, where that is accepted", legitimate, nullptr, nullptr,
     compress},
    {"chunked", "variation", everywhere, "bodies in chunks", legitimate, nullptr, nullptr, send_chunks},
    {"more-headers", "variation", everywhere, "headers that nobody knows", legitimate, nullptr, nullptr, add_headers},
    {"limited-once", "variation", everywhere, "429 with Retry-After to the first request", legitimate, nullptr, nullptr,
     limit_once},
    {"clock-ahead", "variation", everywhere, "a clock that is 30 s ahead", legitimate, nullptr, nullptr, skew<30>},
    {"clock-behind", "variation", everywhere, "a clock that is 30 s behind", legitimate, nullptr, nullptr, skew<-30>},
    {"upper-uuid", "variation", everywhere, "UUIDs in capitals", legitimate, nullptr, upper_uuids},
    {"optional-absent", "variation", SiteKind::Answer, "no optional member", with_members, nullptr, leave_out},
    {"nullable-null", "variation", SiteKind::Answer, "null wherever it is documented", with_members, nullptr, nullify},
    {"optional-empty", "variation", SiteKind::Answer, "optional lists are empty", with_members, nullptr, empty_lists},
};

}  // namespace

std::span<const Operator> variations() { return variation_rows; }

}  // namespace concord::mock
