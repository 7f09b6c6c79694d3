#include "profiles.h"

#include <array>

namespace concord::auth {

namespace {

constexpr std::array api_key_members{MemberSpec{"in", false}, MemberSpec{"name"}, MemberSpec{"value", true, true}};
constexpr std::array basic_members{MemberSpec{"username"}, MemberSpec{"password", true, true}};
constexpr std::array bearer_members{MemberSpec{"token", true, true}};

constexpr std::array kinds{
    ProfileKind{"api_key", "a key in a header (the default), the query or a cookie", api_key_members, apply_api_key, nullptr},
    ProfileKind{"basic", "user name and password in Authorization (RFC 7617)", basic_members, apply_basic, hide_basic},
    ProfileKind{"bearer", "a token in Authorization (RFC 6750)", bearer_members, apply_bearer, nullptr},
};

}  // namespace

std::span<const ProfileKind> profile_kinds() { return kinds; }

}  // namespace concord::auth
