#include "answer_reading.h"
#include "checks.h"
#include "shown.h"

#include <concord/document/xml.h>
#include <concord/message/content_choice.h>

namespace concord::check {

namespace {

bool claims_xml(const CheckContext& answer) {
  if (const auto& type = media_type_of(answer); type && type->is_xml()) return true;
  const auto documented = answer.content ? http::parse_media_type(answer.content->media_type) : std::nullopt;
  return documented && documented->is_xml();
}

}  // namespace

void check_xml(const CheckContext& answer, Findings& findings) {
  const std::string& body = answer.response.body;
  if (body.empty() || !claims_xml(answer)) return;
  const auto fault = document::find_xml_fault(body, message::charset_of(answer.response.headers));
  if (!fault) return;
  if (fault->is_over_bound) return findings.cannot_judge("the body cannot be read as XML: " + cut(fault->message, 200));
  auto& failure = findings.add("contract.xml", "the body is not XML: " + cut(fault->message, 200));
  failure.expected = "one well-formed document (XML 1.0, 2.1)";
  failure.actual = beginning(body);
}

}  // namespace concord::check
