#include <concord/http/address.h>

#include <support/catch.h>

#include <cstdlib>

using namespace concord::http;

TEST_CASE("a number in any spelling is an address, and nothing is looked up") {
  for (const char* host : {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7F.1", "0177.0.0.1", "127.0.0.1."}) {
    CAPTURE(host);
    CHECK(numeric_address(host) == "127.0.0.1");
  }
  CHECK(numeric_address("0:0:0:0:0:0:0:1") == "::1");
  CHECK(numeric_address("::ffff:7f00:1") == "::ffff:127.0.0.1");
  for (const char* host : {"", ".", "localhost", "127.0.0.1.example", "256.1.1.1", "1.2.3.4.5", "cafe"}) {
    CAPTURE(host);
    CHECK_FALSE(numeric_address(host));
  }
}

TEST_CASE("every address has its part of the network") {
  const auto all_are = [](AddressScope scope, std::initializer_list<const char*> addresses) {
    for (const char* address : addresses) {
      CAPTURE(address);
      CHECK(scope_text(scope_of(address)) == scope_text(scope));
    }
  };
  all_are(AddressScope::Machine, {"0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.255", "::", "::1", "::ffff:127.0.0.1",
                                  "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:0.0.0.0"});
  all_are(AddressScope::Link,
          {"169.254.0.1", "169.254.169.254", "fe80::1", "febf::1", "fe80::1%eth0", "::ffff:169.254.169.254"});
  all_are(AddressScope::Private,
          {"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.100.100.200", "fc00::1",
           "fd00:ec2::254", "fec0::1", "64:ff9b:1::a00:1", "::ffff:10.0.0.1", "2002:a00:1::1"});
  all_are(AddressScope::Special,
          {"224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
           "192.0.0.170", "ff02::1", "2001:db8::1", "2001::1", "100::1", "no address", ""});
  all_are(AddressScope::Public,
          {"1.1.1.1", "9.255.255.255", "11.0.0.0", "126.255.255.255", "128.0.0.1", "172.15.0.1", "172.32.0.1",
           "192.167.1.1", "169.253.0.1", "100.63.0.1", "100.128.0.1", "223.255.255.255", "2606:4700::1111",
           "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::", "fbff::1"});
}

TEST_CASE("a proxy of the environment is known by address and port") {
  ::setenv("https_proxy", "http://user:word@127.0.0.1:3128/", 1);
  ::setenv("all_proxy", "[::1]", 1);
  CHECK(has_environment_proxy());
  CHECK(is_environment_proxy("127.0.0.1", 3128));
  CHECK(is_environment_proxy("::1", 1080));
  CHECK_FALSE(is_environment_proxy("127.0.0.1", 3129));
  CHECK_FALSE(is_environment_proxy("127.0.0.2", 3128));
  ::unsetenv("https_proxy");
  ::unsetenv("all_proxy");
  CHECK_FALSE(has_environment_proxy());
  CHECK_FALSE(is_environment_proxy("127.0.0.1", 3128));
}
