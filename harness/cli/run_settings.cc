#include "run_settings.h"

#include "version.h"

#include <concord/base/userinfo.h>

namespace concord::cli {

void merge_tls(const RunFlags& flags, session::Targets& targets) {
  const http::TransportOptions& given = flags.transport;
  for (auto& [name, endpoint] : targets.endpoints) {
    http::TlsFiles own = endpoint.tls;
    if (!given.ca_file.empty()) own.ca_file.clear();
    if (!given.client_certificate.empty()) own.client_certificate = own.client_key = own.key_password = "";
    if (!given.unix_socket.empty()) endpoint.unix_socket.clear();
    endpoint.curl_options = curl_options(own, endpoint.unix_socket, name);
    endpoint.tls = own;
    if (own.ca_file.empty()) endpoint.tls.ca_file = given.ca_file;
    if (own.client_certificate.empty())
      endpoint.tls = {endpoint.tls.ca_file, given.client_certificate, given.client_key, ""};
  }
}

http::TransportOptions transport_options(const RunFlags& flags, const session::Targets& targets,
                                         const std::string& target) {
  http::TransportOptions options = flags.transport;
  options.verify_tls = !flags.is_insecure;
  options.user_agent = std::string("concord/") + version;
  options.max_connections = options.max_connections_per_host = flags.jobs;
  for (const result::ProviderInfo& provider : targets.providers) {
    const auto url = http::parse_url(provider.base_url);
    const auto endpoint = targets.endpoints.find(provider.name);
    if (!url || endpoint == targets.endpoints.end()) continue;
    options.tls_of_origin[http::origin_text(*url)] = endpoint->second.tls;
    const std::string& socket = endpoint->second.unix_socket;
    if (!socket.empty()) options.unix_socket_of_origin[http::origin_text(*url)] = socket;
  }
  // The embedded mock is on this machine: a proxy of the environment must not get its requests.
  if (target == "mock") options.proxy_from_environment = false;
  return options;
}

std::string command_line(const RunFlags& flags, const result::RunInfo& info) {
  std::string text = "concord run";
  for (const std::string& path : flags.paths) text += ' ' + path;
  if (!flags.replay.empty()) text += " --replay " + http::shell_word(flags.replay);
  // Nobody named a target where URLs alone say where it goes.
  else if (!flags.target.target.empty() || flags.target.base_urls.empty()) text += " --target " + info.target;
  text += " --seed " + std::to_string(flags.target.seed);
  const auto add = [&text](const char* option, const std::string& value) {
    if (!value.empty()) text += std::string(" ") + option + ' ' + http::shell_word(value);
  };
  for (const std::string& url : flags.target.base_urls) add("--base-url", base::without_userinfo(url));
  add("--tags", flags.selection.tags);
  add("--name", flags.selection.name);
  for (const std::string& journal : flags.rerun_failed) add("--rerun-failed", journal);
  add("--record", flags.record);
  add("--mutate", flags.target.mutant);
  add("--shard", flags.shard);
  add("--timings", flags.timings);
  if (flags.repeat > 1) add("--repeat", std::to_string(flags.repeat));
  if (flags.is_shuffled) text += " --shuffle";
  for (const std::string& level : flags.levels) add("--level", level);
  for (const std::string& what : flags.fail_on) add("--fail-on", what);
  add("--secrets-file", flags.target.variables.secrets_file);
  add("--variables-file", flags.target.variables.variables_file);
  return text;
}

}  // namespace concord::cli
