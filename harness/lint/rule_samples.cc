// Samples of calls on pages: curl, and programs that pass an object.
#include "demand_place.h"
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/base/media_type.h>
#include <concord/page/curl_sample.h>
#include <concord/base/text.h>
#include <concord/page/program_literals.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::lint {
namespace {

using page::Block;
using page::BlockKind;

struct Call {
  page::CurlSample sample;
  base::Span span;                   // of the fence
  std::vector<std::string> headers;  // names, lower case
};

// -H 'Name: value', --header, and what -u, --json and --user stand for.
std::vector<std::string> headers_in(std::string_view text) {
  std::vector<std::string> names;
  const auto words = page::words_of(base::replace_all(base::replace_all(std::string(text), "\\\n", " "), "\n", " "));
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& next = words[i + 1];
    if (words[i] == "-H" || words[i] == "--header")
      names.push_back(base::to_lower_ascii(base::trim(next.substr(0, next.find(':')))));
    if (words[i] == "-u" || words[i] == "--user" || words[i] == "--oauth2-bearer") names.push_back("authorization");
    if (words[i] == "--json" || words[i] == "-F" || words[i] == "--form") names.push_back("content-type");
  }
  return names;
}

std::vector<std::string> server_urls(const OperationSite& site) {
  std::vector<std::string> urls;
  for (const Node* holder : {site.node, &site.document->root}) {
    const Node* servers = holder->find("servers");
    if (servers == nullptr) continue;
    for (const Node& server : servers->items()) {
      const Node* url = server.find("url");
      if (url != nullptr) urls.emplace_back(url->string_or_empty());
    }
  }
  return urls;
}

std::string origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return base::to_lower_ascii(url.substr(0, url.find_first_of("/?#", scheme + 3)));
}

class CurlCheck {
 public:
  CurlCheck(const Context& context, const Subject& subject, Report& report)
      : context_(context), subject_(subject), report_(report) {
    for (std::uint32_t i = 0; i < context.sites.operations.size(); ++i) {
      const OperationSite& one = context.sites.operations[i];
      if (one.document == subject.document && one.is_called_by_clients) operations_.push_back(i);
    }
    for (const ValueSite& value : context.sites.values) known_.insert(value.value->span().begin);
  }

  void check(const Block& block) {
    Diagnostics ignored;  // of reading: fence-language and the importer say them
    auto sample = page::read_curl_sample(*subject_.source, block.begin, block.end, ignored);
    if (!sample || sample->url.empty() || operations_.empty()) return;
    Call call{std::move(*sample), block.span,
              headers_in(std::string_view(subject_.source->text()).substr(block.begin, block.end - block.begin))};
    const auto same_path = operations_at(call.sample.url);
    if (same_path.empty()) return say_url(call);
    const std::string method = method_of(call);
    const auto found = std::find_if(same_path.begin(), same_path.end(),
                                    [&](std::uint32_t i) { return operation(i).method == method; });
    if (found == same_path.end()) return say_method(call, method, same_path.front());
    check_server(call, *found);
    check_headers(call, *found);
    check_names(call, *found);
    check_body(call, *found);
  }

 private:
  const OperationSite& operation(std::uint32_t number) const { return context_.sites.operations[number]; }

  std::vector<std::uint32_t> operations_at(const std::string& url) const {
    std::vector<std::uint32_t> found;
    for (const std::uint32_t i : operations_) {
      if (page::is_url_of(url, operation(i).path)) found.push_back(i);
    }
    return found;
  }

  static std::string method_of(const Call& call) {
    if (!call.sample.method.empty()) return call.sample.method;
    return call.sample.json ? "POST" : "GET";
  }

  void say(std::string_view rule, std::string message, base::Span span, Where other, std::string what,
           std::uint32_t number, std::string subject, std::string hint = {}) {
    Remark remark{rule, std::move(message), {span, none}, std::move(hint), {}, number, std::move(subject)};
    remark.related.emplace_back(other, std::move(what));
    report_.add(std::move(remark));
  }

