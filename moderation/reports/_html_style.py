"""The style sheet of the page: system fonts, light and dark, and a print form that wastes no ink."""

STYLE = """
:root {
  --ink: #1d1b1a; --soft: #5f5a55; --line: #ddd6cd; --paper: #fdfbf8; --card: #ffffff; --quote: #f5f1ea;
  --info: #e9e4dc; --low: #cfd8c6; --medium: #f0cf7a; --high: #e8905a; --critical: #c0392b; --on-critical: #ffffff;
  --care: #7fb6c9; --no: #3b6ea5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ece7e1; --soft: #a79f96; --line: #3d3935; --paper: #181614; --card: #211e1b; --quote: #2a2622;
    --info: #332f2a; --low: #4a5640; --medium: #8a6d1f; --high: #a8562a; --critical: #d2473a; --on-critical: #ffffff;
    --care: #2f6477; --no: #7fb0e3;
  }
}
* { box-sizing: border-box; }
html { font-size: 16px; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 Georgia, "Noto Serif", "Noto Serif CJK KR", serif; }
main { max-width: 54rem; margin: 0 auto; padding: 2.2rem 1.4rem 4rem; }
h1, h2, h3, th, .facts, .meta, .tag, .who, .gap, footer, .handling {
  font-family: "Segoe UI", "Noto Sans", "Noto Sans CJK KR", "Helvetica Neue", Arial, sans-serif;
}
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .3rem; letter-spacing: -.01em; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 0; letter-spacing: -.005em; }
h3 { font-size: .82rem; text-transform: uppercase; letter-spacing: .07em; color: var(--soft); margin: 2rem 0 .6rem; }
p { margin: .4rem 0; max-width: 42rem; }
.handling { border: 1px solid var(--line); border-left: .35rem solid var(--soft); padding: .6rem .9rem; margin: 1.1rem 0; }
.handling { font-size: .86rem; }
.soft, .meta, .gap { color: var(--soft); }
.meta, .gap { font-size: .82rem; }
article { border-top: 3px solid var(--ink); margin-top: 2.6rem; padding-top: 1.1rem; }
.head { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; flex-wrap: wrap; }
.tag { display: inline-block; padding: .06rem .55rem; border-radius: .8rem; font-size: .78rem; font-weight: 600; white-space: nowrap; }
li .tag { margin-left: .3rem; }
.l-info { background: var(--info); } .l-low { background: var(--low); } .l-medium { background: var(--medium); }
.l-high { background: var(--high); } .l-critical { background: var(--critical); color: var(--on-critical); }
.l-care { background: var(--care); }
.summary { font-size: 1.12rem; margin: .9rem 0 1.1rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.1rem; font-size: .9rem; margin: 0; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.axes { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: .7rem; }
.axis { border: 1px solid var(--line); background: var(--card); padding: .55rem .7rem; border-radius: .35rem; }
.axis b { font-family: "Segoe UI", "Noto Sans", Arial, sans-serif; font-size: .92rem; display: flex; justify-content: space-between; }
.axis .meta { display: block; line-height: 1.3; margin-top: .15rem; }
.steps { display: flex; gap: 3px; margin: .4rem 0 .2rem; }
.steps i { flex: 1; height: .5rem; border-radius: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .88rem; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--soft); }
.log td, .log th { border-bottom: 1px solid var(--line); padding: .35rem .7rem .35rem 0; vertical-align: top; }
.strip { width: auto; border-spacing: 2px; border-collapse: separate; font-size: .7rem; }
.strip th { padding-right: .6rem; font-weight: 500; }
.strip td { min-width: 1.15rem; height: 1.15rem; text-align: center; border-radius: 2px; padding: 0; font-family: sans-serif; }
.strip .day { color: var(--soft); font-size: .64rem; white-space: nowrap; height: auto; }
.strip .no { color: var(--no); font-weight: 700; }
ol.time { list-style: none; margin: 0; padding: 0 0 0 1.2rem; border-left: 2px solid var(--line); }
ol.time > li { position: relative; margin: 0 0 .2rem; padding: .35rem 0; break-inside: avoid; }
ol.time > li::before { content: ""; position: absolute; left: -1.62rem; top: .85rem; width: .72rem; height: .72rem; border-radius: 50%;
  background: var(--dot, var(--info)); border: 2px solid var(--paper); box-shadow: 0 0 0 1px var(--soft); }
.d-low { --dot: var(--low); } .d-medium { --dot: var(--medium); } .d-high { --dot: var(--high); } .d-critical { --dot: var(--critical); }
ol.time > li.no::before { border-radius: 0; transform: rotate(45deg); background: var(--no); }
ol.time > li.gap { padding: .1rem 0; } ol.time > li.gap::before { display: none; }
.who { font-weight: 600; font-size: .92rem; }
blockquote { margin: .3rem 0; padding: .5rem .8rem; background: var(--quote); border-radius: .3rem; overflow-wrap: anywhere; }
blockquote bdi { white-space: pre-line; }
.no blockquote { background: none; border: 1px solid var(--no); }
.context { font-size: .86rem; color: var(--soft); margin: 0 0 0 .8rem; overflow-wrap: anywhere; }
.context b { font-weight: 600; }
.why { font-size: .92rem; margin: .25rem 0; }
.hash { font: .68rem/1.3 ui-monospace, Consolas, monospace; color: var(--soft); overflow-wrap: anywhere; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem; font-size: .8rem; color: var(--soft); }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --quote: #f4f4f4;
    --info: #eee; --low: #dde4d6; --medium: #f3dc9c; --high: #eeaa80; --critical: #c0392b; --care: #b9d6e0; --no: #1f4e80; }
  html { font-size: 11.5px; }
  main { max-width: none; padding: 0; }
  article { break-before: page; } article:first-of-type { break-before: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@page { margin: 16mm 14mm; }
"""
