// The exact words for mistakes in suites: they are what a person works with.
#include "suite_folder.h"

using namespace concord;
using suite::SuiteFolder;

namespace {

std::string messages(const std::string& text) {
  SuiteFolder folder;
  return folder.messages(folder.load(text));
}

}  // namespace

TEST_CASE("an unknown key has a place, a caret and a suggestion") {
  CHECK(messages("suite: Orders\noperation: update-order\ncases:\n  - name: one\n    expct: {status: 200}\n") ==
        "error: unknown key \"expct\" in a case\n"
        " --> suites/shop/orders.suite.yaml:5:5\n"
        "  |\n"
        "5 |     expct: {status: 200}\n"
        "  |     ^^^^^ did you mean \"expect\"?\n");
}

TEST_CASE("every mistake of a file is reported at once") {
  const std::string text = messages(R"(suite: Orders
operation: update-ordr
tag: x
cases:
  - name: one
    request: {heders: {}}
)");
  CHECK(text.find("unknown key \"tag\" in a suite") != std::string::npos);
  CHECK(text.find("did you mean \"tags\"?") != std::string::npos);
  CHECK(text.find("unknown operation \"update-ordr\" of provider shop") != std::string::npos);
  CHECK(text.find("did you mean \"update-order\"?") != std::string::npos);
}

TEST_CASE("what is written once for several cases is told once") {
  CHECK(messages("suite: S\noperation: update-order\nrequest: {path: {orderId: a}}\ncases:\n"
                 "  - name: one\n    expect: &moved {status: 302}\n"
                 "  - {name: two, expect: *moved}\n  - {name: three, expect: *moved}\n") ==
        "warning: this status is not documented for shop/update-order\n"
        " --> suites/shop/orders.suite.yaml:6:21\n"
        "  |\n"
        "6 |     expect: &moved {status: 302}\n"
        "  |                     ^^^^^^ documented: 200, 400\n");
}

TEST_CASE("an unknown expectation is reported with its line") {
  const std::string text =
      messages("suite: S\noperation: update-order\ncases:\n  - name: one\n    expect: {statuss: 200}\n");
  CHECK(text.find("suites/shop/orders.suite.yaml:5:14") != std::string::npos);
  CHECK(text.find("did you mean \"status\"?") != std::string::npos);
}

TEST_CASE("a request that neither has nor declines the credentials of its operation is warned of, once a file") {
  const auto told = [](const std::string& profile, const std::string& requests) {
    SuiteFolder folder;
    folder.write("suites/shop/provider.yaml",
                 "provider: shop\ntargets: {sandbox: {base_url: https://sandbox.shop.test}}\n"
                 "variables:\n  SHOP_KEY: {}\nauth:\n  " + profile +
                 ": {type: api_key, name: X-Key, value: '{{SHOP_KEY}}'}\n"
                 "request: {path: {orderId: a}}\n");
    return folder.messages(folder.load("suite: S\noperation: update-order\ncases:\n" + requests));
  };
  const std::string bare = "  - name: one\n    request: {body: {}}\n  - {name: two, request: {body: {}}}\n";
  CHECK(told("admin", bare) ==
        "warning: shop/update-order asks for credentials (key), this request has none\n"
        " --> suites/shop/orders.suite.yaml:4:5\n"
        "  |\n"
        "4 |   - name: one\n"
        "  |     ^^^^^^^^^ name a profile in the request, auth: admin, or none: auth: none\n");
  CHECK(told("key", bare).empty());
  CHECK(told("default", bare).empty());
  CHECK(told("admin", "  - {name: one, request: {auth: none}}\n  - {name: two, request: {auth: admin}}\n"
                      "  - {name: three, request: {headers: {x-key: wrong}}}\n").empty());
}

TEST_CASE("an unknown template name is reported at load") {
  const std::string text = messages(
      "suite: S\noperation: update-order\ncases:\n  - name: one\n    request: {body: {a: \"{{SHOP_KEZ}}\"}}\n");
  CHECK(text.find("SHOP_KEZ") != std::string::npos);
  CHECK(text.find("did you mean \"SHOP_KEY\"?") != std::string::npos);
}

