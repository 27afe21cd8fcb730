//! A room with a certificate of its own. The one in `tests/serve/tls` signed itself, for this test, for a hundred years.

use cruxmap::serve::{Room, Tls, open_as};
use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};

const CERTIFICATE: &[u8] = include_bytes!("tls/certificate.pem");
const KEY: &[u8] = include_bytes!("tls/key.pem");

fn room(name: Option<&str>) -> (Room, SocketAddr) {
    let tls = Tls::of(CERTIFICATE, KEY).unwrap();
    let room = open_as("127.0.0.1:0".parse().unwrap(), name, Some(tls), drop).unwrap();
    let port = room.address().trim_end_matches('/').rsplit_once(':').unwrap().1.parse().unwrap();
    (room, SocketAddr::from(([127, 0, 0, 1], port)))
}

/// What a client that trusts the certificate is answered.
fn ask(at: SocketAddr, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(CERTIFICATE).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let client = ClientConnection::new(Arc::new(config), ServerName::from(at.ip())).unwrap();
    let mut stream = StreamOwned::new(client, stream);
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // Whether the end was announced is not looked at: all that is asked for has come by then.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8(answer).unwrap()
}

fn get(host: &str) -> String {
    format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
}

#[test]
fn the_page_comes_encrypted_and_knows_it() {
    let (room, at) = room(None);
    assert_eq!(room.address(), format!("https://{at}/"));
    assert!(room.link().starts_with(&format!("https://{at}/#")));
    let answer = ask(at, &get(&at.to_string()));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains(&format!("wss://{at}")) && !answer.contains(" ws://"), "{answer}");
    let post = |scheme: &str| {
        let body = format!("{{\"code\":\"{}\",\"name\":\"A\",\"role\":\"participant\"}}", "AAAAAA");
        let head = format!("Host: {at}\r\nOrigin: {scheme}://{at}\r\nContent-Type: application/json\r\n");
        ask(
            at,
            &format!("POST /join HTTP/1.1\r\n{head}Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len()),
        )
    };
    assert!(post("https").contains("That is not the code of the room"), "{}", post("https"));
    assert!(post("http").contains("Only the page at the address"), "a plain page of the same address asks");
    // Who does not encrypt gets nothing of the page.
    let mut plain = TcpStream::connect(at).unwrap();
    plain.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    plain.write_all(get(&at.to_string()).as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let _ = plain.read_to_end(&mut bytes);
    assert!(!String::from_utf8_lossy(&bytes).contains("HTTP"), "{bytes:?}");
}

#[test]
fn a_room_with_a_name_is_asked_by_it() {
    let (room, at) = room(Some("room.test"));
    assert_eq!(room.address(), format!("https://room.test:{}/", at.port()));
    for (host, good) in [("room.test", true), ("127.0.0.1", true), ("evil.test", false)] {
        let answer = ask(at, &get(&format!("{host}:{}", at.port())));
        assert_eq!(answer.starts_with("HTTP/1.1 200"), good, "{host}: {answer}");
    }
    let at = || "127.0.0.1:0".parse().unwrap();
    assert!(open_as(at(), Some("a b; script-src *"), None, drop).is_err(), "what is no name is taken for one");
}

#[test]
fn what_is_no_certificate_is_told() {
    for (certificate, key, why) in [
        (&b""[..], KEY, "holds none"),
        (CERTIFICATE, &b""[..], "the key cannot be read"),
        (KEY, CERTIFICATE, "holds none"),
        (&CERTIFICATE[..300], KEY, "cannot be read"),
    ] {
        let told = Tls::of(certificate, key).map(drop).unwrap_err();
        assert!(told.contains(why), "{told}");
    }
}
