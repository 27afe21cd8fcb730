//! What a frame costs while a map is panned: processor time of this thread for the whole window's `ui` and for
//! tessellation, without the rasteriser. Run it with `cargo bench --bench canvas`.

#![expect(clippy::expect_used, reason = "a bench may")]

use cruxmap::{
    map::{Edge, EdgeId, EdgeKind, Map, Node, NodeId, NodeKind, Records},
    save,
    ui::{App, Start, home::Home},
};
use egui::{Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, pos2, vec2};
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

const FRAMES: usize = 300;

fn main() {
    println!("{:>6} {:>9} | {:>9} {:>9} {:>9} | {:>9}", "nodes", "zoom", "ui p50", "ui p95", "ui max", "tess p50");
    for nodes in [200, 2000, 10_000] {
        for (name, steps) in [("legible", 0), ("half", 6), ("all", 40)] {
            measure(nodes, name, steps);
        }
    }
}

/// Pans a map of so many nodes for a while, after zooming out by so many notches.
fn measure(nodes: usize, zoom: &str, notches: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.ron");
    std::fs::write(&path, save::to_text(&map_of(nodes))).expect("a file");
    let ctx = Context::default();
    let mut app = App::new(&ctx, Home::at(folder.path().join("home")), Start::File(path));
    let mut time = 0.0;
    let middle = pos2(680.0, 430.0);
    let mut frame = |events: Vec<Event>, app: &mut App| {
        time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1360.0, 860.0)));
        let input = RawInput { screen_rect, time: Some(time), events, ..RawInput::default() };
        let start = processor_time();
        let output = ctx.run_ui(input, |ui| app.show(ui));
        let drawn = processor_time();
        let shapes = ctx.tessellate(output.shapes, 1.0);
        let done = processor_time();
        let mut textures = output.textures_delta;
        textures.clear();
        std::hint::black_box(shapes);
        ((drawn - start) * 1e3, (done - drawn) * 1e3)
    };
    loop {
        frame(Vec::new(), &mut app);
        if !app.is_busy() {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    frame(vec![Event::PointerMoved(middle)], &mut app);
    for _ in 0..notches {
        frame(vec![Event::Zoom(0.9)], &mut app);
    }
    let wheel = |delta| Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Trackpad,
        delta,
        modifiers: Modifiers::NONE,
        phase: TouchPhase::Move,
    };
    let (mut ui, mut tessellation) = (Vec::new(), Vec::new());
    for n in 0..FRAMES {
        let delta = if n % 100 < 50 { vec2(-9.0, -6.0) } else { vec2(9.0, 6.0) };
        let (drawn, tessellated) = frame(vec![wheel(delta)], &mut app);
        ui.push(drawn);
        tessellation.push(tessellated);
    }
    ui.sort_by(f64::total_cmp);
    tessellation.sort_by(f64::total_cmp);
    println!(
        "{nodes:>6} {zoom:>9} | {:>6.2} ms {:>6.2} ms {:>6.2} ms | {:>6.2} ms",
        ui[FRAMES / 2],
        ui[FRAMES * 95 / 100],
        ui[FRAMES - 1],
        tessellation[FRAMES / 2],
    );
}

/// A tree of claims, each with up to four reasons, and some links across.
fn map_of(count: usize) -> Map {
    let mut records = Records::default();
    let id = |n: usize| NodeId::derived(&[&n.to_le_bytes()]);
    for n in 0..count {
        let kind = [NodeKind::Claim, NodeKind::Claim, NodeKind::Evidence, NodeKind::Question][n % 4];
        let text = format!("Statement {n} says something of a usual length, with *stress* on a word or two, and ends.");
        let kind = if n % 5 == 0 { NodeKind::Claim } else { kind };
        records.nodes.insert(id(n), Node { kind, text: text.into() });
        if kind == NodeKind::Evidence {
            records.evidence.insert(id(n), cruxmap::map::Evidence::default());
        }
        let mut link = |to: usize, kind| {
            let edge = Edge { from: id(n), to: id(to).into(), kind };
            records.edges.insert(EdgeId::derived(&[&n.to_le_bytes(), &to.to_le_bytes()]), edge);
        };
        if n > 0 {
            // Every fifth node is a claim, so every parent is one.
            let parent = (n - 1) / 20 * 5;
            let usual = if kind == NodeKind::Evidence { EdgeKind::BearsOn } else { EdgeKind::Attacks };
            if parent != n {
                link(parent, usual);
            }
        }
    }
    Map::from_records(records).expect("a map")
}

fn processor_time() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "nanoseconds of one run")]
    let nanoseconds = time.tv_nsec as f64;
    #[expect(clippy::cast_precision_loss, reason = "seconds of one run")]
    let seconds = time.tv_sec as f64;
    seconds + nanoseconds * 1e-9
}
