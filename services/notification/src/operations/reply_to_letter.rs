//! A unit answers a supervision letter (督办函).

use jiff::Timestamp;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Letter, LetterReply},
    store,
};

/// Adds the answer; refused once the letter is closed. Gives the letter.
pub(crate) async fn reply_to_letter(
    tx: &mut PgConnection,
    reply: &LetterReply,
    now: Timestamp,
) -> Result<Result<Letter, Refusal>, sqlx::Error> {
    let Some(mut letter) = store::letter::lock(tx, Some(&reply.unit), reply.letter).await? else {
        return Ok(Err(Refusal::not_found("letter", "督办函")));
    };
    if let Err(refusal) = letter.reply(now) {
        return Ok(Err(refusal));
    }
    store::letter::insert_reply(tx, reply).await?;
    store::letter::save_state(tx, &letter).await?;
    Ok(Ok(letter))
}
