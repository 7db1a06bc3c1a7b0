//! One attempt: claimed in a transaction, made outside any, noted in another.

use std::time::Duration;

use ids::Uuid;
use jiff::SignedDuration;
use prost::Message;
use proto::notification::v1::Target;
use reference::Unit;
use serde_json::json;

use super::Said;
use crate::{
    App,
    channels::{Outcome, Outgoing},
    model::{Letter, Notice, sentence},
    operations::{self, Attempted},
    rules::reminder_plan::Level,
    store::{
        self,
        attempt::{Claimed, Turn},
    },
};

#[cfg(test)]
mod tests;

/// How long a message is a process's own; longer than any attempt takes.
const LEASE: Duration = Duration::from_mins(1);

/// Leases what is due.
pub(super) async fn claim(app: &App, busy: &[Uuid], most: usize) -> Result<Vec<Claimed>, sqlx::Error> {
    if most == 0 {
        return Ok(Vec::new());
    }
    let now = app.doors.clock.now();
    let open = app.office_hours.are_open(now, &app.reference.calendar());
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut tx = database::begin(&app.system).await?;
    let claimed = store::attempt::claim(&mut tx, &Turn { busy, open, most, lease: LEASE, now }).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// Tries a message and notes what became of it.
pub(super) async fn attempt(app: &App, claimed: Claimed) -> anyhow::Result<()> {
    let mut tx = database::begin(&app.system).await?;
    let Some(message) = message(app, &mut tx, &claimed).await? else {
        operations::settle_dispatch(&mut tx, &claimed, &Attempted::Needless, app.doors.clock.now()).await?;
        return Ok(tx.commit().await?);
    };
    tx.rollback().await?;
    let opened = |sealed: &Vec<u8>| {
        let clear = app.keys.open(claimed.subscription.0.as_bytes(), sealed).ok()?;
        Target::decode(clear.expose()).ok()
    };
    let outcome = match opened(&claimed.target) {
        Some(target) => {
            let older = claimed.older_target.as_ref().and_then(opened);
            app.post.send(&claimed.unit, target, older, &message).await
        }
        None => Outcome::later("the target cannot be opened"),
    };
    let now = app.doors.clock.now();
    let mut tx = database::begin(&app.system).await?;
    operations::settle_dispatch(&mut tx, &claimed, &Attempted::Made(outcome), now).await?;
    Ok(tx.commit().await?)
}

/// What is sent; none where everything it would tell of was done before.
async fn message(
    app: &App,
    tx: &mut sqlx::PgConnection,
    claimed: &Claimed,
) -> anyhow::Result<Option<Outgoing>> {
    let subscription = store::subscription::lock(tx, None, claimed.subscription).await?;
    let name = subscription.map(|subscription| subscription.name).unwrap_or_default();
    let mut said = Said { unit: unit_name(app, &claimed.unit), name, ..Said::default() };
    let mut data = json!({});
    if let Some(code) = &claimed.code {
        said.code.clone_from(code);
        data = json!({ "code": code });
    }
    if let Some(id) = claimed.notice {
        let filter = store::notice::Filter {
            id: Some(id),
            unit: None,
            levels: &Level::ALL.map(|level| level.name().to_owned()),
            reader: "",
            unread_only: false,
            after: None,
            limit: 1,
        };
        let notice = store::notice::list(tx, &filter).await?.pop();
        let Some(notice) = notice.and_then(still_open) else { return Ok(None) };
        let link = &app.link;
        said.link = if link.is_empty() { String::new() } else { format!("{link}{}", notice.id) };
        said.unit = unit_name(app, &notice.unit);
        said.text = sentence(&said.unit, &notice.parts, &app.kinds);
        data = data_of(&notice, &said);
    }
    if let Some(id) = claimed.letter {
        let letter = store::letter::find(tx, None, id).await?;
        let open = |letter: &Letter| letter.replied_at.is_none() && letter.closed.is_none();
        let Some(letter) = letter.filter(open) else { return Ok(None) };
        let last = clock::civil_date(letter.due_at - SignedDuration::from_secs(1));
        said.text = format!("{}，请于{last}前回复", letter.number);
        data = json!({
            "letter": id.to_string(), "number": letter.number.to_string(), "unit": letter.unit.as_str(),
            "text": said.text, "due": letter.due_at,
        });
    }
    Ok(Some(app.messages.write(&claimed.kind, claimed.id.0, claimed.created_at, &said, data)?))
}

/// The notice without what was done since; none when nothing is left.
fn still_open(mut notice: Notice) -> Option<Notice> {
    notice.parts.retain(|part| part.open > 0);
    for part in &mut notice.parts {
        part.duties = part.open;
    }
    (!notice.parts.is_empty()).then_some(notice)
}

fn data_of(notice: &Notice, said: &Said) -> serde_json::Value {
    let parts: Vec<_> = notice
        .parts
        .iter()
        .map(|part| json!({ "step": part.step.name(), "kind": part.kind, "duties": part.duties }))
        .collect();
    json!({
        "notice": notice.id.to_string(), "unit": notice.unit.as_str(), "level": notice.level.name(),
        "text": said.text, "parts": parts, "link": said.link,
    })
}

fn unit_name(app: &App, code: &ids::UnitCode) -> String {
    let directory = app.reference.directory();
    directory.unit(code).map_or_else(|| code.to_string(), |unit: &Unit| unit.name.clone())
}
