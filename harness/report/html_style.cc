// Text colours keep a contrast of at least 4.5 to 1 on every background they stand on, light and dark.
#include "html_style.h"

namespace concord::report {

std::string_view html_style() {
  return R"css(
:root {
  color-scheme: light dark;
  --page: #f6f6f4; --card: #ffffff; --sunken: #f3f3f0; --ink: #1d2126; --quiet: #5a616b; --line: #dedfdb;
  --link: #1f57a8;
  --failed: #a8231c; --failed-tint: #fcefed; --unjudged: #7a5100; --unjudged-tint: #fbf3e0;
  --flaky: #5b3fa0; --flaky-tint: #f2eefb; --passed: #17693f; --passed-tint: #e9f5ee; --unsent: #5a616b;
  --unsent-tint: #eeeeeb;
  --mark: #fbe3e0; --then: #e3f1e8; --only-now: #fdf0d5; --only-then: #e6ecf8;
  --bar-passed: #2f7d55; --bar-unjudged: #a06c00; --bar-unsent: #9aa0a6;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #15181b; --card: #1d2125; --sunken: #16191c; --ink: #e6e8ea; --quiet: #a2aab3; --line: #343a40;
    --link: #8ab8f5;
    --failed: #f4978f; --failed-tint: #35201f; --unjudged: #e3b65c; --unjudged-tint: #302817;
    --flaky: #bda6f2; --flaky-tint: #29233a; --passed: #74c798; --passed-tint: #1a2c22; --unsent: #a2aab3;
    --unsent-tint: #262b30;
    --mark: #4a2826; --then: #1d3527; --only-now: #3d3115; --only-then: #232f45;
    --bar-passed: #4d9e72; --bar-unjudged: #c99a3c; --bar-unsent: #6b727a;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 4rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 var(--sans); overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
h1, h2, h3, h4, p, dl, ul, pre, figure { margin: 0; }
[hidden] { display: none !important; }
code, pre { font-family: var(--mono); font-size: .86em; }
.wrap { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.quiet { color: var(--quiet); }

.banner { background: var(--card); border-bottom: 1px solid var(--line); border-top: 6px solid var(--tone);
  padding: 1.75rem 0 1.5rem; }
.banner.failed { --tone: var(--failed); } .banner.unjudged { --tone: var(--unjudged); }
.banner.passed { --tone: var(--passed); } .banner.unsent { --tone: var(--unsent); }
.banner h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; color: var(--tone);
  margin: .3rem 0 .35rem; }
.banner .lead { font-size: 1.05rem; max-width: 50rem; }
.facts { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; color: var(--quiet); font-size: .9rem;
  list-style: none; padding: 0; }
.aborted { margin-top: .8rem; padding: .6rem .9rem; border-left: 4px solid var(--unjudged);
  background: var(--unjudged-tint); border-radius: 0 6px 6px 0; }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem;
  margin: 1.25rem 0 0; padding: 0; list-style: none; }
.counts a, .counts span.tile { display: block; height: 100%; padding: .6rem .9rem; border-radius: 8px;
  text-decoration: none; color: inherit; background: var(--sunken); border: 1px solid var(--line); }
.counts a:hover { border-color: var(--quiet); }
.counts b { display: block; font-size: 1.5rem; line-height: 1.2; font-weight: 650;
  font-variant-numeric: tabular-nums; }
.counts .failed b { color: var(--failed); } .counts .unjudged b { color: var(--unjudged); }
.counts .flaky b, .counts .known b { color: var(--flaky); }
.counts .passed b { color: var(--passed); } .counts .zero b { color: var(--quiet); font-weight: 450; }
.bar { display: block; margin-top: 1rem; border-radius: 4px; }
svg .failed { fill: var(--failed); } svg .unjudged { fill: var(--bar-unjudged); } svg .passed { fill: var(--bar-passed); }
svg .flaky, svg .known { fill: var(--flaky); } svg .unsent { fill: var(--bar-unsent); }
svg text { fill: var(--quiet); font: 11px var(--sans); }
svg polyline { stroke: var(--link); } svg circle { fill: var(--link); }

main section { margin: 2.25rem 0; }
h2 { font-size: 1.25rem; font-weight: 650; margin-bottom: .2rem; }
h2 + .quiet { margin-bottom: .9rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 1rem;
  padding: 1.1rem 1.25rem 1.15rem; }
.card.failed { border-left: 5px solid var(--failed); } .card.unjudged { border-left: 5px solid var(--unjudged); }
.card.flaky, .card.known { border-left: 5px solid var(--flaky); }
.card h3 { font-size: 1.05rem; font-weight: 620; line-height: 1.35; display: flex; flex-wrap: wrap;
  gap: .3rem .7rem; align-items: baseline; }
.card .facts { margin: .2rem 0 .9rem; }
.badge { display: inline-block; padding: .05rem .55rem; border-radius: 99px; font-size: .8rem; font-weight: 600;
  white-space: nowrap; }
.badge.failed { color: var(--failed); background: var(--failed-tint); }
.badge.unjudged { color: var(--unjudged); background: var(--unjudged-tint); }
.badge.flaky, .badge.known { color: var(--flaky); background: var(--flaky-tint); }
.badge.passed { color: var(--passed); background: var(--passed-tint); }
.badge.unsent { color: var(--unsent); background: var(--unsent-tint); }

.finding { padding: .8rem 0 .9rem; border-top: 1px solid var(--line); }
.finding .sentence { font-weight: 600; margin-bottom: .55rem; }
.finding .sentence::before { content: counter(finding) ". "; counter-increment: finding; color: var(--quiet);
  font-weight: 400; }
.findings { counter-reset: finding; list-style: none; padding: 0; }
.findings.single .sentence::before { content: none; counter-increment: none; }
.against { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; margin-bottom: .6rem; }
.against > div { padding: .5rem .75rem; border-radius: 6px; background: var(--sunken);
  border-left: 3px solid var(--passed); }
.against > div.actual { border-left-color: var(--failed); }
.against dt { font-size: .8rem; color: var(--quiet); }
.against dd { margin: 0; font-family: var(--mono); font-size: .86em; white-space: pre-wrap; }
.list { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; font-size: .92rem; }
.list dt { color: var(--quiet); } .list dd { margin: 0; }

details { border-top: 1px solid var(--line); }
details > summary { cursor: pointer; padding: .55rem 0; font-weight: 550; }
details > summary::marker { color: var(--quiet); }
details > summary small { font-weight: 400; color: var(--quiet); font-size: .9rem; }
details > .inside { padding: 0 0 .9rem; }
.messages { display: grid; grid-template-columns: 1fr 1fr; gap: .9rem; margin-bottom: .9rem; }
.messages.one { grid-template-columns: 1fr; }
.messages > * { min-width: 0; }
h4 { font-size: .85rem; font-weight: 600; color: var(--quiet); margin-bottom: .3rem; }
.message { background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.message pre { white-space: pre-wrap; line-height: 1.5; padding: .5rem .75rem .5rem 1.75rem; overflow: auto; }
.message .head { max-height: 14rem; } .message .head b { font-weight: 600; }
.message .body { border-top: 1px solid var(--line); max-height: 32rem; }
.message mark, .message ins, .message del { display: block; position: relative; margin: 0 -.75rem 0 -1.75rem;
  padding: 0 .75rem 0 1.75rem; color: var(--ink); text-decoration: none; }
.message mark { background: var(--mark); font-weight: 600; } .message mark.then { background: var(--then); }
.message ins { background: var(--only-now); } .message del { background: var(--only-then); }
.message mark::before, .message ins::before, .message del::before { position: absolute; left: .6rem; }
.message mark::before { content: "\25b6"; color: var(--failed); font-size: .75em; line-height: 2; }
.message mark.then::before { content: "\25b7"; color: var(--passed); }
.message ins::before { content: "+"; } .message del::before { content: "\2212"; }
.message i { color: var(--quiet); }
.legend mark, .legend ins, .legend del { color: var(--ink); text-decoration: none; padding: 0 .3em; border-radius: 3px; }
.legend mark { background: var(--mark); } .legend ins { background: var(--only-now); }
.legend del { background: var(--only-then); }
.again { background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .75rem;
  white-space: pre-wrap; user-select: all; max-height: 16rem; overflow: auto; }
.timing { margin-top: .9rem; }
.phases { display: block; border-radius: 5px; margin: .15rem 0 .35rem; }
.legend { font-size: .85rem; color: var(--quiet); }
ul.legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; list-style: none; padding: 0; }
.block { margin-top: .9rem; }

table { width: 100%; border: 0; border-collapse: collapse; font-size: .93rem; }
caption { text-align: left; font-weight: 620; padding: 1rem 1.1rem .4rem; }
th, td { text-align: left; padding: .4rem .75rem; vertical-align: top; border: 0; border-top: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 1.1rem; } th:last-child, td:last-child { padding-right: 1.1rem; }
.overview { margin: 0 0 1rem; padding: .2rem 0 .2rem 1.4rem; } .overview li { margin: .15rem 0; }
thead th { font-size: .82rem; color: var(--quiet); font-weight: 550; border-top: 0; }
tbody th[scope=rowgroup] { background: var(--sunken); font-weight: 600; font-size: .88rem; }
tbody th[scope=row] { font-weight: 400; }
td.time, th.time { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.table { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin-bottom: 1rem;
  overflow-x: auto; }
.card.warnings { padding: 0 1.25rem; } .warnings details:first-child { border-top: 0; }
.warnings ul { margin: 0; padding: 0 0 .9rem 1.2rem; } .warnings li { margin-bottom: .35rem; }
table.cases { table-layout: fixed; }
.cases th:nth-child(2), .cases td:nth-child(2) { width: 9rem; } .cases .time { width: 6rem; }
.cases th:nth-child(4) { width: 34%; }
#filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; padding: .6rem 0; font-size: .92rem;
  position: sticky; top: 0; background: var(--page); border-bottom: 1px solid var(--line); z-index: 2; }
#filter input[type=search], #filter select, #filter button { font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--quiet); border-radius: 6px; padding: .2rem .5rem; max-width: 16rem; }
#filter output { color: var(--quiet); font-variant-numeric: tabular-nums; } #filter .keys { color: var(--quiet); }
kbd { font: .85em var(--mono); border: 1px solid var(--line); border-radius: 4px; padding: 0 .3em;
  background: var(--card); }
.news { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: .6rem 2rem; }
.news h3 { font-size: .95rem; } .news ul { padding-left: 1.1rem; } .news li { margin: .15rem 0 .35rem; }
.news .quiet { font-size: .88rem; }
.nights h3 { margin: 1.1rem 0 .4rem; } .nights h3:first-child { margin-top: 0; } .picture { overflow-x: auto; }
.nights table { margin: .4rem 0; } .nights tbody th { font-weight: 400; } .nights td, .nights th { vertical-align: middle; }
#providers table, .nights table { min-width: 40rem; } .nights { overflow-x: auto; }
.passed-cases > summary { margin-bottom: .6rem; }
article.card, .table { content-visibility: auto; contain-intrinsic-size: auto 20rem; }
article:focus { outline: 3px solid var(--link); outline-offset: 2px; scroll-margin-top: 4rem; }
footer { color: var(--quiet); font-size: .88rem; padding: 0 0 3rem; }

@media (max-width: 44rem) {
  .messages, .against { grid-template-columns: 1fr; }
  .list { grid-template-columns: 1fr; gap: 0; } .list dd { margin-bottom: .4rem; }
  .banner h1 { font-size: 1.4rem; } .wrap { padding: 0 .8rem; } .card { padding: .9rem; }
  .cases td:nth-child(4), .cases th:nth-child(4) { display: none; } #filter { position: static; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --sunken: #fff; }
  body { font-size: 10pt; } #filter, .skip { display: none; }
  .message .body, .again, .message .head { max-height: none; } article.card, .table { content-visibility: visible; }
  .finding, tr, .counts li { break-inside: avoid; } h2, h3 { break-after: avoid; } * { print-color-adjust: exact; }
}
)css";
}

}  // namespace concord::report
