//! What would follow while a credence or a weight is dragged or typed, as a list.

use super::{
    super::{beliefs::Wish, context::Context},
    plain_line, short,
};
use crate::analysis::told;
use egui::{RichText, Ui};

/// So many nodes are listed; all of them tell on the map.
const FEW: usize = 6;

/// Draws what would follow, and lets the map show it.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, wish: Wish) {
    let is_credence = matches!(wish, Wish::Credence(..));
    let found = ctx.beliefs.suppose(ctx.map, &ctx.bench.standings, wish);
    let small = |ui: &mut Ui, words: String| ui.label(RichText::new(words).small());
    if found.moves.is_empty() {
        ui.label(RichText::new("Nothing else would move.").small().weak());
        return;
    }
    let moves = found.farthest();
    for (node, it) in moves.iter().take(FEW) {
        let Some(words) = ctx.map.node(*node) else { continue };
        let now = it.now.map_or_else(|| "nothing".to_owned(), told::share);
        let who = if is_credence { String::new() } else { format!("{} ", told::name(ctx.map, it.person)) };
        let more = if it.others > 0 { format!(" (and {} more)", it.others) } else { String::new() };
        small(ui, format!("{who}{now} → {}{more}: {}", told::share(it.then), short(&plain_line(&words.text), 60)));
    }
    if moves.len() > FEW {
        ui.label(RichText::new(format!("and {} more nodes", moves.len() - FEW)).small().weak());
    }
    if found.rank.is_none() && !ctx.beliefs.found().rank.is_empty() {
        ui.label(RichText::new("The ranking of cruxes follows when you let go.").small().weak());
    }
}
