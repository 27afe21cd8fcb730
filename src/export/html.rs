//! The crux summary as one self-contained page.

use super::{
    summary::{EvidencePoint, Quote, SidePoint, summary},
    svg::escape,
    words,
};
use crate::{
    map::Map,
    picture::{Theme, evidence_word},
};
use std::fmt::Write;

/// The crux summary of `map` as one HTML file: no scripts, nothing loaded, light or dark as the reader's system is.
pub fn summary_html(map: &Map) -> String {
    let summary = summary(map);
    let title = escape(&words::title(&summary));
    let mut out = page_start(&title);
    let _ = writeln!(out, "<p class=\"intro\">{}</p>", escape(&words::intro(&summary)));
    section(&mut out, "Cruxes", words::NO_CRUXES, summary.cruxes.is_empty());
    for (nth, it) in summary.cruxes.iter().enumerate() {
        let question = escape(&it.question.text);
        let _ = writeln!(out, "<article class=\"crux\">\n<h3>{}. {question}</h3>", nth + 1);
        let _ = writeln!(out, "<p class=\"small\">{}</p>", escape(&words::standing(it)));
        if !it.would_change.is_empty() {
            let _ = writeln!(out, "<p><b>What an answer would change:</b> {}</p>", escape(&it.would_change));
        }
        for about in &it.about {
            let _ = writeln!(out, "<p><b>It decides about:</b> {}</p>", escape(&about.text));
        }
        sides(&mut out, &it.sides);
        quotes(&mut out, &it.question.quotes);
        if it.evidence.is_empty() {
            let _ = writeln!(out, "<p class=\"small\">{}</p>", words::NO_EVIDENCE_ON_IT);
        } else {
            out.push_str("<h4>Evidence</h4>\n");
            evidence(&mut out, &it.evidence);
        }
        out.push_str("</article>\n");
    }
    if !summary.hanging.is_empty() {
        section(&mut out, "What disagreements hang on", "", false);
    }
    list(&mut out, &summary.hanging, |out, it| {
        let _ = write!(out, "<b>{}</b>", escape(&it.question));
        let _ = write!(out, "<br><span class=\"small\">on: {}</span>", escape(&it.conclusion));
        let _ = write!(out, "<br>{}", escape(&it.why));
    });
    section(&mut out, "Where people disagree", words::NO_DISAGREEMENTS, summary.disagreements.is_empty());
    for it in &summary.disagreements {
        let _ = writeln!(out, "<article>\n<h3>{}</h3>", escape(&it.point.text));
        let _ = writeln!(out, "<p class=\"small\">A disagreement about {}.</p>", words::about(it.kind));
        sides(&mut out, &it.sides);
        quotes(&mut out, &it.point.quotes);
        out.push_str("</article>\n");
    }
    section(&mut out, "What was granted", words::NO_CONCESSIONS, summary.concessions.is_empty());
    list(&mut out, &summary.concessions, |out, it| {
        let _ = write!(out, "{}", escape(&it.granted.text));
        if let Some(to) = &it.to {
            let _ = write!(out, " <span class=\"small\">(granted against: {})</span>", escape(to));
        }
        quotes(out, &it.granted.quotes);
    });
    section(&mut out, "Open questions", words::NO_QUESTIONS, summary.questions.is_empty());
    list(&mut out, &summary.questions, |out, it| {
        let _ = write!(out, "{}", escape(&it.text));
        quotes(out, &it.quotes);
    });
    section(&mut out, "Other evidence", words::NO_EVIDENCE, summary.other_evidence.is_empty());
    evidence(&mut out, &summary.other_evidence);
    section(&mut out, "Sources", words::NO_SOURCES, summary.sources.is_empty());
    list(&mut out, &summary.sources, |out, it| out.push_str(&escape(&words::source(it))));
    out.push_str(PAGE_END);
    out
}

/// The start of a page, up to its title, which is escaped already: no scripts, nothing loaded.
pub(crate) fn page_start(title: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n",
        style()
    )
}

/// The end of a page.
pub(crate) const PAGE_END: &str = "</main>\n</body>\n</html>\n";

fn section(out: &mut String, title: &str, empty: &str, is_empty: bool) {
    let _ = writeln!(out, "<h2>{title}</h2>");
    if is_empty {
        let _ = writeln!(out, "<p class=\"small\">{empty}</p>");
    }
}

