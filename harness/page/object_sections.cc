#include "object_sections.h"

#include "page_headings.h"

#include <concord/openapi/schema_walk.h>

#include <algorithm>

namespace concord::page {
namespace {

bool is_same_field(const Field& a, const Field& b) {
  return a.name == b.name && a.type == b.type && a.description == b.description && a.is_required == b.is_required;
}

bool say_the_same(const ObjectSection& a, const ObjectSection& b) {
  return std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(), is_same_field);
}

}  // namespace

ObjectSections::ObjectSections(std::vector<ObjectSection> sections, Diagnostics& findings)
    : sections_(std::move(sections)) {
  std::map<std::string, const ObjectSection*> taken;
  for (ObjectSection& section : sections_) {
    by_anchor_.try_emplace(section.anchor, &section);
    by_title_.try_emplace(bare_name(section.name), &section);
    by_title_.try_emplace(bare_name(section.heading), &section);
    const std::string name = section.name;
    if (section.is_named) by_name_.try_emplace(name, &section);
    const auto [known, is_new] = taken.try_emplace(name, &section);
    if (is_new) continue;
    for (int n = 2; !taken.try_emplace(section.name, &section).second; ++n)
      section.name = name + "-" + std::to_string(n);
    if (!section.is_named || say_the_same(*known->second, section)) continue;
    auto finding =
        base::warning("apidoc.component-name", "object \"" + name + "\" is described twice on the page, differently",
                      section.span, "the first one counts where only the name is said");
    finding.related.push_back({"the other one", known->second->span});
    findings.push_back(std::move(finding));
  }
}

const ObjectSection* ObjectSections::find(const Index& index, std::string_view key) {
  if (key.empty()) return nullptr;
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

const ObjectSection* ObjectSections::at_anchor(std::string_view href) const {
  const std::size_t hash = href.find('#');
  return hash == std::string_view::npos ? nullptr : find(by_anchor_, href.substr(hash + 1));
}

const ObjectSection* ObjectSections::called(std::string_view name) const { return find(by_name_, name); }

const ObjectSection* ObjectSections::titled(std::string_view name) const { return find(by_title_, bare_name(name)); }

std::string ObjectSections::refer(const ObjectSection& section) {
  if (used_.insert(&section).second) waiting_.push_back(&section);
  return openapi::component_reference(section.name);
}

const ObjectSection* ObjectSections::next_used() {
  if (waiting_.empty()) return nullptr;
  const ObjectSection* next = waiting_.back();
  waiting_.pop_back();
  return next;
}

std::vector<const ObjectSection*> ObjectSections::unused() const {
  std::vector<const ObjectSection*> out;
  for (const ObjectSection& section : sections_) {
    if (!used_.contains(&section)) out.push_back(&section);
  }
  return out;
}

}  // namespace concord::page
