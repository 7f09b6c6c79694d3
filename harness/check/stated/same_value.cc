#include "stated/same_value.h"

#include "moments.h"
#include "shown.h"

#include <concord/base/text.h>
#include <concord/document/pointer.h>
#include <concord/schema.h>

#include <algorithm>
#include <array>

namespace concord::check {

namespace {

bool is_same_text(const Node& written, const Node& read) {
  if (written.as_string() == read.as_string()) return true;
  for (const std::string_view format : {"uuid", "email", "hostname"}) {
    if (schema::conforms_to_format(format, written) && schema::conforms_to_format(format, read))
      return base::equals_ignoring_case(written.as_string(), read.as_string());
  }
  if (!schema::conforms_to_format("date-time", written)) return false;
  const auto a = read_moment(written), b = read_moment(read);
  // Some keep no more than seconds.
  return a && b && std::chrono::abs(a->time - b->time) < std::chrono::seconds(1);
}

std::optional<Difference> said(const std::string& at, const Node& written, const Node* read) {
  return Difference{at, shown(written), read ? shown(*read) : "nothing"};
}

std::optional<Difference> object_difference(const Node& written, const Node& read, const std::string& at) {
  for (const document::Member& member : written.members()) {
    const std::string place = at + '/' + document::escape_token(member.key);
    if (auto found = difference(member.value, read.find(member.key), place)) return found;
  }
  return std::nullopt;
}

std::optional<Difference> list_difference(const Node& written, const Node& read, const std::string& at) {
  if (written.size() != read.size()) return said(at, written, &read);
  for (std::size_t i = 0; i < written.size(); ++i) {
    const std::string place = at + '/' + std::to_string(i);
    if (auto found = difference(written.items()[i], &read.items()[i], place)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Difference> difference(const Node& written, const Node* read, const std::string& at) {
  if (written.is_null() && (!read || read->is_null())) return std::nullopt;
  if (!read || written.kind() != read->kind()) return said(at, written, read);
  if (written.is_object()) return object_difference(written, *read, at);
  if (written.is_array()) return list_difference(written, *read, at);
  const bool is_same = written.is_string() ? is_same_text(written, *read) : document::equal(written, *read);
  return is_same ? std::nullopt : said(at, written, read);
}

bool is_of_the_request(std::string_view name, const Node& value) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"version", "revision", "rev", "etag", "updated", "modified", "timestamp", "lastmodified", "requestid",
       "traceid", "now", "servertime", "nonce"});
  const std::string plain = base::replace_all(base::replace_all(base::to_lower_ascii(name), "_", ""), "-", "");
  if (std::any_of(words.begin(), words.end(), [&](std::string_view one) { return plain.ends_with(one); })) return true;
  return value.is_string() && schema::conforms_to_format("date-time", value);
}

}  // namespace concord::check
