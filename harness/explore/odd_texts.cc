#include "odd_texts.h"

#include "request_change.h"

#include <concord/base/secret_names.h>
#include <concord/contract/names.h>

#include <algorithm>
#include <array>

namespace concord::explore {

namespace {

struct Kind {
  std::string_view name;
  std::array<std::string_view, 4> texts;  // the first that the schema takes is sent: others are shorter, or longer
};
constexpr std::array odd_kinds{
    Kind{"an emoji", {"text with an emoji \U0001F600", "\U0001F600 ok", "\U0001F600",
                      "text with an emoji \U0001F600, and long enough where there is a lower bound"}},
    Kind{"quotes and a backslash", {R"(text with "double" and 'single' quotes, and a \)", R"("a" '\)", R"("\)",
                                    R"(text with "double" and 'single' quotes, a \, long enough for lower bounds)"}},
    Kind{"a space at both ends", {" text between spaces ", " a ", " a",
                                  " text between spaces, and long enough where there is a lower bound "}},
    Kind{"a line break", {"text of\ntwo lines", "a\nb", "a\n",
                          "text of\ntwo lines, and long enough where there is a lower bound"}}};

// What one text of a request may be.
struct Place {
  std::string shown;  // "body /note", "query q"
  Pointer at;         // in the request
  std::optional<Pointer> in_body;
  const generate::Generator* generator = nullptr;
};

// What stands for something of the other side, or is a secret.
bool has_meaning(std::string_view name) {
  const std::string plain = contract::plain_name(name);
  return plain.ends_with("id") || plain.ends_with("ids") || plain.ends_with("ref") || base::names_password(name);
}

class OddTexts {
 public:
  OddTexts(OperationValues& values, std::vector<Planned>& out) : values_(values), out_(out) {}

  void plan() {
    const PlannedContent* content = values_.preferred();
    if (content && content->generator) {
      content_ = content;
      body_ = content->generator->value(generate::Shape::Fullest);
      if (body_) collect(*body_, Pointer{});
    }
    for (const PlannedParameter& one : values_.parameters()) collect(one);
    for (const Kind& kind : odd_kinds) plan(kind);
  }

 private:
  void collect(const Node& value, const Pointer& at) {
    if (value.is_object()) {
      for (const document::Member& member : value.members()) {
        if (!has_meaning(member.key)) collect(member.value, at / member.key);
      }
    } else if (value.is_array() && value.size() > 0) {
      collect(value.items().front(), at / "0");
    } else if (value.is_string()) {
      add({at.is_root() ? "body" : "body " + at.text(), below(Pointer{} / "body", at), at, &*content_->generator});
    }
  }

  void collect(const PlannedParameter& one) {
    if (one.parameter->in != contract::ParameterIn::Query || !one.generator || has_meaning(one.parameter->name)) return;
    add({one.shown(), one.at, std::nullopt, &*one.generator});
  }

  // What is said elsewhere stays as it is said.
  void add(Place place) {
    const auto is_given = [this](const std::string& name) {
      return values_.provider().data.has(name) || values_.options().values.contains(name);
    };
    const auto& names = place.at.tokens();
    const bool is_said = std::any_of(names.begin(), names.end(), is_given) ||
                         document::resolve(values_.provider().request, place.at) != nullptr;
    if (!is_said) places_.push_back(std::move(place));
  }

  static bool set(Node& body, const Pointer& at, std::string_view text) {
    Node* there = document::resolve(body, at);
    if (there) *there = Node(std::string(text));
    return there != nullptr;
  }

  // Of the kind, what the schema takes at the place, with `body` as it is otherwise; "" where it takes none.
  static std::string_view fitting(const Kind& kind, const Place& place, const Node& body) {
    for (const std::string_view text : kind.texts) {
      Node value = place.in_body ? body : Node(std::string(text));
      if (place.in_body && !set(value, *place.in_body, text)) continue;
      if (place.generator->accepts(value)) return text;
    }
    return {};
  }

  void plan(const Kind& kind) {
    std::vector<const Place*> open;
    for (const Place& one : places_) {
      if (!fitting(kind, one, body_ ? *body_ : Node()).empty()) open.push_back(&one);
    }
    const std::size_t apart = open.size() == most_apart + 1 ? open.size() : std::min(open.size(), most_apart);
    const auto rest = open.begin() + static_cast<std::ptrdiff_t>(apart);
    for (auto one = open.begin(); one != rest; ++one) add(kind, (*one)->shown, {*one});
    if (rest != open.end()) add(kind, "all other texts", {rest, open.end()});
  }

  void add(const Kind& kind, const std::string& shown, const std::vector<const Place*>& places) {
    Planned planned;
    planned.name = planned.why = shown + ": " + std::string(kind.name);
    planned.at = places.size() == 1 ? shown : "request";
    planned.keyword = "type";
    planned.levels["accepted"] = result::Level::Warn;
    Node body = body_ ? *body_ : Node();
    bool has_body = false;
    for (const Place* one : places) {
      const std::string_view text = fitting(kind, *one, body);
      if (text.empty()) continue;
      planned.change.edits.push_back({one->at, Node(std::string(text))});
      if (one->in_body) has_body = set(body, *one->in_body, text);
    }
    if (has_body) {
      planned.change.edits.push_back({Pointer{} / "content_type", Node(content_->content->media_type)});
      planned.change.body = escaped(std::move(body));
      planned.change.content = content_->content;
    }
    out_.push_back(std::move(planned));
  }

  OperationValues& values_;
  std::vector<Planned>& out_;
  const PlannedContent* content_ = nullptr;
  std::optional<Node> body_;
  std::vector<Place> places_;
};

}  // namespace

void plan_odd_texts(OperationValues& values, std::vector<Planned>& out) { OddTexts(values, out).plan(); }

}  // namespace concord::explore
