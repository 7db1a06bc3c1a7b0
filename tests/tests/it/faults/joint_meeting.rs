//! The meeting service dies while minutes are issued, and the broker forgets what they said: they are issued once, whole, or not.

use anyhow::Context;
use proto::meeting::v1::{IssueMinutesRequest, MinutesState, RulingDraft, RulingKind};
use scenarios::stage::{Stage, until};
use sqlx::PgPool;

use super::breakpoint::Breakpoint;
use crate::{
    desk::{at_last, claimant},
    joint_meeting::{People, read, sign},
    ledger::{Ledger, count},
    paper::request_id,
    scenarios::{
        minutes::content,
        topics::{three_letters, topics},
    },
};

/// F2, F3, F9: killed before the commit, nothing was issued; the same request issues it once; what was said survives another kill and a
/// broker that lost its store.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn minutes_are_issued_once_and_their_ruling_arrives_although_the_service_is_killed_and_the_broker_forgets()
-> anyhow::Result<()> {
    let mut stage = Stage::with_meeting_on_own_broker("2026-10-08T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    Box::pin(three_letters(&stage, &claimant(&stage, "scjgj")?, &people.office)).await?;
    let topic = until("the topic", async || Ok(topics(&people.office).await?.pop())).await?.id;
    people.consent_to(&topic).await?;
    let id = people.held(&stage, "2026-10-15", &topic).await?;
    let mut said = content(&topic, "scjgj", "2026-10-30");
    said.rulings = vec![RulingDraft {
        topic_id: topic,
        kind: RulingKind::Advice.into(),
        text: "限期完成认领。".to_owned(),
        ..RulingDraft::default()
    }];
    people.draft(&id, said).await?;
    people.circulate(&id, "2026-10-16").await?;
    sign(&people.chief, &id, 1).await?;

    let own = pool(&stage, 3)?;
    let trap = "create trigger stand_still after insert on meeting.ruling for each row";
    let gate = Breakpoint::set(&own, trap).await?;
    let asked = IssueMinutesRequest {
        request_id: request_id(),
        meeting_id: id.clone(),
        version: 1,
        validate_only: false,
    };
    let (mut office, clerk) = (people.office.minutes()?, people.office.minutes()?);
    let cut = tokio::spawn({
        let asked = asked.clone();
        async move { office.issue_minutes(asked).await }
    });
    gate.reached().await?;
    gate.kill(stage.meeting.as_mut().context("installed")?).await?;
    assert!(cut.await?.is_err(), "nobody answered");
    restart(&mut stage).await?;
    let minutes = at_last("the minutes", async || read(&people.office, &id, 0).await).await?.minutes;
    assert_eq!(minutes.context("minutes")?.state(), MinutesState::Approved, "nothing of it is there");
    assert_eq!(count(&own, "select count(*) from meeting.resolution").await?, 0);

    stage.nats()?.pause()?;
    let issued =
        at_last("the minutes to be issued", async || clerk.clone().issue_minutes(asked.clone()).await)
            .await?
            .into_inner();
    super::breakpoint::kill(stage.meeting.as_mut().context("installed")?, &own).await?;
    stage.nats()?.wipe()?;
    stage.nats()?.restart()?;
    restart(&mut stage).await?;
    let repeated = at_last("the same answer", async || clerk.clone().issue_minutes(asked.clone()).await)
        .await?
        .into_inner();
    assert_eq!(repeated, issued, "the same request has the same answer");
    heard_once(&stage, &own).await
}

/// What the minutes said is there once, in the ledger and at home.
async fn heard_once(stage: &Stage, own: &PgPool) -> anyhow::Result<()> {
    let ledger = Ledger::open(stage).notification.context("installed")?;
    for (what, query, many) in [
        ("letters", "select count(*) from notification.letter where conclusion = 'referred'", 3),
        (
            "the duty of the resolution",
            "select count(*) from notification.duty where kind = 'C14' and state = 'open'",
            1,
        ),
        (
            "what units are told",
            "select count(*) from notification.announcement where kind = 'minutes_issued'",
            1,
        ),
        ("the ruling", "select count(*) from notification.matter where ruling_id is not null", 1),
    ] {
        until(what, async || Ok((count(&ledger, query).await? == many).then_some(()))).await?;
    }
    assert_eq!(count(own, "select count(*) from meeting.ruling").await?, 1);
    assert_eq!(count(&ledger, "select count(*) from mailbox.parked").await?, 0);
    Ok(())
}

async fn restart(stage: &mut Stage) -> anyhow::Result<()> {
    let program = stage.meeting.as_mut().context("installed")?;
    program.start()?;
    program.ready().await
}

fn pool(stage: &Stage, place: usize) -> anyhow::Result<PgPool> {
    let name = stage.ground.databases.get(place).context("installed")?;
    Ok(database::pool(stage.ground.postgres.clone().database(name), 4))
}
