//! Ways to link nodes: choosing the other end, and the kind where several are legal.

use super::{
    command::Command,
    context::Context,
    draft::Spot,
    inspector::{capital, name, short},
    making,
    picker::{Choice, Choose},
    review as facts,
};
use std::collections::BTreeSet;

use crate::map::{EdgeKind, Edit, Item, NodeId, NodeKind, Point};

/// Links `from` to `to`: at once if one kind is legal, else after choosing. Says so where none is.
pub fn link(ctx: &Context<'_>, from: NodeId, to: Item) {
    // Where the table allows only the other way round (a claim drawn to its evidence), the link is turned.
    let there = ctx.map.legal_edges(from, to);
    let back = to.node().map_or(&[][..], |it| ctx.map.legal_edges(it, from.into()));
    let (from, to, kinds) = match to {
        Item::Node(end) if there.is_empty() && !back.is_empty() => (end, from.into(), back),
        to => (from, to, there),
    };
    if let [kind] = kinds {
        ctx.edit(Edit::Connect { from, to, kind: *kind });
    } else {
        // An empty list says what cannot be: the edit explains it in words.
        let choices: Vec<Choice> = kinds.iter().map(|&kind| choice(ctx, from, to, kind)).collect();
        if choices.is_empty() {
            ctx.edit(Edit::Connect { from, to, kind: EdgeKind::Supports });
        } else {
            ctx.send(Command::Choose(Some(Choose { title: "What does it do?".to_owned(), choices })));
        }
    }
}

/// The words for what linking `from` to `to` as above would do; nothing if it cannot be.
pub fn promise(ctx: &Context<'_>, from: NodeId, to: Item) -> Option<String> {
    let words = |kinds: &[EdgeKind]| kinds.iter().map(|it| it.words()).collect::<Vec<_>>().join(", ");
    let there = ctx.map.legal_edges(from, to);
    let back = to.node().map_or(&[][..], |it| ctx.map.legal_edges(it, from.into()));
    match (there, back) {
        ([], []) => None,
        ([one], _) if to.edge().is_some() => Some(format!("{}: {}", one.words(), name(ctx, to))),
        ([], back) => Some(format!("the other way: {}", words(back))),
        ([one], _) => Some(one.words().to_owned()),
        (several, _) => Some(format!("{}: choose", words(several))),
    }
}

fn choice(ctx: &Context<'_>, from: NodeId, to: Item, kind: EdgeKind) -> Choice {
    let end = name(ctx, to);
    let kind_words = capital(kind.words());
    // What a link is called has quotation marks of its own.
    let words = match to {
        Item::Node(_) => format!("{kind_words} “{}”", short(&end, 60)),
        Item::Edge(_) => format!("{kind_words}: {end}"),
    };
    Choice { words, remark: String::new(), command: Command::Edit(Edit::Connect { from, to, kind }) }
}

/// The list of all nodes and links that `from` may be linked to, each with each legal kind; what it is likely to bear on
/// comes first.
pub fn targets(ctx: &Context<'_>, from: NodeId) -> Choose {
    let nodes = ctx.index.order.iter().map(|&it| Item::Node(it)).filter(|&it| it != Item::Node(from));
    let edges = ctx.map.edges().map(|it| Item::Edge(it.0));
    let mut choices: Vec<Choice> = facts::likely(ctx.map, from)
        .map(|it| Choice { remark: facts::sure(it.confidence), ..choice(ctx, from, it.to.into(), it.kind) })
        .collect();
    let likely = choices.len();
    for to in nodes.chain(edges) {
        for &kind in ctx.map.legal_edges(from, to) {
            let choice = choice(ctx, from, to, kind);
            if choices[..likely].iter().all(|it| it.words != choice.words) {
                choices.push(choice);
            }
        }
    }
    Choose { title: format!("Link “{}” to", short(&name(ctx, from.into()), 60)), choices }
}

/// The list of all nodes that may say the same as `keep`; those with most words in common come first.
pub fn same(ctx: &Context<'_>, keep: NodeId) -> Choose {
    let words = |it: NodeId| -> BTreeSet<String> {
        let text = ctx.map.node(it).map_or("", |it| &it.text);
        text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_lowercase).collect()
    };
    let own = words(keep);
    let others = ctx.index.order.iter().copied().filter(|&it| it != keep);
    let mut ranked: Vec<(usize, NodeId)> = others
        .map(|it| {
            let theirs = words(it);
            // Shared words in per mille of all words: whole numbers can be sorted.
            (own.intersection(&theirs).count() * 1000 / own.union(&theirs).count().max(1), it)
        })
        .collect();
    ranked.sort_by_key(|it| std::cmp::Reverse(it.0));
    let choices = ranked.into_iter().filter_map(|(_, gone)| {
        let remark = ctx.map.node(gone)?.kind.word().to_owned();
        let command = Command::EditAndSelect(Edit::Unite { keep, gone });
        Some(Choice { words: name(ctx, gone.into()), remark, command })
    });
    Choose {
        title: format!("“{}” says the same as", short(&name(ctx, keep.into()), 60)), choices: choices.collect()
    }
}

/// Starts a new claim at `at` that is linked to `to` as its kind allows.
pub fn new_node_for(ctx: &Context<'_>, to: NodeId, at: Point) {
    ctx.send(Command::Draft(Some(making::start(ctx.map, to.into(), Spot::Chosen(at), EdgeKind::Supports))));
}

/// The list of all nodes, to go to.
pub fn places(ctx: &Context<'_>) -> Choose {
    let choices = ctx.index.order.iter().filter_map(|&id| {
        let kind = ctx.map.node(id)?.kind;
        let command = Command::Reveal(id.into());
        Some(Choice { words: name(ctx, id.into()), remark: kind.word().to_owned(), command })
    });
    Choose { title: "Go to".to_owned(), choices: choices.collect() }
}

/// The list of kinds for the selection: of a link if one is selected, else of nodes.
pub fn kinds(ctx: &Context<'_>) -> Choose {
    let title = "Make it".to_owned();
    if let Some(Item::Edge(edge)) = ctx.view.single()
        && let Some(it) = ctx.map.edge(edge)
    {
        let choices = ctx.map.legal_edges(it.from, it.to).iter().map(|&kind| Choice {
            words: capital(kind.words()),
            remark: String::new(),
            command: Command::Edit(Edit::SetEdgeKind { edge, kind }),
        });
        return Choose { title, choices: choices.collect() };
    }
    let choices = NodeKind::ALL.into_iter().map(|kind| {
        let about = super::action::Action::SetKind(kind).about();
        Choice {
            words: format!("{} — {}", capital(kind.word()), about.hint),
            remark: String::new(),
            command: Command::Do(super::action::Action::SetKind(kind)),
        }
    });
    Choose { title, choices: choices.collect() }
}
