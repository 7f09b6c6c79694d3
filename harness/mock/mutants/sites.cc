#include "mutants/sites.h"

#include <concord/base/media_type.h>
#include <concord/contract/described_members.h>

#include <algorithm>

namespace concord::mock {

namespace {

constexpr std::size_t deepest = 6, most_places = 400;
constexpr int most_hops = 12;

const Node* followed(const Node& root, const Node* schema) {
  for (int hops = 0; schema && hops < most_hops; ++hops) {
    const Node* reference = schema->find("$ref");
    if (!reference) return schema;
    const auto text = reference->string_or_empty();
    const auto pointer = text.starts_with('#') ? Pointer::parse_fragment(text.substr(1)) : std::nullopt;
    schema = pointer ? document::resolve(root, *pointer) : nullptr;
  }
  return nullptr;
}

// Calls visit for the schema and all that stand beside it: what $ref and allOf lead to.
void for_each_part(const Node& root, const Node* schema, int depth, const std::function<void(const Node&)>& visit) {
  if (!schema || !schema->is_object() || depth > most_hops) return;
  visit(*schema);
  if (schema->has("$ref")) for_each_part(root, followed(root, schema), depth + 1, visit);
  const Node* parts = schema->find("allOf");
  for (std::size_t i = 0; parts && i < parts->items().size(); ++i)
    for_each_part(root, &parts->items()[i], depth + 1, visit);
}

void add_types(Facets& facets, const Node& type) {
  const auto add = [&facets](const Node& one) {
    if (one.string_or_empty() == "null") facets.is_null_allowed = true;
    else facets.types.emplace_back(one.string_or_empty());
  };
  if (type.is_string()) add(type);
  for (const Node& one : type.items()) add(one);
}

void add_facets(Facets& facets, const Node& schema) {
  if (const Node* type = schema.find("type")) add_types(facets, *type);
  for (const std::string_view keyword : {"enum", "const"}) {
    if (const Node* values = schema.find(keyword)) facets.enums.push_back(values);
  }
  if (const Node* format = schema.find("format")) facets.format = format->string_or_empty();
  for (const std::string_view keyword : {"minimum", "exclusiveMinimum", "minLength", "minItems"}) {
    if (const Node* least = schema.find(keyword)) facets.least = least;
  }
  for (const std::string_view keyword : {"maximum", "exclusiveMaximum", "maxLength", "maxItems"}) {
    if (const Node* most = schema.find(keyword)) facets.most = most;
  }
  facets.has_pattern = facets.has_pattern || schema.has("pattern");
  for (const std::string_view keyword : {"additionalProperties", "unevaluatedProperties"}) {
    const Node* others = schema.find(keyword);
    facets.is_closed = facets.is_closed || (others && others->is_boolean() && !others->as_boolean());
  }
}

bool has_null(const Facets& facets) {
  return std::any_of(facets.enums.begin(), facets.enums.end(), [](const Node* list) {
    return std::any_of(list->items().begin(), list->items().end(), [](const Node& one) { return one.is_null(); });
  });
}

Facets facets_of(const Node& root, const Node* schema, int depth = 0) {
  Facets facets;
  if (depth > 2) return facets;
  for_each_part(root, schema, 0, [&](const Node& part) { add_facets(facets, part); });
  std::sort(facets.types.begin(), facets.types.end());
  facets.types.erase(std::unique(facets.types.begin(), facets.types.end()), facets.types.end());
  if (!facets.enums.empty() && !has_null(facets)) facets.is_null_allowed = false;
  // A type that only the alternatives have is not looked at: any of them may do, null too where one says nothing else.
  bool has_alternatives = false;
  for_each_part(root, schema, 0, [&](const Node& part) {
    for (const std::string_view keyword : {"oneOf", "anyOf"}) {
      const Node* list = part.find(keyword);
      has_alternatives = has_alternatives || list;
      for (std::size_t i = 0; list && i < list->items().size(); ++i) {
        const Facets one = facets_of(root, &list->items()[i], depth + 1);
        facets.is_null_allowed = facets.is_null_allowed || one.is_null_allowed;
      }
    }
  });
  if (!facets.says_type() && !has_alternatives) facets.is_null_allowed = true;
  return facets;
}

struct Described {
  Pointer member;
  const Node* schema;
  bool is_required;
};

// All members that a schema describes, outer before inner.
class Describing {
 public:
  explicit Describing(bool is_sent) : is_sent_(is_sent) {}

  void walk(const contract::SchemaView& schema, const Pointer& at, std::size_t depth) {
    if (depth >= deepest || !schema) return;
    for (const contract::DescribedMember& member : contract::described_object(schema).members) {
      if (is_sent_ ? member.is_read_only : member.is_write_only) continue;
      add(at / member.name, member.schema, member.is_required, depth);
    }
    if (const auto items = contract::described_items(schema)) add(at / "*", items, false, depth);
  }
  std::vector<Described> found;

 private:
  void add(const Pointer& at, const contract::SchemaView& schema, bool is_required, std::size_t depth) {
    if (found.size() >= most_places) return;
    found.push_back({at, schema.node, is_required});
    walk(schema, at, depth + 1);
  }

