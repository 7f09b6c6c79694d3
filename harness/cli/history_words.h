// Answers of the history in words for people.
#pragma once
#include <concord/base/printable.h>
#include <concord/document.h>

namespace concord::cli {

// As concord/history/questions.h has each answer.
base::Printable failing_in_words(const document::Node& answer);
base::Printable flaky_in_words(const document::Node& answer);
base::Printable latency_in_words(const document::Node& answer);
base::Printable case_or_finding_in_words(const document::Node& answer);
base::Printable compared_in_words(const document::Node& answer);
base::Printable accepted_in_words(const document::Node& answer);

}  // namespace concord::cli
