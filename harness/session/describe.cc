#include <concord/base/digest.h>
#include <concord/base/random.h>
#include <concord/session.h>

#include <unistd.h>

#include <cstdlib>

namespace concord::session {

namespace {

std::string host_name() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

std::string revision() {
  for (const char* variable :
       {"CI_COMMIT_SHA", "GITHUB_SHA", "GIT_COMMIT", "BUILDKITE_COMMIT", "CIRCLE_SHA1", "BUILD_SOURCEVERSION"}) {
    if (const char* value = std::getenv(variable); value && *value) return value;
  }
  return "";
}

}  // namespace

result::RunInfo describe_run(std::uint64_t seed, const std::string& target, const std::string& tool_version) {
  base::Random random(seed);
  result::RunInfo info;
  info.started_at = base::system_clock().now();
  info.id = random.ulid(info.started_at);
  info.tool_version = tool_version;
  info.hostname = host_name();
  info.vcs_revision = revision();
  info.seed = seed;
  info.target = target;
  return info;
}

std::string digest_of_contract(const contract::Contract& contract) {
  return contract.root ? base::sha256_hex(document::write_json(*contract.root)).substr(0, 12) : std::string();
}

result::ProviderInfo describe_provider(const contract::Contract& contract, std::string base_url) {
  result::ProviderInfo info;
  info.name = contract.provider;
  info.base_url = std::move(base_url);
  for (const contract::DocPlace& document : contract.documents) info.documents.push_back(document.document);
  info.schema_sha256 = digest_of_contract(contract);
  info.contract_file = contract.file;
  return info;
}

}  // namespace concord::session
