//! temporary
fn main() {
    let path = std::env::args().nth(1).map(std::path::PathBuf::from);
    cruxmap::ui::run(path.map_or(cruxmap::ui::Start::Last, cruxmap::ui::Start::File)).unwrap();
}
