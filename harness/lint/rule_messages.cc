// Errors in example answers that state a rule for a field of the request, which its schema does not state; names and
// hosts in samples that are nearly others of the same page.
#include "named_sites.h"
#include "rule_kinds.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::lint {
namespace {

struct StatedRule {
  std::string field;  // plain
  std::string_view keyword;
  std::string words;
};

// "The card_id field is required when …", "The email must be a valid email address", "entityId … must be of type uuid".
std::optional<StatedRule> rule_in(std::string_view message) {
  const std::string lower = base::to_lower_ascii(message);
  if (lower.size() > 500) return std::nullopt;
  struct Row {
    std::string_view phrase, keyword;
  };
  static constexpr Row rows[] = {{" is required when ", "condition"},  {" is required if ", "condition"},
                                 {" must be a valid email", "format"}, {" must be of type uuid", "format"},
                                 {" must be a valid uuid", "format"},  {" must be a valid url", "format"},
                                 {" format is invalid", "format"},     {" field is required.", "required"}};
  for (const Row& row : rows) {
    const std::size_t at = lower.find(row.phrase);
    if (at == std::string::npos) continue;
    std::string field(base::trim(lower.substr(0, at)));
    if (field.starts_with("the ")) field.erase(0, 4);
    for (const std::string_view tail : {" field", " in path", " in query", " parameter", " in body"}) {
      if (field.ends_with(tail)) field.erase(field.size() - tail.size());
    }
    return StatedRule{plain_name(field), row.keyword, std::string(message)};
  }
  return std::nullopt;
}

class MessageCheck {
 public:
  MessageCheck(const Context& context, const Subject& subject, std::uint32_t number, Report& report)
      : context_(context), number_(number), report_(report) {
    const OperationSite& site = context.sites.operations[number];
    if (const SiteId body = request_schema(context.sites, subject, site); body != none) add_properties(body);
    for (const ParameterSite& one : site.parameters) {
      const Node* schema = one.node->find("schema");
      const auto found = schema == nullptr ? context.sites.schema_of.end() : context.sites.schema_of.find(schema);
      if (found != context.sites.schema_of.end())
        fields_.try_emplace(plain_name(one.name), Field{found->second, one.is_required});
    }
  }

  void check(const ValueSite& site, const Node& value, int depth) {
    if (depth > 64 || fields_.empty()) return;
    for (const Node& item : value.items()) check(site, item, depth + 1);
    for (const Member& member : value.members()) check(site, member.value, depth + 1);
    if (!value.is_string()) return;
    const auto rule = rule_in(value.as_string());
    if (!rule) return;
    const auto field = fields_.find(rule->field);
    if (field != fields_.end() && !is_stated(*rule, field->second)) say(site, value, *rule, field->second);
  }

 private:
  struct Field {
    SiteId schema;
    bool is_required;
  };

  void add_properties(SiteId body) {
    const Node& node = *context_.sites.schemas[context_.sites.resolve(body)].node;
    const Node* properties = node.find("properties");
    const Node* required = node.find("required");
    if (properties == nullptr) return;
    for (const Member& member : properties->members()) {
      const auto found = context_.sites.schema_of.find(&member.value);
      if (found == context_.sites.schema_of.end()) continue;
      const bool is_required =
          required != nullptr && std::any_of(required->items().begin(), required->items().end(),
                                             [&](const Node& one) { return one.string_or_empty() == member.key; });
      fields_.try_emplace(plain_name(member.key), Field{found->second, is_required});
    }
  }

  bool is_stated(const StatedRule& rule, const Field& field) const {
    const Node& schema = *context_.sites.schemas[context_.sites.resolve(field.schema)].node;
    if (rule.keyword == "required") return field.is_required;
    if (rule.keyword == "condition") return field.is_required || has_conditions();
    return schema.has("format") || schema.has("pattern") || schema.has("enum");
  }

  bool has_conditions() const {
    return std::any_of(context_.sites.schemas.begin(), context_.sites.schemas.end(),
                       [](const SchemaSite& one) { return one.node->has("if") || one.node->has("dependentRequired"); });
  }

  void say(const ValueSite& site, const Node& value, const StatedRule& rule, const Field& field) {
    const SchemaSite& schema = context_.sites.schemas[field.schema];
    Remark remark{"example-message",
                  "an example answer says " + cited(rule.words) + ", the schema does not",
                  {value.span(), site.at},
                  {},
                  {},
                  number_,
                  rule.field};
    remark.related.emplace_back(Where{schema.node->span(), schema.at}, "the schema of the field");
    report_.add(std::move(remark));
  }

