// A tree with a level a segment. A request visits each place at most once, since a place has one way to it.
#include <concord/message/router.h>

#include <algorithm>
#include <map>

namespace concord::message {

struct Router::Place {
  struct Way {
    PathTemplate::Segment segment;
    std::string shape;
    std::unique_ptr<Place> to;
  };
  struct Route {
    std::string method;
    std::vector<std::string> names;  // of the parameters on the way, as this path calls them
    std::size_t target;
  };

  std::map<std::string, std::unique_ptr<Place>, std::less<>> literals;  // decoded
  std::vector<Way> ways;                                               // the more specific first
  std::vector<Route> routes;

  Place& step(const PathTemplate::Segment& segment);
  const Route* route(std::string_view method) const;
};

Router::Place& Router::Place::step(const PathTemplate::Segment& segment) {
  if (segment.is_literal()) {
    auto& to = literals[segment.decoded];
    if (!to) to = std::make_unique<Place>();
    return *to;
  }
  std::string shape = segment_shape(segment);
  for (Way& way : ways) {
    if (way.shape == shape) return *way.to;
  }
  const auto before = std::find_if(ways.begin(), ways.end(),
                                   [&](const Way& way) { return is_more_specific(segment, way.segment); });
  return *ways.insert(before, {segment, std::move(shape), std::make_unique<Place>()})->to;
}

const Router::Place::Route* Router::Place::route(std::string_view method) const {
  const auto found = std::find_if(routes.begin(), routes.end(), [&](const Route& one) { return one.method == method; });
  if (found != routes.end()) return &*found;
  return method == "HEAD" ? route("GET") : nullptr;
}

Router::Router() : root_(std::make_unique<Place>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

std::optional<std::size_t> Router::add(std::string method, const PathTemplate& path, std::size_t target) {
  Place* place = root_.get();
  std::vector<std::string> names;
  for (const PathTemplate::Segment& segment : path.segments()) {
    place = &place->step(segment);
    for (const PathTemplate::Piece& piece : segment.pieces) {
      if (piece.is_parameter) names.push_back(piece.text);
    }
  }
  const auto known = std::find_if(place->routes.begin(), place->routes.end(),
                                  [&](const Place::Route& one) { return one.method == method; });
  if (known != place->routes.end()) return known->target;
  place->routes.push_back({std::move(method), std::move(names), target});
  return std::nullopt;
}

namespace {

template <class Place>
class Search {
 public:
  Search(std::string_view method, const RequestPath& path) : method_(method), segments_(path.segments()) {}

  void visit(const Place& place, std::size_t depth) {
    if (found.target) return;
    if (depth == segments_.size()) return arrive(place);
    const RequestPath::Segment& segment = segments_[depth];
    if (const auto literal = place.literals.find(segment.decoded); literal != place.literals.end()) {
      visit(*literal->second, depth + 1);
    }
    for (const auto& way : place.ways) {
      const std::size_t had = values_.size();
      if (!match_segment(way.segment, segment, values_)) continue;
      visit(*way.to, depth + 1);
      values_.resize(had);
    }
  }

  Router::Found found;

 private:
  void arrive(const Place& place) {
    for (const auto& route : place.routes) {
      if (std::find(found.methods.begin(), found.methods.end(), route.method) == found.methods.end()) {
        found.methods.push_back(route.method);
      }
    }
    const auto* route = place.route(method_);
    if (!route) return;
    found.target = route->target;
    found.values = values_;
    for (std::size_t i = 0; i < found.values.size(); ++i) found.values[i].first = route->names[i];
  }

  std::string_view method_;
  const std::vector<RequestPath::Segment>& segments_;
  PathValues values_;
};

}  // namespace

Router::Found Router::find(std::string_view method, std::string_view path) const {
  const RequestPath given(path);
  Search<Place> search(method, given);
  search.visit(*root_, 0);
  return std::move(search.found);
}

}  // namespace concord::message
