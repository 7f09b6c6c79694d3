// Styles write arrays and objects as texts in which no type can be seen: "1,2" is an array of numbers, one string, or
// an object's member and its value. So the schema decides, by its ValueType: what may be an array is split, what is
// split is read by the types of its items, and what does not fit stays the text that it is, for the schema to judge.
// The text is split before it is decoded, so that a separator that is percent-encoded separates nothing.
#include <concord/message/value_format.h>

#include <concord/base/text.h>
#include <concord/http.h>

#include <algorithm>
#include <set>

namespace concord::message {

namespace {

constexpr std::size_t max_items = 10'000;
constexpr std::size_t max_depth = 16;
constexpr std::size_t max_members = 2000;  // of an object

using Decode = std::string (*)(std::string_view);

std::string trimmed(std::string_view text) { return std::string(base::trim(text)); }

ReadValue fault(std::string text, std::string keyword, std::string why) {
  return {Node(std::move(text)), std::move(why), std::move(keyword)};
}

ReadValue read_document(std::string text, const std::string& media_type, const ValueType& type) {
  const auto parsed_type = http::parse_media_type(media_type);
  if (!parsed_type || !parsed_type->is_json()) return {type.read(text), "", ""};
  auto parsed = document::parse_answer_json(text);
  if (parsed.faults.empty() && parsed.root) return {std::move(*parsed.root), "", ""};
  return fault(std::move(text), "json", parsed.faults.empty() ? "no value" : parsed.faults.front().message);
}

std::vector<std::string_view> split_at(std::string_view text, const std::vector<std::string_view>& separators) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size() && parts.size() < max_items;) {
    const auto found = std::find_if(separators.begin(), separators.end(),
                                    [&](std::string_view one) { return text.substr(i, one.size()) == one; });
    if (found == separators.end()) {
      ++i;
      continue;
    }
    parts.push_back(text.substr(begin, i - begin));
    begin = i += found->size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

// At commas that stand in no quoted string: RFC 9110, section 5.6.1.
std::vector<std::string_view> split_field(std::string_view text) {
  std::vector<std::string_view> parts;
  bool is_quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size() && parts.size() < max_items; ++i) {
    if (text[i] == '"') is_quoted = !is_quoted;
    if (is_quoted && text[i] == '\\') ++i;
    if (is_quoted || i >= text.size() || text[i] != ',') continue;
    parts.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  parts.push_back(text.substr(std::min(begin, text.size())));
  return parts;
}

class Reader {
 public:
  Reader(const ValueType& type, Decode decode, bool explode) : type_(type), decode_(decode), explode_(explode) {}

  ReadValue list(const std::vector<std::string_view>& parts) const {
    Node list = Node::array();
    if (parts.size() == 1 && parts.front().empty()) return {std::move(list), "", ""};
    const ValueType same = type_.item(0);  // of most items: asked once
    for (const std::string_view part : parts) {
      const std::size_t at = list.size();
      list.push_back((at == 0 || at > 16 ? same : type_.item(at)).read(decode_(part)));
    }
    return {std::move(list), "", ""};
  }

  // "R,100,G,200", or "R=100,G=200" when exploded.
  ReadValue object(std::string_view whole, const std::vector<std::string_view>& parts) const {
    Node object = Node::object();
    if (whole.empty()) return {std::move(object), "", ""};
    if (explode_) {
      for (const std::string_view part : parts) {
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos)
          return fault(decode_(whole), "style", "no \"=\" in \"" + decode_(part) + "\"");
        add(object, part.substr(0, equals), part.substr(equals + 1));
      }
    } else {
      if (parts.size() % 2 != 0) return fault(decode_(whole), "style", "a name without a value");
      for (std::size_t i = 0; i < parts.size(); i += 2) add(object, parts[i], parts[i + 1]);
    }
    return {std::move(object), "", ""};
  }

  ReadValue scalar(std::string_view text) const { return {type_.read(decode_(text)), "", ""}; }

  // By the type; what may be a list or a scalar is a list when it has several parts.
  ReadValue any(std::string_view whole, const std::vector<std::string_view>& parts) const {
    if (type_.is_list() && (parts.size() > 1 || !has_scalars())) return list(parts);
    if (type_.is_object() && (parts.size() > 1 || !has_scalars())) return object(whole, parts);
    return scalar(whole);
  }

  void add(Node& object, std::string_view name, std::string_view text) const {
    const std::string key = decode_(name);
    if (object.size() < max_members && !object.has(key)) object.set(key, type_.member(key).read(decode_(text)));
  }

  bool has_scalars() const {
    return type_.wants(Kind::String) || type_.wants(Kind::Number) || type_.wants(Kind::Boolean);
  }

 private:
  const ValueType& type_;
  Decode decode_;
  bool explode_;
};

// ";color=blue;color=black", ";R=100;G=200", ";color=blue,black", ";color".
ReadValue read_matrix(std::string_view name, std::string_view text, const ValueFormat& format, const ValueType& type) {
  const Reader reader(type, base::percent_decode, format.explode);
  if (!text.starts_with(';')) return fault(base::percent_decode(text), "style", "no \";\" at its beginning");
  const auto parts = split_at(text.substr(1), {";"});
  if (format.explode && type.is_object()) return reader.object(text.substr(1), parts);
  std::vector<std::string_view> values;
  for (const std::string_view part : parts) {
    const std::size_t equals = std::min(part.find('='), part.size());
    if (base::percent_decode(part.substr(0, equals)) != name) {
      return fault(base::percent_decode(text), "style", "no \";" + std::string(name) + "=\" at its beginning");
    }
    values.push_back(equals < part.size() ? part.substr(equals + 1) : std::string_view());
  }
  if (format.explode && type.is_list()) return reader.list(values);
  return values.size() == 1 ? reader.any(values[0], split_at(values[0], {","})) : reader.scalar(text);
}

// --- pairs ---

std::vector<std::string_view> separators_of(Style style) {
  if (style == Style::SpaceDelimited) return {"%20", "+", " "};
  if (style == Style::PipeDelimited) return {"%7C", "%7c", "|"};
  return {","};
}

class PairReader {
 public:
  PairReader(std::string_view name, std::vector<Pair>& pairs, const ValueFormat& format, const ValueType& type,
             Decode decode)
      : name_(name), pairs_(pairs), format_(format), type_(type), decode_(decode), reader_(type, decode, false) {}

