//! The office closes a supervision letter (督办函), and says what came of it.

use ids::LetterId;
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use crate::{
    model::{Closed, Letter},
    store,
};

/// Closes it, answered or not; refused once it is. Returns the letter.
pub(crate) async fn close_letter(
    tx: &mut PgConnection,
    id: LetterId,
    closed: Closed,
) -> Result<Letter, Error> {
    let letter = store::letter::lock(tx, None, id).await?;
    let mut letter = letter.ok_or_else(|| Refusal::not_found("letter", "督办函"))?;
    letter.close(closed)?;
    store::letter::save_state(tx, &letter).await?;
    Ok(letter)
}
