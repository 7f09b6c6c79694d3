// The functions behind the table in check_kinds.cc, one file a check.
#pragma once
#include <concord/check.h>

namespace concord::check {

void check_status_documented(const CheckContext& answer, Findings& findings);
void check_redirect(const CheckContext& answer, Findings& findings);
void check_server_error(const CheckContext& answer, Findings& findings);
void check_framing(const CheckContext& answer, Findings& findings);
void check_content_type(const CheckContext& answer, Findings& findings);
void check_body_documented(const CheckContext& answer, Findings& findings);
void check_json(const CheckContext& answer, Findings& findings);
void check_xml(const CheckContext& answer, Findings& findings);
void check_schema(const CheckContext& answer, Findings& findings);
void check_undocumented(const CheckContext& answer, Findings& findings);
void check_headers(const CheckContext& answer, Findings& findings);
void check_envelope(const CheckContext& answer, Findings& findings);
void check_echo(const CheckContext& answer, Findings& findings);
void check_expiry(const CheckContext& answer, Findings& findings);
void check_token(const CheckContext& answer, Findings& findings);
void check_secrets(const CheckContext& answer, Findings& findings);
void check_filter(const CheckContext& answer, Findings& findings);
void check_internals(const CheckContext& answer, Findings& findings);
void check_graphql(const CheckContext& answer, Findings& findings);
void check_cacheable(const CheckContext& answer, Findings& findings);
void check_deprecation(const CheckContext& answer, Findings& findings);
void check_allow(const CheckContext& answer, Findings& findings);
void check_challenge(const CheckContext& answer, Findings& findings);
void check_cookies(const CheckContext& answer, Findings& findings);
void check_discriminator(const CheckContext& answer, Findings& findings);
void check_location(const CheckContext& answer, Findings& findings);
void check_order(const CheckContext& answer, Findings& findings);
void check_pages(const CheckContext& answer, Findings& findings);
void check_problem(const CheckContext& answer, Findings& findings);
void check_public_cache(const CheckContext& answer, Findings& findings);
void check_retry_after(const CheckContext& answer, Findings& findings);
void check_slow(const CheckContext& answer, Findings& findings);
void check_state(const CheckContext& answer, Findings& findings);
void check_token_new(const CheckContext& answer, Findings& findings);
void check_tls(const CheckContext& answer, Findings& findings);

// Whether the answer is application/problem+json.
bool is_problem_details(const CheckContext& answer);

using ParsedExpectation = Result<std::unique_ptr<Expectation>>;
ParsedExpectation parse_status(const Node& value);
ParsedExpectation parse_accepted(const Node& value);
ParsedExpectation parse_refused(const Node& value);
ParsedExpectation parse_resource(const Node& value);
ParsedExpectation parse_headers(const Node& value);
ParsedExpectation parse_body(const Node& value);
ParsedExpectation parse_optional(const Node& value);
ParsedExpectation parse_absent(const Node& value);
ParsedExpectation parse_unique(const Node& value);
ParsedExpectation parse_xpath(const Node& value);
ParsedExpectation parse_max_time(const Node& value);

// The codes that an expectation allows: those of parse_status, and what parse_refused was given; null for another.
const std::vector<int>* allowed_statuses(const Expectation& expectation);

// Codes and ranges as `status` has them, for another expectation that lists some.
struct StatedStatuses {
  std::vector<int> codes;
  std::vector<std::string> words;  // as written
  bool is_unrendered = false;      // a template stands in for one
};
StatedStatuses read_statuses(const Node& value, Diagnostics& mistakes);
// "" when there is none, or it is no text.
std::string text_member(const Node& value, std::string_view name);
const std::vector<int>* refused_statuses(const Expectation& expectation);

// What of a request is not as the operation documents it, in a few words; "" without anything.
std::string fault_of_request(const contract::Operation& operation, const Node& request);

}  // namespace concord::check
