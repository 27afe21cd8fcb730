//! What every request passes and every answer carries: only pages of this very address may ask, and a page can load and
//! run nothing but what comes from here.

use super::door::{Shared, told};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header},
    middleware::Next,
    response::Response,
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::time::timeout;

/// So long a request may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The names by which an address may be asked: what stands in `Host`. A foreign name that leads here (DNS rebinding) is
/// none of them.
pub fn names(at: SocketAddr, name: Option<&str>, secure: bool) -> Vec<String> {
    let mut names = vec![at.to_string()];
    names.extend(name.map(|it| format!("{it}:{}", at.port())));
    if at.ip().is_loopback() {
        names.push(format!("localhost:{}", at.port()));
    }
    // The usual port is left out.
    if at.port() == if secure { 443 } else { 80 } {
        let plain = names.iter().filter_map(|it| Some(it.rsplit_once(':')?.0.to_owned()));
        names.extend(plain.collect::<Vec<_>>());
    }
    names
}

/// Refuses foreign requests, and puts the headers on every answer.
pub async fn guard(State(shared): State<Arc<Shared>>, request: Request<Body>, next: Next) -> Response {
    let is_safe = request.method() == Method::GET && request.uri().path() != "/ws";
    let authority = request.uri().authority().map(|it| it.as_str().to_owned());
    let mut answer = if comes_from_here(&shared, request.headers(), authority.as_deref(), is_safe) {
        // A body that comes drop by drop would keep others waiting.
        match timeout(PATIENCE, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => told(StatusCode::REQUEST_TIMEOUT, "That took too long; try again."),
        }
    } else {
        told(StatusCode::FORBIDDEN, "Only the page at the address that the facilitator shows may ask here.")
    };
    answer.headers_mut().extend(headers(&shared));
    answer
}

/// Whether `Host` is one of `names`, and `Origin` too where there is one, or where `needs_none` is false.
fn comes_from_here(shared: &Shared, headers: &HeaderMap, authority: Option<&str>, needs_none: bool) -> bool {
    let only = |name: HeaderName| {
        let mut all = headers.get_all(name).iter();
        let first = all.next().map(HeaderValue::to_str);
        if all.next().is_some() { Some(Err(())) } else { first.map(|it| it.map_err(|_| ())) }
    };
    let known = |it: &str| shared.names.iter().any(|name| it.eq_ignore_ascii_case(name));
    let scheme = if shared.secure { "https://" } else { "http://" };
    let host = matches!(only(header::HOST), Some(Ok(it)) if known(it)) && authority.is_none_or(known);
    let origin = match only(header::ORIGIN) {
        None => needs_none,
        Some(Err(())) => false,
        Some(Ok(it)) => it.strip_prefix(scheme).is_some_and(known),
    };
    host && origin
}

/// The headers of every answer. Some browsers take a socket for another source than the page: it is named.
fn headers(shared: &Shared) -> HeaderMap {
    let scheme = if shared.secure { " wss://" } else { " ws://" };
    let sockets: String = shared.names.iter().flat_map(|it| [scheme, it]).collect();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'{sockets}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let mut all = HeaderMap::new();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        all.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ] {
        all.insert(name, HeaderValue::from_static(value));
    }
    all
}
