#include <concord/contract/provenance.h>

#include <charconv>

namespace concord::contract {

std::string_view basis_name(Basis basis) {
  switch (basis) {
    case Basis::Prose:
      return "prose";
    case Basis::Example:
      return "example";
    case Basis::Documented:
      break;
  }
  return "documented";
}

std::string DocPlace::text() const {
  if (document.empty() || line == 0) return document;
  return document + ":" + std::to_string(line);
}

namespace {

DocPlace read_place(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return {text, 0};
  DocPlace place{text.substr(0, colon), 0};
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, place.line);
  if (read.ec != std::errc{} || read.ptr != end) return {text, 0};
  return place;
}

}  // namespace

DocPlace doc_place(const Node& object) {
  const Node* source = object.find("x-concord-source");
  return source == nullptr || !source->is_string() ? DocPlace{} : read_place(source->as_string());
}

DocPlace doc_place(const Node& object, std::string_view document) {
  DocPlace first = doc_place(object);
  const Node* also = object.find("x-concord-also");
  if (also == nullptr || first.document == document) return first;
  for (const Node& other : also->items()) {
    DocPlace place = other.is_string() ? read_place(other.as_string()) : DocPlace{};
    if (place.document == document) return place;
  }
  return first;
}

Basis basis_of(const Node& schema_object, std::string_view keyword) {
  const Node* basis = schema_object.find("x-concord-basis");
  const Node* stated = basis == nullptr ? nullptr : basis->find(keyword);
  if (stated == nullptr) return Basis::Documented;
  if (stated->string_or_empty() == "prose") return Basis::Prose;
  return stated->string_or_empty() == "example" ? Basis::Example : Basis::Documented;
}

}  // namespace concord::contract
