//! A scripted model: an endpoint on this machine that answers as a test tells it to.

#![allow(dead_code, reason = "each test file uses a part of it")]

use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread::{self, Builder},
    time::Duration,
};

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Request {
    /// The request line and the headers.
    pub head: String,
    pub body: Value,
}

impl Request {
    /// The comments in it: id, whether statements are wanted, text.
    pub fn comments(&self) -> Vec<(String, bool, String)> {
        let message = self.body["messages"][1]["content"].as_str().unwrap();
        let lines: Vec<&str> = message.split('\n').collect();
        assert_eq!((lines.len(), lines[0], lines[2]), (3, "THREAD", "END OF THREAD"), "the data breaks out");
        let data: Value = serde_json::from_str(lines[1]).unwrap();
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        let comments = data["comments"].as_array().unwrap().iter();
        comments.map(|it| (text(&it["id"]), it["annotate"] == true, text(&it["text"]))).collect()
    }
}

/// What it replies.
pub enum Reply {
    /// A status, more header lines, and a body.
    Status(u16, &'static str, String),
    /// This answer of the model.
    Says(String),
    /// A good answer, cut off in the middle.
    CutOff,
    /// The model ran out of room.
    TooLong,
}

impl Reply {
    pub fn json(answer: &Value) -> Self {
        Self::Says(answer.to_string())
    }
}

pub struct Endpoint {
    pub url: String,
    requests: Arc<Mutex<Vec<Request>>>,
    ended: Arc<AtomicBool>,
}

impl Endpoint {
    /// Starts one; `script` gets the number of the request, from 0, and the request.
    pub fn start(script: impl Fn(usize, &Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (requests, ended) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (seen, is_over, script) = (requests.clone(), ended.clone(), Arc::new(script));
        let serve = move || {
            for stream in listener.incoming() {
                if is_over.load(Relaxed) {
                    return;
                }
                let (seen, script) = (seen.clone(), script.clone());
                Builder::new().spawn(move || answer(stream.unwrap(), &seen, &*script)).unwrap();
            }
        };
        Builder::new().spawn(serve).unwrap();
        Self { url: format!("http://{address}/v1"), requests, ended }
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.ended.store(true, Relaxed);
        // Wakes the listener, so that it sees that it is over.
        let _ = TcpStream::connect(self.url.trim_start_matches("http://").trim_end_matches("/v1"));
    }
}

fn answer(mut stream: TcpStream, seen: &Mutex<Vec<Request>>, script: &dyn Fn(usize, &Request) -> Reply) {
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let Some(request) = read(&stream) else { return };
    let number = {
        let mut seen = seen.lock().unwrap();
        seen.push(request.clone());
        seen.len() - 1
    };
    let chat = |content: &str, reason: &str| {
        json!({ "choices": [{ "message": { "role": "assistant", "content": content }, "finish_reason": reason }] })
            .to_string()
    };
    let (status, more, body, end) = match script(number, &request) {
        Reply::Status(status, more, body) => (status, more, body, usize::MAX),
        Reply::Says(text) => (200, "", chat(&text, "stop"), usize::MAX),
        Reply::CutOff => (200, "", chat("{\"statements\": []}", "stop"), 30),
        Reply::TooLong => (200, "", chat("{\"statements\": [{\"id\": \"s1\", \"com", "length"), usize::MAX),
    };
    let head = format!(
        "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{more}Connection: close\r\n\r\n",
        body.len()
    );
    // Whoever asked may have gone.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body.as_bytes()[..end.min(body.len())]));
    let _ = stream.flush();
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let length = head.lines().find_map(|it| it.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok())?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { head, body: serde_json::from_slice(&body).ok()? })
}

/// A statement as a model gives it.
pub fn statement(id: &str, comment: &str, quote: &str, kind: &str) -> Value {
    json!({ "id": id, "comment": comment, "quote": quote, "offset": null, "speaker": "author", "person": null,
        "kind": kind, "is_disagreement": false, "gist": "in the words of the model" })
}

/// An answer of statements alone.
pub fn only(statements: &[Value]) -> Value {
    json!({ "statements": statements, "relations": [], "cruxes": [], "evidence": [] })
}

/// What an obedient model says: the first sentence of each comment asked about is a claim.
pub fn obedient(request: &Request) -> Reply {
    let said = request.comments().into_iter().filter(|it| it.1).map(|(id, _, text)| {
        let end = text.find(". ").map_or(text.len(), |it| it + 1);
        statement(&format!("s-{id}"), &id, &text[..end], "claim")
    });
    Reply::json(&only(&said.collect::<Vec<_>>()))
}

/// Waits as a slow model does.
pub fn think(time: Duration) {
    thread::sleep(time);
}
