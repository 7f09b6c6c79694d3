#include "usual_values.h"

#include <array>

namespace concord::generate {

namespace {

using Texts = std::vector<std::string>;

// The end of a name in lower case, its words apart: "first name". The longest that fits counts.
struct TextRow {
  std::string_view ending;
  Texts texts;
};

const std::vector<TextRow>& text_rows() {
  static const std::vector<TextRow> rows = {
      // No common words: a check looks for them in answers, and they are taken out of all that is written.
      {"password", {"Quartz-7-lantern-Q4x", "Velvet-9-harbor-Zw2", "Copper-3-meadow-Kd8"}},
      {"passphrase", {"Quartz-7-lantern-Q4x", "Velvet-9-harbor-Zw2"}},
      {"secret", {"Quartz-7-lantern-Q4x", "Velvet-9-harbor-Zw2"}},
      {"email", {"anna.berg@example.com", "luis.ortega@example.com", "mei.tanaka@example.com"}},
      {"email address", {"anna.berg@example.com", "luis.ortega@example.com"}},
      {"first name", {"Anna", "Luis", "Mei", "Tom"}},
      {"given name", {"Anna", "Luis", "Mei", "Tom"}},
      {"firstname", {"Anna", "Luis", "Mei", "Tom"}},
      {"middle name", {"Maria", "Jean"}},
      {"last name", {"Berg", "Ortega", "Tanaka", "Miller"}},
      {"family name", {"Berg", "Ortega", "Tanaka", "Miller"}},
      {"lastname", {"Berg", "Ortega", "Tanaka", "Miller"}},
      {"surname", {"Berg", "Ortega", "Tanaka", "Miller"}},
      {"full name", {"Anna Berg", "Luis Ortega", "Mei Tanaka"}},
      {"display name", {"Anna Berg", "Luis Ortega", "Mei Tanaka"}},
      {"holder name", {"Anna Berg", "Luis Ortega"}},
      {"company name", {"Northwind Supplies", "Blue Harbor"}},
      {"user name", {"anna.berg", "luis.ortega", "mei"}},
      {"username", {"anna.berg", "luis.ortega", "mei"}},
      {"login", {"anna-berg", "luis-ortega", "mei"}},
      {"file name", {"report.pdf", "photo.png"}},
      {"filename", {"report.pdf", "photo.png"}},
      {"host name", {"api.example.com"}},
      {"hostname", {"api.example.com"}},
      {"domain", {"example.com", "example.org"}},
      {"name", {"Sunrise", "Harbor", "Meadow", "Lantern"}},
      {"company", {"Northwind Supplies", "Blue Harbor"}},
      {"organization", {"Northwind Supplies", "Blue Harbor"}},
      {"street", {"12 Harbor Street", "7 Mill Lane"}},
      {"address", {"12 Harbor Street", "7 Mill Lane"}},
      {"address line1", {"12 Harbor Street", "7 Mill Lane"}},
      {"city", {"Berlin", "Lisbon", "Osaka"}},
      {"town", {"Berlin", "Lisbon"}},
      {"state", {"active", "inactive"}},
      {"region", {"Bavaria", "eu-central-1"}},
      {"country code", {"DE", "PT", "DEU"}},
      {"country", {"DE", "PT", "DEU"}},
      {"nationality", {"DE", "PT", "DEU"}},
      {"postal code", {"10115", "1000-001"}},
      {"post code", {"10115", "1000-001"}},
      {"postcode", {"10115", "1000-001"}},
      {"zip code", {"10115", "94103"}},
      {"zip", {"10115", "94103"}},
      {"phone", {"+4930123456", "+351211234567"}},
      {"phone number", {"+4930123456", "+351211234567"}},
      {"mobile", {"+4915112345678"}},
      {"currency code", {"EUR", "USD", "JPY"}},
      {"currency", {"EUR", "USD", "JPY"}},
      {"amount", {"12.50", "3.00"}},
      {"price", {"12.50", "3.00"}},
      {"total", {"12.50", "3.00"}},
      {"iban", {"DE89370400440532013000"}},
      {"bic", {"DEUTDEFF"}},
      {"language", {"en", "de"}},
      {"locale", {"en-GB", "de-DE"}},
      {"timezone", {"Europe/Berlin", "UTC"}},
      {"time zone", {"Europe/Berlin", "UTC"}},
      {"description", {"A short description.", "Something else."}},
      {"summary", {"A short summary."}},
      {"title", {"A quiet morning", "Second thoughts"}},
      {"message", {"All is well.", "Nothing to report."}},
      {"note", {"Please ring twice."}},
      {"comment", {"Please ring twice."}},
      {"url", {"https://example.com/", "https://example.com/2"}},
      {"uri", {"https://example.com/", "https://example.com/2"}},
      {"href", {"https://example.com/", "https://example.com/2"}},
      {"link", {"https://example.com/", "https://example.com/2"}},
      {"website", {"https://example.com/"}},
      {"path", {"/reports/2026", "/"}},
      {"ip", {"192.0.2.1", "198.51.100.23"}},
      {"ip address", {"192.0.2.1", "198.51.100.23"}},
      {"color", {"#336699", "#ffcc00"}},
      {"version", {"1.0.0", "2.3.1"}},
      {"status", {"active", "pending", "closed"}},
      {"type", {"standard", "extended"}},
      {"kind", {"standard", "extended"}},
      {"category", {"general", "special"}},
      {"sku", {"SKU-1001", "SKU-1002"}},
      {"reference", {"REF-1001", "REF-1002"}},
      {"mime type", {"image/png", "application/pdf"}},
      {"content type", {"application/json"}},
      {"gender", {"female", "male"}},
      {"tag", {"new", "sale", "summer"}},
      {"slug", {"quiet-morning", "second-thoughts"}},
  };
  return rows;
}

struct UsualNumber {
  std::string_view ending;
  double real;
  std::int64_t whole;
};
constexpr auto kUsualNumbers = std::to_array<UsualNumber>({
    {"amount", 12.5, 1250},
    {"price", 12.5, 1250},
    {"total", 12.5, 1250},
    {"cost", 12.5, 1250},
    {"fee", 0.5, 50},
    {"balance", 250.75, 25075},
    {"quantity", 2, 2},
    {"count", 3, 3},
    {"age", 34, 34},
    {"month", 4, 4},
    {"day", 12, 12},
    {"hour", 9, 9},
    {"minute", 30, 30},
    {"latitude", 52.52, 52},
    {"lat", 52.52, 52},
    {"longitude", 13.405, 13},
    {"lng", 13.405, 13},
    {"lon", 13.405, 13},
    {"percent", 7.5, 7},
    {"percentage", 7.5, 7},
    {"rate", 7.5, 7},
    {"page", 1, 1},
    {"limit", 20, 20},
    {"page size", 20, 20},
    {"per page", 20, 20},
    {"size", 2048, 2048},
    {"offset", 0, 0},
    {"width", 640, 640},
    {"height", 480, 480},
    {"weight", 1.25, 1250},
    {"duration", 90, 90},
    {"timeout", 30, 30},
    {"port", 8080, 8080},
    {"rating", 4.5, 4},
    {"score", 4.5, 4},
    {"id", 1001, 1001},
    {"expires in", 3600, 3600},
});

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || is_upper(c); }

// "billingCity", "billing_city", "X-Billing-City": "billing city". "userIDs" stays a word of its own.
std::string spelt(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins =
        is_upper(name[i]) && i > 0 && is_word(name[i - 1]) &&
        (!is_upper(name[i - 1]) || (i + 1 < name.size() && is_word(name[i + 1]) && !is_upper(name[i + 1])));
    if ((begins || !is_word(name[i])) && !out.empty() && out.back() != ' ') out += ' ';
    if (is_word(name[i])) out += is_upper(name[i]) ? static_cast<char>(name[i] - 'A' + 'a') : name[i];
  }
  return out;
}

