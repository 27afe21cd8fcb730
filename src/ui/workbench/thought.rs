//! A thought experiment: its premises, what it shows, and where it differs from the real case, each a node.

use super::{
    super::{context::Context, inspector::heading},
    goes_to,
};
use crate::map::{Edge, EdgeKind, Edit, EvidenceKind, Item, NodeId, NodeKind};
use egui::{RichText, TextEdit, Ui};

/// A part of a thought experiment: its heading, the link that makes a node one, and what belongs there.
struct Part {
    words: &'static str,
    link: EdgeKind,
    /// Whether the link leads to the experiment, rather than from it.
    inwards: bool,
    hint: &'static str,
}

const PARTS: [Part; 3] = [
    Part { words: "Premises", link: EdgeKind::Supports, inwards: true, hint: "What it takes for granted" },
    Part { words: "What it shows", link: EdgeKind::BearsOn, inwards: false, hint: "What would follow" },
    Part { words: "Disanalogies", link: EdgeKind::Attacks, inwards: true, hint: "Where the real case differs" },
];

/// What is being typed, by part.
#[derive(Debug, Default)]
pub struct State {
    typed: [String; 3],
}

impl State {
    /// Draws the parts of `node`, if it is a thought experiment.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        if ctx.map.evidence_of(node).is_none_or(|it| it.kind != EvidenceKind::ThoughtExperiment) {
            return;
        }
        for (part, typed) in PARTS.iter().zip(&mut self.typed) {
            heading(ui, part.words);
            for id in nodes(ctx, node, part) {
                goes_to(ctx, ui, id);
            }
            let field = TextEdit::singleline(typed).hint_text(part.hint).desired_width(f32::INFINITY);
            let field = ui.add(field).accessible_name(format!("Add to {}", part.words.to_lowercase()));
            let entered = field.lost_focus() && ui.input(|it| it.key_pressed(egui::Key::Enter));
            if entered && !typed.trim().is_empty() {
                add(ctx, node, part, std::mem::take(typed));
                field.request_focus();
            }
        }
        ui.label(RichText::new("Enter adds each as a claim of its own, linked to this.").small().weak());
    }
}

/// The nodes that are this part.
fn nodes(ctx: &Context<'_>, node: NodeId, part: &Part) -> Vec<NodeId> {
    let edges = ctx.map.edges_at(node).filter_map(|it| ctx.map.edge(it)).filter(|it| it.kind == part.link);
    let from = |it: &Edge| (it.to == Item::Node(node)).then_some(it.from);
    let to = |it: &Edge| it.to.node().filter(|_| it.from == node);
    let ends = edges.filter_map(|it| if part.inwards { from(it) } else { to(it) });
    ends.collect()
}

fn add(ctx: &Context<'_>, node: NodeId, part: &Part, text: String) {
    if part.inwards {
        let link = Some((part.link, node.into()));
        ctx.edit(Edit::AddNode { kind: NodeKind::Claim, text, at: None, link });
    } else {
        ctx.edit(Edit::AddTarget { kind: NodeKind::Claim, text, from: node, link: part.link });
    }
}
