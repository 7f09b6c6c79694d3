// References: those that lead nowhere, stand where none may, or have neighbours that do not apply; nullable where it
// means nothing; formats that nobody has registered.
#include "endless_schemas.h"
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::lint {
namespace {

bool is_true_node(const Node* node) { return node != nullptr && node->is_boolean() && node->as_boolean(); }

// Formats of the OpenAPI format registry that the schema engine does not assert, and of JSON Schema drafts.
constexpr auto registered_formats = std::to_array<std::string_view>(
    {"base64url",  "binary",     "char",       "commonmark", "date-time-local", "decimal",   "decimal128",
     "double-int", "duration",   "html",       "http-date",  "int16",           "int8",      "media-range",
     "password",   "sf-binary",  "sf-boolean", "sf-decimal", "sf-integer",      "sf-string", "sf-token",
     "time-local", "uint16",     "uint32",     "uint64",     "uint8",           "unixtime",  "color",
     "host-name",  "ip-address", "phone",      "style",      "utc-millisec"});

struct Meant {
  std::string_view written, hint;
};
constexpr auto meant_formats = std::to_array<Meant>({
    {"ulid", "a ULID is 26 characters of Crockford's base 32: add a pattern for those who do not know the format"},
    {"url", "the registered format is \"uri\""},
    {"guid", "the registered format is \"uuid\""},
    {"uuid4", "the registered format is \"uuid\""},
    {"uuid-v4", "the registered format is \"uuid\""},
    {"datetime", "the registered format is \"date-time\""},
    {"dateTime", "the registered format is \"date-time\""},
    {"timestamp", "say \"date-time\", or an integer with \"unixtime\""},
    {"iso8601", "the registered format is \"date-time\""},
    {"phone-number", "add a pattern: no format is registered for telephone numbers"},
    {"phoneNumber", "add a pattern: no format is registered for telephone numbers"},
    {"ISO4217", "add a pattern such as ^[A-Z]{3}$"},
    {"long", "the registered format is \"int64\""},
    {"integer", "the registered formats are \"int32\" and \"int64\""},
    {"base64", "the registered format is \"byte\""},
    {"regexp", "the registered format is \"regex\""},
});

std::string format_hint(const std::string& format) {
  for (const Meant& row : meant_formats) {
    if (base::equals_ignoring_case(row.written, format)) return std::string(row.hint);
  }
  if (format.find_first_of("^$[\\") != std::string::npos) return "a regular expression belongs in \"pattern\"";
  if (format.find(' ') != std::string::npos) return "a sentence belongs in \"description\"";
  return base::did_you_mean(format, schema::known_formats());
}

// Those of its own registry that the engine knows beyond the public ones.
bool is_registered(const std::string& format) {
  if (std::find(registered_formats.begin(), registered_formats.end(), format) != registered_formats.end()) return true;
  const bool is_own = format == "ulid" || format == "e164" || format == "iso-3166-alpha-3";
  return !is_own && schema::is_known_format(format);
}

void check_format(const SchemaSite& site, Report& report) {
  const Member* format = site.node->find_member("format");
  if (format == nullptr || !format->value.is_string() || is_registered(format->value.as_string())) return;
  const std::string& text = format->value.as_string();
  Remark remark{"format-unregistered",
                "format " + cited(text) + " is in no registry, so programs ignore it",
                {format->value.span(), site.at},
                format_hint(text),
                {},
                site.operation,
                text};
  if (const Member* type = site.node->find_member("type"))
    remark.related.emplace_back(Where{span_of(*type), site.at}, "for these values");
  report.add(std::move(remark));
}

void check_nullable(const SchemaSite& site, Report& report) {
  const Member* nullable = site.node->find_member("nullable");
  if (nullable == nullptr) return;
  const Where where{span_of(*nullable), site.at};
  if (site.version != SpecVersion::OpenApi30) {
    Remark remark{
        "nullable-unknown",
        "\"nullable\" means nothing in " + std::string(version_name(site.version)),
        where,
        site.version == SpecVersion::OpenApi31 ? "add \"null\" to the types" : "there is no null in Swagger 2.0",
        {},
        site.operation,
        "nullable"};
    if (const Member* type = site.node->find_member("type"))
      remark.related.emplace_back(Where{span_of(*type), site.at}, "the type that does not allow null");
    return report.add(std::move(remark));
  }
  if (!is_true_node(&nullable->value) || site.node->has("type") || site.node->has("$ref")) return;
  Remark remark{"nullable-untyped",
                "\"nullable\" needs a \"type\" beside it in OpenAPI 3.0",
                where,
                "without a type null is allowed anyway, and within allOf nothing is",
                {},
                site.operation,
                "nullable"};
  remark.related.emplace_back(Where{site.node->span(), site.at}, "the schema without a type");
  report.add(std::move(remark));
}

// "Pet" → "Cat" → "Pet"
std::string way_of(const Sites& sites, const openapi::EndlessReference& endless) {
  std::string text;
  for (const SiteId id : endless.way) {
    const std::string_view name = sites.trails.key(sites.schemas[id].at);
    text += (name.empty() ? std::string("a schema") : cited(name)) + " → ";
  }
  return text + cited(sites.trails.key(sites.schemas[endless.to].at));
}

void check_endless(const Context& context, Report& report) {
  if (!report.wants("ref-endless")) return;
  for (const openapi::EndlessReference& endless : endless_schemas(context.sites)) {
    const SchemaSite& from = context.sites.schemas[endless.from];
    const SchemaSite& to = context.sites.schemas[endless.to];
    const std::string name = cited(context.sites.trails.key(to.at));
    Remark remark{"ref-endless",
                  name + " leads back to itself before anything of a value is looked at: " +
                      way_of(context.sites, endless),
                  {from.node->find("$ref")->span(), from.at},
                  "",
                  {},
                  from.operation,
                  "$ref"};
    remark.related.emplace_back(Where{to.node->span(), to.at}, name + " begins here");
    remark.cause = context.sites.trails.pointer(to.at);
    report.add(std::move(remark));
  }
}

}  // namespace

void check_references(const Context& context, Report& report) {
  for (const ReferenceFault& fault : context.sites.reference_faults) {
    const bool is_broken = fault.kind == ReferenceFault::Kind::Broken;
    Remark remark{is_broken ? "ref-broken" : "ref-misplaced",
                  fault.message,
                  {fault.reference->span(), fault.at},
                  fault.hint,
                  {},
                  none,
                  fault.reference->as_string()};
    report.add(std::move(remark));
  }
  for (const SiblingFault& fault : context.sites.sibling_faults) {
    Remark remark{"ref-sibling",
                  base::in_quotes(fault.member->key) + " beside $ref does not apply before OpenAPI 3.1",
                  {span_of(*fault.member), fault.at},
                  "put both into allOf, or say it where $ref leads",
                  {},
                  none,
                  fault.member->key};
    remark.related.emplace_back(Where{fault.reference->span(), none}, "the reference");
    report.add(std::move(remark));
  }
  check_endless(context, report);
}

void check_dialect(const Context& context, Report& report) {
  for (const SchemaSite& site : context.sites.schemas) {
    if (!site.node->is_object()) continue;
    check_format(site, report);
    check_nullable(site, report);
  }
}

}  // namespace concord::lint