TEST_CASE("a name used twice names the first place") {
  CHECK(messages("suite: S\noperation: update-order\ncases:\n  - name: one\n  - name: one\n") ==
        "error: the name \"one\" is used twice for shop.update_order\n"
        " --> suites/shop/orders.suite.yaml:5:5\n"
        "  |\n"
        "5 |   - name: one\n"
        "  |     ^^^^^^^^^ reports tell cases apart by their names\n"
        "note: first used here\n"
        " --> suites/shop/orders.suite.yaml:4:5\n"
        "  |\n"
        "4 |   - name: one\n"
        "  |     ^^^^^^^^^\n");
}

TEST_CASE("rows that share a name are one mistake") {
  CHECK(messages("suite: S\noperation: update-order\ncases:\n  - name: one\n    each: {n: [1, 2, 3, 4]}\n") ==
        "error: the name \"one\" is used twice for shop.update_order\n"
        " --> suites/shop/orders.suite.yaml:4:5\n"
        "  |\n"
        "4 |   - name: one\n"
        "  |     ^^^^^^^^^ put what varies with the row into the name, e.g. {{n}}\n");
}

TEST_CASE("an unknown name in the suite's constants is reported at load") {
  const std::string text =
      messages("suite: S\noperation: update-order\nvariables: {a: \"{{SHOP_KEZ}}\"}\ncases:\n  - name: one\n");
  CHECK(text.find("did you mean \"SHOP_KEY\"?") != std::string::npos);
}

TEST_CASE("an unknown path parameter, profile, check and level are found while loading") {
  const std::string text = messages(R"(suite: S
operation: update-order
cases:
  - name: one
    request: {path: {ordrId: x}}
  - name: two
    request: {auth: defalt}
  - name: three
    checks: {schemas: fail, schema: never}
)");
  CHECK(text.find("shop/update-order has no path parameter \"ordrId\"") != std::string::npos);
  CHECK(text.find("did you mean \"orderId\"?") != std::string::npos);
  CHECK(text.find("unknown auth profile \"defalt\"") != std::string::npos);
  CHECK(text.find("unknown check \"schemas\"") != std::string::npos);
  CHECK(text.find("a level is fail, warn or off") != std::string::npos);
}

TEST_CASE("expect beside steps belongs into a step") {
  CHECK(messages("suite: S\noperation: update-order\ncases:\n  - name: one\n    expect: {status: 200}\n    steps: "
                 "[{name: a}]\n")
            .find("\"expect\" of a case with steps belongs into one of its steps") != std::string::npos);
}

TEST_CASE("a suite without a provider says so") {
  SuiteFolder folder;
  folder.write("alone/x.suite.yaml", "suite: S\n");
  std::filesystem::remove(folder.path("alone/provider.yaml"));
  const auto loaded = suite::load(folder.sources, {folder.path("alone/x.suite.yaml")}, {});
  CHECK(folder.messages(loaded).find("there is no provider.yaml beside this suite or above it") != std::string::npos);
}

