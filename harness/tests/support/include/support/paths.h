// Where the tree and its build are. Functions of one file, so that no other object depends on the folder of a checkout.
#pragma once
#include <string>

namespace concord::support {

std::string source_dir();  // the top of the checkout, absolute
std::string binary_dir();  // of the build

}  // namespace concord::support
