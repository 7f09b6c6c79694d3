// Operations: path parameters, security, statuses.
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/base/text.h>
#include <concord/openapi/ignored_header.h>
#include <concord/openapi/template_names.h>

#include <algorithm>
#include <set>

namespace concord::lint {
namespace {

Where place_of(const Node& node, TrailId at) { return {node.span(), at}; }

const Node* name_node(const ParameterSite& parameter) { return parameter.node->find("name"); }

// --- path parameters ---

void check_repeated(const OperationSite& site, std::uint32_t number, std::vector<std::string> names, Report& report) {
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return;
  Remark remark{"path-parameter",
                "{" + base::ellipsize(*twice, 60) + "} stands twice in the path",
                {site.path_place, site.at},
                {},
                {},
                number,
                *twice};
  remark.related.emplace_back(Where{site.place, none}, "the operation");
  report.add(std::move(remark));
}

void check_path(const OperationSite& site, std::uint32_t number, Report& report) {
  const auto names = openapi::template_names(site.path);
  std::vector<std::string> described;
  for (const ParameterSite& parameter : site.parameters) {
    if (parameter.in != "path") continue;
    described.emplace_back(parameter.name);
    if (!parameter.is_required && site.version != SpecVersion::Swagger20) {
      Remark remark{"path-parameter-optional",
                    "path parameter " + cited(parameter.name) + " is not marked as required",
                    place_of(*name_node(parameter), parameter.at),
                    "a path parameter always is",
                    {},
                    number,
                    std::string(parameter.name)};
      remark.related.emplace_back(Where{site.path_place, none}, "the path that needs it");
      report.add(std::move(remark));
    }
    if (std::find(names.begin(), names.end(), parameter.name) != names.end()) continue;
    Remark remark{"path-parameter",
                  "path parameter " + cited(parameter.name) + " is not in the path " + cited(site.path),
                  place_of(*name_node(parameter), parameter.at),
                  base::did_you_mean(parameter.name, names),
                  {},
                  number,
                  std::string(parameter.name)};
    remark.related.emplace_back(Where{site.path_place, none}, "the path");
    report.add(std::move(remark));
  }
  // Nobody knows which ones a broken reference would describe.
  if (site.has_unread_parameters) return check_repeated(site, number, names, report);
  for (const std::string& name : names) {
    if (std::find(described.begin(), described.end(), name) != described.end()) continue;
    Remark remark{"path-parameter",
                  "no parameter describes {" + base::ellipsize(name, 60) + "} of the path",
                  {site.path_place, site.at},
                  base::did_you_mean(name, described),
                  {},
                  number,
                  name};
    remark.related.emplace_back(Where{site.place, none}, "the operation");
    report.add(std::move(remark));
  }
  check_repeated(site, number, names, report);
}

// --- parameters that OpenAPI ignores, or that security says already ---

void check_reserved(const OperationSite& site, std::uint32_t number, Report& report) {
  for (const ParameterSite& parameter : site.parameters) {
    if (parameter.in != "header") continue;
    if (!openapi::is_ignored_header(parameter.name)) continue;
    const std::string lower = base::to_lower_ascii(parameter.name);
    Remark remark{"parameter-reserved",
                  "OpenAPI ignores a header parameter called " + cited(parameter.name),
                  place_of(*name_node(parameter), parameter.at),
                  lower == "authorization" ? "describe it as a security scheme" : "the media types of bodies say it",
                  {},
                  number,
                  lower};
    remark.related.emplace_back(Where{site.place, none}, "the operation");
    report.add(std::move(remark));
  }
}

struct Schemes {
  const Node* map = nullptr;
  const Node* find(std::string_view name) const { return map == nullptr ? nullptr : map->find(name); }
};

Schemes schemes_of(const OperationSite& site) {
  const Node& root = site.document->root;
  if (site.version == SpecVersion::Swagger20) return {root.find("securityDefinitions")};
  const Node* components = root.find("components");
  return {components == nullptr ? nullptr : components->find("securitySchemes")};
}

// A parameter that is also an apiKey scheme of the operation; when it is required, no alternative may do without it.
void check_duplicated(const OperationSite& site, std::uint32_t number, Report& report) {
  const Node* requirements = security_of(site);
  const Schemes schemes = schemes_of(site);
  if (requirements == nullptr || schemes.map == nullptr) return;
  for (const ParameterSite& parameter : site.parameters) {
    for (const Member& scheme : schemes.map->members()) {
      if (text_of(scheme.value, "in") != parameter.in ||
          !base::equals_ignoring_case(text_of(scheme.value, "name"), parameter.name))
        continue;
      const auto uses = [&](const Node& alternative) { return alternative.has(scheme.key); };
      const auto& list = requirements->items();
      if (std::none_of(list.begin(), list.end(), uses)) continue;
      Remark remark{"parameter-security",
                    std::string(parameter.in) + " parameter " + cited(parameter.name) +
                        " is also the security scheme " + cited(scheme.key),
                    place_of(*name_node(parameter), parameter.at),
                    "say it as security only",
                    {},
                    number,
                    std::string(parameter.name)};
      remark.related.emplace_back(Where{span_of(scheme), none}, "the security scheme");
      report.add(std::move(remark));
      const auto other = std::find_if_not(list.begin(), list.end(), uses);
      if (!parameter.is_required || other == list.end() || other->size() == 0) continue;
      Remark clash{"parameter-security",
                   cited(parameter.name) + " is required as a parameter, security " +
                       cited(other->members().front().key) + " does without it",
                   place_of(*parameter.node->find("required"), parameter.at),
                   {},
                   {},
                   number,
                   "required " + std::string(parameter.name)};
      clash.related.emplace_back(Where{span_of(other->members().front()), none}, "the alternative without it");
      report.add(std::move(clash));
    }
  }
}

// --- security ---

void check_requirement(const OperationSite& site, std::uint32_t number, const Member& named, Report& report) {
  const Node* scheme = schemes_of(site).find(named.key);
  if (scheme == nullptr) {
    std::vector<std::string> known;
    if (const Node* map = schemes_of(site).map) {
      for (const Member& one : map->members()) known.push_back(one.key);
    }
    Remark remark{"security-undeclared",
                  "security names " + cited(named.key) + ", which no security scheme declares",
                  {span_of(named), site.at},
                  base::did_you_mean(named.key, known),
                  {},
                  number,
                  named.key};
    remark.related.emplace_back(Where{site.place, none}, "the operation");
    return report.add(std::move(remark));
  }
  const std::string_view type = text_of(*scheme, "type");
  const bool has_scopes =
      type == "oauth2" || type == "openIdConnect" || site.version == SpecVersion::OpenApi31 || type.empty();
  if (has_scopes || named.value.size() == 0) return;
  Remark remark{
      "security-scopes",
      "security " + cited(named.key) + " names scopes, which a scheme of type " + cited(type) + " does not have",
      {named.value.items().front().span(), site.at},
      "the list must be empty before OpenAPI 3.1",
      {},
      number,
      named.key};
  remark.related.emplace_back(Where{scheme->span(), none}, "the scheme");
  report.add(std::move(remark));
}

void check_scopes(const OperationSite& site, std::uint32_t number, const Member& named, Report& report) {
  const Node* scheme = schemes_of(site).find(named.key);
  if (scheme == nullptr || text_of(*scheme, "type") != "oauth2") return;
  std::vector<std::string> known;
  const auto add = [&](const Node* scopes) {
    if (scopes == nullptr) return;
    for (const Member& one : scopes->members()) known.push_back(one.key);
  };
  add(scheme->find("scopes"));
  if (const Node* flows = scheme->find("flows")) {
    for (const Member& flow : flows->members()) add(flow.value.find("scopes"));
  }
  for (const Node& scope : named.value.items()) {
    if (!scope.is_string() || std::find(known.begin(), known.end(), scope.as_string()) != known.end()) continue;
    Remark remark{"security-scopes",
                  "security names the scope " + shown(scope) + ", which " + cited(named.key) + " does not declare",
                  {scope.span(), site.at},
                  base::did_you_mean(scope.as_string(), known),
                  {},
                  number,
                  scope.as_string()};
    remark.related.emplace_back(Where{scheme->span(), none}, "the scheme");
    report.add(std::move(remark));
  }
}

void check_security(const OperationSite& site, std::uint32_t number, Report& report) {
  const Node* requirements = security_of(site);
  bool needs_none = requirements == nullptr || requirements->size() == 0;
  if (requirements != nullptr) {
    for (const Node& alternative : requirements->items()) {
      needs_none = needs_none || alternative.size() == 0;
      for (const Member& named : alternative.members()) {
        check_requirement(site, number, named, report);
        check_scopes(site, number, named, report);
      }
    }
  }
  if (!needs_none || !site.is_called_by_clients || requirements == nullptr) return;
  // One operation among others that needs no credentials hands them out, and answers 401 to those it does not know.
  if (requirements == site.node->find("security") && site.document->root.has("security")) return;
  for (const ResponseSite& response : site.responses) {
    if (response.status != "401") continue;
    Remark remark{"security-missing",
                  "the operation answers 401, security says that no credentials are needed",
                  {response.place, response.at},
                  {},
                  {},
                  number,
                  "401"};
    remark.related.emplace_back(Where{requirements->span(), none}, "security is said here");
    report.add(std::move(remark));
  }
}

// --- what stands in a parameter's schema ---

void check_read_only(const Subject& subject, const OperationSite& site, std::uint32_t number, Report& report) {
  for (const ParameterSite& parameter : site.parameters) {
    const Node* stated = parameter.node->find("schema");
    const Node* schema = stated == nullptr ? nullptr : subject.resolve(*stated);
    const Member* mark = schema == nullptr ? nullptr : schema->find_member("readOnly");
    if (mark == nullptr || !mark->value.is_boolean() || !mark->value.as_boolean()) continue;
    Remark remark{"parameter-read-only",
                  "parameter " + cited(parameter.name) + " is sent, its schema is readOnly",
                  place_of(*name_node(parameter), parameter.at),
                  {},
                  {},
                  number,
                  std::string(parameter.name)};
    remark.related.emplace_back(Where{span_of(*mark), none}, "readOnly is said here");
    report.add(std::move(remark));
  }
}

}  // namespace

void check_operations(const Context& context, Report& report) {
  for (std::uint32_t number = 0; number < context.sites.operations.size(); ++number) {
    const OperationSite& site = context.sites.operations[number];
    if (site.is_called_by_clients) check_path(site, number, report);
    check_reserved(site, number, report);
    check_duplicated(site, number, report);
    check_security(site, number, report);
    const auto subject = std::find_if(context.subjects.begin(), context.subjects.end(),
                                      [&](const Subject& one) { return one.document == site.document; });
    if (subject != context.subjects.end()) check_read_only(*subject, site, number, report);
  }
}

}  // namespace concord::lint
