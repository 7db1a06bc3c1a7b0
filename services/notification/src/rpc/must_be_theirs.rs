//! Whose a subscription is.

use ids::SubscriptionId;
use refusal::Refusal;
use shell::{Caller, Error, Role};
use sqlx::PgConnection;

use crate::store;

/// A unit's subscription is anybody's of the unit, an official's own theirs and the unit's leader's: nobody else ends what a colleague is
/// reminded by. One that the unit has not is left to the operation.
pub(super) async fn must_be_theirs(
    tx: &mut PgConnection,
    caller: &Caller,
    id: SubscriptionId,
) -> Result<(), Error> {
    let found = store::subscription::find_all(tx, &[id]).await?.pop();
    let Some(own) = found.filter(|one| one.unit == caller.unit).and_then(|one| one.receiver) else {
        return Ok(());
    };
    if caller.acting_official()? == own || caller.has(Role::Leader) {
        return Ok(());
    }
    let en = "an official's own subscription is theirs and the leader's";
    let zh = "该订阅属经办人本人，须由本人或单位负责人办理";
    Err(Refusal::field("id", "not_yours", en, zh).into())
}
