// Every phrase that prose is read by, and what only looks like one.
#include <concord/prose.h>

#include <support/catch.h>

#include <utility>

namespace concord::prose {
namespace {

using Row = std::pair<std::string, std::string>;

std::string form_of(const std::string& text) {
  const Description said(text);
  const auto stated = said.form();
  return stated ? std::string(stated->form.name) + " by \"" + said.quote(stated->words) + "\"" : "";
}

std::string values_of(const std::string& text) {
  const auto stated = Description(text).values();
  std::string out;
  if (!stated) return out;
  for (const std::string& value : stated->values) out += (out.empty() ? "" : "|") + value;
  return out + (stated->is_certain ? " for certain" : "");
}

std::string default_of(const std::string& text) {
  const auto stated = Description(text).preset();
  return stated ? stated->text + (stated->is_marked ? " (marked)" : "") : "";
}

std::string lengths_of(const std::string& text) {
  const Description said(text);
  const auto shown = [](const auto& stated) { return stated ? std::to_string(stated->number) : std::string(); };
  return shown(said.least_length()) + ".." + shown(said.most_length());
}

std::string condition_of(const std::string& text) {
  const Description said(text);
  const auto stated = said.condition();
  if (!stated) return "";
  return said.sentence_at(stated->words.begin, 80) +
         (stated->property.empty() ? "" : " [" + stated->property + "=" + stated->value + "]");
}

std::string rule_of(const std::string& text) {
  const auto stated = Description(text).rule();
  return stated ? stated->text + " (" + std::string(stated->settled_by) + ")" : "";
}

}  // namespace

TEST_CASE("forms and standards") {
  const auto [text, form] = GENERATE(values<Row>({
      {"The number in E.164 format.", "e164 by \"E.164\""},
      {"A country, ISO 3166-1 alpha-3.", "iso-3166-alpha-3 by \"ISO 3166-1 alpha-3\""},
      {"A country, ISO-3166 alpha-2.", "iso-3166-alpha-2 by \"ISO-3166 alpha-2\""},
      {"A country (ISO 3166-1)", "iso-3166-1 by \"ISO 3166-1\""},
      {"`plan_${uuid}`", ""},
      {"A short writing of a UUID", ""},
      {"The currency (ISO 4217).", "iso-4217 by \"ISO 4217\""},
      {"The currency, ISO-4217.", "iso-4217 by \"ISO-4217\""},
      {"The time in ISO 8601.", "date-time by \"ISO 8601\""},
      {"Expires, in ISO8601 format", "date-time by \"ISO8601 format\""},
      {"A date, ISO 8601.", "date by \"ISO 8601\""},
      {"An ISO 8601 duration", "duration by \"ISO 8601\""},
      {"RFC 3339", "date-time by \"RFC 3339\""},
      {"The date as YYYY-MM-DD", "date by \"YYYY-MM-DD\""},
      {"UUID of the shop.", "uuid by \"UUID\""},
      {"The UUID of the box. Ask for one or two.", "uuid by \"UUID\""},
      {"A ULID.", "ulid by \"ULID\""},
      {"Their email address", "email by \"email address\""},
      {"Must be\nalphanumeric", "alphanumeric by \"Must be alphanumeric\""},
      {"The nuuidle of it", ""},
      {"a UUIDs-like thing", ""},
      {"The slug or the UUID of the box.", ""},
      {"The box; either the UUID in braces, or the slug", ""},
      {"The UUID or the name", ""},
      {"ISO 9001", ""},
      {"ULID (a time-based, sortable UUID)", "ulid by \"ULID\""},
      {"A name; it must not include an email address.", ""},
      {"Unique identifier for the email address", ""},
      {"User's email address. It is shown to nobody.", "email by \"email address\""},
      {"Days between start and end (RFC 3339, comma separated).", ""},
      {"Written as yyyy-MM-dd'T'HH:mm:ss", ""},
      {"This is not a UUID.", ""},
  }));
  INFO(text);
  CHECK(form_of(text) == form);
}

TEST_CASE("lists of values") {
  const auto [text, expected] = GENERATE(values<Row>({
      {"One of SMALL, LARGE or X_LARGE.", "SMALL|LARGE|X_LARGE"},
      {"Can be one of A_A, B_B. C_C", "A_A|B_B"},
      {"Can be one of\n  A_A,\n  B_B.", "A_A|B_B"},
      {"one of `[`a`]`", ""},
      {"Valid values are: `a`, `b` and `c`.", "a|b|c for certain"},
      {"Valid values: `a`.", "a for certain"},
      {"Allowed values:\n- `on`\n- `off`", "on|off for certain"},
      {"Valid values include:\n1. `light` (default)\n2. `dark`: for the night,\n   or late evenings\n3. `auto`",
       "light|dark|auto for certain"},
      {"Valid values include:\n`light`\n`dark`\n\n`theme` is another field", "light|dark|theme for certain"},
      {"One of the following:\n\n* API: a program\n* PERSON - somebody\n* Nobody", "API|PERSON"},
      {"One of:\n- API keys\n- JWT tokens", ""},
      {"Valid values are the codes `a` for Monday and `b` for the rest. Or `c`", "a|b for certain"},
      {"Possible values depend on the `country`", ""},
      {"Supported values: UP, DOWN", "UP|DOWN"},
      {"One of `\"open\"`, `\"\"` or `\"paid\"`.", "open||paid"},
      {"One of [`a`, `b`, `a`]", "a|b"},
      {"Can be \"new\" or \"used\"", "new|used"},
      {"This can be 'new' or 'used'", "new|used"},
      {"none of `a`, `b`", ""},
      {"One of the best things.", ""},
      {"one of these days", ""},
      {"Can be empty.", ""},
      {"one of US", ""},
      {"Accepted values are: '*', IP Address/CIDR, Service Tag.", ""},
      {"One of the following values: \"all\", \"past\", or a date range", ""},
      {"Valid Values: ORE - adds the ore. TIN - adds tin", ""},
      {"Enter one of the following:\n- NEVER = no visit\n- ANY = any visit", ""},
      {"One of `$all`, `$none`, or UUID of a role.", ""},
      {"One of the following:\n\n`\"LOW\"`: rarely\n\n\"`HIGH`\": often", "LOW|HIGH"},
  }));
  INFO(text);
  CHECK(values_of(text) == expected);
}

TEST_CASE("defaults") {
  const auto [text, expected] = GENERATE(values<Row>({
      {"Defaults to `en`.", "en (marked)"},
      {"defaults to `x-y`.", "x-y (marked)"},
      {"Default: 10 items", "10"},
      {"Default value is 0.5.", "0.5"},
      {"When absent it defaults to **false**", "false"},
      {"The default is AUD", "AUD (marked)"},
      {"Defaults to first.", "first"},
      {"1. `en` (default)\n2. `fr`", "en (marked)"},
      {"defaults to the current time", ""},
      {"Defaults to whatever you like", ""},
      {"defaulters to 3", ""},
      {"The default is 10,000", "10000"},
      {"Defaults to 1,250.5", ""},
      {"Defaults to 2 days", ""},
      {"The default value is 10 minutes.", ""},
      {"Defaults to 5MB", "5MB"},
      {"Default is 80%", ""},
      {"Defaults to current user", ""},
      {"If not set, a default value is used.", ""},
      {"If the default is set, nothing else is looked at", ""},
      {"It defaults to JSON Schema v4", ""},
      {"If not set, defaults to 50.", "50"},
      {"There is no default: 3 must be said", ""},
      {"Defaults to `none` for a single node and `half` for a cluster.", ""},
      {"Defaults to `none` for now.", "none (marked)"},
      {"Knows `fold`, which defaults to false", ""},
      {"The default value is \"**1**.\"", ""},
  }));
  INFO(text);
  CHECK(default_of(text) == expected);
}

TEST_CASE("lengths in characters") {
  const auto [text, expected] = GENERATE(values<Row>({
      {"Max length 20.", "..20"},
      {"Maximum length of 12 characters", "..12"},
      {"max length: 7", "..7"},
      {"Anything over 64 characters is cut", "..64"},
      {"up to 64 alphanumeric characters", "..64"},
      {"up to 64 UTF-8 chars", "..64"},
      {"At least 8 characters, at most 32 characters", "8..32"},
      {"minimum length 3", "3.."},
      {"up to 3 retries", ".."},
      {"up to 30 minutes or 20 characters", ".."},
      {"Max length", ".."},
      {"Max length 10,000 characters", "..10000"},
      {"We recommend a maximum of 22 characters", ".."},
      {"The maximum length is 10 MiB", ".."},
      {"answers with up to 193 1 byte characters", ".."},
      {"Holds `A_ID`. * `A_ID` has letters. The maximum length is 100 characters.", ".."},
  }));
  INFO(text);
  CHECK(lengths_of(text) == expected);
}

TEST_CASE("ranges") {
  const auto range = Description("A number between 1 and 100").range();
  REQUIRE(range);
  CHECK(range->least == 1);
  CHECK(range->most == 100);
  CHECK_FALSE(Description("Between 9 and 1").range());
  CHECK_FALSE(Description("between friends and enemies").range());
}

TEST_CASE("conditions") {
  const auto [text, expected] = GENERATE(values<Row>({
      {"An id. **Required if kind = b.** More.", "Required if kind = b [kind=b]"},
      {"Required when `mode` is `live`", "Required when `mode` is `live` [mode=live]"},
      {"Required\nif type = card_switcher.", "Required if type = card_switcher [type=card_switcher]"},
      {"Mandatory if paid.", "Mandatory if paid"},
      {"Required if the country is AU or NZ.", "Required if the country is AU or NZ"},
      {"Required if type is not card.", "Required if type is not card"},
      {"Not acquired if x = y", ""},
      {"Not required when creating it", ""},
      {"An id that might be required if it is shared", ""},
  }));
  INFO(text);
  CHECK(condition_of(text) == expected);
}

TEST_CASE("types and presence at the beginning") {
  CHECK(Description("An array of names.").type() == StatedType::List);
  CHECK(Description(" The list of tags").type() == StatedType::List);
  CHECK(Description("A list of names, separated by commas").type() == StatedType::ListInText);
  CHECK(Description("The URL of the shop").type() == StatedType::Url);
  CHECK(Description("The urls").type() == StatedType::Unsaid);
  CHECK(Description("Names, an array of them").type() == StatedType::Unsaid);
  CHECK(Description("**Required** The id").presence() == Presence::Required);
  CHECK(Description("The id (optional).").presence() == Presence::Optional);
  CHECK(Description("Requires a session").presence() == Presence::Unsaid);
}

TEST_CASE("sentences that sound like rules, whether or not they can be read") {
  const auto [text, expected] = GENERATE(values<Row>({
      {"An id. **Required if kind = b.** More.", "Required if kind = b ()"},
      {"In E.164 form", "E.164 form (format)"},
      {"A currency of ISO 4217. Mostly AUD", "ISO 4217 (format)"},
      {"Can be one of A_A, B_B. Rest", "one of A_A, B_B (enum)"},
      {"one of the shops", "one of the shops (enum)"},
      {"It must be in the future.", "must be in the future ()"},
      {"Any string is supported, and can be long", ""},
  }));
  INFO(text);
  CHECK(rule_of(text) == expected);
}

TEST_CASE("prose of any kind and size is read in time") {
  std::string list = "One of ";
  for (int i = 0; i < 100'000; ++i) list += "AB" + std::to_string(i) + ", ";
  CHECK(Description(list).values()->values.size() == 300);
  CHECK(values_of(std::string("one of \xff\xfe, \"\"")) == "");
  for (const char* text : {"One of `", "Required if ", "defaults to", "max length", "`` (default)", "` (default)", "",
                           "\n", "between 1 and", "valid values:\n", "- ", "1."}) {
    INFO(text);
    CHECK_FALSE(Description(text).values());
    CHECK_FALSE(Description(text).preset());
    CHECK_FALSE(Description(text).range());
  }
}

}  // namespace concord::prose

TEST_CASE("values that nothing announces") {
  const auto bare = [](std::string_view text) {
    const auto found = concord::prose::Description(text).values();
    if (!found) return std::string("none");
    std::string out = found->is_bare ? "bare" : found->is_certain ? "certain" : "said";
    for (const std::string& value : found->values) out += " " + value;
    return out;
  };
  CHECK(bare("`dhl`, `ups` or `gls`") == "bare dhl ups gls");
  CHECK(bare("Carrier: `dhl` or `ups`.") == "bare dhl ups");
  CHECK(bare("Video resolution (`0`, `240`, or `360`)") == "bare 0 240 360");
  CHECK(bare("Available options: `asc`, `desc`") == "certain asc desc");
  CHECK(bare("Allowed: `A`, `B`") == "said A B");
  CHECK(bare("`a` or another one") == "none");
  CHECK(bare("Narrow by the fields: `id` or `name`.") == "none");
  CHECK(bare("The order, followed by (`asc` or `desc`)") == "none");
  CHECK(bare("A block (`a.b.c.d/22` or `e.f.g.h/28`)") == "none");
  CHECK(bare("Acceptable values are `0` to `500`, inclusive.") == "none");
  CHECK(bare("Acceptable values are: `offerId` (default): as it is") == "none");
}

TEST_CASE("ranges of numbers") {
  const auto range = [](std::string_view text) {
    const auto found = concord::prose::Description(text).range();
    return found ? std::to_string(found->least) + ".." + std::to_string(found->most) : std::string("none");
  };
  CHECK(range("How many, 1 to 100") == "none");
  CHECK(range("1 to 100") == "1..100");
  CHECK(range("Number of miles (1 to 10) as an integer.") == "1..10");
  CHECK(range("From 1 to 100.") == "1..100");
  CHECK(range("Min 1, max 100") == "1..100");
  CHECK(range("Min = 1, Max = 15, Default = 10.") == "1..15");
  CHECK(range("The range is 1-5.") == "1..5");
  CHECK(range("Must be from 1 to 31, or 0 to say a year by itself.") == "none");
  CHECK(range("Should be from 0 to 23. An API may allow 24.") == "none");
  CHECK(range("Mode bits between 0000 and 0777") == "none");
  CHECK(range("To filter on them between 2 and 7, use this query") == "none");
  CHECK(range("From 5 to 30 characters") == "none");
  CHECK(range("from 2020-01 to 2021") == "none");
}
