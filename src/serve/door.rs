//! The door: a code for a key.

use super::{
    code::{self, Code},
    guard, page,
    rate::Tries,
    room::Refused,
    socket,
    wire::{Back, Join, Seated, Told},
    wish::{Ask, Deliver, Ticket, ask},
};
use crate::session::Reject;
use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode, header},
    middleware::from_fn_with_state,
    response::{IntoResponse as _, Response},
    routing::{any, post},
};
use serde::de::DeserializeOwned;
use std::{
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};
use tokio::sync::Semaphore;

/// The longest body of a request, in bytes.
const BODY: usize = 4 << 10;

/// What all connections have in common.
pub struct Shared {
    pub code: Code,
    /// Whether connections are encrypted.
    pub secure: bool,
    pub names: Vec<String>,
    pub deliver: Deliver,
    pub tries: Mutex<Tries>,
    /// One for each socket that may still open.
    pub sockets: Arc<Semaphore>,
}

/// Where a connection comes from.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Everything that can be asked for.
pub fn routes(shared: &Arc<Shared>) -> Router {
    page::routes()
        .route("/join", post(join))
        .route("/back", post(back))
        .route("/ws", any(socket::upgrade))
        .fallback(|| async { told(StatusCode::NOT_FOUND, "Nothing is here.") })
        .layer(DefaultBodyLimit::max(BODY))
        .layer(from_fn_with_state(Arc::clone(shared), guard::guard))
        .with_state(Arc::clone(shared))
}

impl Shared {
    /// Whether somebody has the code of the room. Too many wrong ones, and nothing is compared for a while.
    ///
    /// # Errors
    /// With the answer to give.
    pub fn check(&self, from: IpAddr, typed: &str) -> Result<(), (StatusCode, String)> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if let Some(wait) = tries.wait(from, now) {
            let why = format!("Too many wrong codes; try again in {} seconds.", wait.as_secs() + 1);
            return Err((StatusCode::TOO_MANY_REQUESTS, why));
        }
        if self.code.is(typed) {
            return Ok(());
        }
        tries.wrong(from, now);
        Err((StatusCode::FORBIDDEN, "That is not the code of the room; look at it again.".to_owned()))
    }

    fn wrong(&self, from: IpAddr) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).wrong(from, Instant::now());
    }
}

async fn join(
    State(shared): State<Arc<Shared>>,
    Extension(Peer(from)): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let it: Join = match read(&headers, &body) {
        Ok(it) => it,
        Err((status, why)) => return told(status, why),
    };
    if let Err((status, why)) = shared.check(from, &it.code) {
        return told(status, &why);
    }
    let Join { name, role, be_named, .. } = it;
    seated(ask(&shared.deliver, |answer| Ask::Join { name, role, be_named, answer }).await)
}

async fn back(
    State(shared): State<Arc<Shared>>,
    Extension(Peer(from)): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let it: Back = match read(&headers, &body) {
        Ok(it) => it,
        Err((status, why)) => return told(status, why),
    };
    if let Err((status, why)) = shared.check(from, &it.code) {
        return told(status, &why);
    }
    let code = it.seat_code;
    let ticket = ask(&shared.deliver, |answer| Ask::BackWithCode { code, answer }).await;
    if matches!(ticket, Err(Refused::Rule(Reject::UnknownCode))) {
        shared.wrong(from);
    }
    seated(ticket)
}

fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &Bytes) -> Result<T, (StatusCode, &'static str)> {
    // A foreign page cannot send this kind of content without asking first, which nobody answers.
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().is_none_or(|it| it.trim() != "application/json") {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "This takes JSON."));
    }
    serde_json::from_slice(body).map_err(|_| (StatusCode::BAD_REQUEST, "That could not be read; load the page again."))
}

fn seated(ticket: Result<Ticket, Refused>) -> Response {
    match ticket {
        Ok(it) => Json(Seated { token: code::hex(it.token) }).into_response(),
        Err(why) => {
            let status = match &why {
                Refused::Rule(Reject::Locked) => StatusCode::LOCKED,
                Refused::Rule(Reject::UnknownCode) => StatusCode::FORBIDDEN,
                Refused::Rule(_) => StatusCode::CONFLICT,
                Refused::NotKept | Refused::Over | Refused::NoRoom => StatusCode::SERVICE_UNAVAILABLE,
            };
            (status, Json(Told::from(why))).into_response()
        }
    }
}

pub fn told(status: StatusCode, why: &str) -> Response {
    (status, Json(Told { why: why.to_owned() })).into_response()
}
