#include <concord/base/text.h>
#include <concord/http.h>

#include <algorithm>

namespace concord::http {

Timeouts Timeouts::or_else(const Timeouts& otherwise) const {
  const auto first = [](Milliseconds own, Milliseconds other) { return own.count() > 0 ? own : other; };
  return {first(connect, otherwise.connect), first(tls, otherwise.tls), first(first_byte, otherwise.first_byte),
          first(total, otherwise.total)};
}

namespace {

auto is_named(std::string_view name) {
  return [name](const Header& header) { return base::equals_ignoring_case(header.name, name); };
}

}  // namespace

const std::string* find_header(const Headers& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), is_named(name));
  return found == headers.end() ? nullptr : &found->value;
}

std::vector<std::string_view> header_values(const Headers& headers, std::string_view name) {
  std::vector<std::string_view> values;
  for (const Header& header : headers) {
    if (base::equals_ignoring_case(header.name, name)) values.push_back(header.value);
  }
  return values;
}

void set_header(Headers& headers, std::string_view name, std::string value) {
  const auto first = std::find_if(headers.begin(), headers.end(), is_named(name));
  if (first == headers.end()) {
    headers.push_back({std::string(name), std::move(value)});
    return;
  }
  first->value = std::move(value);
  headers.erase(std::remove_if(first + 1, headers.end(), is_named(name)), headers.end());
}

bool remove_header(Headers& headers, std::string_view name) { return std::erase_if(headers, is_named(name)) > 0; }

}  // namespace concord::http