  const Context& context_;
  std::uint32_t number_;
  Report& report_;
  std::map<std::string, Field> fields_;
};

// --- names and hosts in samples ---

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

struct Word {
  std::string_view text;
  std::size_t at;
};

// `client = Client.new`: a class and what is made of it are two names.
bool is_class_of(std::string_view used, std::string_view defined) {
  return base::is_upper(used.front()) && base::is_lower(defined.front()) && used.substr(1) == defined.substr(1);
}

// `name = …` defines, `name.` uses. `const Client = require("c"); const client = new Client()` defines two.
void check_block_names(const Subject& subject, const page::Block& block, Report& report) {
  const std::string_view text = std::string_view(subject.source->text()).substr(0, block.end);
  std::map<std::string, Word> defined;  // by plain name
  std::set<std::string_view> as_written;
  std::vector<Word> used;
  for (std::size_t at = block.begin; at < text.size();) {
    if (text[at] == '"' || text[at] == '\'') {
      const std::size_t close = text.find_first_of(std::string{text[at]} + "\n", at + 1);
      at = close == std::string_view::npos ? text.size() : close + 1;
      continue;
    }
    if (!is_name(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_name(text[end])) ++end;
    const Word word{text.substr(at, end - at), at};
    const bool is_member = at > 0 && (text[at - 1] == '.' || text[at - 1] == '>');
    const std::size_t next = text.find_first_not_of(" ", end);
    const bool is_defined = next != std::string_view::npos && text[next] == '=' && next + 1 < text.size() &&
                            text[next + 1] != '=' && text[next + 1] != '>';
    if (!is_member && is_defined) {
      defined.try_emplace(plain_name(word.text), word);
      as_written.insert(word.text);
    }
    if (!is_member && end < text.size() && text[end] == '.') used.push_back(word);
    at = end;
  }
  for (const Word& word : used) {
    const auto near = defined.find(plain_name(word.text));
    if (near == defined.end() || as_written.contains(word.text) || is_class_of(word.text, near->second.text)) continue;
    Remark remark{"sample-name",
                  "the sample uses " + cited(word.text) + ", it defines " + cited(near->second.text),
                  {page::span_of(*subject.source, word.at, word.at + word.text.size()), none},
                  {},
                  {},
                  none,
                  std::string(word.text)};
    remark.related.emplace_back(
        Where{page::span_of(*subject.source, near->second.at, near->second.at + near->second.text.size()), none},
        "it is defined here");
    report.add(std::move(remark));
  }
}

// One letter is said twice: "wwww.host" beside "www.host".
bool is_doubled(std::string_view longer, std::string_view shorter) {
  if (longer.size() != shorter.size() + 1) return false;
  std::size_t i = 0;
  while (i < shorter.size() && longer[i] == shorter[i]) ++i;
  return i > 0 && longer[i] == longer[i - 1] && longer.substr(i + 1) == shorter.substr(i);
}

void check_hosts(const Subject& subject, Report& report) {
  const std::string& text = subject.source->text();
  std::map<std::string, std::vector<std::size_t>, std::less<>> hosts;
  for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at + 3)) {
    std::size_t end = at + 3;
    while (end < text.size() && (is_name(text[end]) || text[end] == '.' || text[end] == '-')) ++end;
    if (end - at > 6) hosts[text.substr(at + 3, end - at - 3)].push_back(at + 3);
  }
  for (const auto& [host, places] : hosts) {
    for (std::size_t i = 1; i < host.size(); ++i) {
      if (host[i] != host[i - 1]) continue;
      const auto other = hosts.find(host.substr(0, i) + host.substr(i + 1));
      if (other == hosts.end() || !is_doubled(host, other->first)) continue;
      for (const std::size_t at : places) {
        Remark remark{"sample-host",
                      "the host " + cited(host) + " is " + cited(other->first) + " elsewhere on the page",
                      {page::span_of(*subject.source, at, at + host.size()), none},
                      {},
                      {},
                      none,
                      host};
        remark.related.emplace_back(
            Where{page::span_of(*subject.source, other->second.front(), other->second.front() + other->first.size()),
                  none},
            "such as here");
        report.add(std::move(remark));
      }
      break;
    }
  }
}

}  // namespace

void check_messages(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    for (std::uint32_t number = 0; number < context.sites.operations.size(); ++number) {
      if (context.sites.operations[number].document != subject.document) continue;
      MessageCheck check(context, subject, number, report);
      for (const std::size_t i : context.evidence.values_of(number)) {
        const ValueSite& site = context.sites.values[i];
        if (site.context == in_response && site.kind == ValueKind::MediaExample) check.check(site, *site.value, 0);
      }
    }
  }
}

void check_sample_words(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    if (!subject.is_page) continue;
    check_hosts(subject, report);
    for (const page::Block& block : subject.blocks) {
      if (block.kind == page::BlockKind::Fence && !holds_document(subject, block))
        check_block_names(subject, block, report);
    }
  }
}

}  // namespace concord::lint
