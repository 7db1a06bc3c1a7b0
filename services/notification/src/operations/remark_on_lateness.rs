//! Adds what is said of a lateness (Art. 28): the unit's reason (说明) or the office's finding (认定).

use jiff::Timestamp;
use refusal::{Refusal, articles};
use sqlx::PgConnection;

use crate::{
    model::{Duty, Remark},
    store,
};

/// Adds the remark on `duty`; refused while the duty is in time.
pub(crate) async fn remark_on_lateness(
    tx: &mut PgConnection,
    duty: &Duty,
    remark: &Remark,
    now: Timestamp,
) -> Result<Result<(), Refusal>, sqlx::Error> {
    if !duty.is_late(now) {
        let (en, zh) = ("the duty is not late", "该义务未逾期");
        return Ok(Err(Refusal::precondition("DUTY_NOT_LATE", en, zh).under(articles::ART_28)));
    }
    store::remark::insert(tx, duty, remark).await?;
    Ok(Ok(()))
}
