//! Adds or replaces officials of the directory, and tells every service.

use mailbox::Outbox;
use proto::reference::v1::OfficialChanged;
use reference::Official;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{Outcomes, next_version};
use crate::store::lock::{self, Shared};

/// Saves each official whose version is the one that stands (0 for a new one); gives it with its new version.
pub(crate) async fn save_official(
    outbox: &Outbox,
    tx: &mut PgConnection,
    officials: Vec<Official>,
) -> Outcomes<Official> {
    lock::take(tx, Shared::Directory).await?;
    let mut outcomes = Vec::new();
    let mut events = Vec::new();
    for mut official in officials {
        match checked(tx, &official).await? {
            Err(refusal) => outcomes.push(Err(refusal)),
            Ok(version) => {
                official.version = version;
                reference::store::save_officials(tx, std::slice::from_ref(&official)).await?;
                events.push(OfficialChanged { official: Some(official.clone().into()) });
                outcomes.push(Ok(official));
            }
        }
    }
    outbox.send(tx, &events).await?;
    Ok(outcomes)
}

/// The official's next version. The unit must exist and stay the same: what was done stays done for the unit of that
/// time, so whoever changes units gets a new id.
async fn checked(tx: &mut PgConnection, official: &Official) -> Result<Result<i64, Refusal>, sqlx::Error> {
    if reference::store::unit(tx, &official.unit).await?.is_none() {
        return Ok(Err(wrong_unit("unknown", "is not a unit of the directory", "目录中没有这个单位")));
    }
    let before = reference::store::official(tx, &official.id).await?;
    if before.as_ref().is_some_and(|before| before.unit != official.unit) {
        return Ok(Err(wrong_unit(
            "changed",
            "the official belongs to another unit",
            "该经办人属于其他单位",
        )));
    }
    Ok(next_version(before.map(|official| official.version), official.version))
}

fn wrong_unit(code: &'static str, en: &str, zh: &str) -> Refusal {
    Refusal::field("official.unit", code, en, zh)
}
