// Puts the files of folders through a fuzz target, where there is no libFuzzer. A finding ends the program.
#include <concord/base/file.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int count, char** arguments) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < count; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto text = concord::base::read_file(file);
    if (!text) return 1;
    std::cout << file.filename().string() << std::endl;  // the last one named is the one that broke it
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text->data()), text->size());
  }
  std::cout << files.size() << " inputs, no finding\n";
  return files.empty() ? 1 : 0;
}
