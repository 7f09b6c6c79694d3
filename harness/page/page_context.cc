#include "page_context.h"

#include "page_headings.h"
#include "status_words.h"

#include <concord/base/text.h>

#include <algorithm>
#include <utility>

namespace concord::page {
namespace {

bool says_error(std::string_view title) {
  return base::to_lower_ascii(title.substr(0, 200)).find("error") != std::string::npos;
}

}  // namespace

void PageContext::open_heading(const Block& heading) {
  forget_sentence();
  line_status_.clear();
  const bool is_title = !has_heading_ && heading.level == 1;
  has_heading_ = true;
  while (!levels_.empty() && levels_.back().level >= heading.level) levels_.pop_back();
  const Part parent = levels_.empty() ? Part::None : levels_.back().part;
  const Part part = is_title ? Part::None : part_within(parent, heading.text);
  const std::string status = part == Part::Response ? status_in(heading.text) : "";
  // "**Note**" says nothing about the tables behind it.
  const bool is_remark = heading.level == bold_level && part == Part::None;
  bold_ = is_remark ? heading.text : "";
  if (is_remark) return;
  is_at_start_ = std::exchange(is_own_heading_, false);
  tabs_.clear();
  heading_ = heading;
  constexpr std::size_t deepest = 64;
  if (levels_.size() < deepest) levels_.push_back({heading.level, part, status, says_error(heading.text)});
}

void PageContext::open_tab(const std::string& title) {
  constexpr std::size_t deepest = 64;
  line_status_.clear();
  if (tabs_.size() < deepest) tabs_.push_back(title);
}

void PageContext::close_tab() {
  if (!tabs_.empty()) tabs_.pop_back();
}

void PageContext::say(std::string_view line) {
  // The items of a list go on with what the line above it says.
  const Part of_table = part_of_table_line(line);
  const bool is_item = line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ");
  if (of_table != Part::None || !is_item) said_of_table_ = of_table;
  const Part part = part_of_sentence(line);
  if (part == Part::None) return;
  said_ = part;
  said_status_ = part == Part::Response ? status_in(line) : "";
}

void PageContext::restart() {
  is_at_start_ = is_own_heading_ = true;
  std::erase_if(levels_, [](const Level& level) { return level.level == bold_level; });
  for (Level& level : levels_) level.part = Part::None;
  tabs_.clear();
  line_status_.clear();
  forget_sentence();
}

void PageContext::set_part(Part part, std::string status) {
  while (!levels_.empty() && levels_.back().level == bold_level) levels_.pop_back();
  levels_.push_back({bold_level, part, std::move(status), false});
  bold_.clear();
}

Part PageContext::part() const {
  for (auto tab = tabs_.rbegin(); tab != tabs_.rend(); ++tab) {
    const Part under = levels_.empty() ? Part::None : levels_.back().part;
    const bool is_request = under == Part::Request || under == Part::Body;
    const Part part = part_within(under, *tab);
    // "200: OK" is an answer wherever it stands; "Order of 200 pieces" below a request is a request.
    if (states_status(*tab)) return Part::Response;
    const bool is_status_only = !status_in(*tab).empty() && part_of(*tab) != Part::Response;
    if (part != Part::None && part != Part::Object && !(is_request && is_status_only)) return part;
  }
  return levels_.empty() ? Part::None : levels_.back().part;
}

Part PageContext::part_of_sample() const { return said_ != Part::None ? said_ : part(); }

std::string PageContext::status() const {
  if (said_ == Part::Response && !said_status_.empty()) return said_status_;
  for (auto tab = tabs_.rbegin(); tab != tabs_.rend(); ++tab) {
    if (std::string status = status_in(*tab); !status.empty()) return status;
  }
  if (!line_status_.empty()) return line_status_;
  for (auto level = levels_.rbegin(); level != levels_.rend() && level->part == Part::Response; ++level) {
    if (!level->status.empty()) return level->status;
  }
  return {};
}

std::string PageContext::status_of_fields() const {
  if (!line_status_.starts_with('2')) {
    PageContext other = *this;
    other.line_status_.clear();
    return other.status();
  }
  return status();
}

bool PageContext::is_error() const {
  if (std::any_of(tabs_.begin(), tabs_.end(), says_error)) return true;
  return !levels_.empty() && levels_.back().is_error;
}

std::string PageContext::title() const { return tabs_.empty() ? std::string{} : tabs_.back(); }

}  // namespace concord::page
