#include <support/shared.h>

#ifdef CONCORD_CATCH2_V2
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#else
#include <catch2/catch_session.hpp>
#endif

int main(int argc, char* argv[]) {
  Catch::Session session;
#ifdef CONCORD_CATCH2_V2
  // Version 3 fails by itself when a filter fits no test.
  session.configData().warnings = Catch::WarnAbout::NoTests;
#endif
  return concord::support::exit_code_after(session.run(argc, argv));
}
