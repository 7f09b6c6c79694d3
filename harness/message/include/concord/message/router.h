// Which of many operations a request is for: the most specific path that has the method.
#pragma once
#include <concord/message/path_template.h>

#include <memory>

namespace concord::message {

// Filled once, then asked from any number of threads.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // The target that already has this method and a path of the same shape: then nothing is added. `path` must be one
  // that can be matched (PathTemplate::why_not_matched).
  std::optional<std::size_t> add(std::string method, const PathTemplate& path, std::size_t target);

  struct Found {
    std::optional<std::size_t> target;
    PathValues values;                 // of the target's path
    std::vector<std::string> methods;  // of all paths that match, when no target has the method
  };
  // `path` without query. HEAD finds what GET has where no operation is for HEAD.
  Found find(std::string_view method, std::string_view path) const;

 private:
  struct Place;
  std::unique_ptr<Place> root_;
};

}  // namespace concord::message
