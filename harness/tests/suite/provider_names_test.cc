// Names in templates of provider.yaml: told there, once, and only where nothing can have them.
#include "suite_folder.h"

using namespace concord;
using suite::SuiteFolder;

namespace {

const std::string head = "provider: shop\ntargets: {sandbox: {base_url: https://sandbox.shop.test}}\n"
                         "variables: {SHOP_KEY: {}}\n";

std::string told(const std::string& provider, const std::string& cases, const std::string& other_suite = {}) {
  SuiteFolder folder;
  folder.write("suites/shop/provider.yaml", head + provider);
  if (!other_suite.empty()) folder.write("suites/shop/other.suite.yaml", other_suite);
  const std::string suite = "suite: S\noperation: update-order\nrequest: {path: {orderId: a}}\n";
  return folder.messages(folder.load(suite + cases));
}

}  // namespace

TEST_CASE("a name in provider.yaml that nothing has is told at its place there, once for all cases and files") {
  CHECK(told("auth:\n  default: {type: api_key, name: X-Key, value: '{{SHOP_KEZ}}'}\n"
             "request: {headers: {X-A: '{{NOPE}}'}}\n",
             "cases: [{name: one}, {name: two}]\n",
             "suite: T\noperation: update-order\nrequest: {path: {orderId: a}}\ncases: [{name: three}]\n") ==
        "error: unknown name \"SHOP_KEZ\"\n"
        " --> suites/shop/provider.yaml:5:49\n"
        "  |\n"
        "5 |   default: {type: api_key, name: X-Key, value: '{{SHOP_KEZ}}'}\n"
        "  |                                                 ^^^^^^^^^^^^ did you mean \"SHOP_KEY\"?\n"
        "\n"
        "error: unknown name \"NOPE\"\n"
        " --> suites/shop/provider.yaml:6:27\n"
        "  |\n"
        "6 | request: {headers: {X-A: '{{NOPE}}'}}\n"
        "  |                           ^^^^^^^^ a variable is declared in provider.yaml: "
        "variables: {NOPE: {about: …}}\n");
}

TEST_CASE("what an earlier file has told of provider.yaml keeps back the cases of the next one too") {
  SuiteFolder folder;
  folder.write("suites/shop/provider.yaml", head + "request: {headers: {X-A: '{{NOPE}}'}}\n");
  const std::string text = "suite: S\noperation: update-order\nrequest: {path: {orderId: a}}\ncases: [{name: ";
  folder.write("suites/shop/other.suite.yaml", text + "two}]\n");
  const auto loaded = folder.load(text + "one}]\n");
  std::string withheld;
  for (std::size_t i = 0; i < loaded.plan.size(); ++i) {
    if (!loaded.plan.entry(i).is_withheld) withheld += "not ";
    withheld += loaded.plan.make(i).mistake.value_or(loaded.plan.outline(i).name) + "\n";
  }
  const std::string mistake = "unknown name \"NOPE\" (a variable is declared in provider.yaml: "
                              "variables: {NOPE: {about: …}})\n";
  CHECK(withheld == "one\nnot " + mistake + "two\nnot " + mistake);
}

TEST_CASE("the steps that a provider shares tell such a name once") {
  const std::string step = "{operation: update-order, request: {path: {orderId: a}}, capture: ";
  const std::string text = told("shared: {a: " + step + "{x: $.id}}, b: " + step + "{y: $.id}}}\n" +
                                    "request: {headers: {X-A: '{{NOPE}}'}}\n",
                                "cases: [{name: one}]\n");
  CHECK(text.find("unknown name \"NOPE\"") == text.rfind("unknown name \"NOPE\""));
  CHECK(text.find("suites/shop/provider.yaml:5:27") != std::string::npos);
}

TEST_CASE("names in provider.yaml that are known later are no mistakes") {
  const std::string session = "auth:\n  default: {type: api_key, name: X-Key, value: '{{session}}'}\n";
  const std::string log_in = "{name: log in, request: {auth: none}, capture: {session: $.id}}";
  CHECK(told(session, "before: [" + log_in + "]\ncases: [{name: one}]\n").empty());
  CHECK(told(session, "cases: [{name: one, steps: [" + log_in + ", {name: b}]}]\n").empty());
  CHECK(told(session, "shared: {a: " + log_in + "}\ncases: [{name: one}]\n").empty());
  CHECK(told(session + "shared: {a: {operation: update-order, request: {auth: none, path: {orderId: a}}, "
                       "capture: {session: $.id}}}\n",
             "cases: [{name: one}]\n").empty());
  CHECK(told("request: {headers: {X-A: '{{run.id}} {{case.name}} {{uuid}} {{now+5m}} {{NOPE | a}} {{{{}}'}}\n",
             "cases: [{name: one, request: {auth: none}}]\n").empty());
  // No case uses it.
  CHECK(told(session, "cases: [{name: one, request: {auth: none}}]\n").empty());
  CHECK(told("request: {headers: {X-A: '{{NOPE}}'}}\n",
             "cases: [{name: one, request: {headers: {X-A: null}}}]\n").empty());
}

TEST_CASE("the password of a key is of declared variables") {
  SuiteFolder folder;
  folder.write("suites/shop/provider.yaml",
               "provider: shop\ntargets: {sandbox: {cert: c.pem, key: k.pem, key_password: '{{PASWORD}}'}}\n"
               "variables: {PASSWORD: {secret: true}}\n");
  CHECK(folder.messages(folder.load("suite: S\noperation: update-order\ncases: [{name: one}]\n")) ==
        "error: unknown name \"PASWORD\"\n"
        " --> suites/shop/provider.yaml:2:61\n"
        "  |\n"
        "2 | targets: {sandbox: {cert: c.pem, key: k.pem, key_password: '{{PASWORD}}'}}\n"
        "  |                                                             ^^^^^^^^^^^ did you mean \"PASSWORD\"?\n");
}
