// Pages: links within them, fences that are not what they are called, pages that say different things of one object.
#include "rule_kinds.h"

#include <concord/derive.h>
#include <concord/base/text.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::lint {
namespace {

using page::Block;
using page::BlockKind;

// --- links within a page ---

// Names that a link within the page can have: those of headings (a second one of the same name gets -1) and of ids.
std::vector<std::string> anchors_of(const Subject& subject) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  for (const Block& block : subject.blocks) {
    if (block.kind != BlockKind::Heading) continue;
    const std::string name = page::heading_anchor(block.text);
    const int before = seen[name]++;
    names.push_back(before == 0 ? name : name + "-" + std::to_string(before));
  }
  const std::string& text = subject.source->text();
  for (const std::string_view mark : {" id=\"", " name=\""}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
      const std::size_t begin = at + mark.size();
      names.push_back(text.substr(begin, text.find('"', begin) - begin));
    }
  }
  return names;
}

bool is_in_fence(const Subject& subject, std::size_t at) {
  return std::any_of(subject.blocks.begin(), subject.blocks.end(), [&](const Block& block) {
    return block.kind == BlockKind::Fence && at >= block.begin && at < block.end;
  });
}

void check_link(const Subject& subject, std::size_t begin, char close, const std::vector<std::string>& known,
                Report& report) {
  const std::string& text = subject.source->text();
  const std::size_t end = text.find(close, begin);
  if (end == std::string::npos || end - begin > 300 || is_in_fence(subject, begin)) return;
  const std::string name = base::percent_decode(std::string_view(text).substr(begin, end - begin));
  if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return;
  const std::size_t line = subject.source->position(begin).line;
  Remark remark{"anchor-broken",
                "the link #" + base::ellipsize(name, 60) + " leads to no heading of the page",
                {page::span_of(*subject.source, begin - 1, end), none},
                base::did_you_mean(name, known),
                {},
                none,
                name + std::to_string(line)};
  const auto heading = std::find_if(subject.blocks.rbegin(), subject.blocks.rend(), [&](const Block& block) {
    return block.kind == BlockKind::Heading && block.begin < begin;
  });
  if (heading != subject.blocks.rend())
    remark.related.emplace_back(Where{heading->span, none}, "in the section that begins here");
  remark.subject = name;
  report.add(std::move(remark));
}

// --- fences ---

std::string language_of(const Block& block) {
  const auto words = page::words_of(block.text);
  return words.empty() ? std::string{} : base::to_lower_ascii(words.front());
}

bool looks_like_json(std::string_view text) {
  text = base::trim(text);
  return text.starts_with('{') || text.starts_with('[');
}

void check_fence(const Subject& subject, const Block& block, Report& report) {
  const std::string language = language_of(block);
  const std::string_view text = std::string_view(subject.source->text()).substr(block.begin, block.end - block.begin);
  if (holds_document(subject, block) || base::trim(text).empty()) return;
  const document::ParsedJson parsed = document::parse_answer_json(base::trim(text));
  const bool is_valid = parsed.root && parsed.faults.empty();
  Remark remark{"fence-language", {}, {block.span, none}, {}, {}, none, language};
  const base::Span content = page::span_of(*subject.source, block.begin, block.end);
  if (language == "json" && !is_valid) {
    remark.message = "the fence is called json, its content is not JSON";
    const std::size_t fault = parsed.faults.empty() ? 0 : parsed.faults.front().offset;
    const std::size_t skipped = static_cast<std::size_t>(base::trim(text).data() - text.data());
    const std::size_t at = std::min(block.begin + skipped + fault, block.end);
    remark.related.emplace_back(Where{page::span_of(*subject.source, at, at), none},
                                parsed.faults.empty() ? "the content" : parsed.faults.front().message);
  } else if ((language == "javascript" || language == "js" || language == "typescript" || language == "yaml") &&
             is_valid && looks_like_json(text)) {
    remark.message = "the fence is called " + language + ", its content is JSON";
    remark.related.emplace_back(Where{content, none}, "the content");
  } else {
    return;
  }
  report.add(std::move(remark));
}

// --- page against page ---

// A copy without what does not decide whether two schemas say the same.
Node facts_of(const Node& schema, int depth = 0) {
  if (depth > 100) return schema;
  if (schema.is_array()) {
    Node out = Node::array();
    for (const Node& item : schema.items()) out.push_back(facts_of(item, depth + 1));
    return out;
  }
  if (!schema.is_object()) return schema;
  Node::Object members;
  for (const Member& member : schema.members()) {
    const bool is_word =
        member.value.is_string() && (member.key == "description" || member.key == "title" || member.key == "summary");
    if (is_word || member.key == "example" || member.key == "examples" || member.key.starts_with("x-")) continue;
    members.push_back({member.key, facts_of(member.value, depth + 1), {}});
  }
  return Node(std::move(members));
}

struct Said {
  const Subject* subject;
  const Member* member;
  Node facts;
};

// The member that differs, for people: "properties/kind".
std::string difference(const Node& a, const Node& b, int depth = 0) {
  if (a.is_object() && b.is_object() && depth < 8) {
    for (const Member& member : a.members()) {
      const Node* other = b.find(member.key);
      if (other == nullptr) return member.key;
      if (document::equal(member.value, *other)) continue;
      const std::string inner = difference(member.value, *other, depth + 1);
      return inner.empty() ? member.key : member.key + "/" + inner;
    }
    for (const Member& member : b.members()) {
      if (!a.has(member.key)) return member.key;
    }
  }
  return {};
}

