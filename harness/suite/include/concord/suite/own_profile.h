// Which credentials go with a request that names none.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

// The profile of requests of the operation that name none, where it asks for credentials: "default", else the first
// that is called like a scheme which is enough by itself (`security: [{key: []}]`: "key"). Null: none is, and they have
// none.
const document::Member* profile_of(const Provider& provider, const contract::Operation& operation);

}  // namespace concord::suite
