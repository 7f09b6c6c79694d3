#include "profiles.h"

#include <array>

namespace concord::auth {

namespace {

constexpr bool optional = false;
constexpr bool required = true;
constexpr bool secret = true;

constexpr std::array api_key_members{MemberSpec{"in", optional, !secret, "header query cookie"}, MemberSpec{"name"},
                                     MemberSpec{"value", required, secret}};
constexpr std::array aws_sigv4_members{
    MemberSpec{"region"}, MemberSpec{"service"}, MemberSpec{"access_key"}, MemberSpec{"secret_key", required, secret},
    MemberSpec{"session_token", optional, secret}};
constexpr std::array basic_members{MemberSpec{"username"}, MemberSpec{"password", required, secret}};
constexpr std::array bearer_members{MemberSpec{"token", required, secret}};
constexpr std::array hmac_members{
    MemberSpec{"algorithm", optional, !secret, "sha256 sha512 sha384 sha1 md5"},
    MemberSpec{"secret", required, secret},
    MemberSpec{"secret_encoding", optional, !secret, "text hex base64"},
    MemberSpec{"sign"},
    MemberSpec{"timestamp", optional, !secret, "unix unix_ms rfc3339 basic http_date"},
    MemberSpec{"nonce", optional, !secret, "uuid hex token"},
    MemberSpec{"encoding", optional, !secret, "hex base64 base64url"},
    MemberSpec{"headers", optional, !secret, "", MemberSpec::Form::Texts},
    MemberSpec{"query", optional, !secret, "", MemberSpec::Form::Texts},
};
constexpr std::array oauth2_members{
    MemberSpec{"grant", optional, !secret, "client_credentials password refresh_token"},
    MemberSpec{"token_url"},
    MemberSpec{"client_id", optional},
    MemberSpec{"client_secret", optional, secret},
    MemberSpec{"username", optional},
    MemberSpec{"password", optional, secret},
    MemberSpec{"refresh_token", optional, secret},
    MemberSpec{"scope", optional},
    MemberSpec{"audience", optional},
    MemberSpec{"parameters", optional, !secret, "", MemberSpec::Form::Texts},
    MemberSpec{"credentials", optional, !secret, "header body"},
};

constexpr std::array kinds{
    ProfileKind{"api_key", "a key in a header (the default), the query or a cookie", api_key_members, apply_api_key},
    ProfileKind{"aws_sigv4", "a signature of the whole request (AWS Signature Version 4)", aws_sigv4_members,
                apply_aws_sigv4},
    ProfileKind{"basic", "user name and password in Authorization (RFC 7617)", basic_members, apply_basic, hide_basic},
    ProfileKind{"bearer", "a token in Authorization (RFC 6750)", bearer_members, apply_bearer},
    ProfileKind{"digest", "user name and password as a response to a challenge (RFC 7616)", basic_members, apply_digest,
                nullptr, react_digest},
    ProfileKind{"hmac", "a signature of parts of the request, put together as declared (RFC 2104)", hmac_members,
                apply_hmac, hide_hmac, nullptr, check_hmac},
    ProfileKind{"oauth2", "a token that is fetched once a run and renewed (RFC 6749)", oauth2_members, apply_oauth2,
                hide_oauth2, react_oauth2, check_oauth2},
};

}  // namespace

std::span<const ProfileKind> profile_kinds() { return kinds; }

}  // namespace concord::auth
