//! What a frame costs while a map is panned and zoomed: processor time of this thread for the whole window's `ui` and
//! for tessellation, without the rasteriser. Also how long a saved map takes to its first frame, and whether the window
//! comes to rest. Run it with `cargo bench --bench canvas`, or `cargo bench --bench canvas -- 5000` for another size.

#![expect(clippy::expect_used, reason = "a bench may")]

#[path = "../tests/large_map/mod.rs"]
mod large_map;

mod clock;

use clock::{ClockId, processor_time};
use cruxmap::{
    save,
    ui::{App, Start, home::Home},
};
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, ViewportEvent,
    ViewportId, pos2, vec2,
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// So many frames are measured for each way of moving.
const FRAMES: usize = 120;

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![1000, 10_000, 100_000] } else { given };
    for nodes in sizes {
        measure(nodes);
    }
}

/// The window on a file, without a screen.
struct Window {
    ctx: Context,
    app: App,
    time: f64,
}

impl Window {
    /// A frame: processor time of `ui` and of tessellation in ms, and how long the window may sleep after it.
    fn frame(&mut self, events: Vec<Event>) -> (f64, f64, Duration) {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1360.0, 860.0)));
        let input = RawInput { screen_rect, time: Some(self.time), events, ..RawInput::default() };
        let start = processor_time(ClockId::ThreadCPUTime);
        let output = self.ctx.run_ui(input, |ui| self.app.show(ui));
        let drawn = processor_time(ClockId::ThreadCPUTime);
        let shapes = self.ctx.tessellate(output.shapes, 1.0);
        let done = processor_time(ClockId::ThreadCPUTime);
        let mut textures = output.textures_delta;
        textures.clear();
        std::hint::black_box(shapes);
        let rest = output.viewport_output.values().map(|it| it.repaint_delay).min().unwrap_or_default();
        ((drawn - start) * 1e3, (done - drawn) * 1e3, rest)
    }

    /// Closes the window as a person does, so that the view is kept.
    fn close(mut self) {
        let mut input = RawInput { time: Some(self.time + 0.1), ..RawInput::default() };
        input.viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
        drop(self.ctx.run_ui(input, |ui| self.app.show(ui)));
    }

    /// The zoom, as the line at the bottom says it, in percent.
    fn zoom(&self) -> f32 {
        self.app.zoom() * 100.0
    }

    fn zoom_to(&mut self, zoom: f32) {
        for _ in 0..200 {
            let factor = zoom / self.zoom();
            if (factor - 1.0).abs() < 0.01 {
                break;
            }
            self.frame(vec![Event::Zoom(factor.clamp(0.5, 2.0))]);
        }
        self.settle();
    }

    fn press(&mut self, key: egui::Key) {
        let event =
            |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        self.frame(vec![event(true), event(false)]);
        for _ in 0..40 {
            self.frame(Vec::new());
        }
    }

    /// Frames until the window wants none for a while: it wants one more some seconds later, to keep the view.
    fn settle(&mut self) -> Option<usize> {
        (0..200).find(|_| self.frame(Vec::new()).2 > Duration::from_secs(1))
    }
}

/// Opens a saved map of so many nodes, and pans and zooms at several zooms.
fn measure(nodes: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.ron");
    std::fs::write(&path, save::to_text(&large_map::map_of(nodes))).expect("a file");
    // Once for the first time, and once more as a map that was open before.
    open(nodes, "first", &folder, &path).close();
    let mut window = open(nodes, "again", &folder, &path);
    window.frame(vec![Event::PointerMoved(pos2(680.0, 430.0))]);
    window.press(egui::Key::Home);
    let idle = window.settle();
    println!("idle after {} frames", idle.map_or_else(|| "never".to_owned(), |it| it.to_string()));
    let whole = window.zoom();
    println!("{:>8} | {:>8} {:>8} {:>8} | {:>8}", "zoom", "p50 ms", "p95 ms", "max ms", "tess p50");
    pan_and_zoom(&mut window);
    let steps = std::iter::successors(Some(whole * 2.0), |it| Some(it * 1.5));
    for zoom in steps.take_while(|it| *it < 90.0).chain([100.0]) {
        // Around a node, not where there may be nothing.
        window.press(egui::Key::Tab);
        window.zoom_to(zoom);
        pan_and_zoom(&mut window);
    }
}

/// Opens the map and waits for all that runs in the background.
fn open(nodes: usize, name: &str, folder: &tempfile::TempDir, path: &Path) -> Window {
    let (wall, cpu) = (Instant::now(), processor_time(ClockId::ProcessCPUTime));
    let ctx = Context::default();
    let app = App::new(&ctx, Home::at(folder.path().join("home")), Start::File(path.to_owned()));
    let mut window = Window { ctx, app, time: 0.0 };
    let mut slowest = 0.0_f64;
    while !window.app.shows_map() {
        let (ui, tessellation, _) = window.frame(Vec::new());
        slowest = slowest.max(ui + tessellation);
        std::thread::sleep(Duration::from_millis(4));
    }
    window.frame(Vec::new());
    println!(
        "{nodes} nodes, {name}: opened to first frame {:.2} s, {:.2} s of processor time, slowest frame meanwhile {slowest:.1} ms",
        wall.elapsed().as_secs_f64(),
        processor_time(ClockId::ProcessCPUTime) - cpu,
    );
    while window.app.is_busy() {
        window.frame(Vec::new());
        std::thread::sleep(Duration::from_millis(4));
    }
    window
}

fn pan_and_zoom(window: &mut Window) {
    let zoom = window.zoom();
    let wheel = |delta| Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Trackpad,
        delta,
        modifiers: Modifiers::NONE,
        phase: TouchPhase::Move,
    };
    let (mut all, mut tessellations) = (Vec::new(), Vec::new());
    for n in 0..FRAMES {
        let event = if n < FRAMES / 2 {
            wheel(if n % 40 < 20 { vec2(-9.0, -6.0) } else { vec2(9.0, 6.0) })
        } else {
            Event::Zoom(if n % 40 < 20 { 1.02 } else { 1.0 / 1.02 })
        };
        let (ui, tessellation, _) = window.frame(vec![event]);
        all.push(ui + tessellation);
        tessellations.push(tessellation);
    }
    all.sort_by(f64::total_cmp);
    tessellations.sort_by(f64::total_cmp);
    println!(
        "{zoom:>6.1} % | {:>8.2} {:>8.2} {:>8.2} | {:>8.2}",
        all[FRAMES / 2],
        all[FRAMES * 95 / 100],
        all[FRAMES - 1],
        tessellations[FRAMES / 2],
    );
}
