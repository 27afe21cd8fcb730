//! Listening, on a thread of its own.

use super::{
    code::Code,
    door::{self, Peer, Shared},
    guard,
    rate::Tries,
    room::Room,
    tls::Tls,
    wish::Wish,
};
use axum::Extension;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{
    fmt,
    io::{self, Error},
    net::{SocketAddr, TcpListener as StdListener},
    str::FromStr,
    sync::{Arc, Mutex},
    thread::{self, JoinHandle},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    runtime,
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
    time::timeout,
};

/// Connections at a time that load a page or ask for a seat.
const CONNECTIONS: usize = 300;
/// Sockets at a time: 200 seats that come back before their old sockets are gone, and walls.
const SOCKETS: usize = 420;
/// So long a request may take to come in, and a connection may wait for one.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is kept of a request at a time, in bytes; headers must fit.
const BUFFER: usize = 16 << 10;

/// Where to listen: the address of one interface, and a port; 0 takes a free one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(SocketAddr);

impl Address {
    /// A port at an address of one interface.
    pub(super) fn of(at: SocketAddr) -> Self {
        Self(at)
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let at: SocketAddr = text.parse().map_err(|_| {
            format!("{text:?} is no address with a port; write it like 192.168.1.20:8080 or 127.0.0.1:0")
        })?;
        if at.ip().is_unspecified() || at.ip().is_multicast() {
            return Err(format!("{} is every interface; choose the address of the one that people come by", at.ip()));
        }
        Ok(Self(at))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A running server. It ends when this is dropped.
pub struct Server {
    pub at: SocketAddr,
    /// The address of the page.
    pub page: String,
    pub code: Code,
    close: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({})", self.at)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.close.take());
        if let Some(thread) = self.thread.take() {
            // It has nothing to tell but that it ended.
            let _ = thread.join();
        }
    }
}

/// Opens a room at an address, with a new code. `deliver` takes each wish to the owner of the session, who has
/// [`Room::grant`] deal with it; it is called on the server's thread and must not wait.
///
/// # Errors
/// If the system refuses the address, or has no random numbers.
pub fn open(address: Address, deliver: impl Fn(Wish) + Send + Sync + 'static) -> io::Result<Room> {
    open_as(address, None, None, deliver)
}

/// The same with a certificate, over HTTPS, and under a name: what the certificate is for, where that is not the address.
///
/// # Errors
/// If the system refuses the address, or has no random numbers.
pub fn open_as(
    address: Address,
    name: Option<&str>,
    tls: Option<Tls>,
    deliver: impl Fn(Wish) + Send + Sync + 'static,
) -> io::Result<Room> {
    let is_name = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"-.".contains(&it));
    if let Some(it) = name.filter(|it| !is_name(it)) {
        return Err(Error::other(format!("{it:?} is no name of a computer")));
    }
    let listener = StdListener::bind(address.0)?;
    listener.set_nonblocking(true)?;
    let at = listener.local_addr()?;
    let code = Code::random().map_err(Error::other)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let host = name.map_or_else(|| at.to_string(), |it| format!("{it}:{}", at.port()));
    let page = format!("{scheme}://{host}/");
    let shared = Shared {
        code,
        secure: tls.is_some(),
        names: guard::names(at, name, tls.is_some()),
        deliver: Arc::new(deliver),
        tries: Mutex::new(Tries::default()),
        sockets: Arc::new(Semaphore::new(SOCKETS)),
    };
    let runtime = runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    let (close, closed) = oneshot::channel();
    let thread = thread::Builder::new().name("room".to_owned()).spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = closed => {}
                () = accept(listener, Arc::new(shared), tls) => {}
            }
        });
        // Every task ends where it waits.
        drop(runtime);
    })?;
    Ok(Room::new(Server { at, page, code, close: Some(close), thread: Some(thread) }))
}

async fn accept(listener: StdListener, shared: Arc<Shared>, tls: Option<Tls>) {
    let listener = match TcpListener::from_std(listener) {
        Ok(it) => it,
        Err(why) => return tracing::error!("cannot listen: {why}"),
    };
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let routes = door::routes(&shared);
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, peer)) => {
                let routes = routes.clone().layer(Extension(Peer(peer.ip())));
                // Small messages that should be there at once.
                let _ = stream.set_nodelay(true);
                match tls.clone() {
                    None => drop(tokio::spawn(connection(stream, routes, permit))),
                    Some(tls) => drop(tokio::spawn(encrypted(tls, stream, routes, permit))),
                }
            }
            // A connection that was gone at once, or no file handles left.
            Err(why) => {
                tracing::warn!("a connection failed: {why}");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// A connection that is to be encrypted first; one that does not get there holds its place no longer than any other.
async fn encrypted(tls: Tls, stream: TcpStream, routes: axum::Router, permit: OwnedSemaphorePermit) {
    match timeout(PATIENCE, tls.acceptor().accept(stream)).await {
        Ok(Ok(stream)) => connection(stream, routes, permit).await,
        Ok(Err(why)) => tracing::debug!("a connection was not encrypted: {why}"),
        Err(_) => tracing::debug!("a connection was not encrypted in time"),
    }
}

async fn connection(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    routes: axum::Router,
    permit: OwnedSemaphorePermit,
) {
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes))
        .with_upgrades()
        .await;
    if let Err(why) = served {
        tracing::debug!("a connection ended: {why}");
    }
    drop(permit);
}
