//! Names a deputy (代理) for an official.

use ids::OfficialId;
use refusal::Refusal;
use shell::{Caller, Context, Error, Role};

use crate::{model::Deputy, store};

/// Names the deputy; refused where the official has one on one of the days.
pub(crate) async fn name_deputy(context: &mut Context<'_>, deputy: &Deputy) -> Result<(), Error> {
    must_speak_for(context.caller, &deputy.official)?;
    let others = store::deputy::lock_days_of(context.tx, &deputy.unit, &deputy.official).await?;
    if let Some(other) = others.iter().find(|other| other.overlaps(deputy)) {
        let en = format!("there is a deputy from {} to {}", other.first_day, other.last_day);
        let zh = format!("{}至{}已有代理", other.first_day, other.last_day);
        return Err(Refusal::precondition("DEPUTY_OVERLAPS", &en, &zh).into());
    }
    store::deputy::insert(context.tx, deputy).await?;
    Ok(())
}

/// A leader names deputies for anybody of the unit, everybody else for themselves.
pub(super) fn must_speak_for(caller: &Caller, official: &OfficialId) -> Result<(), Refusal> {
    let own = caller.official.as_ref().is_some_and(|acting| acting.id == *official);
    if own || caller.has(Role::Leader) {
        return Ok(());
    }
    let (en, zh) = ("only the leader names deputies for others", "为他人指定代理须由单位负责人办理");
    Err(Refusal::field("official", "not_yours", en, zh))
}