  void say_url(const Call& call) {
    const OperationSite& first = operation(operations_.front());
    say("sample-url", "the sample calls " + cited(call.sample.url) + ", which no operation here describes",
        call.sample.url_span, {first.path_place, first.at}, "the path of the page", operations_.front(),
        call.sample.url);
  }

  void say_method(const Call& call, const std::string& method, std::uint32_t number) {
    const OperationSite& site = operation(number);
    say("sample-method", "the sample calls " + method + ", the page describes " + site.method, call.sample.url_span,
        {site.place, site.at}, "the method of the page", number, method);
  }

  void check_server(const Call& call, std::uint32_t number) {
    const OperationSite& site = operation(number);
    const auto urls = server_urls(site);
    const std::string origin = origin_of(call.sample.url);
    if (urls.empty() || origin.empty()) return;
    const bool is_known = std::any_of(urls.begin(), urls.end(), [&](const std::string& url) {
      return origin_of(url) == origin || url.find('{') != std::string::npos || origin_of(url).empty();
    });
    if (is_known) return;
    const Member* servers = site.document->root.find_member("servers");
    say("sample-server", "the sample calls " + cited(origin) + ", which is no server here", call.sample.url_span,
        {servers == nullptr ? site.place : span_of(*servers), none}, "the servers", number, origin,
        base::did_you_mean(origin, urls));
  }

  void demand(const Call& call, std::string_view name, Where where, std::uint32_t number) {
    if (std::find(call.headers.begin(), call.headers.end(), base::to_lower_ascii(name)) != call.headers.end()) return;
    say("sample-header", "the sample lacks the header " + cited(name), call.span, where, "it is required here", number,
        std::string(name));
  }

  void check_headers(const Call& call, std::uint32_t number) {
    const OperationSite& site = operation(number);
    for (const ParameterSite& parameter : site.parameters) {
      if (parameter.in == "header" && parameter.is_required)
        demand(call, parameter.name, {parameter.node->span(), parameter.at}, number);
    }
    const Node* own = site.node->find("security");
    const Node* requirements = own != nullptr ? own : site.document->root.find("security");
    if (requirements != nullptr && requirements->size() == 1)
      demand_credentials(call, requirements->items().front(), number);
    const Member* body = site.node->find_member("requestBody");
    if (call.sample.json && body != nullptr) demand(call, "Content-Type", {span_of(*body), site.at}, number);
  }

  void demand_credentials(const Call& call, const Node& alternative, std::uint32_t number) {
    const Node* components = operation(number).document->root.find("components");
    const Node* schemes = components == nullptr ? nullptr : components->find("securitySchemes");
    for (const Member& named : alternative.members()) {
      const Member* scheme = schemes == nullptr ? nullptr : schemes->find_member(named.key);
      if (scheme == nullptr) continue;
      const Node* type = scheme->value.find("type");
      const Node* in = scheme->value.find("in");
      const Node* key = scheme->value.find("name");
      if (type == nullptr) continue;
      if (type->string_or_empty() == "http" || type->string_or_empty() == "oauth2")
        demand(call, "Authorization", {span_of(*scheme), none}, number);
      if (type->string_or_empty() == "apiKey" && in != nullptr && in->string_or_empty() == "header" && key != nullptr)
        demand(call, key->string_or_empty(), {span_of(*scheme), none}, number);
    }
  }

  // Names in the query that nothing here describes, and what is described to stand elsewhere.
  void check_names(const Call& call, std::uint32_t number) {
    for (const std::string& name : call.headers) check_place(call, name, "header", number);
    const std::string& url = call.sample.url;
    const std::size_t begin = url.find('?');
    if (begin == std::string::npos) return;
    for (const std::string_view pair : base::split(std::string_view(url).substr(begin + 1), '&')) {
      const std::string name = base::percent_decode(pair.substr(0, pair.find_first_of("=[")));
      if (name.empty() || name.find_first_of("{}$<> ") != std::string::npos) continue;
      if (!check_place(call, name, "query", number)) check_known(call, name, number);
    }
  }

