//! What must hold of every layout, on made-up and on real graphs.
#![expect(clippy::unwrap_used, reason = "a test may")]

mod common;

use cruxmap::{
    jobs::Progress,
    layout::{Layout, NodeBox, Rect, Request, Size, Spacing, flatten, run},
    map::{EdgeId, NodeId, Point},
};
use proptest::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

fn node(n: usize) -> NodeId {
    NodeId::from_bits(n as u64)
}

fn edge(n: usize) -> EdgeId {
    EdgeId::from_bits(n as u64)
}

fn request(sizes: &[(f32, f32)], edges: &[(usize, usize)]) -> Request {
    let boxes = sizes.iter().enumerate().map(|(n, &(width, height))| NodeBox {
        id: node(n),
        size: Size { width, height },
        pin: None,
        group: n as u64 / 8,
        topic: 0,
    });
    let edges = edges.iter().enumerate().map(|(n, &(from, to))| (edge(n), node(from), node(to)));
    Request { nodes: boxes.collect(), edges: edges.collect(), style: Spacing::default() }
}

fn fresh(request: &Request) -> Layout {
    run(request, None, &Progress::default())
}

/// The first pair of boxes that are nearer than 16 px; not pairs of which both are `ignored`.
fn too_near(layout: &Layout, ignored: &BTreeSet<NodeId>) -> Option<(NodeId, NodeId)> {
    let mut boxes: Vec<(NodeId, Rect)> = layout.places.iter().map(|(&id, &it)| (id, it)).collect();
    boxes.sort_by(|a, b| a.1.min.x.total_cmp(&b.1.min.x));
    for (nth, (a, first)) in boxes.iter().enumerate() {
        for (b, second) in &boxes[nth + 1..] {
            if second.min.x > first.max.x + 16.0 {
                break;
            }
            if first.grown(15.0).overlaps(*second) && !(ignored.contains(a) && ignored.contains(b)) {
                return Some((*a, *b));
            }
        }
    }
    None
}

/// Sound in every way that does not depend on what is asked for.
fn check(request: &Request, layout: &Layout) {
    assert_eq!(layout.places.len(), request.nodes.iter().map(|it| it.id).collect::<BTreeSet<_>>().len());
    let pinned = request.nodes.iter().filter(|it| it.pin.is_some()).map(|it| it.id).collect();
    assert_eq!(too_near(layout, &pinned), None, "boxes overlap");
    for (id, route) in &layout.routes {
        assert_eq!(route.len() % 3, 1, "{id} is no chain of curves");
        assert!(route.iter().all(|it| it.x.is_finite() && it.y.is_finite()), "{id} leads nowhere");
        let (_, from, to) = request.edges.iter().find(|it| it.0 == *id).unwrap();
        let ends = [(route[0], from), (route[route.len() - 1], to)];
        for (at, end) in ends {
            assert!(layout.places[end].grown(1.0).contains(at), "{id} does not start or end at {end}");
        }
        let line = flatten(route);
        assert!(line.iter().all(|&it| layout.bounds.grown(1.0).contains(it)), "{id} leaves the bounds");
    }
    for place in layout.places.values() {
        assert!([place.min.x, place.min.y, place.max.x, place.max.y].iter().all(|it| it.is_finite()));
        assert_eq!(layout.bounds.union(*place), layout.bounds);
    }
}

