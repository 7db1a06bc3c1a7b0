//! What a webhook must not reach, and receivers that do not behave.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use certs::Authority;
use channels::{
    AddressRule, Allowed, Outbound, Outcome, Reach, Resolver, Secret, SigningKey, SigningKeys, Trust, Walls,
    Webhook,
};
use testkit::peer::{Peer, status};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};

use crate::world::{Canary, LIMITS, accepted, answering, clock, development, later, message, refused};

const NEVER: &str = "the host has an address that is never allowed";
const NOT_LISTED: &str = "the host has a private address that is not on the unit's list";

fn webhook(url: &str, resolver: Resolver, rule: AddressRule, trust: &Trust) -> Webhook {
    let keys = SigningKeys { newest: SigningKey::fresh().unwrap(), older: None };
    let reach = Reach::new(Outbound::new(trust, resolver, LIMITS).unwrap(), rule);
    Webhook::new(reach, Secret::new(url), keys, clock())
}

/// To a host whose origin is listed, in development.
async fn send_to_host(port: u16, resolver: Resolver) -> Outcome {
    let origin = format!("http://hooks.example.cn:{port}");
    let rule = development(std::slice::from_ref(&origin));
    webhook(&origin, resolver, rule, &Trust::default()).send(&message()).await
}

/// To a URL of this machine, in development.
async fn send_here(port: u16) -> Outcome {
    let url = format!("http://127.0.0.1:{port}/");
    webhook(&url, Resolver::system(), development(&[]), &Trust::default()).send(&message()).await
}

/// A rule under which all is listed that can be listed.
fn production(origin: &str) -> AddressRule {
    let everything = ["0.0.0.0/0", "::/0"].map(|range| range.parse().unwrap()).to_vec();
    AddressRule::new(
        &Arc::new(Walls::default()),
        Allowed { ranges: everything, origins: vec![origin.to_owned()] },
    )
}

#[tokio::test]
async fn one_address_that_is_not_allowed_spoils_all() {
    for (other, cause) in [("10.1.2.3", NOT_LISTED), ("169.254.169.254", NEVER), ("::ffff:127.0.0.1", NEVER)]
    {
        for addresses in [["127.0.0.1", other], [other, "127.0.0.1"]] {
            let canary = Canary::at(([127, 0, 0, 1], 0));
            let outcome = send_to_host(canary.port(), answering(&addresses)).await;
            assert_eq!(outcome, refused(cause), "{addresses:?}");
            assert!(canary.is_silent(), "{addresses:?}");
        }
    }
}

#[tokio::test]
async fn the_address_that_was_checked_is_the_one_that_is_reached() {
    let peer = Peer::plain(|_| status(204)).await.unwrap();
    let canary = Canary::at(([127, 0, 0, 2], peer.address.port()));
    let asked = Arc::new(AtomicUsize::new(0));
    let times = Arc::clone(&asked);
    let rebinding = Resolver::asking(move |_| {
        let last = if times.fetch_add(1, Ordering::SeqCst) == 0 { 1 } else { 2 };
        Box::pin(async move { Ok(vec![IpAddr::from([127, 0, 0, last])]) })
    });
    assert_eq!(send_to_host(peer.address.port(), rebinding).await, accepted());
    assert_eq!((asked.load(Ordering::SeqCst), peer.seen().len()), (1, 1));
    assert!(canary.is_silent());
}

