// The service behind a server.
#include "service.h"

namespace concord::mock {

struct Server::Impl {
  std::unique_ptr<Service> service;
  std::unique_ptr<http::Server> server;  // ends first: it calls the service
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  if (impl_) stop();
}

Result<std::unique_ptr<Server>> Server::start(std::vector<Served> served, const ServerOptions& options) {
  auto service = Service::create(std::move(served), options);
  if (!service) return std::move(service).diagnostics();
  auto impl = std::make_unique<Impl>();
  impl->service = std::move(service).value();
  http::ServerHandlers handlers;
  handlers.handle = [service = impl->service.get()](const http::ParsedRequest& request) {
    return service->handle(request);
  };
  handlers.refuse = [service = impl->service.get()](const http::ParsedRequest& request, int status,
                                                    const std::string& why) {
    return service->refuse(request, status, status == 500 ? "the mock failed: " + why : why);
  };
  auto server = http::Server::start(std::move(handlers), options);
  if (!server) return std::move(server).diagnostics();
  impl->server = std::move(server).value();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->server->port(); }

std::string Server::base_url() const { return impl_->server->base_url(); }

std::string Server::token_url() const { return base_url() + std::string(token_path); }

std::size_t Server::mutated() const { return impl_->service->mutated(); }

CallCounts Server::calls() const { return impl_->service->calls(); }

void Server::stop() {
  impl_->server->stop();
  impl_->service->stop_calling();
  impl_->service->save_state();
}

}  // namespace concord::mock
