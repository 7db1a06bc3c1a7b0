//! What every test needs.

use std::{
    collections::BTreeMap,
    io::ErrorKind,
    net::{IpAddr, SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use channels::{
    AddressRule, Allowed, Limits, Outbound, Outcome, Outgoing, Phone, Reach, Resolver, Secret, Sms,
    SmsProvider, SmsSender, Template, Templates, Trust, Walls,
};
use clock::Clock;
use jiff::Timestamp;
use serde_json::json;

/// When the tests are, unless they say otherwise.
pub(crate) const MORNING: &str = "2026-10-08T09:00:00+08:00";

/// Long enough for anything that comes at all, short enough to wait for what does not.
pub(crate) const LIMITS: Limits = Limits { connect: Duration::from_secs(2), total: Duration::from_secs(3) };

pub(crate) fn clock() -> Clock {
    Clock::manual(MORNING.parse().unwrap())
}

pub(crate) fn message() -> Outgoing {
    Outgoing {
        id: "0199c1f0-8f00-7000-8000-000000000001".parse().unwrap(),
        kind: "duty.due_soon".to_owned(),
        at: MORNING.parse::<Timestamp>().unwrap(),
        title: "认领提醒：1 件推送今日到期".to_owned(),
        text: "食品生产许可证（尾号 0001）须于今日 24 时前认领。\nhttps://example.gov.cn/d/1".to_owned(),
        markdown: "**认领提醒**\n食品生产许可证（尾号 0001）须于今日 24 时前认领。".to_owned(),
        html: "<p>食品生产许可证（尾号 0001）须于今日 24 时前<b>认领</b>。</p>".to_owned(),
        data: json!({ "duty": "duties/1", "due": "2026-10-08T16:00:00Z" }),
        params: BTreeMap::from([
            ("item".to_owned(), "食品生产许可证".to_owned()),
            ("due".to_owned(), "10月8日".to_owned()),
        ]),
    }
}

/// Reaches this machine, as in development.
pub(crate) fn reach() -> Reach {
    reach_of(Resolver::system(), &Trust::default())
}

pub(crate) fn reach_of(resolver: Resolver, trust: &Trust) -> Reach {
    Reach::new(Outbound::new(trust, resolver, LIMITS).unwrap(), development(&[]))
}

/// The rule of development: this machine may be reached.
pub(crate) fn development(origins: &[String]) -> AddressRule {
    let walls = Arc::new(Walls { cluster: Vec::new(), loopback: true });
    AddressRule::new(&walls, Allowed { ranges: Vec::new(), origins: origins.to_vec() })
}

/// Always answers these addresses.
pub(crate) fn answering(addresses: &[&str]) -> Resolver {
    let addresses: Vec<IpAddr> = addresses.iter().map(|address| address.parse().unwrap()).collect();
    Resolver::asking(move |_| {
        let addresses = addresses.clone();
        Box::pin(async move { Ok(addresses) })
    })
}

/// An SMS to a number that belongs to nobody, by a template of two variables.
pub(crate) fn sms(provider: SmsProvider) -> Sms {
    let template = Template {
        provider: provider.name().to_owned(),
        kind: "duty.due_soon".to_owned(),
        sign: "审管联动".to_owned(),
        id: "SMS_100".to_owned(),
        params: vec!["item".to_owned(), "due".to_owned()],
        max_length: 5,
    };
    let phone = Phone::parse(&Secret::new("+86 199 0000 0001")).unwrap();
    Sms::new(SmsSender::new(provider, Templates::new([template])), phone)
}

pub(crate) fn accepted() -> Outcome {
    Outcome::Accepted { provider_id: None }
}

pub(crate) fn later(cause: &str) -> Outcome {
    Outcome::Later { after: None, cause: cause.to_owned() }
}

pub(crate) fn later_after(seconds: u64, cause: &str) -> Outcome {
    Outcome::Later { after: Some(Duration::from_secs(seconds)), cause: cause.to_owned() }
}

pub(crate) fn refused(cause: &str) -> Outcome {
    Outcome::Refused { cause: cause.to_owned() }
}

pub(crate) fn gone(cause: &str) -> Outcome {
    Outcome::Gone { cause: cause.to_owned() }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// A listener that nobody may connect to.
pub(crate) struct Canary(TcpListener);

impl Canary {
    pub(crate) fn at(address: impl Into<SocketAddr>) -> Self {
        let listener = TcpListener::bind(address.into()).unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    pub(crate) fn port(&self) -> u16 {
        self.0.local_addr().unwrap().port()
    }

    /// Whether anyone connected. On this machine a connection stands in the queue as soon as it is made.
    pub(crate) fn is_silent(&self) -> bool {
        matches!(self.0.accept(), Err(error) if error.kind() == ErrorKind::WouldBlock)
    }
}

#[test]
fn a_canary_notices_a_connection() {
    let canary = Canary::at(([127, 0, 0, 1], 0));
    assert!(canary.is_silent());
    let _connection = std::net::TcpStream::connect(("127.0.0.1", canary.port())).unwrap();
    assert!(!canary.is_silent());
}
