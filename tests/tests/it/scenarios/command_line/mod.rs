//! Every command of `shenguan` against the services, as it is typed: for people, for programs, and with `--check`.

mod administration;
mod duties;
mod exchange;
mod meetings;
mod minutes;
mod reminders;
mod resolutions;
mod roster;
mod subscriptions;
mod terminal;
mod topics;

use scenarios::stage::Stage;
use terminal::Terminal;

use crate::desk::at;

/// One county from the first key to the closed letter, and on to what its joint meeting agreed on.
#[tokio::test]
async fn every_command_does_what_it_says_and_tells_it_to_people_and_to_programs() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-08T09:00:00+08:00").await?;
    let terminal = Terminal::of(&stage)?;
    administration::certificates_and_scripts(&terminal).await?;
    administration::directory(&terminal).await?;
    administration::calendar(&terminal).await?;
    administration::mailbox(&stage, &terminal).await?;
    let deliveries = exchange::import_and_push(&terminal).await?;
    exchange::claim_and_return(&terminal, &deliveries).await?;
    let subscription = subscriptions::subscribe(&terminal).await?;
    reminders::reroute(&terminal).await?;
    roster::successions(&terminal).await?;
    let topic = topics::consent(&terminal).await?;
    stage.set_clock(at("2026-10-13T09:00"))?;
    let late = duties::late(&terminal, &deliveries).await?;
    reminders::told(&terminal, &late).await?;
    duties::letter(&terminal, &late).await?;
    subscriptions::change(&terminal, subscription).await?;
    let meeting = meetings::held(&stage, &terminal, &topic).await?;
    let resolution = minutes::issued(&terminal, &meeting, &topic).await?;
    resolutions::carried_out(&terminal, &resolution).await?;
    let untried = terminal.untried();
    assert!(untried.is_empty(), "not tried: {untried:?}");
    Ok(())
}
