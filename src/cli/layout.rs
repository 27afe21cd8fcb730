//! `cruxmap layout`: lays out a bare graph, so that other programs can judge the layout.

use super::{
    Failure,
    files::{self, Target},
};
use crate::{
    jobs::Progress,
    layout::{self, Kept, Layout, NodeBox, Rect, Request, Size, Spacing, flatten},
    map::{EdgeId, NodeId, Point},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

/// A graph: boxes in clusters, and links from reason `s` to conclusion `t`, in px.
#[derive(Deserialize)]
struct Graph {
    #[serde(default)]
    clusters: Vec<Cluster>,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

#[derive(Deserialize)]
struct Cluster {
    id: u64,
    /// The cluster it is in; a negative number if in none.
    #[serde(default = "no_parent")]
    parent: i64,
}

fn no_parent() -> i64 {
    -1
}

#[derive(Deserialize)]
struct Node {
    id: u64,
    w: f32,
    h: f32,
    cluster: Option<u64>,
    /// Where a person put its middle.
    pin: Option<[f32; 2]>,
}

#[derive(Deserialize)]
struct Edge {
    /// Names it; without one, its place in the list does.
    id: Option<u64>,
    s: u64,
    t: u64,
}

/// A layout: centres of boxes by node, ways of links by their place in the list, frames of clusters.
#[derive(Serialize)]
struct Output {
    pos: BTreeMap<u64, [f32; 2]>,
    routes: Vec<Option<Vec<[f32; 2]>>>,
    clusters: BTreeMap<u64, [f32; 4]>,
    state: State,
    layout_cpu_s: f64,
}

/// What `--previous` needs of an [`Output`].
#[derive(Deserialize)]
struct Previous {
    state: State,
}

/// What the next layout needs to leave things where they are. Places are left, top, width and height.
#[derive(Serialize, Deserialize)]
struct State {
    homes: Vec<(u64, [f32; 4])>,
    nodes: Vec<(u64, [f32; 4], u64, u64)>,
    edges: Vec<(u64, u64, u64)>,
    routes: Vec<(u64, Vec<[f32; 2]>)>,
}

/// No box is wider or higher, and none stands farther away, in px: beyond that, places are too coarse to part boxes.
const LARGEST: f32 = 1e6;

impl Graph {
    /// What is wrong with it, in words.
    fn check(&self) -> Result<(), String> {
        let mut nodes = BTreeSet::new();
        for it in &self.nodes {
            if !nodes.insert(it.id) {
                return Err(format!("node {} is there twice: each needs an id of its own", it.id));
            }
            if ![it.w, it.h].iter().all(|it| (0.0..=LARGEST).contains(it)) {
                return Err(format!("node {} is {} by {} px: give it 0 to {LARGEST}", it.id, it.w, it.h));
            }
            if it.pin.is_some_and(|it| it.iter().any(|it| it.is_nan() || it.abs() > LARGEST)) {
                return Err(format!("node {} is pinned farther away than {LARGEST} px", it.id));
            }
        }
        let mut edges = BTreeSet::new();
        for (number, it) in (0..).zip(&self.edges) {
            let id = it.id.unwrap_or(number);
            if !edges.insert(id) {
                return Err(format!("edge {id} is there twice: each needs an id of its own, or none has one"));
            }
            if let Some(end) = [it.s, it.t].into_iter().find(|it| !nodes.contains(it)) {
                return Err(format!("edge {id} ends at {end}, which is no node"));
            }
        }
        Ok(())
    }
}

/// Round a frame, in px.
const MARGIN: f32 = 7.0;

/// Lays the graph in a file out, near the layout in another if there is one.
pub fn run(graph: &Path, previous: Option<&Path>, output: &Target, json: bool) -> Result<(), Failure> {
    let path = graph;
    let graph: Graph = parse(path)?;
    graph.check().map_err(|says| files::cannot_read(path, &says))?;
    let previous = previous.map(|it| parse::<Previous>(it).map(|it| layout_of(&it.state))).transpose()?;
    let topics = topics(&graph.clusters);
    let request = request(&graph, &topics);
    let start = processor_time();
    let layout = layout::run(&request, previous.as_ref(), &Progress::default());
    let layout_cpu_s = processor_time() - start;
    let node = |it: u64| NodeId::from_bits(it);
    let found = Output {
        pos: graph.nodes.iter().filter_map(|it| Some((it.id, xy(layout.places.get(&node(it.id))?.centre())))).collect(),
        routes: (request.edges.iter())
            .map(|it| layout.routes.get(&it.0).map(|it| flatten(it).into_iter().map(xy).collect()))
            .collect(),
        clusters: frames(&graph, &topics, &layout),
        state: state_of(&layout),
        layout_cpu_s,
    };
    output.write_in_pieces(|out| {
        serde_json::to_writer(&mut *out, &found).map_err(std::io::Error::other)?;
        out.write_all(b"\n")
    })?;
    match output {
        Target::File(path) if json => files::print(&format!("{}\n", serde_json::json!({ "written": path }))),
        _ => Ok(()),
    }
}

fn parse<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<T, Failure> {
    serde_json::from_slice(&files::read(path)?).map_err(|error| files::cannot_read(path, &error))
}

fn xy(at: Point) -> [f32; 2] {
    [at.x, at.y]
}

/// The outermost cluster round each one.
fn topics(clusters: &[Cluster]) -> BTreeMap<u64, u64> {
    let parents: BTreeMap<u64, Option<u64>> =
        clusters.iter().map(|it| (it.id, u64::try_from(it.parent).ok())).collect();
    let mut tops: BTreeMap<u64, u64> = BTreeMap::new();
    for &cluster in parents.keys() {
        let mut way = vec![cluster];
        let mut top = cluster;
        // Clusters might be in one another: then that counts as outermost where it is found out.
        while !tops.contains_key(&top)
            && let Some(Some(parent)) = parents.get(&top)
            && way.len() <= parents.len()
        {
            top = *parent;
            way.push(top);
        }
        let top = tops.get(&top).copied().unwrap_or(top);
        tops.extend(way.into_iter().map(|it| (it, top)));
    }
    tops
}

fn request(graph: &Graph, topics: &BTreeMap<u64, u64>) -> Request {
    let nodes = graph.nodes.iter().map(|it| NodeBox {
        id: NodeId::from_bits(it.id),
        size: Size { width: it.w, height: it.h },
        pin: it.pin.map(|[x, y]| Point { x, y }),
        group: it.cluster.unwrap_or(u64::MAX),
        topic: it.cluster.and_then(|it| topics.get(&it)).copied().unwrap_or(0),
    });
    let edges = (0..).zip(&graph.edges).map(|(number, it)| {
        (EdgeId::from_bits(it.id.unwrap_or(number)), NodeId::from_bits(it.s), NodeId::from_bits(it.t))
    });
    Request { nodes: nodes.collect(), edges: edges.collect(), style: Spacing::default() }
}

/// What holds the boxes of each cluster, and of those in it.
fn frames(graph: &Graph, topics: &BTreeMap<u64, u64>, layout: &Layout) -> BTreeMap<u64, [f32; 4]> {
    let mut frames: BTreeMap<u64, Rect> = BTreeMap::new();
    for node in &graph.nodes {
        let (Some(cluster), Some(place)) = (node.cluster, layout.places.get(&NodeId::from_bits(node.id))) else {
            continue;
        };
        let place = place.grown(MARGIN);
        let topic = topics.get(&cluster).copied().filter(|&it| it != cluster);
        for cluster in std::iter::once(cluster).chain(topic) {
            frames.entry(cluster).and_modify(|it| *it = it.union(place)).or_insert(place);
        }
    }
    frames.into_iter().map(|(id, it)| (id, [it.min.x, it.min.y, it.max.x, it.max.y])).collect()
}

fn state_of(layout: &Layout) -> State {
    let kept = &layout.kept;
    State {
        homes: kept.homes.iter().map(|(id, it)| (id.bits(), [it.min.x, it.min.y, it.max.x, it.max.y])).collect(),
        nodes: (kept.nodes.iter())
            .map(|it| {
                let place = layout.places.get(&it.id).copied().unwrap_or_default();
                let shown = [place.min.x, place.min.y, it.size.width, it.size.height];
                (it.id.bits(), shown, it.group, it.topic)
            })
            .collect(),
        edges: kept.edges.iter().map(|it| (it.0.bits(), it.1.bits(), it.2.bits())).collect(),
        routes: layout.routes.iter().map(|(id, way)| (id.bits(), way.iter().copied().map(xy).collect())).collect(),
    }
}

fn layout_of(state: &State) -> Layout {
    let rect = |[left, top, right, bottom]: [f32; 4]| Rect {
        min: Point { x: left, y: top },
        max: Point { x: right, y: bottom },
    };
    let mut homes: Vec<_> = state.homes.iter().map(|it| (NodeId::from_bits(it.0), rect(it.1))).collect();
    homes.sort_by_key(|it| it.0);
    let nodes = state.nodes.iter().map(|&(id, [.., width, height], group, topic)| NodeBox {
        id: NodeId::from_bits(id),
        size: Size { width, height },
        pin: None,
        group,
        topic,
    });
    let mut nodes: Vec<NodeBox> = nodes.collect();
    nodes.sort_by_key(|it| it.id);
    let edge = |it: &(u64, u64, u64)| (EdgeId::from_bits(it.0), NodeId::from_bits(it.1), NodeId::from_bits(it.2));
    let mut edges: Vec<_> = state.edges.iter().map(edge).collect();
    edges.sort_by_key(|it| it.0);
    let places = state.nodes.iter().map(|&(id, [x, y, width, height], ..)| {
        (NodeId::from_bits(id), Rect::at(Point { x, y }, Size { width, height }))
    });
    let way = |way: &[[f32; 2]]| -> Arc<[Point]> { way.iter().map(|&[x, y]| Point { x, y }).collect() };
    Layout::restored(
        places.collect(),
        state.routes.iter().map(|it| (EdgeId::from_bits(it.0), way(&it.1))).collect(),
        Arc::new(Kept { homes, nodes, edges }),
    )
}

/// Processor time this process has taken, in seconds; where the system does not tell, time of day.
fn processor_time() -> f64 {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        std::time::Duration::try_from(time).map_or(0.0, |it| it.as_secs_f64())
    }
    #[cfg(not(unix))]
    {
        std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |it| it.as_secs_f64())
    }
}