TEST_CASE("an unknown operation hides no other mistake, of the suite and of a step") {
  const std::string text = messages(R"(suite: Orders
operation: update-ordr
cases:
  - name: one
    expct: {status: 200}
  - name: two
    request: {heders: {}, path: {orderId: o1}}
    expect: {statuss: 200}
  - name: three
    steps:
      - {name: a, operation: update-odrer, expect: {statuss: 200}, capture: {x: {jsn: $.id}}}
)");
  for (const std::string part :
       {"unknown operation \"update-ordr\" of provider shop", "unknown key \"expct\" in a case", "\"heders\"",
        ":8:14", "unknown operation \"update-odrer\" of provider shop", "\"jsn\""}) {
    CAPTURE(part, text);
    CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("a name in a path into the answer that is nearly a documented one is told, whatever the path is for") {
  SuiteFolder folder;
  std::string contract = SuiteFolder::contract;
  const std::string members = "properties: {id: {type: string}}";
  contract.replace(contract.find(members), members.size(),
                   "properties: {state: {type: string}, lines: {type: array, items: {$ref: "
                   "'#/components/schemas/Line'}}, extra: {type: object, additionalProperties: {type: string}}}");
  contract.replace(contract.find("components:\n"), 12,
                   "components:\n  schemas: {Line: {allOf: [{properties: {price: {type: number}}}]}}\n");
  folder.write("schemas/shop/openapi.yaml", contract);
  const std::string text = folder.messages(folder.load(R"(suite: Orders
operation: update-order
cases:
  - name: one
    request: {path: {orderId: o1}}
    expect:
      body: {$.stat: paid, "$.lines[0].prize": 1, $.state: paid, $.extra.stat: x, "$..stat": y, $.other: z}
      absent: [$.liness]
    capture: {price: "$.lines[*].pricee"}
    until: {$.statee: paid}
)"));
  std::string told;
  for (std::size_t at = text.find("warning: "); at != std::string::npos; at = text.find("warning: ", at + 1)) {
    const std::size_t hint = text.find("did you mean", at);
    told += text.substr(at + 9, text.find('\n', at) - at - 9) + " [" + text.substr(hint, text.find('\n', hint) - hint) +
            "]\n";
  }
  INFO(text);
  CHECK(told ==
        "no answer of shop/update-order is documented to have \"stat\" there [did you mean \"state\"?]\n"
        "no answer of shop/update-order is documented to have \"prize\" there [did you mean \"price\"?]\n"
        "no answer of shop/update-order is documented to have \"liness\" there [did you mean \"lines\"?]\n"
        "no answer of shop/update-order is documented to have \"pricee\" there [did you mean \"price\"?]\n"
        "no answer of shop/update-order is documented to have \"statee\" there [did you mean \"state\"?]\n");
}

TEST_CASE("an unknown name in a template hides no other mistake, and nothing is told because of it") {
  const std::string declare = "a variable is declared in provider.yaml: variables: {order: {about: …}}";
  CHECK(messages("suite: S\noperation: update-order\ncases:\n  - name: one\n    captures: {order: $.id}\n"
                 "    request: {body: \"{{order}}\"}\n    until: {$.id: a}\n    every: \"{{order}}\"\n"
                 "    patch: {op: remove, path: /body/item}\n    expect: {statuss: 200, status: \"{{order}}\"}\n") ==
        "error: unknown key \"captures\" in a case\n"
        " --> suites/shop/orders.suite.yaml:5:5\n"
        "  |\n"
        "5 |     captures: {order: $.id}\n"
        "  |     ^^^^^^^^ did you mean \"capture\"?\n"
        "\n"
        "error: unknown name \"order\"\n"
        " --> suites/shop/orders.suite.yaml:6:22\n"
        "  |\n"
        "6 |     request: {body: \"{{order}}\"}\n"
        "  |                      ^^^^^^^^^ " + declare + "\n\n"
        "error: unknown name \"order\"\n"
        " --> suites/shop/orders.suite.yaml:8:13\n"
        "  |\n"
        "8 |     every: \"{{order}}\"\n"
        "  |             ^^^^^^^^^ " + declare + "\n\n"
        "error: unknown expectation \"statuss\"\n"
        "  --> suites/shop/orders.suite.yaml:10:14\n"
        "   |\n"
        "10 |     expect: {statuss: 200, status: \"{{order}}\"}\n"
        "   |              ^^^^^^^ did you mean \"status\"?\n"
        "\n"
        "error: unknown name \"order\"\n"
        "  --> suites/shop/orders.suite.yaml:10:37\n"
        "   |\n"
        "10 |     expect: {statuss: 200, status: \"{{order}}\"}\n"
        "   |                                     ^^^^^^^^^ " + declare + "\n");
}

TEST_CASE("an unknown name of a suite's before, constants or request is told alone, not by the cases") {
  CHECK(messages("suite: S\noperation: update-order\nvariables: {key: \"{{SHOP_KEZ}}\"}\n"
                 "request: {body: {item: \"{{SHOP_KEZ}}\"}}\nbefore:\n"
                 "  - {name: a, expct: {status: \"{{key}}\"}}\ncases:\n  - name: one\n"
                 "    request: {body: {key: \"{{key}}\"}}\n  - {name: two, patch: {op: remove, path: /body/item}}\n"
                 "  - {name: three, patch: {op: remove, path: /body/item/id}}\n") ==
        "error: unknown name \"SHOP_KEZ\"\n"
        " --> suites/shop/orders.suite.yaml:3:19\n"
        "  |\n"
        "3 | variables: {key: \"{{SHOP_KEZ}}\"}\n"
        "  |                   ^^^^^^^^^^^^ did you mean \"SHOP_KEY\"?\n"
        "\n"
        "error: unknown name \"SHOP_KEZ\"\n"
        " --> suites/shop/orders.suite.yaml:4:25\n"
        "  |\n"
        "4 | request: {body: {item: \"{{SHOP_KEZ}}\"}}\n"
        "  |                         ^^^^^^^^^^^^ did you mean \"SHOP_KEY\"?\n"
        "\n"
        "error: unknown key \"expct\" in a step\n"
        " --> suites/shop/orders.suite.yaml:6:15\n"
        "  |\n"
        "6 |   - {name: a, expct: {status: \"{{key}}\"}}\n"
        "  |               ^^^^^ did you mean \"expect\"?\n");
}

TEST_CASE("a name that another case captures is told with that case, an unknown one with what would declare it") {
  const auto told = [](const std::string& name) {
    return messages("suite: S\noperation: update-order\ncases:\n  - {name: order, capture: {id: $.id}}\n"
                    "  - {name: read, steps: [{request: {body: \"{{" + name + "}}\"}}]}\n");
  };
  CHECK(told("id") ==
        "error: unknown name \"id\"\n"
        " --> suites/shop/orders.suite.yaml:5:44\n"
        "  |\n"
        "5 |   - {name: read, steps: [{request: {body: \"{{id}}\"}}]}\n"
        "  |                                            ^^^^^^ case \"order\" captures it, for its own steps alone: "
        "\"before\" or \"shared\" of the suite capture for several cases\n");
  CHECK(told("id.member").find("^ case \"order\" captures it, for its own steps alone: ") != std::string::npos);
  CHECK(told("zork").find("^ a variable is declared in provider.yaml: variables: {zork: {about: …}}\n") !=
        std::string::npos);
  CHECK(told("a.b").find("^ a variable is declared in provider.yaml: variables: {NAME: {about: …}}\n") !=
        std::string::npos);
}

TEST_CASE("what a run or a case does not know of itself is told when suites are loaded") {
  const auto told = [](const std::string& name) {
    return messages("suite: S\noperation: update-order\nrequest: {body: {item: \"{{" + name + "}}\"}}\n"
                    "cases:\n  - {name: a}\n");
  };
  CHECK(told("run.idd").find("error: unknown name \"run.idd\"\n") != std::string::npos);
  CHECK(told("run.idd").find("did you mean \"run.id\"?") != std::string::npos);
  CHECK(told("case.title").find("did you mean \"case.name\"?") != std::string::npos);
  for (const char* right : {"run.id", "case.name", "run"}) CHECK(told(right).find("unknown name") == std::string::npos);
}

TEST_CASE("a pointer of a patch to nothing is told with the one that was meant") {
  const auto told = [](const std::string& pointer) {
    const std::string text = messages("suite: S\noperation: update-order\n"
                                      "request: {body: {item: {id: a}}}\ncases:\n"
                                      "  - {name: a, patch: {op: remove, path: " + pointer + "}}\n");
    return text.substr(0, text.find('\n')) + text.substr(text.rfind('^') + 1);
  };
  CHECK(told("/body/itm") == "error: there is no value at \"/body/itm\" did you mean \"/body/item\"?\n");
  CHECK(told("/bdy/itm/id") == "error: there is no value at \"/bdy/itm/id\" did you mean \"/body/item/id\"?\n");
  CHECK(told("/item/id") == "error: there is no value at \"/item/id\" did you mean \"/body/item/id\"?\n");
  CHECK(told("/other") == "error: there is no value at \"/other\" "
                          "a pointer begins with a part of the request: /body, /query, /headers or /path\n");
  CHECK(told("/body/other") == "error: there is no value at \"/body/other\"\n");
}

TEST_CASE("what a patch adds beside the parts of a request is sent nowhere, and told") {
  const auto told = [](const std::string& pointer) {
    const std::string text = messages("suite: S\noperation: update-order\n"
                                      "request: {path: {id: a}, body: {item: {id: a}}}\ncases:\n"
                                      "  - {name: a, patch: {op: add, path: " + pointer + ", value: {id: b}}}\n");
    const std::size_t at = text.find("error: a request has no part ");
    return at == std::string::npos ? std::string() : text.substr(at);
  };
  CHECK(told("/item").starts_with("error: a request has no part \"item\"\n"));
  CHECK(told("/item").find("^^^^^ did you mean \"/body/item\"?\n") != std::string::npos);
  CHECK(told("/body/item").empty());
  CHECK(told("/query").empty());
}

namespace {

// Of a provider.yaml, with a suite that is right.
std::string messages_of_provider(const std::string& text, const std::string& other_file = "suites/shop/orders.yaml") {
  SuiteFolder folder;
  folder.write("suites/shop/provider.yaml", text);
  folder.write(other_file, "");
  return folder.messages(folder.load("suite: S\noperation: update-order\ncases: [{name: one}]\n"));
}

}  // namespace

TEST_CASE("a contract that is not there is told at its place in provider.yaml, with the file that was meant") {
  CHECK(messages_of_provider("provider: shop\ncontract: ../shop/order.yaml\n") ==
        "error: cannot read \"suites/shop/order.yaml\": No such file or directory\n"
        " --> suites/shop/provider.yaml:2:11\n"
        "  |\n"
        "2 | contract: ../shop/order.yaml\n"
        "  |           ^^^^^^^^^^^^^^^^^^ did you mean \"../shop/orders.yaml\"?\n");
  CHECK(messages_of_provider("provider: shop\ncontract: openapi.yaml\n") ==
        "error: cannot read \"suites/shop/openapi.yaml\": No such file or directory\n"
        " --> suites/shop/provider.yaml:2:11\n"
        "  |\n"
        "2 | contract: openapi.yaml\n"
        "  |           ^^^^^^^^^^^^ a path from this file\n");
  CHECK(messages_of_provider("provider: shopp\n") ==
        "error: cannot read \"schemas/shopp/openapi.yaml\": No such file or directory\n"
        " --> suites/shop/provider.yaml:1:11\n"
        "  |\n"
        "1 | provider: shopp\n"
        "  |           ^^^^^ the contract is found by the name of the provider, or by contract: PATH\n");
}

TEST_CASE("a base URL without a scheme is told with the URL that was meant") {
  CHECK(messages_of_provider("provider: shop\ntargets:\n  a: {base_url: sandbox.shop.test/v1}\n"
                             "  b: {base_url: 'localhost:8080'}\n  c: {base_url: 'ftp://shop.test'}\n") ==
        "error: \"sandbox.shop.test/v1\" is no http or https URL\n"
        " --> suites/shop/provider.yaml:3:17\n"
        "  |\n"
        "3 |   a: {base_url: sandbox.shop.test/v1}\n"
        "  |                 ^^^^^^^^^^^^^^^^^^^^ did you mean \"https://sandbox.shop.test/v1\"?\n"
        "\n"
        "error: \"localhost:8080\" is no http or https URL\n"
        " --> suites/shop/provider.yaml:4:17\n"
        "  |\n"
        "4 |   b: {base_url: 'localhost:8080'}\n"
        "  |                 ^^^^^^^^^^^^^^^^ did you mean \"http://localhost:8080\"?\n"
        "\n"
        "error: \"ftp://shop.test\" is no http or https URL\n"
        " --> suites/shop/provider.yaml:5:17\n"
        "  |\n"
        "5 |   c: {base_url: 'ftp://shop.test'}\n"
        "  |                 ^^^^^^^^^^^^^^^^^ it begins with https:// or http://\n");
  CHECK(messages_of_provider("provider: shop\ntargets:\n  a: {base_url: 'http://shop.test:{{PORT}}'}\n") ==
        "error: \"http://shop.test:{{PORT}}\" is no http or https URL\n"
        " --> suites/shop/provider.yaml:3:17\n"
        "  |\n"
        "3 |   a: {base_url: 'http://shop.test:{{PORT}}'}\n"
        "  |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing is filled in there: --base-url gives another one to a "
        "run\n");
}

TEST_CASE("a key with no blank after its colon is told as that") {
  const std::string suite = "suite: S\noperation: update-order\ncases:\n";
  CHECK(messages(suite + "  - name: one\n    expect:{status: 201}\n") ==
        "error: unknown key \"expect:{status\" in a case\n"
        " --> suites/shop/orders.suite.yaml:5:5\n"
        "  |\n"
        "5 |     expect:{status: 201}\n"
        "  |     ^^^^^^^^^^^^^^ a blank is missing after \"expect:\"\n");
  CHECK(messages(suite + "  - name:one\n") ==
        "error: a case must be a mapping, this is a string\n"
        " --> suites/shop/orders.suite.yaml:4:5\n"
        "  |\n"
        "4 |   - name:one\n"
        "  |     ^^^^^^^^ a blank is missing after \"name:\"\n");
}

TEST_CASE("a suite that is no mapping, or nothing, is told with its place") {
  CHECK(messages("") ==
        "error: a suite must be a mapping, this is null\n"
        " --> suites/shop/orders.suite.yaml:1:1\n"
        "  |\n"
        "1 |\n"
        "  | ^ nothing is there\n");
  CHECK(messages("[a]\n") ==
        "error: a suite must be a mapping, this is an array\n"
        " --> suites/shop/orders.suite.yaml:1:1\n"
        "  |\n"
        "1 | [a]\n"
        "  | ^^^\n");
}

TEST_CASE("a template that is a mistake hides no other mistake of a file of steps, and is told once") {
  SuiteFolder folder;
  folder.write("suites/shop/steps.yaml", "- {name: \"{{base64}}\", expct: {status: 200}}\n");
  CHECK(folder.messages(folder.load("suite: S\noperation: update-order\ncases:\n"
                                    "  - {name: one, steps: [{include: steps.yaml}]}\n")) ==
        "error: \"base64\" takes TEXT, got none\n"
        " --> suites/shop/steps.yaml:1:11\n"
        "  |\n"
        "1 | - {name: \"{{base64}}\", expct: {status: 200}}\n"
        "  |           ^^^^^^^^^^\n"
        "note: included here\n"
        " --> suites/shop/orders.suite.yaml:4:35\n"
        "  |\n"
        "4 |   - {name: one, steps: [{include: steps.yaml}]}\n"
        "  |                                   ^^^^^^^^^^\n"
        "\n"
        "error: unknown key \"expct\" in a step\n"
        " --> suites/shop/steps.yaml:1:24\n"
        "  |\n"
        "1 | - {name: \"{{base64}}\", expct: {status: 200}}\n"
        "  |                        ^^^^^ did you mean \"expect\"?\n"
        "note: included here\n"
        " --> suites/shop/orders.suite.yaml:4:35\n"
        "  |\n"
        "4 |   - {name: one, steps: [{include: steps.yaml}]}\n"
        "  |                                   ^^^^^^^^^^\n");
}
