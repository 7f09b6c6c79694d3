// Words that OpenAPI does not have and nearly has: a misspelt member is read by nobody, and nobody says so. Unknown
// words that are near to none stay quiet: they are of a dialect.
#include "openapi_grammar.h"
#include "openapi_words.h"
#include "rule_kinds.h"

#include <concord/base/ascii.h>
#include <concord/base/media_type.h>
#include <concord/base/media_type_meant.h>
#include <concord/base/text.h>
#include <concord/document/pointer.h>

#include <algorithm>

namespace concord::lint {
namespace {

// Words that a person may well have meant: of a few letters, one more or less is another word.
bool is_misspelling(std::string_view word, std::string_view known) {
  if (base::to_lower_ascii(word) == base::to_lower_ascii(known)) return true;
  const std::size_t longer = std::max(word.size(), known.size()), shorter = std::min(word.size(), known.size());
  if (known == "$ref") return word == "ref" || word == "$reff" || word == "$rf";
  if (known.size() < 4 && word.size() < 4) return false;
  return longer - shorter <= (known.size() < 8 ? 1u : 2u) && word.front() == known.front() && known != "const" &&
         known != "not" && known != "then" && known != "name" && known != "kind" && known != "id";
}

bool is_status_key(std::string_view text) {
  const bool is_class = text.size() == 3 && text[0] >= '1' && text[0] <= '5' &&
                        base::equals_ignoring_case(text.substr(1), "xx");
  return text == "default" || is_class || is_status(text);
}

// "2OO" → "200": letters that look like digits.
std::string status_meant(std::string_view text) {
  std::string digits(text);
  for (char& c : digits) c = c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : c;
  if (is_status_key(digits) && digits != text) return "did you mean " + cited(digits) + "?";
  return base::did_you_mean(text, std::vector<std::string>{"default"});
}

std::string media_type_meant(std::string_view text) {
  if (text.find(',') != std::string_view::npos) return "list each of them by itself";
  const std::vector<std::string> meant = base::media_types_meant(text);
  return meant.size() == 1 ? "did you mean " + cited(meant.front()) + "?" : std::string{};
}

class WordCheck {
 public:
  explicit WordCheck(Report& report) : report_(report) {}

  void look(const Node& node, ObjectKind kind, const std::string& at) {
    if (kind == ObjectKind::Anything || !node.is_object()) return;
    switch (kind) {
      case ObjectKind::Paths: return each(node, ObjectKind::PathItem, at, &WordCheck::judge_path);
      case ObjectKind::Responses: return each(node, ObjectKind::Response, at, &WordCheck::judge_status);
      case ObjectKind::Content: return each(node, ObjectKind::Media, at, &WordCheck::judge_media_type);
      case ObjectKind::Callback: return each(node, ObjectKind::PathItem, at, nullptr);
      case ObjectKind::Parameter: judge_value(node, "in", places, at); break;
      case ObjectKind::Scheme: judge_value(node, "type", scheme_types, at); break;
      case ObjectKind::Root:
      case ObjectKind::Operation:
        for (const char* list : {"consumes", "produces"}) judge_media_list(node, list, at);
        break;
      case ObjectKind::Response: judge_examples(node, at); break;
      default: break;
    }
    for (const Member& member : node.members()) look_into(member, kind, at + '/' + document::escape_token(member.key));
  }

 private:
  using Judge = void (WordCheck::*)(const Member&, const std::string&);
  using Words = std::vector<std::string>;
  inline static const Words places{"query", "header", "path", "cookie", "body", "formData", "querystring"};
  inline static const Words scheme_types{"apiKey", "http", "oauth2", "openIdConnect", "mutualTLS", "basic"};

  void each(const Node& map, ObjectKind kind, const std::string& at, Judge judge) {
    if (!map.is_object()) return;
    for (const Member& member : map.members()) {
      if (is_extension(member.key)) continue;
      const std::string there = at + '/' + document::escape_token(member.key);
      if (judge != nullptr) (this->*judge)(member, there);
      look(member.value, kind, there);
    }
  }

