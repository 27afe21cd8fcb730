//! A client of few lines: what it sends is what stands here, also where no browser would send it.
#![allow(dead_code, reason = "tests and the bench use a part of it each")]
#![expect(clippy::panic, reason = "a test may")]

use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

/// An answer: status, headers as they came, body.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|it| it.split_once(':'));
        lines.into_iter().find(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1.trim())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

fn connect(at: SocketAddr) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.set_nodelay(true).unwrap();
    BufReader::new(stream)
}

fn read_head(stream: &mut BufReader<TcpStream>) -> (u16, String) {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).unwrap() == 0 {
            break;
        }
    }
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or(0);
    (status, head)
}

/// Sends bytes and reads the answer.
pub fn send(at: SocketAddr, request: &str) -> Answer {
    let mut stream = connect(at);
    // The server may have refused before all was sent.
    let _ = stream.get_mut().write_all(request.as_bytes());
    let (status, head) = read_head(&mut stream);
    let answer = Answer { status, head, body: String::new() };
    let length = answer.header("content-length").and_then(|it| it.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    Answer { body: String::from_utf8(body).unwrap(), ..answer }
}

pub fn get(at: SocketAddr, path: &str) -> Answer {
    send(at, &format!("GET {path} HTTP/1.1\r\nHost: {at}\r\n\r\n"))
}

/// Posts JSON as the page does, with other headers where they are given.
pub fn post(at: SocketAddr, path: &str, body: &str) -> Answer {
    post_with(at, path, body, &format!("Host: {at}\r\nOrigin: http://{at}\r\nContent-Type: application/json\r\n"))
}

pub fn post_with(at: SocketAddr, path: &str, body: &str, headers: &str) -> Answer {
    send(at, &format!("POST {path} HTTP/1.1\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len()))
}

/// A socket.
pub struct Socket(BufReader<TcpStream>, Instant);

/// How long a test may take with one socket.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came over a socket.
#[derive(Debug, PartialEq)]
pub enum Frame {
    Text(String),
    Close(u16),
    /// The connection is gone.
    Gone,
}

impl Socket {
    /// Opens one with these headers beside those that make a socket.
    pub fn open_with(at: SocketAddr, headers: &str) -> Result<Self, u16> {
        let mut stream = connect(at);
        let request = format!(
            "GET /ws HTTP/1.1\r\n{headers}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.get_mut().write_all(request.as_bytes()).unwrap();
        match read_head(&mut stream).0 {
            101 => Ok(Self(stream, Instant::now())),
            status => Err(status),
        }
    }

    pub fn open(at: SocketAddr) -> Self {
        Self::open_with(at, &format!("Host: {at}\r\nOrigin: http://{at}\r\n")).unwrap()
    }

    /// One that says its key.
    pub fn seat(at: SocketAddr, token: &str) -> Self {
        let mut socket = Self::open(at);
        socket.text(&format!("{{\"token\":\"{token}\"}}"));
        socket
    }

    pub fn text(&mut self, text: &str) {
        self.frame(1, text.as_bytes());
    }

    /// Sends a frame with an operation code; it may fail if the other side has closed.
    pub fn frame(&mut self, code: u8, bytes: &[u8]) {
        let mut frame = vec![0x80 | code];
        match bytes.len() {
            short @ ..126 => frame.push(0x80 | u8::try_from(short).unwrap()),
            long => {
                frame.push(0x80 | 127);
                frame.extend((long as u64).to_be_bytes());
            }
        }
        // A mask of zeros leaves the bytes as they are.
        frame.extend([0; 4]);
        frame.extend(bytes);
        let _ = self.0.get_mut().write_all(&frame);
    }

    /// The next text or the end. What is waited for in vain is gone: a living socket says something every 15 seconds.
    pub fn next(&mut self) -> Frame {
        loop {
            if self.1.elapsed() > PATIENCE {
                return Frame::Gone;
            }
            let mut start = [0; 2];
            if self.0.read_exact(&mut start).is_err() {
                return Frame::Gone;
            }
            let length = match start[1] & 127 {
                126 => u64::from(u16::from_be_bytes(self.bytes())),
                127 => u64::from_be_bytes(self.bytes()),
                short => u64::from(short),
            };
            let mut content = vec![0; usize::try_from(length).unwrap()];
            if self.0.read_exact(&mut content).is_err() {
                return Frame::Gone;
            }
            match start[0] & 15 {
                1 => return Frame::Text(String::from_utf8(content).unwrap()),
                8 if content.len() >= 2 => return Frame::Close(u16::from_be_bytes([content[0], content[1]])),
                8 => return Frame::Close(1005),
                9 => self.frame(10, &content),
                _ => {}
            }
        }
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        let _ = self.0.read_exact(&mut bytes);
        bytes
    }

    /// The first text for which this holds, read as JSON; `None` if the socket ends first.
    pub fn until(&mut self, holds: impl Fn(&str) -> bool) -> Option<Value> {
        loop {
            match self.next() {
                Frame::Text(it) if holds(&it) => return serde_json::from_str(&it).ok(),
                Frame::Text(_) => {}
                Frame::Close(_) | Frame::Gone => return None,
            }
        }
    }

    /// Waits for a text for which this holds.
    pub fn wait(&mut self, holds: impl Fn(&str) -> bool) {
        loop {
            match self.next() {
                Frame::Text(it) if holds(&it) => return,
                Frame::Text(_) => {}
                end => panic!("{end:?} while waiting"),
            }
        }
    }

    /// Does something, and waits for the answer: why not, if it was refused.
    pub fn does(&mut self, nth: u32, does: &str) -> Result<(), String> {
        self.text(&format!("{{\"nth\":{nth},\"does\":{does}}}"));
        let it = self.until(|it| it.starts_with("{\"done\"") || it.starts_with("{\"refused\"")).unwrap();
        if let Some(why) = it["refused"]["why"].as_str() {
            return Err(why.to_owned());
        }
        assert_eq!(it["done"], nth);
        Ok(())
    }

    /// How it ends.
    pub fn end(&mut self) -> Frame {
        loop {
            match self.next() {
                Frame::Text(_) => {}
                end => return end,
            }
        }
    }
}