fn list<T>(out: &mut String, items: &[T], show: impl Fn(&mut String, &T)) {
    if items.is_empty() {
        return;
    }
    out.push_str("<ul>\n");
    for item in items {
        out.push_str("<li>");
        show(out, item);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn sides(out: &mut String, sides: &[SidePoint]) {
    if sides.is_empty() {
        return;
    }
    out.push_str("<div class=\"sides\">\n");
    for side in sides {
        let _ = write!(out, "<section><b>{}</b><p>{}</p>", escape(&side.who), escape(&side.position));
        if let Some(since) = &side.since {
            let _ = write!(out, "<p class=\"small\">Since {}</p>", escape(since));
        }
        if let Some(credence) = &side.credence {
            let _ = write!(out, "<p class=\"small\">Credence {}</p>", escape(credence));
        }
        quotes(out, &side.quotes);
        out.push_str("</section>\n");
    }
    out.push_str("</div>\n");
}

fn evidence(out: &mut String, all: &[EvidencePoint]) {
    list(out, all, |out, it| {
        let _ = write!(out, "{} <span class=\"small\">({})</span>", escape(&it.saying.text), evidence_word(it.kind));
        let on = it.on.iter().map(|(does, what)| format!("{does}: {what}"));
        let computed = it.computed.iter().map(|it| format!("computed: {it}"));
        let facts: Vec<String> = on.chain(computed).chain(it.data.iter().cloned()).collect();
        list(out, &facts, |out, it| match it.rsplit_once(' ').filter(|it| is_link(it.1)) {
            Some((name, url)) => {
                let _ = write!(out, "{} <a href=\"{1}\">{1}</a>", escape(name), escape(url));
            }
            None => out.push_str(&escape(it)),
        });
        quotes(out, &it.saying.quotes);
    });
}

fn quotes(out: &mut String, quotes: &[Quote]) {
    for quote in quotes {
        let (said, more) = words::cut(&quote.words);
        let more = if more { " […]" } else { "" };
        let _ = write!(out, "<blockquote><p>“{}”{more}</p>", escape(said));
        let by = escape(&words::attribution(quote));
        match quote.link.as_deref().filter(|it| is_link(it)) {
            Some(link) => {
                let by = if by.is_empty() { "— in the thread" } else { &by };
                let _ = write!(out, "<footer><a href=\"{}\">{by}</a></footer>", escape(link));
            }
            None if by.is_empty() => {}
            None => {
                let _ = write!(out, "<footer>{by}</footer>");
            }
        }
        out.push_str("</blockquote>\n");
    }
}

/// Only web addresses become links: anything else might run something.
fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

fn style() -> String {
    let colours = |theme: &Theme| {
        let it = &theme.colours;
        format!(
            "--paper: {}; --card: {}; --ink: {}; --weak: {}; --line: {}; --accent: {}; --crux: {}; --link: {};",
            it.canvas.hex(),
            it.card.hex(),
            it.text.hex(),
            it.weak.hex(),
            it.faint.hex(),
            it.accent.hex(),
            it.accent_card.hex(),
            it.selection.hex()
        )
    };
    format!(
        ":root {{ {} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {} }} }}\n{RULES}",
        colours(Theme::light()),
        colours(Theme::dark())
    )
}

const RULES: &str = "\
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Ubuntu, 'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; font-weight: 600; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; font-weight: 600; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; line-height: 1.35; font-weight: 600; margin: 0 0 .25rem; }
main > h3 { margin-top: 1.5rem; }
h4 { font-size: .95rem; font-weight: 600; margin: 1rem 0 .25rem; }
p { margin: .5rem 0; }
a { color: var(--link); overflow-wrap: anywhere; }
.intro, .small, footer { color: var(--weak); }
.small, footer { font-size: .875rem; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem; margin: 1rem 0; overflow-wrap: anywhere; }
.crux { border-color: var(--accent); border-left-width: 4px; }
.crux h3 { color: var(--accent); }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0 1.5rem; margin: .75rem 0; }
.sides section { border-top: 1px solid var(--line); padding-top: .5rem; margin-bottom: .5rem; }
.sides p { margin: .15rem 0; }
blockquote { margin: .5rem 0; padding: 0 0 0 .9rem; border-left: 3px solid var(--line); }
blockquote p { margin: 0; white-space: pre-line; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
li { margin: .4rem 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .75rem 0; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--weak); }
@media print {
  :root { --paper: #ffffff; --card: #ffffff; --ink: #000000; --weak: #444444; --line: #bbbbbb; --accent: #8a3208; --link: #000000; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  article { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
";
