#include <concord/base/clock.h>
#include <concord/base/glob.h>
#include <concord/base/text.h>
#include <concord/document.h>
#include <concord/finding/ignore_file.h>

#include <algorithm>
#include <array>

namespace concord::finding {
namespace {

using base::Diagnostics;
using base::error;
using document::Member;
using document::Node;

constexpr std::size_t max_entries = 10'000;

// The members of an entry that are plain text, and where they go.
struct TextMember {
  std::string_view key;
  std::string IgnoreEntry::*value;
};
constexpr std::array<TextMember, 10> text_members{{{"rule", &IgnoreEntry::rule},
                                                   {"fingerprint", &IgnoreEntry::fingerprint},
                                                   {"pointer", &IgnoreEntry::pointer},
                                                   {"operation", &IgnoreEntry::operation},
                                                   {"file", &IgnoreEntry::file},
                                                   {"reason", &IgnoreEntry::reason},
                                                   {"id", &IgnoreEntry::id},
                                                   {"owner", &IgnoreEntry::owner},
                                                   {"case", &IgnoreEntry::case_name},
                                                   {"seen_in", &IgnoreEntry::seen_in}}};

bool is_of_failures(std::string_view key) { return key == "case" || key == "seen_in" || key == "intermittent"; }

class IgnoreReader {
 public:
  IgnoreReader(std::span<const RuleInfo> rules, IgnoreForm form, Diagnostics& to) : problems(to), form_(form) {
    for (const RuleInfo& rule : rules) rules_.emplace_back(rule.id);
  }

  std::vector<IgnoreEntry> read(const Node& root) {
    std::vector<IgnoreEntry> entries;
    if (!root.is_array() && !root.is_null())
      problems.push_back(
          error("ignore.form", "an ignore file is a list of entries, this is " + kind_of(root), root.span()));
    if (root.size() > max_entries && root.is_array()) {
      problems.push_back(error("ignore.size", "more than 10000 entries", root.items()[max_entries].span()));
      return entries;
    }
    for (const Node& item : root.items()) entries.push_back(entry(item));
    return entries;
  }

  IgnoreEntry entry(const Node& item) {
    IgnoreEntry entry;
    entry.span = item.span();
    if (!item.is_object()) {
      problems.push_back(error("ignore.form", "an entry is an object, this is " + kind_of(item), item.span()));
      return entry;
    }
    for (const Member& member : item.members()) read_member(entry, member);
    if (!item.has("reason")) problems.push_back(error("ignore.reason", "an entry must have a \"reason\"", item.span()));
    if (form_ == IgnoreForm::Failures && !item.has("expires")) {
      problems.push_back(error("ignore.expires", "a known issue must have a date after \"expires\"", item.span(),
                               "the last day on which it is accepted, e.g. 2026-06-30"));
    }
    if (is_for_everything(entry)) {
      const std::string more = form_ == IgnoreForm::Failures ? ", file or case" : " or file";
      problems.push_back(error("ignore.everything", "this entry would ignore everything", item.span(),
                               "say a rule, fingerprint, pointer, operation" + more));
    }
    return entry;
  }

  Diagnostics& problems;

 private:
  static std::string kind_of(const Node& node) { return std::string(document::kind_name(node.kind())); }

  static bool is_for_everything(const IgnoreEntry& entry) {
    return entry.rule.empty() && entry.fingerprint.empty() && entry.pointer.empty() && entry.operation.empty() &&
           entry.file.empty() && entry.case_name.empty();
  }

  void read_member(IgnoreEntry& entry, const Member& member) {
    const bool is_known = form_ == IgnoreForm::Failures || !is_of_failures(member.key);
    if (member.key == "expires") return read_date(entry, member.value);
    if (member.key == "intermittent" && is_known) return read_flag(entry, member.value);
    for (const TextMember& known : text_members) {
      if (known.key == member.key && is_known) return read_text(entry.*known.value, member);
    }
    std::vector<std::string> keys{"expires"};
    if (form_ == IgnoreForm::Failures) keys.emplace_back("intermittent");
    for (const TextMember& known : text_members) {
      if (form_ == IgnoreForm::Failures || !is_of_failures(known.key)) keys.emplace_back(known.key);
    }
    problems.push_back(error("ignore.unknown-key", "unknown key " + base::in_quotes(member.key), member.key_span,
                             base::did_you_mean(member.key, keys)));
  }

