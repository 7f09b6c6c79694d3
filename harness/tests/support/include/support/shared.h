// What lies beside the checkout, in ../shared: published pages, metaschemas, conformance suites, schemas of reports. A
// test that needs it and does not find it must not pass unseen: the program then ends with `skipped_code`, which CTest
// shows as skipped, or fails where CI=true says that nothing may be left out.
//
// Such tests are tagged [shared], and harness_tests(… NEEDS_SHARED) runs them as an entry of their own, so that the
// others of the program still count.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

namespace concord::support {

inline constexpr int skipped_code = 77;  // SKIP_RETURN_CODE of CTest

// Where ../shared/PATH is or would be.
std::filesystem::path shared_path(const std::string& path);

// The file or folder ../shared/PATH, or nothing, and the program is marked as skipped.
std::optional<std::filesystem::path> find_shared(const std::string& path);

// Marks the program as skipped, for another reason ("xmllint is not installed").
void skip(const std::string& why);

// The exit code of a program whose tests ended with `result`.
int exit_code_after(int result);

}  // namespace concord::support
