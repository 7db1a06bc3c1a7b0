//! A unit answers a supervision letter (督办函).

use jiff::Timestamp;
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use crate::{
    model::{Letter, LetterReply},
    store,
};

/// Adds the answer; refused once the letter is closed. Returns the letter.
pub(crate) async fn reply_to_letter(
    tx: &mut PgConnection,
    reply: &LetterReply,
    now: Timestamp,
) -> Result<Letter, Error> {
    let letter = store::letter::lock(tx, Some(&reply.unit), reply.letter).await?;
    let mut letter = letter.ok_or_else(|| Refusal::not_found("letter", "督办函"))?;
    letter.reply(now)?;
    store::letter::insert_reply(tx, reply).await?;
    store::letter::save_state(tx, &letter).await?;
    Ok(letter)
}
