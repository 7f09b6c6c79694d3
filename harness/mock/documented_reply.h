// Answers as the contract documents them, where no rule says more.
#pragma once
#include "specimen.h"

#include <concord/contract.h>
#include <concord/base/clock.h>
#include <concord/base/random.h>
#include <concord/http/server.h>

namespace concord::mock {

// The first documented content with its first example that conforms, or a value made from its schema; in its own media
// type. Required headers are there, and a redirection has a Location.
http::Reply documented_reply(const contract::Response& answer, int status, Specimens& specimens, base::SystemTime now,
                             base::Random& random);
// The same with the example of that name, as it is documented, conforming or not. Nothing when there is none.
std::optional<http::Reply> example_reply(const contract::Response& answer, int status, const std::string& example,
                                         Specimens& specimens, base::SystemTime now, base::Random& random);
// A body of that media type with its Content-Type, and nothing else.
http::Reply documented_content(const contract::Content& content, Specimens& specimens, base::SystemTime now,
                               base::Random& random);
// Adds the required headers that `reply` lacks.
void add_documented_headers(http::Reply& reply, const contract::Response& answer, Specimens& specimens,
                            base::SystemTime now, base::Random& random);

// What answers a good request: the lowest documented 2xx, else a documented redirection, else what "default" says as
// 200. Nothing when the operation documents none of them.
std::optional<int> success_status(const contract::Operation& operation);

// The media type that a JSON body has in this answer: the first documented one that is JSON, else application/json.
std::string json_media_type(const contract::Response* answer);

}  // namespace concord::mock
