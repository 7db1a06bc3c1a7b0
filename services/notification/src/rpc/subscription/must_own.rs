//! A unit's subscription is anybody's of the unit; an official's own is theirs and the unit's leader's.

use ids::SubscriptionId;
use refusal::Refusal;
use shell::{Context, Error, Role};

use crate::store;

/// Refuses others: nobody ends what a colleague is reminded by. A subscription of another unit is left to the operation, to
/// which it does not exist.
pub(super) async fn must_own_subscription(
    context: &mut Context<'_>,
    id: SubscriptionId,
) -> Result<(), Error> {
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