  std::optional<ReadValue> read(const std::vector<std::string>& taken) {
    const bool is_document = !format_.media_type.empty();
    if (!is_document && format_.style == Style::DeepObject && type_.is_object()) return deep_object();
    if (!is_document && format_.explode && type_.is_object()) {
      if (auto object = exploded_object(taken)) return object;
    }
    const auto texts = take(name_);
    if (texts.empty()) return std::nullopt;
    if (is_document) return read_document(decode_(texts.front()), format_.media_type, type_);
    if (format_.explode || format_.style == Style::DeepObject) {
      const bool is_list = type_.is_list() && (texts.size() > 1 || !reader_.has_scalars());
      return is_list ? exploded_list(texts) : reader_.scalar(texts.front());
    }
    return reader_.any(texts.front(), split_at(texts.front(), separators_of(format_.style)));
  }

 private:
  std::vector<std::string_view> take(std::string_view name) {
    std::vector<std::string_view> texts;
    for (Pair& pair : pairs_) {
      if (pair.name != name) continue;
      pair.is_read = true;
      texts.push_back(pair.text);
    }
    return texts;
  }

  // "ids=" is a list with one empty item, unlike "ids=" of a list in one text.
  ReadValue exploded_list(const std::vector<std::string_view>& texts) const {
    if (texts.size() > 1 || !texts.front().empty()) return reader_.list(texts);
    Node list = Node::array();
    list.push_back(type_.item(0).read(""));
    return {std::move(list), "", ""};
  }

  // Its members are pairs of their own: those it names, or all that nobody else names when it names none.
  std::optional<ReadValue> exploded_object(const std::vector<std::string>& taken) {
    Node object = Node::object();
    const std::set<std::string_view> names(type_.member_names().begin(), type_.member_names().end());
    const std::set<std::string_view> others(taken.begin(), taken.end());
    for (Pair& pair : pairs_) {
      if (names.empty() ? pair.is_read || others.contains(pair.name) : !names.contains(pair.name)) continue;
      if (pair.name != name_ && others.contains(pair.name)) continue;
      pair.is_read = true;
      if (object.size() >= max_members || object.has(pair.name)) continue;
      object.set(pair.name, type_.member(pair.name).read(decode_(pair.text)));
    }
    if (object.size() == 0) return std::nullopt;
    return ReadValue{std::move(object), "", ""};
  }

  // The names in "color[R][x]" behind `name_`; none when it is another's.
  std::vector<std::string> tokens_of(const std::string& name) const {
    std::vector<std::string> tokens;
    if (name.size() <= name_.size() || !name.starts_with(name_) || name[name_.size()] != '[') return {};
    std::string_view rest = std::string_view(name).substr(name_.size());
    while (rest.starts_with('[') && tokens.size() <= max_depth) {
      const std::size_t close = rest.find(']');
      if (close == std::string_view::npos) return {};
      tokens.emplace_back(rest.substr(1, close - 1));
      rest.remove_prefix(close + 1);
    }
    return rest.empty() && tokens.size() <= max_depth ? tokens : std::vector<std::string>{};
  }