#[tokio::test]
async fn a_name_that_was_good_is_looked_at_again_for_the_next_message() {
    let peer = Peer::plain(|_| status(204)).await.unwrap();
    let asked = AtomicUsize::new(0);
    let moving = Resolver::asking(move |_| {
        let first = asked.fetch_add(1, Ordering::SeqCst) == 0;
        let address = if first { [127, 0, 0, 1] } else { [169, 254, 169, 254] };
        Box::pin(async move { Ok(vec![IpAddr::from(address)]) })
    });
    assert_eq!(send_to_host(peer.address.port(), moving.clone()).await, accepted());
    assert_eq!(send_to_host(peer.address.port(), moving).await, refused(NEVER));
    assert_eq!(peer.seen().len(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let canary = Canary::at(([127, 0, 0, 1], 0));
    let port = canary.port();
    for target in [format!("http://127.0.0.1:{port}/"), "http://169.254.169.254/latest/meta-data/".to_owned()]
    {
        for code in [301, 302, 303, 307, 308] {
            let target = target.clone();
            let peer = Peer::plain(move |_| {
                let mut response = status(code);
                response.headers_mut().insert("location", target.parse().unwrap());
                response
            })
            .await
            .unwrap();
            assert_eq!(send_here(peer.address.port()).await, later(&format!("http status {code}")));
            assert_eq!(peer.seen().len(), 1);
        }
    }
    assert!(canary.is_silent());
}

#[tokio::test]
async fn this_machine_is_not_reached_in_production_however_it_is_written() {
    let canary = Canary::at(([127, 0, 0, 1], 0));
    let port = canary.port();
    for host in
        ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0"]
    {
        let url = format!("http://{host}:{port}");
        let origin = url::Url::parse(&url).unwrap().origin().ascii_serialization();
        let webhook = webhook(&url, Resolver::system(), production(&origin), &Trust::default());
        assert_eq!(webhook.send(&message()).await, refused(NEVER), "{host}");
    }
    let origin = format!("http://hooks.example.cn:{port}");
    let named = webhook(&origin, answering(&["127.0.0.1"]), production(&origin), &Trust::default());
    assert_eq!(named.send(&message()).await, refused(NEVER));
    assert!(canary.is_silent());
}

#[tokio::test]
async fn a_range_of_the_cluster_is_not_reached_although_it_is_listed() {
    let url = "https://hooks.example.cn/";
    let walls = Arc::new(Walls { cluster: vec!["10.42.0.0/16".parse().unwrap()], loopback: false });
    let allowed = Allowed { ranges: vec!["10.0.0.0/8".parse().unwrap()], origins: Vec::new() };
    let rule = AddressRule::new(&walls, allowed);
    let webhook = webhook(url, answering(&["10.42.0.1"]), rule, &Trust::default());
    assert_eq!(webhook.send(&message()).await, refused(NEVER));
}

#[tokio::test]
async fn nothing_is_said_to_a_receiver_whose_certificate_is_not_believed() {
    let authority = Authority::create().unwrap();
    let issued = authority.issue_server(&["hooks.example.cn"]).unwrap();
    let peer = Peer::tls(&issued.certificate_pem, &issued.key_pem, |_| status(204)).await.unwrap();
    let trust = Trust::default().and(authority.certificate_pem().as_bytes()).unwrap();
    for (host, trust, expected) in [
        ("hooks.example.cn", &trust, accepted()),
        ("hooks.example.cn", &Trust::default(), later("the tls handshake failed")),
        ("other.example.cn", &trust, later("the tls handshake failed")),
    ] {
        let origin = format!("https://{host}:{}", peer.address.port());
        let rule = development(std::slice::from_ref(&origin));
        let outcome = webhook(&origin, answering(&["127.0.0.1"]), rule, trust).send(&message()).await;
        assert_eq!(outcome, expected, "{host}");
    }
    assert_eq!(peer.seen().len(), 1);
}

#[tokio::test]
async fn a_receiver_that_is_silent_is_left_after_a_time() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let holding = tokio::spawn(async move { listener.accept().await });
    assert_eq!(send_here(port).await, later("no answer in time"));
    assert!(holding.await.unwrap().is_ok());
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert_eq!(send_here(gone).await, later("no connection"));
    let nowhere = Resolver::asking(|_| Box::pin(async { Ok(Vec::new()) }));
    assert_eq!(send_to_host(gone, nowhere).await, later("the host has no address"));
}

/// More than any buffers hold between two processes.
const BUFFERS: usize = 32 * 1024 * 1024;

/// Answers with a beginning, then with the same bytes again and again until the caller goes away; gives how many times.
async fn endless(beginning: &'static str, again: String) -> (u16, JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).await.unwrap();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let mut times = 0;
        while stream.write_all(again.as_bytes()).await.is_ok() {
            times += 1;
        }
        times
    });
    (port, task)
}

#[tokio::test]
async fn an_endless_answer_is_left_once_its_beginning_was_read() {
    let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    let length = chunk.len();
    let (port, task) = endless("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", chunk).await;
    assert_eq!(send_here(port).await, accepted());
    assert!(task.await.unwrap() * length < BUFFERS);

    let header = format!("x-more: {}\r\n", "x".repeat(0x1000));
    let length = header.len();
    let (port, task) = endless("HTTP/1.1 200 OK\r\n", header).await;
    assert_eq!(send_here(port).await, later("the connection broke, or what came is not http"));
    assert!(task.await.unwrap() * length < BUFFERS);
}

#[tokio::test]
async fn what_cannot_be_a_receiver_is_refused_without_a_call() {
    for (url, cause) in [
        ("http://hooks.example.cn/", "neither https at port 443 nor an origin on the unit's list"),
        ("https://user:k3y@hooks.example.cn/", "a URL may not hold a user or a password"),
        ("https://hooks.example.cn/#k3y", "a URL may not hold a fragment"),
        ("k3y", "not a URL of at most 2000 characters"),
    ] {
        let webhook = webhook(url, answering(&["127.0.0.1"]), development(&[]), &Trust::default());
        assert_eq!(webhook.send(&message()).await, refused(cause));
    }
}