// Documents are named PROVIDER-OPERATION; what other providers call the same is something else. "" when not named so.
std::string provider_of(const Subject& subject) {
  const std::string& name = subject.document->source->name();
  const std::size_t slash = name.rfind('/');
  const std::string file = name.substr(slash == std::string::npos ? 0 : slash + 1);
  const std::size_t dash = file.find('-');
  return dash == std::string::npos ? std::string{} : file.substr(0, dash);
}

void compare(std::map<std::string, Said>& known, const Subject& subject, const Member& member, std::string_view rule,
             const std::string& what, Report& report) {
  Node facts = facts_of(member.value);
  const std::string key = provider_of(subject) + '\n' + member.key;
  const auto [first, is_new] = known.try_emplace(key, Said{&subject, &member, facts});
  if (is_new || document::equal(first->second.facts, facts)) return;
  const std::string where = difference(first->second.facts, facts);
  Remark remark{rule,
                what + " " + cited(member.key) + " is described differently in two documents" +
                    (where.empty() ? "" : ": " + cited(where)),
                {span_of(member), none},
                {},
                {},
                none,
                member.key};
  remark.related.emplace_back(Where{span_of(*first->second.member), none}, "the other description");
  report.add(std::move(remark));
}

// A parameter with its schema in place of a reference to it: the names of components do not count.
Node parameter_facts(const Context& context, const ParameterSite& parameter) {
  Node facts = Node::object();
  facts.set("required", parameter.is_required);
  const Node* schema = parameter.node->find("schema");
  const auto site = schema == nullptr ? context.sites.schema_of.end() : context.sites.schema_of.find(schema);
  if (site != context.sites.schema_of.end())
    facts.set("schema", facts_of(*context.sites.schemas[context.sites.resolve(site->second)].node));
  for (const std::string_view key : {"style", "explode", "type", "format"}) {
    if (const Node* value = parameter.node->find(key)) facts.set(key, *value);
  }
  return facts;
}

// Parameters of one name and place, on pages of one provider whose paths lead through the same thing.
void compare_parameters(const Context& context, Report& report) {
  struct Seen {
    const openapi::Document* document;
    const ParameterSite* parameter;
    Node facts;
  };
  std::map<std::string, Seen> known;
  for (const Subject& subject : context.subjects) {
    if (!subject.is_page) continue;
    for (const OperationSite& operation : context.sites.operations) {
      if (operation.document != subject.document) continue;
      for (const ParameterSite& one : operation.parameters) {
        Node facts = parameter_facts(context, one);
        const std::string key = provider_of(subject) + '\n' + std::string(one.in) + '\n' + std::string(one.name);
        const auto [first, is_new] = known.try_emplace(key, Seen{subject.document, &one, facts});
        if (is_new || first->second.document == subject.document || document::equal(first->second.facts, facts))
          continue;
        Remark remark = remark_between("page-parameter",
                                       std::string(one.in) + " parameter " + cited(one.name) +
                                           " is described differently on two pages: " +
                                           cited(difference(first->second.facts, facts)),
                                       {one.node->span(), one.at},
                                       {first->second.parameter->node->span(), first->second.parameter->at},
                                       "the other description");
        remark.subject = one.name;
        report.add(std::move(remark));
      }
    }
  }
}

const Node* group_of(const Node& root, std::string_view holder, std::string_view name) {
  const Node* map = holder.empty() ? &root : root.find(holder);
  return map == nullptr ? nullptr : map->find(name);
}

}  // namespace

void check_anchors(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    if (!subject.is_page) continue;
    const auto known = anchors_of(subject);
    const std::string& text = subject.source->text();
    for (std::size_t at = text.find("href=\"#"); at != std::string::npos; at = text.find("href=\"#", at + 1))
      check_link(subject, at + 7, '"', known, report);
    for (std::size_t at = text.find("](#"); at != std::string::npos; at = text.find("](#", at + 1))
      check_link(subject, at + 3, ')', known, report);
  }
}

void check_fences(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    for (const Block& block : subject.blocks) {
      if (block.kind == BlockKind::Fence) check_fence(subject, block, report);
    }
  }
}

void check_pages(const Context& context, Report& report) {
  if (context.subjects.size() < 2) return;
  struct Group {
    std::string_view holder, name, what;
  };
  static constexpr Group groups[] = {{"components", "schemas", "the schema"},
                                     {"components", "parameters", "the parameter"},
                                     {"components", "responses", "the response"},
                                     {"components", "securitySchemes", "the security scheme"},
                                     {"", "definitions", "the schema"}};
  for (const Group& group : groups) {
    std::map<std::string, Said> known;
    for (const Subject& subject : context.subjects) {
      const Node* map = group_of(subject.document->root, group.holder, group.name);
      if (map == nullptr) continue;
      for (const Member& member : map->members())
        compare(known, subject, member, "page-object", std::string(group.what), report);
    }
  }
  compare_parameters(context, report);
  std::map<std::string, std::map<std::string, Said>> known;  // by path
  for (const Subject& subject : context.subjects) {
    const Node* paths = subject.document->root.find("paths");
    if (paths == nullptr) continue;
    for (const Member& path : paths->members()) {
      for (const Member& method : path.value.members()) {
        if (method.value.is_object())
          compare(known[path.key], subject, method, "page-operation", "the operation " + path.key, report);
      }
    }
  }
}

}  // namespace concord::lint
