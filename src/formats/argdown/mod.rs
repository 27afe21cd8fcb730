//! [Argdown](https://argdown.org), in and out.

mod argued;
mod build;
mod content;
mod find;
mod groups;
mod lex;
mod model;
mod parse;
mod pattern;
mod settle;
mod shortcodes;
mod token;
mod yaml;

#[cfg(test)]
mod golden;