  bool is_sent_;
};

bool is_json(const contract::Content& content) {
  const auto type = base::documented_media_type(content.media_type);
  return type.is_json();
}

class Gathering {
 public:
  void add(const contract::Operation& operation) {
    Site site;
    site.kind = SiteKind::Operation;
    site.operation = &operation;
    site.place = Pointer() / operation.provider / operation.name;
    sites.push_back(site);
    for (const auto& response : operation.responses) add_answer(site, response);
    add_requests(site);
  }
  std::vector<Site> sites;

 private:
  void add_answer(Site site, const contract::Response& response) {
    site.kind = SiteKind::Answer;
    site.response = &response;
    site.place = site.place / response.status;
    const auto content = std::find_if(response.contents.begin(), response.contents.end(), is_json);
    site.has_json = content != response.contents.end();
    sites.push_back(site);
    for (const auto& header : response.headers) {
      Site at_header = site;
      at_header.kind = SiteKind::Header;
      at_header.header = &header;
      at_header.is_required = header.is_required;
      if (header.schema) at_header.facets = facets_of(*header.schema.root, contract::view_of(header.schema).node);
      at_header.place = site.place / "header" / header.name;
      sites.push_back(at_header);
    }
    if (site.has_json && content->schema) add_members(site, content->schema);
  }

  void add_members(Site site, const contract::SchemaRef& schema) {
    site.kind = SiteKind::Member;
    const Pointer body = site.place / "body";
    Describing members(false);
    members.walk(contract::view_of(schema), Pointer(), 0);
    for (const auto& one : members.found) {
      site.member = one.member;
      site.is_required = one.is_required;
      site.facets = facets_of(*schema.root, one.schema);
      site.place = body;
      for (const auto& token : one.member.tokens()) site.place = site.place / token;
      sites.push_back(site);
    }
  }

  void add_requests(const Site& operation) {
    for (const auto& parameter : operation.operation->parameters) {
      const std::string_view part = part_of(parameter.in);
      const Pointer at = Pointer() / part / parameter.name;
      if (parameter.is_required && parameter.in != contract::ParameterIn::Path) add_request(operation, at, "required");
      if (parameter.schema)
        add_keywords(operation, at, facets_of(*parameter.schema.root, contract::view_of(parameter.schema).node), true);
    }
    const auto& contents = operation.operation->request_body;
    if (contents.empty()) return;
    if (operation.operation->body_required) add_request(operation, Pointer() / "body", "missing");
    add_request(operation, Pointer() / "content-type", "media-type");
    const auto content = std::find_if(contents.begin(), contents.end(), is_json);
    if (content == contents.end()) return;
    add_request(operation, Pointer() / "body", "json");
    if (!content->schema) return;
    const Node& root = *content->schema.root;
    const contract::SchemaView body = contract::view_of(content->schema);
    add_keywords(operation, Pointer() / "body", facets_of(root, body.node), false);
    Describing members(true);
    members.walk(body, Pointer() / "body", 0);
    for (const auto& one : members.found) {
      if (one.is_required) add_request(operation, one.member, "required");
      add_keywords(operation, one.member, facets_of(root, one.schema), false);
    }
  }

  static std::string_view part_of(contract::ParameterIn in) {
    switch (in) {
      case contract::ParameterIn::Path: return "path";
      case contract::ParameterIn::Query: return "query";
      case contract::ParameterIn::Header: return "headers";
      case contract::ParameterIn::Cookie: break;
    }
    return "cookie";
  }

  // What is text on the wire is of any type but where it must read as a number or boolean.
  void add_keywords(const Site& operation, const Pointer& at, const Facets& facets, bool is_text) {
    if (!facets.types.empty() && !(is_text && facets.is_only("string"))) add_request(operation, at, "type");
    for (const Node* values : facets.enums) add_request(operation, at, values->is_array() ? "enum" : "const");
    if (facets.has_pattern) add_request(operation, at, "pattern");
    if (!facets.format.empty() && schema::is_known_format(facets.format)) add_request(operation, at, "format");
    if (facets.least) add_request(operation, at, facets.is_only("string") ? "minLength" : "minimum");
    if (facets.most) add_request(operation, at, facets.is_only("string") ? "maxLength" : "maximum");
  }

  void add_request(Site site, const Pointer& at, std::string keyword) {
    site.kind = SiteKind::Request;
    site.member = at;
    site.place = site.place / "request";
    for (const auto& token : at.tokens()) site.place = site.place / token;
    site.place = site.place / keyword;
    site.keyword = std::move(keyword);
    sites.push_back(std::move(site));
  }
};

}  // namespace

std::vector<Site> sites_of(const contract::Contract& contract) {
  Gathering gathering;
  Site all;
  all.place = Pointer() / contract.provider;
  gathering.sites.push_back(all);
  for (const auto& operation : contract.operations) gathering.add(operation);
  return std::move(gathering.sites);
}

std::string without_positions(std::string_view pointer) {
  const auto parsed = Pointer::parse(pointer);
  if (!parsed) return std::string(pointer);
  Pointer folded;
  for (const auto& token : parsed->tokens()) {
    const bool is_position =
        !token.empty() && std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
    folded = folded / (is_position ? std::string_view("*") : std::string_view(token));
  }
  return folded.text();
}

}  // namespace concord::mock
