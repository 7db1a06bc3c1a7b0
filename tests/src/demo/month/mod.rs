//! A month of decisions in time-lapse, and everything left running to try.

mod board;
mod days;
mod desk;
mod farewell;
mod gathering;
mod habit;
mod incidents;
mod office;
mod progress;
mod receivers;
mod replay;
mod subscribing;
mod tally;
mod tidings;

use std::time::Duration;

use anyhow::Context;

use self::{
    board::Board,
    gathering::Gathering,
    office::Office,
    receivers::Receivers,
    replay::{Played, Replay},
};
use super::{Playhouse, interruption::Interruption};

/// Who is told besides the inbox.
const SUBSCRIBED: &str = "\
县委统战部已订阅 webhook，督办已订阅电子邮件，验证码均已回填
xwtzb has subscribed by webhook, the office by e-mail; both have repeated their codes";

/// What the numbers are.
const LEGEND: &str = "\
逐日重放2026年10月的600件许可决定 / replaying 600 licence decisions of October 2026
  决定 decided  送达 delivered  认领 claimed  退回 returned  待认领 waiting
  逾期推送 pushed late  逾期认领 claimed late  逾期(未认领) not claimed, overdue
";

/// Replays the sample month at a working day every `pace`, checks that nothing was lost or doubled, and says where
/// everything is. Then, when it is to `stay`, leaves everything running until it is told to end; else it tries what it would have
/// said is worth trying.
pub async fn month(pace: Duration, stay: bool) -> anyhow::Result<()> {
    let mut interruption = Interruption::listen()?;
    let played = tokio::select! {
        biased;
        () = interruption.comes() => None,
        played = play(pace) => Some(played?),
    };
    // Whatever ran by then has ended with the interrupted play.
    let mut played = played.context("interrupted")?;
    if stay {
        farewell::say(&mut played).await?;
        interruption.comes().await;
        Board::new().say("正在停止 / stopping")?;
    } else {
        farewell::try_all(&mut played).await?;
    }
    played.playhouse.strike().await
}

async fn play(pace: Duration) -> anyhow::Result<Played> {
    let days = days::read()?;
    let first = days.first().context("an empty month")?;
    let mut board = Board::new();
    board.say("启动私有服务器和四个服务 / starting servers and four services of our own")?;
    let receivers = Receivers::start().await?;
    let morning = replay::at(first.date, replay::MORNING);
    let playhouse = Playhouse::build(morning, Some(receivers.mail_port)).await?;
    let office = Office::open(&playhouse.stage)?;
    subscribing::subscribe(&office, &receivers).await?;
    board.say(SUBSCRIBED)?;
    board.say(LEGEND)?;
    let people = (office, Gathering::open(&playhouse.stage)?);
    Replay::new(playhouse, receivers, people, board, days.len()).await?.run(&days, pace).await
}
