#include "read_har.h"

#include "read_entry.h"

#include <concord/base/text.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <streambuf>

namespace concord::traffic {

namespace {

using document::Node;

constexpr std::size_t longest_text = 64u << 20, largest_entry = 128u << 20, deepest = 512;

// Hands bytes on until more of them came than one token may have.
class BoundedInput : public std::streambuf {
 public:
  explicit BoundedInput(std::istream& in) : in_(in) {}
  void token_ended() { since_token_ = 0; }
  bool is_over() const { return since_token_ > longest_text; }
  bool has_ended() const { return has_ended_; }

 protected:
  int_type underflow() override {
    if (is_over()) return traits_type::eof();
    in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    const std::streamsize count = in_.gcount();
    if (count <= 0) {
      has_ended_ = true;
      return traits_type::eof();
    }
    since_token_ += static_cast<std::size_t>(count);
    setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::istream& in_;
  std::array<char, 1u << 16> buffer_{};
  std::size_t since_token_ = 0;
  bool has_ended_ = false;
};

// Events of JSON to entries. Outside of log.entries only the way there is kept.
class EntryReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  EntryReader(BoundedInput& input, const std::string& name, Listener& listener)
      : input_(input), name_(name), listener_(listener) {}

  bool null() override { return value(Node()); }
  bool boolean(bool given) override { return value(Node(given)); }
  bool number_integer(number_integer_t given) override { return value(Node(static_cast<std::int64_t>(given))); }
  bool number_unsigned(number_unsigned_t given) override { return value(Node(static_cast<std::uint64_t>(given))); }
  bool number_float(number_float_t given, const string_t&) override { return value(Node(given)); }
  bool binary(binary_t&) override { return value(Node()); }
  bool string(string_t& text) override {
    held_ += text.size();
    return value(Node(std::move(text)));
  }
  bool key(string_t& name) override {
    input_.token_ended();
    held_ += name.size();
    (open_.empty() ? way_.back() : keys_.back()) = std::move(name);
    return true;
  }
  bool start_object(std::size_t) override { return open(Node::object()); }
  bool start_array(std::size_t) override { return open(Node::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  // In our own words: those of nlohmann/json differ from version to version.
  bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception&) override {
    fault_ = input_.has_ended()
                 ? fmt::format("it is no JSON: it ends in the middle, at byte {}", position)
                 : fmt::format("it is no JSON from byte {} on, the end of {}", position,
                               base::escape_line(base::ellipsize(token, 40)));
    return false;
  }

  base::Diagnostics problems() const {
    if (input_.is_over()) return mistake("har.bound", "a text in it has more than 64 MB");
    if (!fault_.empty()) return mistake("har.syntax", fault_);
    if (!has_entries_) return mistake("har.form", "it has no log.entries, so it is no HAR");
    base::Diagnostics found;
    if (malformed_ > 0) {
      found.push_back(base::error(
          "har.entry",
          fmt::format("{}: {} of {} entries have no request with a method and a URL", name_, malformed_, entries_)));
    }
    return found;
  }

 private:
  base::Diagnostics mistake(const char* kind, const std::string& why) const {
    std::string told = fmt::format("{}: {}", name_, why);
    if (entries_ > 0) told += fmt::format("; {} before were read", entries_);
    return {base::error(kind, std::move(told))};
  }

  bool is_at_entries() const { return way_.size() == 3 && way_[0] == "log" && way_[1] == "entries"; }

  bool open(Node node) {
    input_.token_ended();
    if (open_.size() + way_.size() >= deepest) return give_up("it is nested deeper than 512 levels");
    if (open_.empty() && !(has_entries_ && is_at_entries() && node.is_object())) {
      way_.emplace_back();
      has_entries_ = has_entries_ || (is_at_entries() && node.is_array());
      return true;
    }
    open_.push_back(std::move(node));
    keys_.emplace_back();
    return true;
  }

  bool close() {
    input_.token_ended();
    if (open_.empty()) {
      way_.pop_back();
      return true;
    }
    Node done = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    if (!open_.empty()) return put(std::move(done));
    return hand_on(done);
  }

  bool value(Node node) {
    input_.token_ended();
    if (open_.empty()) return true;
    return put(std::move(node));
  }

  bool put(Node node) {
    constexpr std::size_t of_a_value = 64;
    held_ += of_a_value;
    if (held_ > largest_entry) return give_up(fmt::format("entry {} has more than 128 MB", entries_ + 1));
    Node& parent = open_.back();
    if (parent.is_array()) parent.push_back(std::move(node));
    else parent.members().push_back({keys_.back(), std::move(node), {}});
    return true;
  }

  bool hand_on(const Node& entry) {
    held_ = 0;
    ++entries_;
    auto recorded = read_entry(entry);
    if (!recorded) return ++malformed_, true;
    recorded->place = fmt::format("{}, entry {}", name_, entries_);
    listener_.take(std::move(*recorded));
    return listener_.wants_more();
  }

  bool give_up(std::string why) {
    fault_ = std::move(why);
    return false;
  }

  BoundedInput& input_;
  const std::string& name_;
  Listener& listener_;
  std::vector<std::string> way_;   // keys of what is open around the entries
  std::vector<Node> open_;         // of the entry
  std::vector<std::string> keys_;  // the last one of each of those
  std::size_t held_ = 0, entries_ = 0, malformed_ = 0;
  bool has_entries_ = false;
  std::string fault_;
};

}  // namespace

base::Diagnostics read_har(std::istream& in, const std::string& name, Listener& listener) {
  BoundedInput input(in);
  std::istream bounded(&input);
  EntryReader reader(input, name, listener);
  nlohmann::json::sax_parse(bounded, &reader);
  return reader.problems();
}

}  // namespace concord::traffic
