//! Templates of the reader's own: what they see, what is wrong with them, and that none can do harm.

use super::common;
use cruxmap::export::{self, Document, TemplateError};

fn made(template: &str) -> Result<Document, TemplateError> {
    export::document(&common::every_kind("a *b* <c>"), template)
}

#[test]
fn a_template_sees_the_map_and_its_words_are_escaped() {
    let it =
        made("# {{ cruxes | length }}\n\n{% for it in cruxes %}\n- {{ it.question.text }}\n{% endfor %}\n").unwrap();
    assert_eq!(it.markdown, "# 1\n\n- a b \\<c\\>\n");
    assert!(it.figures.is_empty(), "only what is shown is drawn");
    let it = made("![{{ picture.alternative }}](figure:{{ picture.name }}) ![x](figure:nothing)\n").unwrap();
    assert_eq!(it.figures.len(), 1);
    let html = it.html();
    let (_, body) = html.split_once("<body>").unwrap();
    assert!(body.contains("<svg") && !body.contains("figure:"));
}

/// A line that holds only tags leaves none behind, and lines are counted as they are written.
#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases = [
        ("one\n{% if cruxes %}\n{% for %}\n{% endif %}\n", 3, "syntax error"),
        ("{% for it in cruxes %}\n{# a\ncomment #}\n{{ it.questoin.text }}\n{% endfor %}", 4, "undefined"),
        ("a\nb\n{{ titles | shorten }}", 3, "filter"),
        ("a\n{% include \"/etc/passwd\" %}", 2, "include"),
        ("{{ cruxes", 1, "syntax error"),
    ];
    for (template, line, word) in cases {
        let error = made(template).unwrap_err();
        assert_eq!(error.line, line, "{error}");
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[test]
fn a_template_cannot_run_on_or_fill_memory() {
    let endless = [
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(x=\"x\") %}{% for a in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{{ \"x\" * 9999999999 }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% for a in range(99999) %}{{ cruxes }}{{ evidence }}{% endfor %}",
    ];
    for template in endless {
        assert!(made(template).is_err(), "{template}");
    }
    // Nor by nesting until the stack is full.
    for template in ["{% if 1 %}".repeat(20_000), format!("{{{{ {} }}}}", "(".repeat(20_000)), "{{ [".repeat(9_000)] {
        assert!(made(&template).is_err());
    }
}

/// What is declared as safe is Markdown of the template's author; in a page it still runs and loads nothing.
#[test]
fn html_in_a_template_is_shown_and_not_run() {
    let it = made("<script>alert(1)</script>\n\n[a](javascript:alert(1)) ![b](https://example.org/b.png) <b>c</b>\n")
        .unwrap();
    let html = it.html();
    let (_, body) = html.split_once("<body>").unwrap();
    assert!(
        !body.contains("<script") && !body.contains("javascript:") && !body.contains("<img") && !body.contains("<b>")
    );
    assert!(body.contains("&lt;script&gt;"));
}

/// Only addresses of the web become links, whatever a thread gives as the address of a comment.
#[test]
fn addresses_that_are_none_become_words() {
    for address in ["javascript:alert(1)", "https://a b", "https://a>b", "https://a\\nb", "data:text/html,x", ""] {
        let it = made(&format!("{{{{ \"a [b]\" | linked(\"{address}\") }}}}")).unwrap();
        assert_eq!(it.markdown, "a \\[b\\]\n", "{address}");
    }
    let it = made("{{ \"here\" | linked(\"https://example.org/a_(b)?c=1&d=2#e\") }}").unwrap();
    assert!(it.html().contains("<a href=\"https://example.org/a_(b)?c=1&amp;d=2#e\">here</a>"), "{}", it.html());
}

#[test]
fn words_are_counted_listed_and_cut() {
    let cases = [
        ("{{ 0 | counted(\"crux\", \"cruxes\") }}, {{ 1 | counted(\"crux\", \"cruxes\") }}", "no cruxes, 1 crux"),
        ("{{ [\"a\", \"b\", \"c\"] | listed }}; {{ [\"a\"] | listed }}; {{ [] | listed }}.", "a, b and c; a; ."),
        ("{{ [\"a\", \"b\", \"c\"] | listed(2) }}", "a, b and 1 more"),
        ("{{ \"one two, three\" | short(9) }}", "one two…"),
        ("{{ 0.384 | percent }} {{ 0.384 | probability }}", "38 % 0.38"),
        ("> {{ \"a\nb\" | verbatim(before=\"> \") }}", "> “a  \n> b”"),
    ];
    for (template, shown) in cases {
        assert_eq!(made(template).unwrap().markdown, format!("{shown}\n"));
    }
}
