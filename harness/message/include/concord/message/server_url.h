// Where an operation is reached. One rule:
//
// An operation keeps its own path, as the document writes it. A base URL (--base-url, or that of a target) replaces the
// whole server URL, path included. Without one, the operation's nearest server is used: its own, else that of its path,
// else that of the document; the first of several, with its variables' defaults, or the values that are given.
#pragma once
#include <concord/contract.h>

#include <map>

namespace concord::message {

using ServerVariables = std::map<std::string, std::string>;

// The operation's own servers, else those of the contract; maybe none.
const std::vector<contract::Server>& servers_of(const contract::Contract& contract,
                                                const contract::Operation& operation);

// The URL as it is written, with its variables filled in.
std::string server_url(const contract::Server& server, const ServerVariables& given = {});
// Its path without a slash at the end: "/v1", or "".
std::string server_path(const contract::Server& server, const ServerVariables& given = {});
// That of the contract's first server; "" when it has none.
std::string server_path(const contract::Contract& contract);

// What stands in for a base URL when none is given. A diagnostic (kind "message.server") when there is no server, or
// its URL is relative or no http URL.
base::Result<std::string> nearest_server_url(const contract::Contract& contract, const contract::Operation& operation,
                                             const ServerVariables& given = {});

// Paths under which a server of this contract answers the operation: those of its nearest servers, and of the
// contract's, since a base URL stands for either. Each once; {""} when there are none.
std::vector<std::string> served_paths(const contract::Contract& contract, const contract::Operation& operation);

// A path appended to a base URL. A query of the base URL stays behind it.
std::string join_url(std::string_view base_url, std::string_view path);

// For runs whose answers are all 404: "the contract's server has the path /v1: did you mean http://h/v1?", or nothing
// when the base URL ends with the path of a server, or no server has one.
std::optional<std::string> forgotten_path_hint(const contract::Contract& contract, std::string_view base_url);

}  // namespace concord::message
