//! Resolutions of the joint meeting (议定事项): duties of their lead units, extended, accepted, and told to everybody.

use anyhow::Context;
use proto::meeting::v1::{
    AcceptResolutionRequest, DecideExtensionRequest, Extension, GetResolutionRequest, GetResolutionResponse,
    IssueBulletinRequest, ListBulletinsRequest, ListResolutionsRequest, ReassignResolutionRequest,
    ReopenResolutionRequest, ReportProgressRequest, RequestExtensionRequest, ResolutionState,
    SubmitResolutionRequest,
};
use scenarios::stage::{Bureau, Stage, until};
use sqlx::PgPool;
use tonic::{Code, Status};

use super::minutes::content;
use crate::{
    answers::{fields, reason},
    desk::at,
    joint_meeting::{People, sign},
    ledger::Ledger,
    paper::request_id,
};

/// A resolution of `scjgj`, due on 2026-10-23; gives its id.
async fn issued(stage: &Stage, people: &People) -> anyhow::Result<String> {
    let topic = people.consented("变更信息共享", &["zjj"]).await?;
    let id = people.held(stage, "2026-10-14", &topic).await?;
    people.draft(&id, content(&topic, "scjgj", "2026-10-23")).await?;
    people.circulate(&id, "2026-10-16").await?;
    sign(&people.chief, &id, 1).await?;
    let issued = people.issue(&id).await?;
    issued.resolution_ids.first().cloned().context("a resolution")
}

async fn extend(bureau: &Bureau, id: &str, to: &str) -> Result<Extension, Status> {
    let mut resolutions = bureau.resolutions().map_err(|error| Status::internal(error.to_string()))?;
    let asked = RequestExtensionRequest {
        request_id: request_id(),
        id: id.to_owned(),
        to: to.to_owned(),
        reason: "需与省平台对接。".to_owned(),
        validate_only: false,
    };
    Ok(resolutions.request_extension(asked).await?.into_inner().extension.unwrap_or_default())
}

async fn decide(office: &Bureau, id: &str, decline_reason: &str) -> Result<(), Status> {
    let mut resolutions = office.resolutions().map_err(|error| Status::internal(error.to_string()))?;
    let asked = DecideExtensionRequest {
        request_id: request_id(),
        id: id.to_owned(),
        granted: decline_reason.is_empty(),
        decline_reason: decline_reason.to_owned(),
        validate_only: false,
    };
    resolutions.decide_extension(asked).await?;
    Ok(())
}

async fn submit(bureau: &Bureau, id: &str) -> Result<(), Status> {
    let mut resolutions = bureau.resolutions().map_err(|error| Status::internal(error.to_string()))?;
    let asked = SubmitResolutionRequest {
        request_id: request_id(),
        id: id.to_owned(),
        evidence: "已印发清单，文号郯市监发〔2026〕9号。".to_owned(),
        validate_only: false,
    };
    resolutions.submit_resolution(asked).await?;
    Ok(())
}

async fn accept(office: &Bureau, id: &str) -> Result<(), Status> {
    let mut resolutions = office.resolutions().map_err(|error| Status::internal(error.to_string()))?;
    let asked = AcceptResolutionRequest { request_id: request_id(), id: id.to_owned(), validate_only: false };
    resolutions.accept_resolution(asked).await?;
    Ok(())
}

async fn got(bureau: &Bureau, id: &str) -> Result<GetResolutionResponse, Status> {
    let mut resolutions = bureau.resolutions().map_err(|error| Status::internal(error.to_string()))?;
    Ok(resolutions.get_resolution(GetResolutionRequest { id: id.to_owned() }).await?.into_inner())
}

