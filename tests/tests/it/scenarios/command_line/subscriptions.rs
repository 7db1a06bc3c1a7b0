//! A webhook of zjj.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
};

use anyhow::ensure;
use scenarios::stage::until;
use testkit::peer::{Peer, status};

use super::{Terminal, exchange::text};
use crate::receivers::SIGNING_KEY;

const OFFICIAL: &str = "zjj-01";

/// Where messages come in, and what it answers now.
pub(super) struct Webhook {
    id: String,
    peer: Peer,
    answer: Arc<AtomicU16>,
}

/// Subscribes and repeats the code.
pub(super) async fn subscribe(terminal: &Terminal) -> anyhow::Result<Webhook> {
    let answer = Arc::new(AtomicU16::new(204));
    let now = Arc::clone(&answer);
    let peer = Peer::plain(move |_| status(now.load(Ordering::Relaxed))).await?;
    fs::write(terminal.folder.join("key"), SIGNING_KEY)?;
    let line = format!("subscriptions create 业务系统 --webhook {} --key-file key", peer.url("/hook"));
    let id = text(&terminal.act(OFFICIAL, &line).await?["id"])?;
    let webhook = Webhook { id, peer, answer };
    webhook.verify(terminal, 1).await?;
    Ok(webhook)
}

/// Everything else that can be done with it.
pub(super) async fn change(terminal: &Terminal, webhook: Webhook) -> anyhow::Result<()> {
    let id = &webhook.id;
    ensure!(terminal.list(OFFICIAL, "subscriptions list").await?[0]["id"] == **id);
    ensure!(terminal.list(OFFICIAL, "subscriptions preview").await?.len() > 3);
    fs::write(terminal.folder.join("next"), "whsec_bmV4dC1rZXktbmV4dC1rZXktbmV4dC1rZXk=")?;
    terminal.act(OFFICIAL, &format!("subscriptions rotate {id} --key-file next")).await?;

    webhook.answer.store(503, Ordering::Relaxed);
    terminal.act(OFFICIAL, &format!("subscriptions test {id}")).await?;
    let log = format!("subscriptions log --to {id}");
    let test = until("a failed attempt", async || {
        let sent = terminal.list(OFFICIAL, &log).await?;
        Ok(sent.into_iter().find(|one| one["kind"] == "MESSAGE_KIND_TEST" && one["attempts"] == 1))
    });
    let test = text(&test.await?["id"])?;
    ensure!(
        terminal.act(OFFICIAL, &format!("subscriptions disable {id}")).await?["state"]
            == "SUBSCRIPTION_STATE_DISABLED"
    );
    let codes = webhook.codes().len();
    webhook.answer.store(204, Ordering::Relaxed);
    terminal.act(OFFICIAL, &format!("subscriptions enable {id}")).await?;
    webhook.verify(terminal, codes + 1).await?;
    terminal.act(OFFICIAL, &format!("subscriptions resend {test}")).await?;
    until("the test to arrive", async || {
        let message = terminal.read(OFFICIAL, &format!("subscriptions message {test}")).await?;
        Ok((message["dispatch"]["state"] == "DISPATCH_STATE_ACCEPTED").then_some(()))
    })
    .await?;
    terminal.act(OFFICIAL, &format!("subscriptions recover {id} --since 2026-10-08")).await?;
    Ok(())
}

impl Webhook {
    fn codes(&self) -> Vec<String> {
        let seen = self.peer.seen().into_iter().map(|seen| seen.json());
        seen.filter_map(|body| body["data"]["code"].as_str().map(ToOwned::to_owned)).collect()
    }

    /// Repeats the code that comes as the `count`th.
    async fn verify(&self, terminal: &Terminal, count: usize) -> anyhow::Result<()> {
        let code = until("a code", async || Ok(self.codes().get(count - 1).cloned())).await?;
        let id = &self.id;
        let verified = terminal.act(OFFICIAL, &format!("subscriptions verify {id} {code}")).await?;
        ensure!(verified["state"] == "SUBSCRIPTION_STATE_ACTIVE", "{verified}");
        Ok(())
    }
}
