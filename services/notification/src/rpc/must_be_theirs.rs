//! Whose a subscription is.

use ids::SubscriptionId;
use refusal::Refusal;
use shell::{Context, Error, Role};

use crate::store;

/// A unit's subscription is anybody's of the unit, an official's own theirs and the unit's leader's: nobody else ends what a colleague is
/// reminded by. One that the unit has not is left to the operation.
pub(super) async fn must_be_theirs(context: &mut Context<'_>, id: SubscriptionId) -> Result<(), Error> {
    let found = store::subscription::find_all(context.tx, &[id]).await?.pop();
    let Some(own) = found.filter(|one| one.unit == context.caller.unit).and_then(|one| one.receiver) else {
        return Ok(());
    };
    if context.official()? == own || context.caller.has(Role::Leader) {
        return Ok(());
    }
    let en = "an official's own subscription is theirs and the leader's";
    let zh = "该订阅属经办人本人，须由本人或单位负责人办理";
    Err(Refusal::field("id", "not_yours", en, zh).into())
}
