//! Pages of sites that are not known: their words, as a text.

use super::{html::Page, page, posts::Posts, prose};

/// The words of a page, with its title above them.
pub(super) fn words(html: &str, posts: &mut Posts) -> String {
    let page = Page::read(html);
    page::tell(&page, posts);
    let (address, title) = page::head(&page);
    let words = prose::of(&page, 0, address.as_deref().unwrap_or_default(), |_| false);
    match title.filter(|it| !it.is_empty() && !words.starts_with(&format!("# {it}"))) {
        Some(title) => format!("# {title}\n\n{words}"),
        None => words,
    }
}
