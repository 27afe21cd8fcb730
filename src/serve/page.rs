//! The page: files of the program, sent as they are.

use axum::{
    Router,
    http::header,
    response::{IntoResponse as _, Response},
    routing::get,
};

const HTML: &str = "text/html; charset=utf-8";
const CODE: &str = "text/javascript; charset=utf-8";

/// Address, kind, and content of each file.
const FILES: [(&str, &str, &[u8]); FILES_LEN] = [
    ("/", HTML, include_bytes!("../../assets/page/index.html")),
    ("/wall", HTML, include_bytes!("../../assets/page/wall.html")),
    ("/style.css", "text/css; charset=utf-8", include_bytes!("../../assets/page/style.css")),
    ("/icon.svg", "image/svg+xml", include_bytes!("../../assets/page/icon.svg")),
    ("/htm-preact.js", CODE, include_bytes!("../../assets/page/vendor/htm-preact.js")),
    ("/app.js", CODE, include_bytes!("../../assets/page/app.js")),
    ("/join.js", CODE, include_bytes!("../../assets/page/join.js")),
    ("/seat.js", CODE, include_bytes!("../../assets/page/seat.js")),
    ("/ask.js", CODE, include_bytes!("../../assets/page/ask.js")),
    ("/percent.js", CODE, include_bytes!("../../assets/page/percent.js")),
    ("/talk.js", CODE, include_bytes!("../../assets/page/talk.js")),
    ("/shown.js", CODE, include_bytes!("../../assets/page/shown.js")),
    ("/parts.js", CODE, include_bytes!("../../assets/page/parts.js")),
    ("/socket.js", CODE, include_bytes!("../../assets/page/socket.js")),
    ("/wall.js", CODE, include_bytes!("../../assets/page/wall.js")),
];
const FILES_LEN: usize = 15;

/// The routes of all files.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    FILES.iter().fold(Router::new(), |router, &(at, kind, content)| {
        router.route(at, get(move || async move { file(kind, content) }))
    })
}

fn file(kind: &'static str, content: &'static [u8]) -> Response {
    ([(header::CONTENT_TYPE, kind)], content).into_response()
}
