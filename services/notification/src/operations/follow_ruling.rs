//! The joint meeting has ruled on a matter (处理意见): the letters that it rests on are closed by it.

use ids::{MatterId, OfficialId, RulingId};
use jiff::Timestamp;
use proto::words::notification::LetterConclusion;
use sqlx::PgConnection;

use crate::{model::Closed, store};

/// A ruling as the joint meeting told it.
pub(crate) struct Ruling {
    pub(crate) id: RulingId,
    pub(crate) matter: MatterId,
    /// Who issued the minutes.
    pub(crate) by: OfficialId,
    pub(crate) at: Timestamp,
    /// What was ruled, and in which minutes.
    pub(crate) text: String,
}

/// Closes the letters of the matter that are still open; false if no such matter was raised here.
pub(crate) async fn follow_ruling(tx: &mut PgConnection, ruling: &Ruling) -> Result<bool, sqlx::Error> {
    let Some(letters) = store::letter::rule(tx, ruling.matter, ruling.id, ruling.at).await? else {
        return Ok(false);
    };
    for mut letter in letters {
        let closed = Closed {
            at: ruling.at,
            by: ruling.by.clone(),
            conclusion: LetterConclusion::Referred,
            text: ruling.text.clone(),
        };
        if letter.close(closed).is_ok() {
            store::letter::save_state(tx, &letter).await?;
        }
    }
    Ok(true)
}