bool ends_with_words(std::string_view text, std::string_view ending) {
  if (!text.ends_with(ending)) return false;
  return text.size() == ending.size() || text[text.size() - ending.size() - 1] == ' ';
}

// "created at", "updated_on", "expiry date".
Texts time_texts(std::string_view name, base::SystemTime now) {
  if (ends_with_words(name, "date of birth") || ends_with_words(name, "dob") || ends_with_words(name, "birth date"))
    return {"1990-04-23"};
  if (ends_with_words(name, "at") || ends_with_words(name, "timestamp")) return {base::format_rfc3339(now)};
  if (ends_with_words(name, "date") || ends_with_words(name, "on")) return {base::format_date(now)};
  return {};
}

}  // namespace

base::SystemTime usual_time(std::string_view name, base::SystemTime now) {
  const std::string words = spelt(name);
  const bool ends = words.find("expir") != std::string::npos || words.find("valid until") != std::string::npos ||
                    words.find("valid to") != std::string::npos;
  return ends ? now + std::chrono::hours(1) : now;
}

std::vector<std::string> usual_texts(std::string_view name, base::SystemTime now) {
  const std::string words = spelt(name);
  const std::string one = words.ends_with('s') ? words.substr(0, words.size() - 1) : words;  // of a list
  const TextRow* longest = nullptr;
  for (const TextRow& row : text_rows()) {
    if (longest && longest->ending.size() >= row.ending.size()) continue;
    if (ends_with_words(words, row.ending) || ends_with_words(one, row.ending)) longest = &row;
  }
  return longest ? longest->texts : time_texts(words, usual_time(name, now));
}

std::vector<Node> usual_numbers(std::string_view name, bool is_whole, base::SystemTime now) {
  const std::string words = spelt(name);
  std::vector<Node> found;
  const auto seconds = usual_time(name, now).time_since_epoch().count() / 1000;
  if (ends_with_words(words, "at") || ends_with_words(words, "timestamp")) found.emplace_back(std::int64_t{seconds});
  if (ends_with_words(words, "year")) found.emplace_back(std::int64_t{1970 + seconds / 31'556'952});
  const UsualNumber* longest = nullptr;
  for (const UsualNumber& row : kUsualNumbers) {
    if (longest && longest->ending.size() >= row.ending.size()) continue;
    if (ends_with_words(words, row.ending)) longest = &row;
  }
  if (!longest) return found;
  const bool is_written_whole = is_whole || longest->real == static_cast<double>(longest->whole);
  found.push_back(is_written_whole ? Node(longest->whole) : Node(longest->real));
  return found;
}

}  // namespace concord::generate