  std::optional<ReadValue> deep_object() {
    Node object = Node::object();
    bool is_any = false;
    for (Pair& pair : pairs_) {
      auto tokens = tokens_of(pair.name);
      if (tokens.empty()) continue;
      is_any = pair.is_read = true;
      put(object, type_, tokens, decode_(pair.text));
    }
    if (is_any) return ReadValue{std::move(object), "", ""};
    const auto texts = take(name_);
    if (texts.empty()) return std::nullopt;
    return fault(decode_(texts.front()), "style", "no " + std::string(name_) + "[name]=value");
  }

  // A list's items come with the same name, with [] behind it, or with [0], [1], in their order.
  static void put(Node& object, const ValueType& type, std::vector<std::string>& tokens, std::string text) {
    Node* at = &object;
    ValueType here = type;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const ValueType next = here.member(tokens[i]);
      const bool is_last = i + 1 == tokens.size();
      const bool is_list = next.is_list() && (is_last || i + 2 == tokens.size());
      if (!at->is_object() || at->size() >= max_members) return;
      Node* known = at->find(tokens[i]);
      if (is_list) {
        Node& list = known ? *known : at->set(tokens[i], Node::array());
        if (list.is_array()) list.push_back(next.item(list.size()).read(text));
        return;
      }
      if (is_last) {
        if (!known) at->set(tokens[i], next.read(text));
        return;
      }
      at = known ? known : &at->set(tokens[i], Node::object());
      here = next;
    }
  }

  std::string_view name_;
  std::vector<Pair>& pairs_;
  const ValueFormat& format_;
  const ValueType& type_;
  Decode decode_;
  Reader reader_;
};

}  // namespace

ReadValue read_path_text(std::string_view name, std::string_view text, const ValueFormat& format,
                         const ValueType& type) {
  if (!format.media_type.empty()) return read_document(base::percent_decode(text), format.media_type, type);
  if (format.style == Style::Matrix) return read_matrix(name, text, format, type);
  const Reader reader(type, base::percent_decode, format.explode);
  const bool is_label = format.style == Style::Label;
  if (is_label && !text.starts_with('.'))
    return fault(base::percent_decode(text), "style", "no \".\" at its beginning");
  if (is_label) text.remove_prefix(1);
  return reader.any(text, split_at(text, {is_label && format.explode ? "." : ","}));
}

ReadValue read_header_text(std::string_view text, const ValueFormat& format, const ValueType& type) {
  text = base::trim(text);
  if (!format.media_type.empty()) return read_document(std::string(text), format.media_type, type);
  return Reader(type, trimmed, format.explode).any(text, split_field(text));
}

std::string decode_query(std::string_view text) {
  std::string blanks(text);
  std::replace(blanks.begin(), blanks.end(), '+', ' ');
  return base::percent_decode(blanks);
}

std::vector<Pair> split_query(std::string_view query) {
  std::vector<Pair> pairs;
  while (!query.empty() && pairs.size() < max_pairs) {
    const std::size_t mark = query.find('&');
    const std::size_t end = mark == std::string_view::npos ? query.size() : mark;
    const std::string_view pair = query.substr(0, end);
    const std::size_t sign = pair.find('=');
    const std::size_t equals = sign == std::string_view::npos ? pair.size() : sign;
    const std::string_view text = equals < pair.size() ? pair.substr(equals + 1) : std::string_view();
    if (!pair.empty()) pairs.push_back({decode_query(pair.substr(0, equals)), text, false});
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return pairs;
}

std::vector<Pair> split_cookies(std::string_view field) {
  std::vector<Pair> pairs;
  while (!field.empty() && pairs.size() < max_pairs) {
    const std::size_t end = std::min(field.find(';'), field.size());
    const std::string_view pair = base::trim(field.substr(0, end));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos) {
      pairs.push_back({trimmed(pair.substr(0, equals)), base::trim(pair.substr(equals + 1)), false});
    }
    field.remove_prefix(std::min(end + 1, field.size()));
  }
  return pairs;
}

std::optional<ReadValue> read_query(std::string_view name, std::vector<Pair>& pairs, const ValueFormat& format,
                                    const ValueType& type, const std::vector<std::string>& taken) {
  return PairReader(name, pairs, format, type, decode_query).read(taken);
}

std::optional<ReadValue> read_cookie(std::string_view name, std::vector<Pair>& pairs, const ValueFormat& format,
                                     const ValueType& type, const std::vector<std::string>& taken) {
  return PairReader(name, pairs, format, type, base::percent_decode).read(taken);
}

}  // namespace concord::message
