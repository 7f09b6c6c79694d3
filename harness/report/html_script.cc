#include "html_script.h"

#include <concord/base/digest.h>
#include <concord/base/text.h>

namespace concord::report {

// Only text of the page is read, and nothing is written into it but whether it is shown, and names as text.
std::string_view html_script() {
  return R"js(
(function () {
  "use strict";
  var form = document.getElementById("filter");
  if (!form || !form.elements) return;
  var all = function (what) { return Array.prototype.slice.call(document.querySelectorAll(what)); };
  var field = function (name) { return document.getElementById("filter-" + name); };
  var text = field("text"), verdict = field("verdict"), provider = field("provider"), tag = field("tag");
  var items = all("[data-verdict]").map(function (element) {
    var owner = element.closest("[data-provider]");
    return { element: element, verdict: element.dataset.verdict, words: null,
      provider: owner ? owner.dataset.provider : "", tags: (element.dataset.tags || "").split(" "),
      isRow: element.tagName === "TR" };
  });
  var groups = all("[data-group]").reverse();
  var rows = items.filter(function (item) { return item.isRow; });

  function offer(select, names) {
    var known = {};
    names.forEach(function (name) { if (name) known[name] = true; });
    Object.keys(known).sort().forEach(function (name) { select.add(new Option(name, name)); });
    select.parentNode.hidden = Object.keys(known).length < 2;
  }
  offer(provider, rows.map(function (item) { return item.provider; }));
  offer(tag, rows.reduce(function (names, item) { return names.concat(item.tags); }, []));

  function isWanted(item, wanted) {
    if (verdict.value && item.verdict !== verdict.value) return false;
    if (provider.value && item.provider !== provider.value) return false;
    if (tag.value && item.tags.indexOf(tag.value) < 0) return false;
    if (!wanted) return true;
    if (item.words === null) item.words = item.element.textContent.toLowerCase();
    return item.words.indexOf(wanted) >= 0;
  }
  function apply() {
    var wanted = text.value.trim().toLowerCase(), shown = 0;
    items.forEach(function (item) {
      var is = isWanted(item, wanted);
      if (item.element.hidden === is) item.element.hidden = !is;
      if (is && item.isRow) shown += 1;
    });
    groups.forEach(function (group) {
      group.hidden = !group.querySelector("[data-verdict]:not([hidden])");
    });
    field("count").textContent = shown + " of " + rows.length + (rows.length === 1 ? " case" : " cases");
  }
  var timer = 0;
  function soon() { clearTimeout(timer); timer = setTimeout(apply, 120); }
  text.addEventListener("input", soon);
  [verdict, provider, tag].forEach(function (select) { select.addEventListener("change", apply); });
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });

  function step(by) {
    var cards = all("article[data-verdict]").filter(function (card) { return card.getClientRects().length > 0; });
    var at = cards.indexOf(document.activeElement && document.activeElement.closest("article")) + by;
    if (at < 0) at = by < 0 ? 0 : cards.length - 1;
    if (cards[at]) { cards[at].focus({ preventScroll: true }); cards[at].scrollIntoView({ block: "start" }); }
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !field("keys").checked) return;
    if (event.key === "Escape" && form.contains(event.target)) { form.reset(); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "/") { event.preventDefault(); text.focus(); }
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  form.hidden = false;
  apply();
})();
)js";
}

std::string html_script_digest() {
  return "sha256-" + base::base64_encode(base::digest(base::DigestKind::Sha256, html_script()));
}

}  // namespace concord::report
