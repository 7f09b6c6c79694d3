// Error texts in example answers that name fields: one that no request here has, or the same one in two spellings.
#include "named_sites.h"
#include "rule_kinds.h"

#include <concord/base/text.h>

#include <algorithm>
#include <map>

namespace concord::lint {
namespace {

// "The limit may not be greater than 10." names "limit"; only phrases of validators, which say them of fields.
std::string_view field_in(std::string_view message) {
  if (message.size() > 300 || !(message.starts_with("The ") || message.starts_with("the "))) return {};
  std::size_t end = std::string_view::npos;
  for (const std::string_view phrase :
       {" field is ", " field must ", " field may ", " format is invalid", " may not be greater than ",
        " may not be less than ", " must be a string", " must be an integer", " must be a number", " must be an array",
        " must be a valid ", " must be true or false", " must be at least ", " must not be greater than "})
    end = std::min(end, message.find(phrase));
  if (end == std::string_view::npos || end > 44) return {};
  std::string_view field = message.substr(4, std::max<std::size_t>(end, 4) - 4);
  if (field.ends_with(" parameter")) field.remove_suffix(10);
  return field.find(". ") == std::string_view::npos ? field : std::string_view{};
}

class FieldNameCheck {
 public:
  FieldNameCheck(const Context& context, Report& report) : context_(context), report_(report) {
    for (const NamedSite& one : named_sites(context.sites)) {
      const bool is_sent = (context.sites.schemas[one.schema].context & in_request) != 0;
      const auto* document = &context.sites.trails.document(context.sites.schemas[one.schema].at);
      if (is_sent) fields_[document].emplace(plain_name(one.name), one);
    }
  }

  void check() {
    for (std::size_t i = 0; i < context_.sites.values.size(); ++i) {
      const ValueSite& site = context_.sites.values[i];
      const bool is_answer = context_.sites.schemas[site.schema].context == in_response;
      if (site.kind != ValueKind::Default && is_answer) look(site, *site.value, 0);
    }
  }

  void finish() {
    for (const Loose& one : loose_) {
      const auto exact = exact_.find(one.document);
      if (exact == exact_.end()) continue;
      Remark remark = remark_between(
          "message-spelling",
          "the text does not write " + cited(one.field.name) + " as requests do, another one writes names so",
          {one.value->span(), one.site->at}, {exact->second->span(), none}, "such as here");
      remark.related.emplace_back(Where{one.field.place, none}, "the name");
      remark.operation = one.site->operation;
      remark.subject = one.field.name;
      report_.add(std::move(remark));
    }
  }

 private:
  struct Loose {
    const openapi::Document* document;
    const ValueSite* site;
    const Node* value;
    NamedSite field;
  };

  void look(const ValueSite& site, const Node& value, int depth) {
    if (depth > 64) return;
    for (const Node& item : value.items()) look(site, item, depth + 1);
    for (const Member& member : value.members()) look(site, member.value, depth + 1);
    const std::string_view said = field_in(value.string_or_empty());
    if (said.empty()) return;
    const auto fields = fields_.find(&context_.sites.trails.document(site.at));
    if (fields == fields_.end()) return;
    const std::string_view last = said.substr(said.rfind('.') + 1);
    const auto known = fields->second.find(plain_name(last));
    if (known == fields->second.end())
      say_unknown(site, value, said, fields->second.begin()->second);
    else
      check_spelling(site, value, said, known->second);
  }

  void say_unknown(const ValueSite& site, const Node& value, std::string_view said, const NamedSite& some) {
    Remark remark =
        remark_between("message-field", "an example answer speaks of " + cited(said) + ", which no request here has",
                       {value.span(), site.at}, {some.place, none}, "the members of requests stand here");
    remark.operation = site.operation;
    remark.subject = said;
    report_.add(std::move(remark));
  }

  // "external user id" where another text says "card_id": one of them does not write names as requests do.
  void check_spelling(const ValueSite& site, const Node& value, std::string_view said, const NamedSite& field) {
    const auto* document = &context_.sites.trails.document(site.at);
    if (said == field.name) {
      if (style_of(said) != NameStyle::Neutral) exact_.try_emplace(document, &value);
      return;
    }
    if (said.find(' ') != std::string_view::npos) loose_.push_back({document, &site, &value, field});
  }

  const Context& context_;
  Report& report_;
  std::map<const openapi::Document*, std::map<std::string, NamedSite>> fields_;
  std::map<const openapi::Document*, const Node*> exact_;
  std::vector<Loose> loose_;
};

}  // namespace

void check_message_fields(const Context& context, Report& report) {
  FieldNameCheck check(context, report);
  check.check();
  check.finish();
}

}  // namespace concord::lint
