// How secrets are found. A writer's work is undone on two ways:
//
// - Escapes (percent, JSON, HTML, JSON Pointer) are undone in the text, one layer of one kind at a time and up to four
//   of them in every order (redactor_views.h). A text that has none of a kind costs nothing.
// - What is left is compared with the forms of each secret (redactor_forms.h), after both were squeezed: letters
//   without case, separators left out. Forms are base64 at each of its three alignments, hex, UTF-16 and so on.
//
// Comparing is done by hashes (redactor_index.h). A filter of a bit for each four bytes that a form may begin with lets
// hardly any place pass; at those that do, a few lookups say which forms stand there, whatever their number is and
// however long they agree with the text. So no secret, nor any text made for it, makes searching more than linear.
#include "redactor_search.h"

#include "redactor_forms.h"

#include <concord/base/ascii.h>
#include <concord/base/patience.h>
#include <concord/base/text.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace concord::base::redaction {
namespace {

constexpr unsigned max_depth = 4;
constexpr std::size_t part_size = 256u << 10;
constexpr std::size_t longest_run = 8u << 10;  // to each side of a hit
constexpr std::size_t longest_path = 512;
constexpr std::size_t longest_gap = 16;  // within a quartet of base64 or a pair of hex digits
constexpr std::size_t shortest_piece = 4;
constexpr std::size_t longest_piece = 4'096;
constexpr std::size_t longest_beginning = 256;  // of a secret that a piece is compared with
constexpr std::uint64_t steps_a_unit = 8;  // of base::Patience
constexpr std::string_view ellipsis = "\u2026";

// Made once a thread: a run redacts some dozen small texts an exchange.
struct Scratch {
  std::string squeezed;
  std::string_view text;              // what of `squeezed` is in use
  std::vector<std::uint32_t> places;  // of each byte of it in the view, once there is a hit
  bool has_places = false;
  std::uint16_t seen = 0;  // what squeezed() marks, of all bytes of the view
  PartHashes hashes;
  std::vector<FormIndex::Match> matches;

  void release() {
    std::string().swap(squeezed);
    std::vector<std::uint32_t>().swap(places);
    hashes.release();
  }
};

Scratch& scratch() {
  static thread_local Scratch one;
  return one;
}

// Where each byte of what squeeze_all() gave last stands in its view.
void find_places(Scratch& s, std::string_view bytes) {
  if (std::exchange(s.has_places, true)) return;
  s.places.clear();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (!is_dropped(bytes[i])) s.places.push_back(static_cast<std::uint32_t>(i));
  }
}

// Whether what stands at `at` is within the path of a URL, or in a JSON Pointer: there '/' ends a run of base64.
bool is_in_path(std::string_view bytes, std::size_t at) {
  const std::size_t from = at > longest_path ? at - longest_path : 0;
  std::size_t begin = at;
  static constexpr std::string_view ends = " \t\r\n\"'<>,;=";
  const auto ends_token = [](char c) { return ends.find(c) != ends.npos; };
  while (begin > from && !ends_token(bytes[begin - 1])) --begin;
  const std::string_view before = bytes.substr(begin, at - begin);
  return before.starts_with('/') || before.find("://") != std::string_view::npos;
}

struct RunCharacters {
  bool is_base64;
  bool has_slash;

  bool has(char c) const {
    if (!is_base64) return is_hex(c);
    return is_alphanumeric(c) || c == '+' || c == '-' || c == '_' || (c == '/' && has_slash);
  }
};

// How many bytes lead from `at` to the next character of base64, with it; 0 when there is none near.
std::size_t gap(std::string_view bytes, std::size_t at, bool backwards) {
  const std::size_t most = std::min(longest_gap, backwards ? at : bytes.size() - at);
  for (std::size_t i = 0; i < most; ++i) {
    const char c = backwards ? bytes[at - 1 - i] : bytes[at + i];
    if (is_alphanumeric(c) || std::string_view("+/-_").find(c) != std::string_view::npos) return i + 1;
    if (!is_blank(c)) return 0;
  }
  return 0;
}

