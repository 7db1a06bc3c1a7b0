//! The code that the documentation gives to receivers, run on what we send; and the standard's own library.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use channels::{Secret, SigningKey, SigningKeys, Webhook};
use clock::Clock;
use jiff::SignedDuration;
use testkit::peer::{Peer, Seen, status};
use tokio::{io::AsyncWriteExt, process::Command};

use crate::world::{message, reach};

/// A program that is given the secret, the three headers and the body, and ends well if they fit together.
struct Verifier {
    name: &'static str,
    program: PathBuf,
    script: PathBuf,
}

impl Verifier {
    fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let installed = root.join(".tools/venv/bin/python");
        let python = if installed.is_file() { installed } else { "python3".into() };
        let mut all = vec![
            Self { name: "verify.py", program: python.clone(), script: root.join("docs/webhooks/verify.py") },
            Self {
                name: "standardwebhooks",
                program: python,
                script: Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/standard.py"),
            },
        ];
        // Without a JDK the one for Java is left out.
        let java = std::process::Command::new("java").arg("-version").output();
        if java.is_ok_and(|output| output.status.success()) {
            let script = root.join("docs/webhooks/Verify.java");
            all.push(Self { name: "Verify.java", program: "java".into(), script });
        }
        all
    }

    async fn accepts(&self, secret: &Secret, seen: &Seen) -> bool {
        let mut child = Command::new(&self.program)
            .arg(&self.script)
            .args(["webhook-id", "webhook-timestamp", "webhook-signature"].map(|name| seen.header(name)))
            .env("WEBHOOK_SECRET", secret.expose())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        child.stdin.take().unwrap().write_all(&seen.body).await.unwrap();
        let output = child.wait_with_output().await.unwrap();
        match output.status.code() {
            Some(0) => true,
            // What they say when they refuse; any other end is a mistake in the program.
            Some(1) if String::from_utf8_lossy(&output.stderr).trim_start().starts_with("refused:") => false,
            _ => panic!("{} failed: {}", self.name, String::from_utf8_lossy(&output.stderr)),
        }
    }
}

/// A message as it came, sent so long after the present.
async fn received(keys: SigningKeys, after: SignedDuration) -> Seen {
    let peer = Peer::plain(|_| status(204)).await.unwrap();
    let clock = Clock::manual(Clock::system().now().checked_add(after).unwrap());
    Webhook::new(reach(), Secret::new(peer.url("/")), keys, clock).send(&message()).await;
    peer.seen().remove(0)
}

#[tokio::test]
async fn receivers_know_our_messages_from_others() {
    let (newest, older) = (SigningKey::fresh().unwrap(), SigningKey::fresh().unwrap());
    let other = SigningKey::fresh().unwrap().reveal();
    let keys = SigningKeys { newest: newest.clone(), older: Some(older.clone()) };
    let good = received(keys.clone(), SignedDuration::ZERO).await;
    let stale = received(keys.clone(), SignedDuration::from_secs(-330)).await;
    let early = received(keys, SignedDuration::from_hours(1)).await;
    let mut changed = good.clone();
    changed.body = String::from_utf8_lossy(&good.body).replace("duties/1", "duties/2").into();
    let mut renamed = good.clone();
    renamed.headers.insert("webhook-id", "0199c1f0-8f00-7000-8000-000000000002".parse().unwrap());
    for verifier in Verifier::all() {
        for (what, secret, seen, expected) in [
            ("the newest secret", newest.reveal(), &good, true),
            ("the older secret", older.reveal(), &good, true),
            ("another secret", other.clone(), &good, false),
            ("a changed body", newest.reveal(), &changed, false),
            ("another id", newest.reveal(), &renamed, false),
            ("an old message", newest.reveal(), &stale, false),
            ("a message from the future", newest.reveal(), &early, false),
        ] {
            assert_eq!(verifier.accepts(&secret, seen).await, expected, "{}: {what}", verifier.name);
        }
    }
}
