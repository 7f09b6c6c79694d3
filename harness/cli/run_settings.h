// What the flags of a run come to, together with what its target says.
#pragma once
#include "run_flags.h"

#include <concord/http.h>
#include <concord/session.h>

#include <string>

namespace concord::cli {

// What the command line says of TLS and sockets wins over what the target says.
void merge_tls(const RunFlags& flags, session::Targets& targets);
// `target`: its name.
http::TransportOptions transport_options(const RunFlags& flags, const session::Targets& targets,
                                         const std::string& target);
// "concord run suites --target sandbox --seed 7": what makes the same run again, but for secrets and reports.
std::string command_line(const RunFlags& flags, const result::RunInfo& info);

}  // namespace concord::cli
