// Samples side by side, pages against pages, and what importers read from prose.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

namespace {

std::string gitbook(const std::string& rest) {
  return R"(# Create a box

<mark style="color:green;">**POST**</mark> `https://api.boxes.test/v1/boxes`

### Body

| Name | Type | Description |
| --- | --- | --- |
| `size`* | string | The size. Valid values include: `small` (default), `big` |
| `colour` | string | The colour. |
| `tags` | array | The tags. |

)" + rest;
}

}  // namespace

TEST_CASE("samples of one group of tabs that send different members") {
  const std::string tabs = R"({% tabs %}
{% tab title="cURL" %}

```bash
curl -X POST https://api.boxes.test/v1/boxes -d '{"size": "big", "colour": "crimson", "tags": ["a"]}'
```

{% endtab %}
{% tab title="Node" %}

```javascript
boxes.create({ size: "big", colour: "crimson" });
```

{% endtab %}
{% tab title="Python" %}

```python
boxes.create("crimson", {'size': 'big', 'tags': ['a']})
```

{% endtab %}
{% endtabs %}
)";
  CHECK(lint_page(gitbook(tabs), {"sample-differs"}) ==
        "23:1 sample-differs: the samples send different members: this one lacks \"tags\" (16:1)\n");
  CHECK(
      lint_page(
          gitbook("```bash\ncurl -X POST https://api.boxes.test/v1/boxes -d '{\"size\": \"big\", \"tags\": []}'\n```\n"
                  "\n```javascript\nboxes.create({ size: \"big\", colour: \"red\" });\n```\n"),
          {"sample-differs"}) == "");  // no group
}

TEST_CASE("values and a default that only the prose of a page lists, and an array of what") {
  CHECK(lint_page(gitbook(""), {"prose-unstated", "array-items"}) ==
        "9:3 prose-unstated: only the description lists the values \"small\" and others (9:13)\n"
        "9:3 prose-unstated: only the description says that the default is \"small\" (9:13)\n"
        "11:12 array-items: an array of what, nothing says (11:3)\n");
}

TEST_CASE("a user name that is printed beside its credential") {
  const std::string page = gitbook(
      "```bash\ncurl -X POST https://api.boxes.test/v1/boxes -H 'Authorization: Basic "
      "Ym94LXVzZXItMTc6bWFkZS11cC1zZWNyZXQ='\n```\n\nclientId=box-user-17\n");
  CHECK(lint_page(page, {"credential-printed"}) ==
        "14:71 credential-printed: a Basic credential is printed: \"Ym94…\" (36 characters) [show a "
        "placeholder such as <YOUR_KEY>; a real one must be revoked] (13:1)\n"
        "17:10 credential-printed: the user name of a Basic credential is printed: \"bo…\" (11 characters) "
        "[show a placeholder such as <YOUR_KEY>; a real one must be revoked] (14:71)\n");
}

TEST_CASE("a parameter that two pages of one provider describe differently") {
  const auto page = [](const std::string& path, const std::string& schema) {
    return "# A page\n\n````yaml GET " + path + "\nopenapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  " + path +
           ":\n    get:\n      parameters: [{name: boxId, in: path, required: true, description: 'On " + path +
           "', schema: " + schema + "}]\n      responses: {'204': {description: Done.}}\n````\n";
  };
  const std::string one = page("/boxes/{boxId}", "{type: string}");
  const std::string same = page("/boxes/{boxId}/lids", "{type: string, example: b}");
  const std::string other = page("/boxes/{boxId}/lids", "{type: string, format: uuid}");
  CHECK(text_of(lint_files({{"shop-one.md", one}, {"shop-two.md", same}}, only({"page-parameter"}))) == "");
  CHECK(text_of(lint_files({{"shop-one.md", one}, {"bank-two.md", other}}, only({"page-parameter"}))) == "");
  CHECK(text_of(lint_files({{"shop-one.md", one}, {"shop-two.md", other}}, only({"page-parameter"}))) ==
        "9:20 page-parameter: path parameter \"boxId\" is described differently on two pages: "
        "\"schema/format\" (9:20)\n");
}