  // Whether the operation says where the name goes.
  bool check_place(const Call& call, const std::string& name, std::string_view in, std::uint32_t number) {
    const ParameterSite* elsewhere = nullptr;
    for (const ParameterSite& one : operation(number).parameters) {
      const bool is_same = in == "header" || one.in == "header" ? base::equals_ignoring_case(one.name, name)
                                                                : one.name == name || one.name == name + "[]";
      if (!is_same) continue;
      if (one.in == in) return true;
      elsewhere = &one;
    }
    if (elsewhere == nullptr || elsewhere->in == "path") return false;
    say("sample-undocumented",
        "the sample sends " + cited(name) + (in == "query" ? " in the query" : " as a header") + ", here it is a " +
            std::string(elsewhere->in) + " parameter",
        call.sample.url_span, {elsewhere->node->span(), elsewhere->at}, "it is described here", number, name);
    return true;
  }

  void check_known(const Call& call, const std::string& name, std::uint32_t number) {
    std::vector<std::string> known;
    const ParameterSite* first = nullptr;
    for (const ParameterSite& one : operation(number).parameters) {
      if (one.in != "query") continue;
      if (first == nullptr) first = &one;
      known.emplace_back(one.name);
    }
    if (first == nullptr || is_credential(name, number)) return;
    say("sample-undocumented",
        "the sample sends the query parameter " + cited(name) + ", which the operation does not describe",
        call.sample.url_span, {first->node->span(), first->at}, "the query is described here", number, name,
        base::did_you_mean(name, known));
  }

  // A key that a security scheme puts into the query.
  bool is_credential(std::string_view name, std::uint32_t number) const {
    const Node* components = operation(number).document->root.find("components");
    const Node* schemes = components == nullptr ? nullptr : components->find("securitySchemes");
    if (schemes == nullptr) return false;
    return std::any_of(schemes->members().begin(), schemes->members().end(),
                       [&](const Member& one) { return text_of(one.value, "name") == name; });
  }

  void check_body(const Call& call, std::uint32_t number) {
    const SiteId schema = request_schema(context_.sites, subject_, operation(number));
    if (!call.sample.json || schema == none || known_.contains(call.sample.json->span().begin)) return;
    judge_sample(context_, schema, *call.sample.json, number, true, report_);
  }

  const Context& context_;
  const Subject& subject_;
  Report& report_;
  std::vector<std::uint32_t> operations_;
  std::set<std::uint32_t> known_;  // where examples begin: those are judged as such
};

// --- programs ---

bool is_program(const Block& block) {
  static const std::set<std::string> languages{"javascript", "js",  "typescript", "ts", "node", "jsx",  "python",
                                               "py",         "php", "csharp",     "c#", "cs",   "ruby", "rb"};
  const auto words = page::words_of(block.text);
  return !words.empty() && languages.contains(base::to_lower_ascii(words.front()));
}

class ProgramCheck {
 public:
  ProgramCheck(const Context& context, const Subject& subject, Report& report)
      : context_(context), subject_(subject), report_(report) {}

  // An object is the body of an operation when two of its members, or all of them, are properties of it; or when the
  // program says that it is one, and only one operation here has a body.
  void check(const Block& block) {
    const auto with_body = std::count_if(context_.sites.operations.begin(), context_.sites.operations.end(),
                                         [&](const OperationSite& site) {
                                           return site.document == subject_.document &&
                                                  request_schema(context_.sites, subject_, site) != none;
                                         });
    for (const Node& literal : page::read_literals(*subject_.source, block.begin, block.end)) {
      for (std::uint32_t i = 0; i < context_.sites.operations.size(); ++i) {
        const OperationSite& site = context_.sites.operations[i];
        if (site.document != subject_.document) continue;
        const SiteId schema = request_schema(context_.sites, subject_, site);
        if (schema == none) continue;
        const Node* properties = context_.sites.schemas[context_.sites.resolve(schema)].node->find("properties");
        if (properties == nullptr) continue;
        const auto common = std::count_if(literal.members().begin(), literal.members().end(),
                                          [&](const Member& one) { return properties->has(one.key); });
        const bool is_said = with_body == 1 && is_called_body(literal);
        if (common < 2 && !(common == 1 && literal.size() == 1) && !is_said) continue;
        judge_sample(context_, schema, literal, i, false, report_);
        break;
      }
    }
  }

