//! The office closes a supervision letter (督办函), and says what came of it.

use ids::LetterId;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Closed, Letter},
    store,
};

/// Closes it, answered or not; refused once it is. Gives the letter.
pub(crate) async fn close_letter(
    tx: &mut PgConnection,
    id: LetterId,
    closed: Closed,
) -> Result<Result<Letter, Refusal>, sqlx::Error> {
    let Some(mut letter) = store::letter::lock(tx, None, id).await? else {
        return Ok(Err(Refusal::not_found("letter", "督办函")));
    };
    if let Err(refusal) = letter.close(closed) {
        return Ok(Err(refusal));
    }
    store::letter::save_state(tx, &letter).await?;
    Ok(Ok(letter))
}