bool comes_before(const Hit& a, const Hit& b) {
  if (a.begin != b.begin) return a.begin < b.begin;
  return a.end != b.end ? a.end > b.end : a.secret < b.secret;
}

// Without the NUL that UTF-16 begins or ends with.
template <class Iterator>
std::uint8_t dropped_at_start(Iterator begin, Iterator end) {
  const auto kept = std::find_if(begin, end, [](char c) { return !is_dropped(c); });
  return static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(255, (kept - begin) - std::count(begin, kept, '\0')));
}

std::size_t behind_padding(std::string_view bytes, std::size_t end) {
  for (int i = 0; i < 2; ++i) {
    std::size_t at = end;
    while (at < bytes.size() && at - end < longest_gap && is_blank(bytes[at])) ++at;
    if (at == bytes.size() || bytes[at] != '=') break;
    end = at + 1;
  }
  return end;
}

void add_form(Forms& forms, const FormText& form, std::uint32_t secret) {
  const std::string text = form.is_exact ? std::string() : squeeze(form.text);
  Form entry{secret, form.flags, 0, 0};
  if (text.size() < shortest_squeezed) {
    if (form.text.size() >= shortest_piece) forms.exact.add(std::string_view(form.text).substr(0, longest_form), entry);
    return;
  }
  entry.lead = dropped_at_start(form.text.begin(), form.text.end());
  entry.trail = dropped_at_start(form.text.rbegin(), form.text.rend());
  // Parts of a long text are found each by itself; the last is as long as the others.
  for (std::size_t at = 0; at < text.size(); at += longest_form) {
    const std::size_t begin = text.size() < longest_form ? 0 : std::min(at, text.size() - longest_form);
    forms.squeezed.add(std::string_view(text).substr(begin, longest_form), entry);
  }
}

// Of each part of a long text, too: where the end is cut off, all but the last part is found.
void add_beginnings(Forms& forms, std::string_view text, std::uint32_t secret) {
  const std::string squeezed = squeeze(text);
  for (std::size_t at = 0; at < squeezed.size(); at += longest_form) {
    std::string beginning = squeezed.substr(at, longest_beginning);
    if (beginning.size() < shortest_piece) continue;
    forms.squeezed.add_beginning(beginning);
    forms.beginnings.emplace(std::move(beginning), secret);
  }
}

}  // namespace

void add_secret(Forms& forms, std::string_view value, std::uint32_t secret) {
  for (const FormText& form : forms_of(value)) {
    add_form(forms, form, secret);
    if ((form.flags & (Form::Base64 | Form::Hex)) != 0) add_beginnings(forms, form.text, secret);
  }
  add_beginnings(forms, value, secret);
  add_beginnings(forms, base64_encode(value), secret);
}

void add_basic(Forms& forms, std::string_view user, std::string_view password, std::uint32_t secret) {
  for (const FormText& form : forms_of_basic(user, password)) add_form(forms, form, secret);
  add_beginnings(forms, base64_encode(std::string(user) + ':' + std::string(password)), secret);
}

// Behind its escapes a form may be many times as long.
std::size_t Search::look_ahead(const Forms& forms) {
  return 16 * std::max(forms.squeezed.longest(), forms.exact.longest()) + 1'024;
}

// Undoing escapes makes no text longer; only what was cut can hold less than a whole form.
bool Search::is_too_short() const {
  const std::size_t shortest = std::min(forms_.squeezed.shortest(), forms_.exact.shortest());
  return text_.size() < shortest && !is_cut_ && text_.find(ellipsis[0]) == std::string_view::npos;
}

