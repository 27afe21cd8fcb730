//! How a page looks: light and dark in the colours of the window, and printed.

use super::Figure;
use crate::picture::Theme;
use std::{collections::BTreeMap, fmt::Write as _};

pub(super) fn style(figures: &[Figure]) -> String {
    let pictures = figures.iter().map(|it| (&*it.svg, &*it.dark));
    format!("{}{RULES}", colours(&dark_rules(pictures)))
}

/// The colours of a page as properties, light and dark, with `rules` that hold on dark ground.
pub(crate) fn colours(rules: &str) -> String {
    let colours = |theme: &Theme| {
        let it = &theme.colours;
        format!(
            "--paper: {}; --card: {}; --ink: {}; --weak: {}; --line: {}; --accent: {}; --link: {};",
            it.canvas.hex(),
            it.card.hex(),
            it.text.hex(),
            it.weak.hex(),
            it.faint.hex(),
            it.accent.hex(),
            it.selection.hex()
        )
    };
    format!(
        ":root {{ {} }}\n@media screen and (prefers-color-scheme: dark) {{\n:root {{ {} }}\n{rules}}}\n",
        colours(Theme::light()),
        colours(Theme::dark()),
    )
}

/// Rules that give pictures drawn on light ground the colours they have on dark ground; each comes in both.
pub(crate) fn dark_rules<'a>(pictures: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut known: BTreeMap<(&str, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    for (light, dark) in pictures {
        let (light, dark): (Vec<_>, Vec<_>) = (paints(light).collect(), paints(dark).collect());
        // Both are drawn alike, but for the colours.
        if light.len() == dark.len() {
            for (light, dark) in light.into_iter().zip(dark) {
                *known.entry(light).or_default().entry(dark.1).or_default() += 1;
            }
        }
    }
    let mut rules = String::new();
    for ((attribute, light), dark) in known {
        // Where one colour has several on dark ground, the usual one.
        let usual = dark.into_iter().max_by_key(|it| it.1).map_or("", |it| it.0);
        if usual != light {
            let _ = writeln!(rules, "svg [{attribute}=\"{light}\"] {{ {attribute}: {usual}; }}");
        }
    }
    rules
}

/// The colours of a picture in its order, with what they are for.
fn paints(svg: &str) -> impl Iterator<Item = (&'static str, &str)> {
    svg.match_indices("=\"#").filter_map(|(at, _)| {
        let attribute = ["fill", "stroke"].into_iter().find(|it| svg[..at].ends_with(it))?;
        Some((attribute, svg.get(at + 2..at + 9)?))
    })
}

const RULES: &str = "\
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 Ubuntu, 'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif; }
header, nav, main, footer { max-width: 48rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
footer { padding-top: 1rem; padding-bottom: 3rem; color: var(--weak); font-size: .875rem; }
h1 { font-size: 1.7rem; line-height: 1.25; font-weight: 600; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; font-weight: 600; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.08rem; line-height: 1.4; font-weight: 600; margin: 0 0 .4rem; overflow-wrap: anywhere; }
.the-cruxes h3 { color: var(--accent); }
.the-cruxes article { border-left: 4px solid var(--accent); }
h4 { font-size: 1rem; font-weight: 600; margin: 1rem 0 .25rem; }
p { margin: .6rem 0; overflow-wrap: anywhere; }
a { color: var(--link); overflow-wrap: anywhere; }
strong { font-weight: 600; }
nav ul { list-style: none; margin: 1rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .9rem; }
nav li { margin: 0; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem; margin: 1rem 0; }
article > :last-child { margin-bottom: 0; }
blockquote { margin: .5rem 0; padding: 0 0 0 .9rem; border-left: 3px solid var(--line); }
blockquote p { margin: 0; }
ul, ol { margin: .4rem 0; padding-left: 1.4rem; }
li { margin: .35rem 0; overflow-wrap: anywhere; }
li > p { margin: .35rem 0; }
code { font: .9em/1.4 Hack, 'DejaVu Sans Mono', Consolas, monospace; background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: 0 .3em; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .75rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); }
figure { margin: 1rem 0; overflow-x: auto; }
figure svg { display: block; max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 8px; }
@media screen and (min-width: 62rem) {
  figure:has(svg.map) { margin: 1rem calc((48rem - min(94vw, 96rem)) / 2 - 1.25rem); }
  figure svg.map { margin: 0 auto; }
}
@media print {
  :root { --paper: #ffffff; --card: #ffffff; --ink: #000000; --weak: #444444; --line: #bbbbbb; --accent: #8a3208; --link: #000000; }
  @page { margin: 15mm 16mm; }
  html { font-size: 9.5pt; }
  body { font-size: 1rem; line-height: 1.45; }
  h1 { font-size: 1.5rem; }
  h2 { font-size: 1.15rem; margin: 1rem 0 .3rem; padding-top: .3rem; }
  h3 { font-size: 1rem; }
  li { margin: .2rem 0; }
  header, nav, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  footer { padding-bottom: 0; }
  nav { display: none; }
  a { text-decoration: none; }
  article, .the-cruxes article { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: .6rem 0 0; }
  h2, h3, h4, p:has(+ figure), p:has(+ ul) { break-after: avoid; }
  blockquote, li, figure { break-inside: avoid; }
  figure svg { max-height: 240mm; border: 0; }
}
";
