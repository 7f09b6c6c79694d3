#include <concord/openapi/ambiguous_scalars.h>

#include <concord/base/text.h>

#include <algorithm>

namespace concord::openapi {
namespace {

bool is_plain(const Node& node) {
  const base::Span& span = node.span();
  if (!span.is_known() || span.source == nullptr || span.begin >= span.source->text().size()) return false;
  const char first = span.source->text()[span.begin];
  return first == '0' || first == '-' || first == '+';
}

void look(const Node& node, AmbiguousScalars& found) {
  if (is_ambiguous(node)) {
    if (found.first == nullptr) found.first = &node;
    ++found.count;
  }
  for (const Node& item : node.items()) look(item, found);
  for (const document::Member& member : node.members()) look(member.value, found);
}

}  // namespace

bool is_ambiguous_scalar(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  constexpr std::size_t longest = 40;
  return text.size() > 1 && text.size() <= longest && text.front() == '0' &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_ambiguous(const Node& node) {
  return node.is_string() && is_ambiguous_scalar(node.as_string()) && is_plain(node);
}

AmbiguousScalars find_ambiguous_scalars(const Node& root) {
  AmbiguousScalars found;
  look(root, found);
  return found;
}

std::string ambiguity_of(std::string_view text) {
  const bool is_signed = text.starts_with('-') || text.starts_with('+');
  std::string_view digits = text.substr(is_signed ? 1 : 0);
  const bool is_octal = digits.find_first_of("89") == std::string_view::npos;
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  const std::string number = (text.starts_with('-') ? "-" : "") + std::string(digits);
  return base::in_quotes(text) + " without quotes is the integer " + number + " by YAML 1.2 and " +
         (is_octal ? "an octal one" : "a text") + " by YAML 1.1";
}

Diagnostics ambiguous_scalar_notes(const Node& root) {
  const AmbiguousScalars found = find_ambiguous_scalars(root);
  if (found.first == nullptr) return {};
  const std::string others =
      found.count == 1 ? "" : ", here and wherever it is written so (" + std::to_string(found.count) + " places)";
  base::Diagnostic note = base::warning("apidoc.scalar-ambiguous", ambiguity_of(found.first->as_string()),
                                        found.first->span(), "read as a text" + others + "; quotes say what is meant");
  note.severity = base::Severity::Note;
  return {std::move(note)};
}

}  // namespace concord::openapi