  void look_into(const Member& member, ObjectKind kind, const std::string& at) {
    const GrammarRow* row = find_word(kind, member.key);
    if (row == nullptr) return judge_word(member, kind, at);
    if (row->form == MemberForm::Map) return each(member.value, row->kind, at, nullptr);
    if (!member.value.is_array()) return look(member.value, row->kind, at);  // also a list of `items`, in older drafts
    for (std::size_t i = 0; i < member.value.size(); ++i)
      look(member.value.items()[i], row->kind, at + '/' + std::to_string(i));
  }

  void judge_word(const Member& member, ObjectKind kind, const std::string& at) {
    if (member.key.empty() || is_extension(member.key)) return;
    const auto near = base::nearest_word(member.key, words_of(kind));
    if (near && is_misspelling(member.key, *near))
      say("word-misspelt", "OpenAPI has no member " + cited(member.key) + " here, so nobody reads it", member, at,
          "did you mean " + cited(*near) + "?");
  }

  void judge_path(const Member& member, const std::string& at) {
    if (member.key.starts_with('/')) return;
    say("path-form", "the path " + cited(member.key) + " does not begin with \"/\"", member, at, {});
  }

  void judge_status(const Member& member, const std::string& at) {
    if (is_status_key(member.key)) return;
    say("status-form", cited(member.key) + " is no status", member, at, status_meant(member.key));
  }

  void judge_media_type(const Member& member, const std::string& at) {
    if (base::parse_media_type(member.key)) return;
    say("media-type-form", cited(member.key) + " is no media type", member, at, media_type_meant(member.key));
  }

  void judge_media_list(const Node& node, const char* name, const std::string& at) {
    const Node* list = node.find(name);
    if (list == nullptr || !list->is_array()) return;
    for (std::size_t i = 0; i < list->size(); ++i) {
      const Node& item = list->items()[i];
      if (!item.is_string() || base::parse_media_type(item.as_string())) continue;
      const std::string& text = item.as_string();
      Remark remark;
      remark.rule = "media-type-form";
      remark.message = cited(text) + " is no media type";
      remark.where = {item.span(), none, at + '/' + name + '/' + std::to_string(i)};
      remark.hint = media_type_meant(text);
      remark.subject = text;
      report_.add(std::move(remark));
    }
  }

  // Of Swagger 2.0, where they stand under media types. The first that does not tells of them all.
  void judge_examples(const Node& response, const std::string& at) {
    const Node* examples = response.find("examples");
    if (examples == nullptr || !examples->is_object()) return;
    for (const Member& example : examples->members()) {
      if (is_extension(example.key) || base::parse_media_type(example.key)) continue;
      say("media-type-form", cited(example.key) + " is no media type", example,
          at + "/examples/" + document::escape_token(example.key), "examples of Swagger 2.0 stand under media types");
      return;
    }
  }

  void judge_value(const Node& node, const char* name, const Words& known, const std::string& at) {
    const Member* member = node.find_member(name);
    if (member == nullptr || !member->value.is_string()) return;
    const std::string& text = member->value.as_string();
    if (std::find(known.begin(), known.end(), text) != known.end()) return;
    Remark remark;
    remark.rule = "word-misspelt";
    remark.message = cited(name) + " cannot be " + cited(text);
    remark.where = {member->value.span(), none, at + '/' + name};
    remark.hint = base::did_you_mean(text, known);
    remark.subject = text;
    report_.add(std::move(remark));
  }

  void say(std::string_view rule, std::string message, const Member& member, const std::string& at, std::string hint) {
    Remark remark;
    remark.rule = rule;
    remark.message = std::move(message);
    remark.where = {span_of(member), none, at};
    remark.hint = std::move(hint);
    remark.subject = member.key;
    report_.add(std::move(remark));
  }

  Report& report_;
};

}  // namespace

// Of documents as they were written; what an importer made of a page has no words of the author's.
void check_words(const Context& context, Report& report) {
  for (const Subject& subject : context.subjects) {
    if (subject.document == nullptr || subject.is_page) continue;
    WordCheck(report).look(subject.document->root, ObjectKind::Root, "");
  }
}

}  // namespace concord::lint
