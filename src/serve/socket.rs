//! A socket: the page says who it is, then it sends what the seat does and gets what it may see.

use super::{
    code,
    door::{Peer, Shared, told},
    rate::Rate,
    room::Refused,
    wire::{Hello, Message as Does, Reply, json},
    wish::{Ask, Entered, Sight, SocketId, Wish, ask},
};
use crate::session::Reject;
use axum::{
    Extension,
    extract::{
        State,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code},
    },
    http::StatusCode,
    response::Response,
};
use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::time::{MissedTickBehavior, interval, timeout};

/// The longest message, in bytes.
const FRAME: usize = 16 << 10;
/// Messages a second.
const RATE: u32 = 30;
/// So long a socket may take to say who it is, and the system to take what is sent.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often both sides hear from each other; a page takes a socket that is silent for thrice as long for dead.
const TICK: Duration = Duration::from_secs(15);
const SILENT: Duration = Duration::from_secs(45);
/// The socket was closed because its seat is open on several others.
const ELSEWHERE: u16 = 4001;

/// `GET /ws`.
pub async fn upgrade(
    State(shared): State<Arc<Shared>>,
    Extension(Peer(from)): Extension<Peer>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let Ok(permit) = Arc::clone(&shared.sockets).try_acquire_owned() else {
        return told(StatusCode::SERVICE_UNAVAILABLE, &Refused::NoRoom.to_string());
    };
    upgrade
        .max_message_size(FRAME)
        .max_frame_size(FRAME)
        // What is set aside for each of 200 sockets.
        .read_buffer_size(4 << 10)
        .write_buffer_size(0)
        .on_upgrade(async move |socket| {
            run(shared, from, socket).await;
            drop(permit);
        })
}

async fn run(shared: Arc<Shared>, from: IpAddr, mut socket: WebSocket) {
    let entered = match timeout(PATIENCE, socket.recv()).await {
        Ok(Some(Ok(Message::Text(hello)))) => enter(&shared, from, &hello).await,
        _ => return,
    };
    let entered = match entered {
        Ok(entered) => entered,
        Err(out) => {
            let _ = send(&mut socket, Message::Text(json(&out))).await;
            return close(socket, close_code::POLICY).await;
        }
    };
    let left = Left { shared: Arc::clone(&shared), socket: entered.socket };
    if let Some(why) = serve(&shared, &mut socket, entered).await {
        close(socket, why).await;
    }
    drop(left);
}

/// Tells the owner that a socket is gone, however it ends.
struct Left {
    shared: Arc<Shared>,
    socket: SocketId,
}

impl Drop for Left {
    fn drop(&mut self) {
        (self.shared.deliver)(Wish(Ask::Left { socket: self.socket }));
    }
}

async fn enter(shared: &Shared, from: IpAddr, hello: &Utf8Bytes) -> Result<Entered, Reply> {
    let out = |why: String, forget: bool| Reply::Out { why, forget };
    let entered = match serde_json::from_str(hello.as_str()) {
        Ok(Hello::Token(it)) => match code::from_hex(&it) {
            Some(token) => ask(&shared.deliver, |answer| Ask::Enter { token, answer }).await,
            None => Err(Reject::UnknownToken.into()),
        },
        Ok(Hello::Wall(it)) => {
            shared.check(from, &it).map_err(|(_, why)| out(why, true))?;
            ask(&shared.deliver, |answer| Ask::Watch { answer }).await
        }
        Err(_) => return Err(out("That could not be read; load the page again.".to_owned(), false)),
    };
    entered.map_err(|why| out(why.to_string(), why == Refused::Rule(Reject::UnknownToken)))
}

/// Goes on until the socket ends; returns why, if the other side should be told.
async fn serve(shared: &Shared, socket: &mut WebSocket, entered: Entered) -> Option<u16> {
    let Entered { socket: id, mut views } = entered;
    let first = views.borrow_and_update().clone();
    let mut around = Utf8Bytes::default();
    send(socket, Message::Text(json(&Reply::Tick(now())))).await?;
    show(socket, first, &mut around).await?;
    let mut rate = Rate::new(RATE, Instant::now());
    let mut heard = Instant::now();
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tick.tick().await;
    loop {
        tokio::select! {
            changed = views.changed() => {
                if changed.is_err() {
                    return Some(ELSEWHERE);
                }
                let sight = views.borrow_and_update().clone();
                show(socket, sight, &mut around).await?;
            }
            message = socket.recv() => {
                heard = Instant::now();
                if rate.is_over(heard) {
                    return Some(close_code::POLICY);
                }
                match message {
                    Some(Ok(Message::Text(text))) => {
                        let reply = act(shared, id, &text).await;
                        send(socket, Message::Text(json(&reply))).await?;
                    }
                    Some(Ok(Message::Binary(_))) => return Some(close_code::UNSUPPORTED),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                }
            }
            _ = tick.tick() => {
                if heard.elapsed() > SILENT {
                    return None;
                }
                send(socket, Message::Ping(axum::body::Bytes::new())).await?;
                send(socket, Message::Text(json(&Reply::Tick(now())))).await?;
            }
        }
    }
}

async fn act(shared: &Shared, socket: SocketId, text: &Utf8Bytes) -> Reply {
    let Ok(Does { nth, does: command }) = serde_json::from_str(text.as_str()) else {
        return Reply::Refused { nth: 0, why: "That could not be read; load the page again.".to_owned() };
    };
    match ask(&shared.deliver, |answer| Ask::Do { socket, command, answer }).await {
        Ok(()) => Reply::Done(nth),
        Err(why) => Reply::Refused { nth, why: why.to_string() },
    }
}

/// Sends a view, after the seats if they are not those that were sent last.
async fn show(socket: &mut WebSocket, sight: Sight, around: &mut Utf8Bytes) -> Option<()> {
    if sight.seats != *around && !sight.seats.is_empty() {
        *around = sight.seats.clone();
        send(socket, Message::Text(sight.seats)).await?;
    }
    send(socket, Message::Text(sight.view)).await
}

/// Nothing if the other side does not take it.
async fn send(socket: &mut WebSocket, message: Message) -> Option<()> {
    timeout(PATIENCE, socket.send(message)).await.ok()?.ok()
}

async fn close(mut socket: WebSocket, code: u16) {
    let _ = send(&mut socket, Message::Close(Some(CloseFrame { code, reason: Utf8Bytes::default() }))).await;
}

/// The page shows timers by it.
#[expect(clippy::disallowed_methods, reason = "no result follows from it")]
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
