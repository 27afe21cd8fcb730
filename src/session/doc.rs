//! A document of a few kinds of blocks, as Markdown and as HTML.

use crate::export::{Document, escape_markdown};
use std::fmt::Write;

/// A part of a document; all of it is plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// What it is, below the title.
    Intro(String),
    /// The heading of a part.
    Heading(String),
    /// The heading of a part of a part.
    Sub(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that begins with what it is about.
    Labelled(String, String),
    /// A list.
    List(Vec<String>),
    /// A table: a row of names, and rows of as many cells.
    Table { head: Vec<String>, rows: Vec<Vec<String>> },
}

/// The document as Markdown (`CommonMark` with tables).
pub fn markdown(title: &str, blocks: &[Block]) -> String {
    let esc = escape_markdown;
    let mut out = format!("# {}\n", esc(title));
    let row = |cells: &[String]| format!("| {} |\n", cells.iter().map(|it| esc(it)).collect::<Vec<_>>().join(" | "));
    for block in blocks {
        let _ = match block {
            Block::Intro(it) | Block::Text(it) => write!(out, "\n{}\n", esc(it)),
            Block::Heading(it) => write!(out, "\n## {}\n", esc(it)),
            Block::Sub(it) => write!(out, "\n### {}\n", esc(it)),
            Block::Labelled(label, it) if it.is_empty() => write!(out, "\n**{}:**\n", esc(label)),
            Block::Labelled(label, it) if label.ends_with('?') => write!(out, "\n**{}** {}\n", esc(label), esc(it)),
            Block::Labelled(label, it) => write!(out, "\n**{}:** {}\n", esc(label), esc(it)),
            Block::List(lines) => {
                out.push('\n');
                lines.iter().try_for_each(|it| writeln!(out, "- {}", esc(it)))
            }
            Block::Table { head, rows } => {
                let rule = format!("|{}\n", " --- |".repeat(head.len()));
                let rows: String = rows.iter().map(|it| row(it)).collect();
                write!(out, "\n{}{rule}{rows}", row(head))
            }
        };
    }
    out
}

/// The document as one page that needs no other file.
pub fn html(title: &str, blocks: &[Block]) -> String {
    let document = Document { title: title.to_owned(), markdown: markdown(title, blocks), figures: Vec::new() };
    document.html()
}
