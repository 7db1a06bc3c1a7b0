//! A month of decisions in time-lapse, and everything left running to try.

mod board;
mod days;
mod farewell;
mod habit;
mod incidents;
mod progress;
mod replay;
mod tally;

use std::time::Duration;

use anyhow::Context;

use self::replay::Replay;
use super::{Playhouse, interruption::Interruption};

/// Replays the sample month at a working day every `pace`, checks that nothing was lost or doubled, and says where
/// everything is. Then, when it is to `stay`, leaves everything running until it is told to end.
pub async fn month(pace: Duration, stay: bool) -> anyhow::Result<()> {
    let mut interruption = Interruption::listen()?;
    let played = tokio::select! {
        biased;
        () = interruption.comes() => None,
        played = play(pace) => Some(played?),
    };
    // Whatever ran by then has ended with the interrupted play.
    let (playhouse, last) = played.context("interrupted")?;
    if stay {
        farewell::say(&playhouse, last).await?;
        interruption.comes().await;
    }
    playhouse.strike().await
}

async fn play(pace: Duration) -> anyhow::Result<(Playhouse, jiff::Timestamp)> {
    let days = days::read()?;
    let first = days.first().context("an empty month")?;
    let playhouse = Playhouse::build(replay::at(first.date, replay::MORNING)).await?;
    Replay::new(playhouse, days.len()).await?.run(&days, pace).await
}