  void read_text(std::string& to, const Member& member) {
    if (!member.value.is_string() || base::trim(member.value.as_string()).empty()) {
      problems.push_back(
          error("ignore.text", base::in_quotes(member.key) + " must be a text that is not empty", member.value.span()));
      return;
    }
    to = member.value.as_string();
    if (member.key == "rule" && std::find(rules_.begin(), rules_.end(), to) == rules_.end()) {
      problems.push_back(error("ignore.unknown-rule", "unknown rule " + base::in_quotes(to), member.value.span(),
                               base::did_you_mean(to, rules_)));
    }
  }

  void read_flag(IgnoreEntry& entry, const Node& value) {
    if (!value.is_boolean())
      problems.push_back(error("ignore.flag", "\"intermittent\" must be true or false", value.span()));
    else entry.is_intermittent = value.as_boolean();
  }

  void read_date(IgnoreEntry& entry, const Node& value) {
    entry.expires = base::parse_date(value.string_or_empty());
    if (!entry.expires)
      problems.push_back(error("ignore.date", "\"expires\" must be a date such as 2026-06-30", value.span()));
  }

  IgnoreForm form_;
  std::vector<std::string> rules_;
};

bool matches(const IgnoreEntry& entry, const Finding& finding) {
  const auto is_any_or = [](std::string_view glob, std::string_view text) {
    return glob.empty() || base::matches_glob(glob, text, '/');
  };
  return (entry.rule.empty() || entry.rule == finding.rule) &&
         (entry.fingerprint.empty() || entry.fingerprint == finding.fingerprint) &&
         is_any_or(entry.operation, finding.operation) && is_any_or(entry.pointer, finding.place.pointer) &&
         is_any_or(entry.file, finding.place.file);
}

constexpr std::array<RuleInfo, 2> own_rules{{
    {"ignore-expired", Level::Warning, "an entry of the ignore file is past its date",
     "The date after \"expires\" in an entry of the ignore file is over, so the findings that it accepted count again. "
     "Settle "
     "them, or decide anew and write a later date and why."},
    {"ignore-unused", Level::Warning, "an entry of the ignore file matches nothing",
     "No finding is like this entry of the ignore file says: what it accepted is gone, or its pattern is mistaken. "
     "Remove it, so "
     "that it does not hide something else one day."},
}};

Finding about_entry(const RuleInfo& rule, const IgnoreEntry& entry, std::string message) {
  Finding finding;
  finding.rule = rule.id;
  finding.level = rule.level;
  finding.message = std::move(message);
  finding.place = place_of(entry.span);
  finding.facts.emplace_back("reason", entry.reason);
  finding.fingerprint =
      fingerprint({rule.id, entry.rule, entry.fingerprint, entry.pointer, entry.operation, entry.file, entry.reason});
  return finding;
}

}  // namespace

std::span<const RuleInfo> ignore_rules() { return own_rules; }

base::Result<std::vector<IgnoreEntry>> parse_ignore_file(const base::Source& source, std::span<const RuleInfo> rules,
                                                         IgnoreForm form) {
  auto root = document::parse_yaml(source);
  if (!root) return std::move(root).diagnostics();
  Diagnostics problems;
  auto entries = IgnoreReader(rules, form, problems).read(*root);
  if (!problems.empty()) return problems;
  return entries;
}

IgnoreEntry read_ignore_entry(const Node& item, std::span<const RuleInfo> rules, IgnoreForm form,
                              Diagnostics& problems) {
  return IgnoreReader(rules, form, problems).entry(item);
}

std::string describe(const IgnoreEntry& entry) {
  std::string text = entry.id.empty() ? entry.reason : entry.id + " " + entry.reason;
  if (entry.expires) text += " (until " + base::format_date(*entry.expires) + ")";
  return text;
}

void apply_ignores(std::span<const IgnoreEntry> entries, base::SystemTime now, Listing& listing) {
  const auto today = std::chrono::floor<std::chrono::days>(now);
  std::vector<Finding> own;
  for (const IgnoreEntry& entry : entries) {
    if (entry.expires && *entry.expires < today) {
      own.push_back(about_entry(own_rules[0], entry, "this entry held until " + base::format_date(*entry.expires)));
      continue;
    }
    bool is_used = false;
    for (Finding& one : listing.findings) {
      if (!matches(entry, one)) continue;
      is_used = true;
      if (one.suppressed_by.empty()) one.suppressed_by = entry.reason;
    }
    if (!is_used) own.push_back(about_entry(own_rules[1], entry, "this entry matches nothing"));
  }
  listing.rules.insert(listing.rules.end(), own_rules.begin(), own_rules.end());
  listing.findings.insert(listing.findings.end(), std::make_move_iterator(own.begin()),
                          std::make_move_iterator(own.end()));
}

}  // namespace concord::finding
