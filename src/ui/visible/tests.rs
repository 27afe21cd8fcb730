use super::*;
use crate::map::{Document, Edit, Ids};

/// Claims, and links between them as supports, by number.
fn map_of(nodes: usize, links: &[(usize, usize)]) -> (Document, Vec<NodeId>) {
    let mut document = Document::new(Map::default(), Ids::seeded(3));
    let ids: Vec<NodeId> = (0..nodes)
        .map(|it| {
            let edit = Edit::AddNode { kind: NodeKind::Claim, text: format!("Claim {it}"), at: None, link: None };
            *document.edit(edit).unwrap().nodes.keys().next().unwrap()
        })
        .collect();
    for &(from, to) in links {
        let kind = EdgeKind::Supports;
        document.edit(Edit::Connect { from: ids[from], to: ids[to].into(), kind }).unwrap();
    }
    (document, ids)
}

fn hidden(document: &Document, ids: &[NodeId], showing: &Showing) -> Vec<usize> {
    let visible = Visible::new(document.map(), showing);
    (0..ids.len()).filter(|&it| visible.hidden.contains(&ids[it])).collect()
}

fn folding(ids: &[NodeId], folded: &[usize]) -> Showing {
    Showing { folded: folded.iter().map(|&it| ids[it]).collect(), ..Showing::default() }
}

#[test]
fn folding_hides_what_only_leads_there() {
    // 1 and 2 lead to 0, 3 to 1, 4 to 1 and to 5, which stands elsewhere.
    let (document, ids) = map_of(7, &[(1, 0), (2, 0), (3, 1), (4, 1), (4, 5), (6, 4)]);
    assert_eq!(hidden(&document, &ids, &folding(&ids, &[0])), [1, 2, 3]);
    assert_eq!(hidden(&document, &ids, &folding(&ids, &[1])), [3]);
    // What leads to two folded nodes and nowhere else is hidden in both.
    let both = folding(&ids, &[1, 5]);
    assert_eq!(hidden(&document, &ids, &both), [3, 4, 6]);
    let visible = Visible::new(document.map(), &both);
    assert_eq!(visible.beneath(document.map(), ids[1]).unwrap().nodes, 3);
    assert_eq!(visible.beneath(document.map(), ids[5]).unwrap().words(), "2 hidden");
    assert_eq!(visible.beneath(document.map(), ids[0]), None);
    // A leaf may be folded, but hides nothing.
    let leaf = Visible::new(document.map(), &folding(&ids, &[3]));
    assert!(leaf.hidden.is_empty() && leaf.beneath(document.map(), ids[3]).is_none());
}

#[test]
fn in_a_circle_something_is_always_left_to_unfold() {
    let (document, ids) = map_of(4, &[(0, 1), (1, 2), (2, 0), (3, 2)]);
    for mask in 1..16_usize {
        let folded: Vec<usize> = (0..4).filter(|it| mask >> it & 1 == 1).collect();
        let gone = hidden(&document, &ids, &folding(&ids, &folded));
        assert!(folded.iter().any(|it| !gone.contains(it)), "{folded:?} hid {gone:?}");
    }
    assert_eq!(hidden(&document, &ids, &folding(&ids, &[0])), [1, 2, 3]);
    assert_eq!(hidden(&document, &ids, &folding(&ids, &[0, 1])), [1, 2, 3]);
}