/// How many links run through the inside of a box at neither of their ends.
fn over_boxes(request: &Request, layout: &Layout) -> usize {
    let inside = |place: &Rect, at: Point| place.grown(-3.0).contains(at);
    let runs_over = |edge: &&(EdgeId, NodeId, NodeId)| {
        let Some(route) = layout.routes.get(&edge.0) else { return false };
        let line = flatten(route);
        let steps = line.windows(2).flat_map(|it| {
            let (a, b) = (it[0], it[1]);
            (0..=20_u8).map(move |step| {
                let share = f32::from(step) / 20.0;
                Point { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
            })
        });
        let steps: Vec<Point> = steps.collect();
        let others = layout.places.iter().filter(|it| *it.0 != edge.1 && *it.0 != edge.2);
        others.into_iter().any(|(_, place)| steps.iter().any(|&at| inside(place, at)))
    };
    request.edges.iter().filter(runs_over).count()
}

fn graphs(acyclic: bool) -> impl Strategy<Value = Request> {
    let sizes = prop::collection::vec((120.0..320.0_f32, 40.0..260.0_f32), 1..60);
    let edges = prop::collection::vec((0..60_usize, 0..60_usize), 0..90);
    (sizes, edges).prop_map(move |(sizes, edges)| {
        let n = sizes.len();
        let edges = edges.into_iter().map(|(a, b)| (a % n, b % n)).filter(|(a, b)| a != b);
        let edges: Vec<_> = edges.map(|(a, b)| if acyclic { (a.max(b), a.min(b)) } else { (a, b) }).collect();
        request(&sizes, &edges)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_graph_is_laid_out_soundly(request in graphs(false)) {
        let layout = fresh(&request);
        check(&request, &layout);
        prop_assert_eq!(&layout, &fresh(&request), "not the same twice");
        let mut shuffled = request.clone();
        shuffled.nodes.reverse();
        shuffled.edges.reverse();
        prop_assert_eq!(&layout, &fresh(&shuffled), "depends on the order of the request");
        prop_assert_eq!(&layout, &run(&request, Some(&layout), &Progress::default()), "moves without a change");
    }

    #[test]
    fn conclusions_stand_above_reasons(request in graphs(true)) {
        let layout = fresh(&request);
        for (id, from, to) in &request.edges {
            let (low, high) = (layout.places[from], layout.places[to]);
            prop_assert!(high.max.y < low.min.y, "{} points down", id);
        }
    }

    #[test]
    fn pins_hold(request in graphs(false), pins in prop::collection::vec((0..60_usize, -900.0..900.0_f32, -900.0..900.0_f32), 1..6)) {
        let mut request = request;
        let n = request.nodes.len();
        for (at, x, y) in pins {
            request.nodes[at % n].pin = Some(Point { x, y });
        }
        let layout = fresh(&request);
        check(&request, &layout);
        for it in &request.nodes {
            if let Some(pin) = it.pin {
                let at = layout.places[&it.id].centre();
                prop_assert!((at.x - pin.x).abs() < 0.01 && (at.y - pin.y).abs() < 0.01);
            }
        }
    }

    #[test]
    fn an_edit_moves_only_what_it_must(request in graphs(false), width in 120.0..320.0_f32, to in 0..60_usize) {
        let before = fresh(&request);
        let n = request.nodes.len();
        let mut after = request.clone();
        after.nodes.push(NodeBox { id: node(1000), size: Size { width, height: 90.0 }, pin: None, group: 0, topic: 0 });
        after.edges.push((edge(1000), node(1000), node(to % n)));
        prop_assume!(n > 2);
        let layout = run(&after, Some(&before), &Progress::default());
        check(&after, &layout);
        for (id, place) in &before.places {
            prop_assert_eq!(place, &layout.places[id], "{} moved", id);
        }
        // Undone: as it was.
        prop_assert_eq!(&before.places, &run(&request, Some(&layout), &Progress::default()).places);
    }
}

#[test]
fn odd_requests_are_survived() {
    let wild = [(f32::NAN, f32::INFINITY), (-5.0, 0.0), (1e30, 1e-30), (200.0, 100.0)];
    let mut odd = request(&wild, &[(0, 0), (0, 1), (1, 0), (2, 9), (3, 2), (3, 2)]);
    check(&odd, &fresh(&odd));
    odd.nodes[0].pin = Some(Point { x: f32::NAN, y: 0.0 });
    odd.nodes[1].pin = Some(Point { x: 1e30, y: -1e30 });
    odd.nodes.push(odd.nodes[2]);
    odd.style = Spacing { beside: f32::NAN, ranks: -1.0, parts: f32::INFINITY };
    assert_eq!(fresh(&odd).places.len(), 4);
    let nothing = Request::default();
    assert_eq!(fresh(&nothing), Layout::default());
    let cancelled = Progress::default();
    cancelled.cancel();
    let request = request(&[(200.0, 100.0); 40], &(1..40).map(|it| (it, it / 2)).collect::<Vec<_>>());
    check(&request, &run(&request, None, &cancelled));
}

#[test]
fn long_chains_need_no_deep_stack() {
    let chain: Vec<_> = (1..20_000).map(|it| (it, it - 1)).collect();
    let request = request(&vec![(200.0, 60.0); 20_000], &chain);
    let layout = fresh(&request);
    assert_eq!(layout.routes.len(), 19_999);
}

#[test]
fn what_grows_pushes_what_is_below() {
    let small = request(&[(200.0, 60.0); 3], &[(1, 0), (2, 1)]);
    let before = fresh(&small);
    let mut grown = small.clone();
    grown.nodes[1].size.height = 200.0;
    let after = run(&grown, Some(&before), &Progress::default());
    check(&grown, &after);
    assert_eq!(before.places[&node(0)], after.places[&node(0)]);
    assert_eq!(before.places[&node(1)].min, after.places[&node(1)].min);
    assert!(after.places[&node(2)].min.y >= after.places[&node(1)].max.y + 16.0);
}

#[test]
fn what_shrinks_again_leads_back() {
    let edges: Vec<_> = (1..80).map(|it| (it, it / 3)).collect();
    let request = request(&[(200.0, 90.0); 80], &edges);
    let before = fresh(&request);
    let mut grown = request.clone();
    for it in [4, 17, 30] {
        grown.nodes[it].size = Size { width: 320.0, height: 400.0 };
    }
    grown.nodes[9].pin = Some(before.places[&node(20)].centre());
    let after = run(&grown, Some(&before), &Progress::default());
    check(&grown, &after);
    assert_ne!(before.places, after.places);
    let again = run(&request, Some(&after), &Progress::default());
    assert_eq!(before.places, again.places);
    check(&request, &again);
}

#[test]
fn a_new_link_moves_nothing_and_a_node_that_comes_back_stands_where_it_stood() {
    let edges: Vec<_> = (1..80).map(|it| (it, it / 3)).collect();
    let request = request(&[(200.0, 90.0); 80], &edges);
    let before = fresh(&request);
    let mut linked = request.clone();
    linked.edges.push((edge(900), node(70), node(12)));
    let after = run(&linked, Some(&before), &Progress::default());
    assert_eq!(before.places, after.places);
    assert!(after.routes.contains_key(&edge(900)));
    let mut fewer = linked.clone();
    fewer.nodes.retain(|it| it.id != node(75));
    let without = run(&fewer, Some(&after), &Progress::default());
    check(&fewer, &without);
    assert_eq!(after.places, run(&linked, Some(&without), &Progress::default()).places);
}

#[test]
fn a_hundred_edits_leave_no_overlaps() {
    let edges: Vec<_> = (1..120).map(|it| (it, it / 3)).collect();
    let mut request = request(&[(200.0, 90.0); 120], &edges);
    let mut layout = fresh(&request);
    for step in 0..100 {
        if step % 3 == 0 {
            request.nodes[step].size =
                Size { width: 300.0, height: 90.0 + 4.0 * f32::from(u8::try_from(step).unwrap()) };
        } else {
            let size = Size { width: 220.0, height: 60.0 };
            request.nodes.push(NodeBox { id: node(500 + step), size, pin: None, group: step as u64 / 9, topic: 0 });
            request.edges.push((edge(500 + step), node(500 + step), node(step)));
        }
        layout = run(&request, Some(&layout), &Progress::default());
        check(&request, &layout);
    }
    assert_eq!(over_boxes(&request, &layout), 0);
}

/// A layout knows what is where from one edit to the next; one that was saved and read again has to find out.
#[test]
fn a_saved_layout_goes_on_like_one_that_was_not() {
    let edges: Vec<_> = (1..150).map(|it| (it, it / 3)).chain((20..60).map(|it| (it + 70, it))).collect();
    let mut request = request(&[(200.0, 90.0); 150], &edges);
    let mut layout = fresh(&request);
    for step in 0..40_usize {
        match step % 4 {
            0 => request.nodes[step].size = Size { width: 300.0, height: 260.0 },
            1 => request.edges.push((edge(900 + step), node(149 - step), node(step))),
            2 => request.nodes.retain(|it| it.id != node(100 + step)),
            _ => {
                let size = Size { width: 220.0, height: 60.0 };
                let group = step as u64 / 8;
                request.nodes.push(NodeBox { id: node(500 + step), size, pin: None, group, topic: 0 });
                request.edges.push((edge(500 + step), node(500 + step), node(step)));
            }
        }
        let saved = Layout::restored(layout.places.clone(), layout.routes.clone(), Arc::clone(&layout.kept));
        let other = run(&request, Some(&saved), &Progress::default());
        layout = run(&request, Some(&layout), &Progress::default());
        assert_eq!(layout.places, other.places, "after step {step}");
        assert_eq!(layout.routes, other.routes, "after step {step}");
    }
    check(&request, &layout);
    assert_eq!(over_boxes(&request, &layout), 0);
}

#[test]
fn a_link_makes_way_for_a_box_that_grows_over_it() {
    let edges: Vec<_> = (1..60).map(|it| (it, it / 3)).chain((20..40).map(|it| (it + 20, it - 15))).collect();
    let mut request = request(&[(200.0, 90.0); 60], &edges);
    let before = fresh(&request);
    assert_eq!(over_boxes(&request, &before), 0);
    for it in [3, 11, 19, 27] {
        request.nodes[it].size = Size { width: 320.0, height: 300.0 };
    }
    let after = run(&request, Some(&before), &Progress::default());
    check(&request, &after);
    assert_eq!(over_boxes(&request, &after), 0);
}

#[test]
fn the_frames_of_comments_hold_no_others() {
    for (name, request) in shared_graphs() {
        let layout = fresh(&request);
        let mut frames: BTreeMap<u64, Rect> = BTreeMap::new();
        for it in &request.nodes {
            let place = layout.places[&it.id];
            frames.entry(it.group).and_modify(|frame| *frame = frame.union(place)).or_insert(place);
        }
        // Where comments take up one another in turns, one frame cannot hold all of a comment and nothing else.
        if !name.starts_with("kialo") {
            continue;
        }
        for it in &request.nodes {
            let centre = layout.places[&it.id].centre();
            for (group, frame) in &frames {
                assert!(*group == it.group || !frame.contains(centre), "{name}: {} in {group}", it.id);
            }
        }
    }
}

#[test]
fn links_between_many_topics_run_over_no_box() {
    let (topics, each) = (40, 6);
    let sizes: Vec<(f32, f32)> = (0..topics * each)
        .map(|it| ([180.0, 240.0, 320.0][it % 3], 60.0 + 20.0 * f32::from(u8::try_from(it % 7).unwrap())))
        .collect();
    // In each topic a tree, the last topic all single boxes; then links from topic to topic.
    let trees = (0..(topics - 1) * each).filter(|it| it % each > 0).map(|it| (it, it - 1 - (it * 5) % (it % each)));
    let across: Vec<(usize, usize)> =
        (0..60).map(|it| (it * 37 % (topics * each), it * 101 % (topics * each))).collect();
    let mut request = request(&sizes, &trees.chain(across.iter().copied()).collect::<Vec<_>>());
    for (nth, it) in request.nodes.iter_mut().enumerate() {
        (it.group, it.topic) = (nth as u64 / 3, (nth / each) as u64);
    }
    let layout = fresh(&request);
    check(&request, &layout);
    assert_eq!(over_boxes(&request, &layout), 0);
}

#[test]
fn a_topic_of_hundreds_of_comments_stays_together() {
    let (comments, each) = (150, 3);
    let sizes = vec![(240.0, 90.0); comments * each];
    // Each comment takes up an earlier one, and within it each node the one before.
    let high = |it: usize| if it.is_multiple_of(each) { (it * 7919) % it } else { it - 1 };
    let mut request = request(&sizes, &(1..comments * each).map(|it| (it, high(it))).collect::<Vec<_>>());
    for (nth, it) in request.nodes.iter_mut().enumerate() {
        it.group = (nth / each) as u64;
    }
    let layout = fresh(&request);
    check(&request, &layout);
    for (_, from, to) in &request.edges {
        assert!(layout.places[to].centre().y < layout.places[from].centre().y, "{from} stands above {to}");
    }
}

/// Graphs in the form of the shared folder: name, request.
fn shared_graphs() -> Vec<(String, Request)> {
    let mut graphs: Vec<(String, Request)> = Vec::new();
    for name in ["ad_Populism-C", "ad_legalisati", "ad_semmelweis", "ad_veggie_deb", "kialo105", "kialo512"] {
        let Some(text) = common::shared(&format!("layout/graphs/{name}.json")) else { continue };
        graphs.push((name.to_owned(), bare(&text)));
    }
    if let Some(folder) = std::env::var_os("GRAPHS") {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).unwrap();
            graphs.push((path.file_stem().unwrap().to_str().unwrap().to_owned(), bare(&text)));
        }
    }
    graphs
}

fn bare(text: &str) -> Request {
    let graph: serde_json::Value = serde_json::from_str(text).unwrap();
    let length = |it: &serde_json::Value| serde_json::from_value::<f32>(it.clone()).unwrap();
    let number = |it: &serde_json::Value| usize::try_from(it.as_u64().unwrap()).unwrap();
    let nodes = graph["nodes"].as_array().unwrap().iter().map(|it| NodeBox {
        id: node(number(&it["id"])),
        size: Size { width: length(&it["w"]), height: length(&it["h"]) },
        pin: None,
        group: it["cluster"].as_u64().unwrap_or(0),
        topic: 0,
    });
    let edges = graph["edges"].as_array().unwrap().iter().enumerate();
    let edges = edges.map(|(n, it)| (edge(n), node(number(&it["s"])), node(number(&it["t"]))));
    Request { nodes: nodes.collect(), edges: edges.collect(), style: Spacing::default() }
}

/// With `LAYOUTS=folder` the layouts are written there, to be scored.
#[test]
fn real_graphs_have_a_screens_shape() {
    for (name, request) in shared_graphs() {
        let layout = fresh(&request);
        check(&request, &layout);
        if request.nodes.len() >= 40 {
            let shape = layout.bounds.width() / layout.bounds.height();
            assert!((0.6..=2.2).contains(&shape), "{name}: {shape}");
        }
        let Some(folder) = std::env::var_os("LAYOUTS") else { continue };
        let at = |it: Point| [it.x, it.y];
        let pos: BTreeMap<String, [f32; 2]> =
            (0..request.nodes.len()).map(|n| (n.to_string(), at(layout.places[&node(n)].centre()))).collect();
        let routes: Vec<Option<Vec<[f32; 2]>>> = (0..request.edges.len())
            .map(|n| layout.routes.get(&edge(n)).map(|it| flatten(it).into_iter().map(at).collect()))
            .collect();
        let json = serde_json::json!({ "pos": pos, "routes": routes });
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.json")), json.to_string()).unwrap();
    }
}
