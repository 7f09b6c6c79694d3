#include <concord/openapi/endless.h>

#include <algorithm>
#include <array>

namespace concord::openapi {
namespace {

constexpr std::size_t longest_way = 8;

// Depth first, without recursion: chains of references may be long.
class CircleSearch {
 public:
  explicit CircleSearch(const std::vector<std::vector<InPlaceStep>>& steps)
      : steps_(steps), state_(steps.size(), Unknown), place_(steps.size()), is_cut_(steps.size(), false) {}

  std::vector<EndlessReference> run() {
    for (std::uint32_t start = 0; start < steps_.size(); ++start) {
      if (state_[start] != Unknown) continue;
      open(start);
      while (!path_.empty()) advance();
    }
    return std::move(found_);
  }

 private:
  enum State : std::uint8_t { Unknown, Open, Done };
  struct Frame {
    std::uint32_t schema;
    std::size_t next;  // of its steps
  };

  void open(std::uint32_t schema) {
    state_[schema] = Open;
    place_[schema] = path_.size();
    path_.push_back({schema, 0});
  }

  void advance() {
    Frame& frame = path_.back();
    if (frame.next == steps_[frame.schema].size()) {
      state_[frame.schema] = Done;
      path_.pop_back();
      return;
    }
    const InPlaceStep& step = steps_[frame.schema][frame.next++];
    if (step.is_reference && is_cut_[frame.schema]) return;
    if (state_[step.to] == Open) return cut(place_[step.to]);
    if (state_[step.to] == Unknown) open(step.to);
  }

  // The step that was taken last.
  const InPlaceStep& taken(const Frame& frame) const { return steps_[frame.schema][frame.next - 1]; }

  // Of the references of the circle that begins there, the last one to which only demanded steps lead, and true; else
  // the one that closes the circle.
  std::pair<std::size_t, bool> choose(std::size_t begin) const {
    std::size_t candidate = path_.size() - 1;
    bool is_demanded = true;
    for (std::size_t i = path_.size() - 1; i-- > begin;) {
      const InPlaceStep& step = taken(path_[i]);
      if (!step.is_reference) {
        is_demanded = is_demanded && step.is_demanded;
        continue;
      }
      if (is_demanded) break;
      candidate = i;
      is_demanded = true;
    }
    return {is_demanded ? candidate : path_.size() - 1, is_demanded};
  }

  void cut(std::size_t begin) {
    const auto [at, is_demanded] = choose(begin);
    EndlessReference reference{path_[at].schema, taken(path_[at]).to, {}, is_demanded};
    const std::size_t length = path_.size() - begin;
    for (std::size_t i = 0; i < length && reference.way.size() < longest_way; ++i) {
      const std::size_t before = begin + (at - begin + i) % length;
      if (taken(path_[before]).is_reference) reference.way.push_back(taken(path_[before]).to);
    }
    is_cut_[reference.from] = true;
    found_.push_back(std::move(reference));
    for (; path_.size() > at + 1; path_.pop_back()) state_[path_.back().schema] = Unknown;
  }

  const std::vector<std::vector<InPlaceStep>>& steps_;
  std::vector<State> state_;
  std::vector<std::size_t> place_;  // in the path, while open
  std::vector<bool> is_cut_;        // whether its reference is
  std::vector<Frame> path_;
  std::vector<EndlessReference> found_;
};

}  // namespace

bool is_in_place(std::string_view keyword) {
  static constexpr auto keywords =
      std::to_array<std::string_view>({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"});
  return std::find(keywords.begin(), keywords.end(), keyword) != keywords.end();
}

std::vector<EndlessReference> endless_references(const std::vector<std::vector<InPlaceStep>>& steps) {
  return CircleSearch(steps).run();
}

}  // namespace concord::openapi
