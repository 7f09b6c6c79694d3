// Serves texts by their path, and nothing else: 404.
#pragma once
#include <concord/http/server.h>

#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace concord::support {

class DocumentServer {
 public:
  explicit DocumentServer(std::map<std::string, std::string> texts, const http::ServerOptions& options = {})
      : texts_(std::move(texts)) {
    auto server =
        http::Server::start({[this](const http::ParsedRequest& request) { return answer(request); }, {}}, options);
    if (!server) throw std::runtime_error(base::render(server.diagnostics()));
    server_ = std::move(server).value();
  }

  std::string url() const { return server_->base_url(); }
  // "GET /a.yaml", each request once, in their order.
  std::vector<std::string> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  http::Reply answer(const http::ParsedRequest& request) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(request.method + ' ' + request.target);
    const auto found = texts_.find(request.target);
    return found == texts_.end() ? http::Reply{404, {}, ""} : http::Reply{200, {}, found->second};
  }

  const std::map<std::string, std::string> texts_;
  mutable std::mutex mutex_;
  std::vector<std::string> asked_;
  std::unique_ptr<http::Server> server_;  // ends first: it asks for the texts
};

}  // namespace concord::support
