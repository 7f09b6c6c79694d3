// Where known secrets stand in a text.
#pragma once
#include "redactor_index.h"
#include "redactor_views.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::base::redaction {

// All forms of all secrets.
struct Forms {
  FormIndex squeezed;  // see redactor_forms.h
  FormIndex exact;
  // Squeezed: what a cut text may end with the beginning of, and its secret.
  std::map<std::string, std::uint32_t, std::less<>> beginnings;
};

// Adds the forms of one secret, which has the number `secret`. See the functions of redactor_forms.h.
void add_secret(Forms& forms, std::string_view value, std::uint32_t secret);
void add_basic(Forms& forms, std::string_view user, std::string_view password, std::uint32_t secret);

struct Hit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t secret = 0;
};

class Search {
 public:
  Search(const Forms& forms, std::string_view text, bool is_cut) : forms_(forms), text_(text), is_cut_(is_cut) {}

  // Ordered by where they begin, the longest first. A hit may come twice.
  std::vector<Hit> all();
  std::optional<Hit> first();
  // As all(), but what is beyond base::Patience is not looked at: only to say what occurs, never to hide it.
  std::vector<Hit> all_with_patience();
  // Work done so far, in units that do not depend on the machine: bytes read, places of tables looked at.
  std::uint64_t steps() const { return steps_; }
  // How far behind a place a secret that begins there may end.
  static std::size_t look_ahead(const Forms& forms);

 private:
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  bool is_too_short() const;
  bool search_part();  // the next one; false when there is none
  void search(const View& view, unsigned depth, bool has_pointer);
  void search_squeezed(const View& view);
  void search_squeezed_at(const View& view, std::size_t at);
  void search_exact(const View& view);
  void search_cuts(const View& view);
  void search_cut(const View& view, Range squeezed, std::size_t mark);
  void search_deeper(const View& view, unsigned depth, bool has_pointer);
  void take(const View& view, const Form& form, Range range);
  void take_separators(std::string_view bytes, const Form& form, Range& range);
  void take_run(std::string_view bytes, const Form& form, Range& range);
  std::string_view squeeze_all(std::string_view bytes);

  const Forms& forms_;
  std::string_view text_;
  bool is_cut_;
  std::size_t part_begin_ = 0, part_end_ = 0;
  std::vector<Hit> hits_;
  std::vector<std::size_t> seen_;  // hashes of the views
  Range covered_;                  // of the view: what the last hit hides
  std::uint64_t steps_ = 0;
};

}  // namespace concord::base::redaction