/// State and end of the duty (C14), the newest where it was given back.
async fn until_duty(ledger: &PgPool, expected: (&str, &str)) -> anyhow::Result<()> {
    until("the ledger to say so", async || {
        let found: Option<(String, String)> = sqlx::query_as(
            "select state, to_char(due_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') from notification.duty
             where kind = 'C14' and owed_by = 'scjgj' and owed_to = 'xzspj' order by opened_at desc limit 1",
        )
        .fetch_optional(ledger)
        .await?;
        let is_so = found.is_some_and(|(state, due)| (state.as_str(), due.as_str()) == expected);
        Ok(is_so.then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_resolution_is_extended_twice_given_back_once_and_accepted_as_of_when_it_was_submitted()
-> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let (zjj, ledger) = (stage.bureau("zjj", Some("zjj-leader"))?, Ledger::open(&stage).notification);
    let ledger = ledger.context("installed")?;
    let id = issued(&stage, &people).await?;
    until_duty(&ledger, ("open", "10-24 00:00")).await?;
    let report = ReportProgressRequest {
        request_id: request_id(),
        id: id.clone(),
        text: "已完成初稿。".to_owned(),
        validate_only: false,
    };
    zjj.resolutions()?.report_progress(report).await?;
    assert_eq!(submit(&zjj, &id).await.unwrap_err().code(), Code::NotFound, "the lead unit submits");

    let first = extend(&people.scjgj, &id, "2026-10-30").await?;
    assert_eq!(
        reason(&extend(&people.scjgj, &id, "2026-10-31").await.unwrap_err()),
        "RESOLUTION_STATE",
        "one waits"
    );
    decide(&people.office, &first.id, "").await?;
    until_duty(&ledger, ("open", "10-31 00:00")).await?;
    assert_eq!(
        fields(&extend(&people.scjgj, &id, "2026-10-30").await.unwrap_err()),
        ["to"],
        "to a later day"
    );
    let second = extend(&people.scjgj, &id, "2026-11-06").await?;
    decide(&people.office, &second.id, "").await?;
    until_duty(&ledger, ("open", "11-07 00:00")).await?;
    let declined = extend(&people.scjgj, &id, "2026-12-31").await?;
    decide(&people.office, &declined.id, "期限过长。").await?;
    let seen = got(&zjj, &id).await?;
    assert_eq!(seen.resolution.clone().context("seen")?.extension_count, 2);
    assert_eq!((seen.extensions.len(), seen.extensions[2].decline_reason.as_str()), (3, "期限过长。"));

    stage.set_clock(at("2026-11-06T16:00"))?;
    submit(&people.scjgj, &id).await?;
    until_duty(&ledger, ("discharged", "11-07 00:00")).await?;
    stage.set_clock(at("2026-11-09T09:00"))?;
    let reopen = ReopenResolutionRequest {
        request_id: request_id(),
        id: id.clone(),
        reason: "缺少附件。".to_owned(),
        validate_only: false,
    };
    people.office.resolutions()?.reopen_resolution(reopen).await?;
    until_duty(&ledger, ("open", "11-10 00:00")).await?;
    submit(&people.scjgj, &id).await?;
    stage.set_clock(at("2026-11-16T09:00"))?;
    accept(&people.office, &id).await?;
    until_duty(&ledger, ("discharged", "11-10 00:00")).await?;
    let done = got(&people.scjgj, &id).await?.resolution.context("seen")?;
    assert_eq!(
        (done.state(), done.late),
        (ResolutionState::Accepted, false),
        "it was done when it was submitted"
    );
    assert_eq!(reason(&accept(&people.office, &id).await.unwrap_err()), "RESOLUTION_STATE");
    Ok(())
}

#[tokio::test]
async fn what_is_late_stays_late_and_every_unit_is_told() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let slj = stage.bureau("slj", Some("slj-leader"))?;
    let id = issued(&stage, &people).await?;
    assert_eq!(got(&slj, &id).await.unwrap_err().code(), Code::NotFound, "it is not theirs");
    stage.set_clock(at("2026-10-24T00:00"))?;
    let too_late = extend(&people.scjgj, &id, "2026-10-30").await.unwrap_err();
    assert_eq!(reason(&too_late), "RESOLUTION_STATE", "what is late is not extended");
    let overdue = ListResolutionsRequest { overdue: true, led: true, ..ListResolutionsRequest::default() };
    let listed = people.scjgj.resolutions()?.list_resolutions(overdue).await?.into_inner().resolutions;
    assert_eq!(
        listed.iter().map(|one| (one.id.as_str(), one.late)).collect::<Vec<_>>(),
        [(id.as_str(), true)]
    );
    let issue = || IssueBulletinRequest { request_id: request_id(), validate_only: false };
    let bulletin = people.office.resolutions()?.issue_bulletin(issue()).await?.into_inner().bulletin;
    let bulletin = bulletin.context("a bulletin")?;
    assert_eq!(bulletin.number, "联席会议通报〔2026〕1号");
    let told =
        slj.resolutions()?.list_bulletins(ListBulletinsRequest::default()).await?.into_inner().bulletins;
    assert_eq!((told.len(), told[0].rows.len()), (1, 0));
    let asked = proto::meeting::v1::GetBulletinRequest { id: bulletin.id };
    let rows = slj.resolutions()?.get_bulletin(asked).await?.into_inner().bulletin.context("told")?.rows;
    assert_eq!(
        rows.iter().map(|row| (row.lead_unit.as_str(), row.late)).collect::<Vec<_>>(),
        [("scjgj", true)]
    );

    stage.set_clock(at("2026-10-26T09:00"))?;
    submit(&people.scjgj, &id).await?;
    accept(&people.office, &id).await?;
    let second = people.office.resolutions()?.issue_bulletin(issue()).await?.into_inner().bulletin;
    assert_eq!(
        second.context("a bulletin")?.rows[0].state(),
        ResolutionState::Accepted,
        "told once more, as done"
    );
    let third = people.office.resolutions()?.issue_bulletin(issue()).await?.into_inner().bulletin;
    assert_eq!(third.context("a bulletin")?.rows.len(), 0, "and not again");
    Ok(())
}

/// 三（五）: the unit that led it is dissolved: another leads it, with a day and a duty of its own; the first owes nothing any more.
#[tokio::test]
async fn another_unit_leads_what_the_first_cannot_and_has_a_duty_of_its_own() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let slj = stage.bureau("slj", Some("slj-leader"))?;
    let ledger = Ledger::open(&stage).notification.context("installed")?;
    let id = issued(&stage, &people).await?;
    until_duty(&ledger, ("open", "10-24 00:00")).await?;
    let reassign = |lead_unit: &str, due_on: &str| ReassignResolutionRequest {
        request_id: request_id(),
        id: id.clone(),
        lead_unit: lead_unit.to_owned(),
        due_on: due_on.to_owned(),
        reason: "机构改革，职责划转。".to_owned(),
        validate_only: false,
    };
    let mut office = people.office.resolutions()?;
    for (lead_unit, due_on, field) in [
        ("scjgj", "2026-10-30", "lead_unit"),
        ("nobody", "2026-10-30", "lead_unit"),
        ("slj", "2026-10-13", "due_on"),
    ] {
        let refused = office.reassign_resolution(reassign(lead_unit, due_on)).await.unwrap_err();
        assert_eq!(fields(&refused), [field]);
    }
    let asked = extend(&people.scjgj, &id, "2026-11-06").await?;
    let moved = office.reassign_resolution(reassign("slj", "2026-10-30")).await?.into_inner().resolution;
    let moved = moved.context("reassigned")?;
    assert_eq!(
        (moved.lead_unit.as_str(), moved.due_on.as_str(), moved.extension_count),
        ("slj", "2026-10-30", 0)
    );
    until_duty(&ledger, ("withdrawn", "10-24 00:00")).await?;
    assert_eq!(
        got(&people.scjgj, &id).await.unwrap_err().code(),
        Code::NotFound,
        "it is not theirs any more"
    );
    let decided = decide(&people.office, &asked.id, "").await.unwrap_err();
    assert_eq!(reason(&decided), "RESOLUTION_STATE", "whoever asked leads it no more");
    let seen = got(&slj, &id).await?;
    assert_eq!(seen.reports.len(), 1);
    assert_eq!(
        seen.reports[0].text,
        "牵头单位由县市场监管局（原定2026-10-23）改为县水利局：机构改革，职责划转。"
    );
    submit(&slj, &id).await?;
    accept(&people.office, &id).await?;
    let refused = office.reassign_resolution(reassign("scjgj", "2026-10-30")).await.unwrap_err();
    assert_eq!(reason(&refused), "RESOLUTION_STATE");
    Ok(())
}
