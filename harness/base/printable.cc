#include <concord/base/clean_text.h>
#include <concord/base/printable.h>
#include <concord/base/text.h>

namespace concord::base {

std::string Printable::text() const { return break_commands(text_); }

Printable printable(std::string_view outside) { return Printable::composed(escape_line(outside)); }

Printable printable_lines(std::string_view outside, std::string_view prefix) {
  return Printable::composed(prefix_lines(clean_block(outside), prefix));
}

}  // namespace concord::base