// A long text is searched in parts, which overlap, so that what is held beside it stays small.
bool Search::search_part() {
  if (part_end_ == text_.size() || is_too_short()) return false;
  const std::size_t overlap = look_ahead(forms_);
  part_begin_ = part_end_ > overlap ? part_end_ - overlap : 0;
  for (std::size_t i = 0; i < 1'024 && part_begin_ > 0 && text_[part_begin_ - 1] == '\\'; ++i) --part_begin_;
  part_end_ = std::min(text_.size(), part_begin_ + std::max(part_size, 8 * overlap));
  seen_.clear();
  search(View(text_.substr(part_begin_, part_end_ - part_begin_)), 0, false);
  if (part_end_ - part_begin_ >= part_size) scratch().release();
  return true;
}

std::vector<Hit> Search::all() {
  while (search_part()) {}
  std::sort(hits_.begin(), hits_.end(), comes_before);
  return std::move(hits_);
}

std::vector<Hit> Search::all_with_patience() {
  for (std::uint64_t before = 0; Patience::spend((steps_ - before) / steps_a_unit);) {
    before = steps_;
    if (!search_part()) break;
  }
  std::sort(hits_.begin(), hits_.end(), comes_before);
  return std::move(hits_);
}

std::optional<Hit> Search::first() {
  while (hits_.empty() && search_part()) {}
  const auto found = std::min_element(hits_.begin(), hits_.end(), comes_before);
  return found == hits_.end() ? std::nullopt : std::optional(*found);
}

void Search::search(const View& view, unsigned depth, bool has_pointer) {
  steps_ += view.bytes().size();
  search_squeezed(view);
  const bool has_escapes = (scratch().seen & begins_escape) != 0;
  if (!forms_.exact.empty()) search_exact(view);
  if (has_escapes && depth < max_depth) search_deeper(view, depth, has_pointer);
}

// The order of two kinds of escapes seldom matters: then both lead to the same view, which is searched once. A JSON
// Pointer within one is nothing that is written.
void Search::search_deeper(const View& view, unsigned depth, bool has_pointer) {
  for (const Escape escape : escapes) {
    const bool is_pointer = escape == Escape::Pointer;
    if (is_pointer && has_pointer) continue;
    const auto deeper = undo(view, escape);
    if (!deeper) continue;
    const std::size_t hash = std::hash<std::string_view>()(deeper->bytes());
    if (std::find(seen_.begin(), seen_.end(), hash) != seen_.end()) continue;
    seen_.push_back(hash);
    search(*deeper, depth + 1, has_pointer || is_pointer);
  }
}

std::string_view Search::squeeze_all(std::string_view bytes) {
  Scratch& s = scratch();
  s.has_places = false;
  const ByteFilter::Copied copied = squeeze_into(s.squeezed, bytes);
  s.seen = copied.notes;
  return {s.squeezed.data(), copied.written};
}

void Search::search_squeezed(const View& view) {
  Scratch& s = scratch();
  const std::string_view text = s.text = squeeze_all(view.bytes());
  s.hashes.start(text);
  covered_ = {};
  // A form is so long that wherever it begins, the four bytes at one of these places are all in it.
  for (std::size_t near = 3; near + shortest_piece <= text.size(); near += 4) {
    if (!forms_.squeezed.may_hold(text.data() + near)) continue;
    for (std::size_t at = near - 3; at <= near; ++at) search_squeezed_at(view, at);
  }
  if (is_cut_ || (s.seen & begins_ellipsis) != 0) search_cuts(view);
}

void Search::search_squeezed_at(const View& view, std::size_t at) {
  Scratch& s = scratch();
  if (!forms_.squeezed.may_begin(s.text.data() + at)) return;
  s.matches.clear();
  forms_.squeezed.find_at(s.hashes, at, s.text.size(), s.matches, steps_);
  if (!s.matches.empty()) find_places(s, view.bytes());
  for (std::size_t i = s.matches.size(); i-- > 0;) {
    take(view, s.matches[i].form, {s.places[at], s.places[at + s.matches[i].length - 1] + std::size_t{1}});
  }
}

void Search::search_exact(const View& view) {
  const std::string_view text = view.bytes();
  Scratch& s = scratch();
  s.hashes.start(text);
  covered_ = {};
  for (std::size_t at = 0; at + shortest_piece <= text.size(); ++at) {
    if (!forms_.exact.may_begin(text.data() + at)) continue;
    s.matches.clear();
    forms_.exact.find_at(s.hashes, at, text.size(), s.matches, steps_);
    for (std::size_t i = s.matches.size(); i-- > 0;) take(view, s.matches[i].form, {at, at + s.matches[i].length});
  }
}

void Search::search_cuts(const View& view) {
  const std::string_view bytes = view.bytes();
  Scratch& s = scratch();
  find_places(s, bytes);
  const auto squeezed_at = [&s](std::size_t at) {
    const auto end = s.places.end();
    return static_cast<std::size_t>(std::lower_bound(s.places.begin(), end, at) - s.places.begin());
  };
  covered_ = {};
  std::size_t from = 0;
  for (std::size_t at = bytes.find(ellipsis); at != bytes.npos; at = bytes.find(ellipsis, at + ellipsis.size())) {
    search_cut(view, {from, squeezed_at(at)}, at);
    from = squeezed_at(at + ellipsis.size());
  }
  if (is_cut_ && part_end_ == text_.size()) search_cut(view, {from, s.text.size()}, bytes.size());
}

// The longest beginning of a secret that a piece ends with.
void Search::search_cut(const View& view, Range piece, std::size_t mark) {
  const Scratch& s = scratch();
  const std::string_view text = s.text.substr(0, piece.end);
  std::size_t at = std::max(piece.begin, piece.end > longest_piece ? piece.end - longest_piece : 0);
  for (; at + shortest_piece <= piece.end; ++at) {
    ++steps_;
    if (!forms_.squeezed.may_begin(text.data() + at)) continue;
    const std::string_view beginning = text.substr(at, longest_beginning);
    const auto found = forms_.beginnings.lower_bound(beginning);
    steps_ += beginning.size();
    if (found == forms_.beginnings.end() || !found->first.starts_with(beginning)) continue;
    return take(view, {found->second, 0, 0, 0}, {s.places[at], mark});
  }
}

void Search::take(const View& view, const Form& form, Range range) {
  if (range.begin >= covered_.begin && range.end <= covered_.end) return;
  const std::string_view bytes = view.bytes();
  take_separators(bytes, form, range);
  if (form.has(Form::Base64) || form.has(Form::Hex)) take_run(bytes, form, range);
  const std::size_t begin = part_begin_ + view.begin_of(range.begin);
  const std::size_t end = part_begin_ + view.end_of(range.end - 1);
  const bool joins = covered_.end > 0 && !hits_.empty() && hits_.back().secret == form.secret &&
                     begin >= hits_.back().begin && begin <= hits_.back().end;
  if (joins) {
    hits_.back().end = std::max(hits_.back().end, end);
    covered_.end = std::max(covered_.end, range.end);
  } else {
    hits_.push_back({begin, end, form.secret});
    covered_ = range;
  }
}

// A secret may begin or end with what is left out.
void Search::take_separators(std::string_view bytes, const Form& form, Range& range) {
  for (std::size_t i = 0; i < form.lead && range.begin > 0 && is_dropped(bytes[range.begin - 1]); ++i) --range.begin;
  for (std::size_t i = 0; i < form.trail && range.end < bytes.size() && is_dropped(bytes[range.end]); ++i) ++range.end;
  steps_ += form.lead + form.trail;
}

// The run that a hit stands in, and the characters beside it that hold bits of the secret, even where a line break or a
// '/' divides them from it.
void Search::take_run(std::string_view bytes, const Form& form, Range& range) {
  const bool is_base64 = form.has(Form::Base64);
  const RunCharacters run{is_base64, !is_base64 || !is_in_path(bytes, range.begin)};
  const Range hit = range;
  if (form.has(Form::SharesFirst)) range.begin -= gap(bytes, range.begin, true);
  while (range.begin > 0 && hit.begin - range.begin < longest_run && run.has(bytes[range.begin - 1])) --range.begin;
  if (form.has(Form::SharesLast)) range.end += gap(bytes, range.end, false);
  while (range.end < bytes.size() && range.end - hit.end < longest_run && run.has(bytes[range.end])) ++range.end;
  if (is_base64) range.end = behind_padding(bytes, range.end);
  steps_ += longest_path + (hit.begin - range.begin) + (range.end - hit.end);
}

}  // namespace concord::base::redaction