#[test]
fn what_is_hidden_can_always_be_revealed_and_counts_somewhere() {
    // Numbers of a simple generator: the graphs are arbitrary, circles and shared reasons among them.
    let mut state = 7_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for _ in 0..60 {
        let nodes = 3 + next(12);
        let links: BTreeSet<(usize, usize)> = (0..next(20)).map(|_| (next(nodes), next(nodes))).collect();
        let links: Vec<_> = links.into_iter().filter(|it| it.0 != it.1).collect();
        let (document, ids) = map_of(nodes, &links);
        let map = document.map();
        let folded: Vec<usize> = (0..=next(4)).map(|_| next(nodes)).collect();
        let showing = folding(&ids, &folded);
        let visible = Visible::new(map, &showing);
        let counted: BTreeSet<NodeId> = visible
            .folded
            .keys()
            .flat_map(|&it| visible.graph.beneath(it, |it| visible.within.contains(&it)))
            .collect();
        assert_eq!(counted, visible.hidden, "{links:?} folded {folded:?}");
        for &id in &visible.hidden {
            let mut open = showing.clone();
            assert!(open.reveal(map, [id.into()]));
            assert!(!Visible::new(map, &open).hidden.contains(&id), "{links:?} folded {folded:?}");
        }
    }
}

#[test]
fn undercutters_fold_with_the_link_they_undercut() {
    let (mut document, ids) = map_of(3, &[(1, 0)]);
    let link = document.map().edges().next().unwrap().0;
    document.edit(Edit::Connect { from: ids[2], to: link.into(), kind: EdgeKind::Undercuts }).unwrap();
    let showing = folding(&ids, &[0]);
    assert_eq!(hidden(&document, &ids, &showing), [1, 2]);
    let visible = Visible::new(document.map(), &showing);
    assert_eq!(visible.beneath(document.map(), ids[0]).unwrap().words(), "2 hidden: 1 attack");
    assert!(document.map().edges().all(|it| visible.hides(document.map(), it.0)));
    let mut open = showing;
    open.reveal(document.map(), document.map().edges().map(|it| it.0.into()));
    assert!(open.is_all());
}

#[test]
fn revealing_opens_only_what_is_on_the_way() {
    let (document, ids) = map_of(5, &[(1, 0), (2, 1), (3, 0), (4, 3)]);
    let mut showing = Showing::default();
    showing.fold_below(document.map(), &[ids[0]].into());
    assert_eq!(showing, folding(&ids, &[0, 1, 3]));
    showing.reveal(document.map(), [ids[1].into()]);
    assert_eq!(showing, folding(&ids, &[1, 3]));
    showing.reveal(document.map(), [ids[2].into()]);
    assert_eq!(showing, folding(&ids, &[3]));
}

#[test]
fn a_focus_reaches_so_many_links_and_what_is_gone_to() {
    let (document, ids) = map_of(6, &[(1, 0), (2, 1), (3, 2), (4, 1)]);
    let focus = |steps| Some(Focus { middle: [ids[1]].into(), steps });
    let mut showing = Showing { focus: focus(1), ..Showing::default() };
    assert_eq!(hidden(&document, &ids, &showing), [3, 5]);
    showing.focus = focus(2);
    assert_eq!(hidden(&document, &ids, &showing), [5]);
    showing.reveal(document.map(), [ids[5].into()]);
    assert_eq!(hidden(&document, &ids, &showing), [0_usize; 0]);
    showing.focus = Some(Focus { middle: [ids[1]].into(), steps: 0 });
    showing.folded = [ids[1]].into();
    assert_eq!(hidden(&document, &ids, &showing), [0, 2, 3, 4]);
}

#[test]
fn a_filter_lets_through_what_fits_all_of_it() {
    let (mut document, ids) = map_of(3, &[]);
    document.edit(Edit::SetKind { nodes: [ids[1]].into(), kind: NodeKind::Question }).unwrap();
    let with = |filter| Showing { filter, ..Showing::default() };
    let kinds = Filter { without: [NodeKind::Claim].into(), ..Filter::default() };
    assert_eq!(hidden(&document, &ids, &with(kinds)), [0, 2]);
    let proposed = Filter { proposed: Some(true), ..Filter::default() };
    assert_eq!(hidden(&document, &ids, &with(proposed)), [0, 1, 2]);
    let sure = Filter { least: 90, ..Filter::default() };
    assert!(sure.is_on() && hidden(&document, &ids, &with(sure)).is_empty(), "what stands is sure");
}