 private:
  // "requests.post(url, json={…})", "JSON.stringify({…})".
  bool is_called_body(const Node& literal) const {
    const std::string_view text = subject_.source->text();
    std::string_view before = base::trim(text.substr(0, std::min<std::size_t>(literal.span().begin, text.size())));
    if (before.ends_with("JSON.stringify(")) return true;
    if (!before.ends_with('=')) return false;
    before = base::trim(before.substr(0, before.size() - 1));
    return before.ends_with("json") && !before.ends_with("_json");
  }

  const Context& context_;
  const Subject& subject_;
  Report& report_;
};

}  // namespace

SiteId request_schema(const Sites& sites, const Subject& subject, const OperationSite& operation) {
  const Node* stated = operation.node->find("requestBody");
  const Node* body = stated == nullptr ? nullptr : subject.resolve(*stated);
  const Node* content = body == nullptr ? nullptr : body->find("content");
  if (content == nullptr) return none;
  for (const Member& media : content->members()) {
    const Node* schema = media.value.find("schema");
    if (schema == nullptr || !base::documented_media_type(media.key).is_json()) continue;
    const auto found = sites.schema_of.find(schema);
    return found == sites.schema_of.end() ? none : found->second;
  }
  return none;
}

void judge_sample(const Context& context, SiteId schema, const Node& value, std::uint32_t operation, bool is_whole,
                  Report& report) {
  const Verdict verdict = context.examples.validate(schema, value, in_request);
  for (const schema::Violation& violation : verdict.violations) {
    if (!is_whole && violation.keyword == "required") continue;
    const Node* there = document::resolve(value, violation.instance);
    const std::string at = violation.instance.text();
    Remark remark{"sample-schema",
                  "the sample breaks the schema of the request" + (at.empty() ? std::string{} : " at " + cited(at)) +
                      ": " + violation.message,
                  {there != nullptr && there->span().is_known() ? there->span() : value.span(), none},
                  violation.hint,
                  {},
                  operation,
                  at + " " + violation.keyword};
    const base::Span keyword = broken_span(violation);
    const Where said = keyword.is_known()
                           ? Where{keyword, none}
                           : Where{context.sites.schemas[schema].node->span(), context.sites.schemas[schema].at};
    remark.related.emplace_back(said, base::in_quotes(violation.keyword) + " is said here");
    report.add(std::move(remark));
  }
  for (const schema::Undocumented& one : context.examples.undocumented(schema, value, in_request)) {
    if (one.instance.is_root()) continue;
    const std::string& name = one.instance.tokens().back();
    const Node* holder = document::resolve(value, one.instance.parent());
    const Member* member = holder == nullptr ? nullptr : holder->find_member(name);
    Remark remark{"sample-undocumented",
                  "the sample sends " + cited(name) + ", which the schema of the request does not describe",
                  {member == nullptr ? value.span() : span_of(*member), none},
                  base::did_you_mean(name, one.known),
                  {},
                  operation,
                  one.instance.text()};
    remark.related.emplace_back(Where{context.sites.schemas[schema].node->span(), context.sites.schemas[schema].at},
                                "the members are described here");
    report.add(std::move(remark));
  }
}

void check_curl(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    if (!subject.is_page) continue;
    CurlCheck check(context, subject, report);
    for (const Block& block : subject.blocks) {
      if (block.kind == BlockKind::Fence && !holds_document(subject, block)) check.check(block);
    }
  }
}

void check_code(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    if (!subject.is_page) continue;
    ProgramCheck check(context, subject, report);
    for (const Block& block : subject.blocks) {
      if (block.kind == BlockKind::Fence && is_program(block)) check.check(block);
    }
  }
}

}  // namespace concord::lint
