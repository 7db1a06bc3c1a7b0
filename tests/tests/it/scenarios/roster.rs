//! The roster of the joint meeting (成员名册): who proposes a change, who records it, and what stays.

use proto::meeting::v1::{
    DeclineSeatChangeRequest, ListSeatChangesRequest, ListSeatsRequest, ProposeSeatChangeRequest,
    RecordSeatChangeRequest, Seat, SeatChange, SeatChangeState, SeatRole,
};
use scenarios::stage::{Bureau, Stage, until};
use tonic::{Code, Status};

use crate::{answers::reason, desk::at, paper::request_id};

fn liaison(post: &str, first_day: &str) -> ProposeSeatChangeRequest {
    ProposeSeatChangeRequest {
        request_id: request_id(),
        role: SeatRole::Liaison.into(),
        post: post.to_owned(),
        official: "scjgj-liaison".to_owned(),
        first_day: first_day.to_owned(),
        reason: "岗位调整".to_owned(),
        ..ProposeSeatChangeRequest::default()
    }
}

async fn propose(bureau: &Bureau, asked: ProposeSeatChangeRequest) -> Result<SeatChange, Status> {
    let mut roster = bureau.roster().map_err(|error| Status::internal(error.to_string()))?;
    Ok(roster.propose_seat_change(asked).await?.into_inner().change.unwrap_or_default())
}

async fn record(office: &Bureau, id: &str) -> Result<Option<Seat>, Status> {
    let mut roster = office.roster().map_err(|error| Status::internal(error.to_string()))?;
    let asked = RecordSeatChangeRequest { request_id: request_id(), id: id.to_owned(), validate_only: false };
    Ok(roster.record_seat_change(asked).await?.into_inner().seat)
}

async fn seats(bureau: &Bureau, day: &str, include_past: bool) -> anyhow::Result<Vec<Seat>> {
    let asked = ListSeatsRequest {
        day: day.to_owned(),
        include_past,
        units: vec!["scjgj".to_owned()],
        ..ListSeatsRequest::default()
    };
    Ok(bureau.roster()?.list_seats(asked).await?.into_inner().seats)
}

fn liaisons(seats: &[Seat]) -> Vec<(&str, &str, &str)> {
    let of = seats.iter().filter(|seat| seat.role() == SeatRole::Liaison);
    of.map(|seat| (seat.post.as_str(), seat.first_day.as_str(), seat.last_day.as_str())).collect()
}

/// 联席会议制度二: the unit proposes, the office records, the history stays; nobody else does either.
#[tokio::test]
async fn a_unit_proposes_its_liaison_and_the_office_records_it_and_what_was_stays() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let leader = stage.bureau("scjgj", Some("scjgj-leader"))?;
    let office = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    let first = until("the meeting service to know the leader", async || {
        match propose(&leader, liaison("审批协调科科长", "2026-10-15")).await {
            Ok(change) => Ok(Some(change)),
            Err(refused) if ["OFFICIAL_UNKNOWN", "KEY_NOT_PINNED"].contains(&reason(&refused).as_str()) => {
                Ok(None)
            }
            Err(refused) => Err(refused.into()),
        }
    })
    .await?;
    assert_eq!((first.unit.as_str(), first.state()), ("scjgj", SeatChangeState::Proposed));
    let before = [("相关科室负责人", "2020-09-21", "")];
    assert_eq!(liaisons(&seats(&leader, "", false).await?), before, "nothing changes before it is recorded");
    let own = record(&leader, &first.id).await.unwrap_err();
    assert_eq!(reason(&own), "ROLE_NOT_ALLOWED");

    let seat = record(&office, &first.id).await?.unwrap_or_default();
    assert_eq!((seat.post.as_str(), seat.first_day.as_str()), ("审批协调科科长", "2026-10-15"));
    assert_eq!(reason(&record(&office, &first.id).await.unwrap_err()), "SEAT_CHANGE_DECIDED");
    assert_eq!(
        liaisons(&seats(&leader, "2026-10-14", false).await?),
        [("相关科室负责人", "2020-09-21", "2026-10-14")]
    );
    assert_eq!(liaisons(&seats(&leader, "2026-10-15", false).await?), [("审批协调科科长", "2026-10-15", "")]);
    assert_eq!(liaisons(&seats(&leader, "", true).await?).len(), 2, "what was stays in the roster");
    let too_early = propose(&leader, liaison("另一科科长", "2026-10-15")).await.unwrap_err();
    assert_eq!((too_early.code(), reason(&too_early).as_str()), (Code::FailedPrecondition, "SEAT_TAKEN"));

    let second = propose(&leader, liaison("另一科科长", "2026-10-16")).await?;
    let decline = DeclineSeatChangeRequest {
        request_id: request_id(),
        id: second.id.clone(),
        reason: "刚刚调整过".to_owned(),
        validate_only: false,
    };
    office.roster()?.decline_seat_change(decline).await?;
    let of_others = stage.bureau("zjj", Some("zjj-leader"))?;
    let mine =
        leader.roster()?.list_seat_changes(ListSeatChangesRequest::default()).await?.into_inner().changes;
    let states: Vec<SeatChangeState> = mine.iter().map(SeatChange::state).collect();
    assert_eq!(states, [SeatChangeState::Declined, SeatChangeState::Recorded]);
    let theirs = of_others.roster()?.list_seat_changes(ListSeatChangesRequest::default()).await?.into_inner();
    assert!(theirs.changes.is_empty(), "nothing of others");
    let foreign =
        RecordSeatChangeRequest { request_id: request_id(), id: request_id(), validate_only: false };
    let unknown = office.roster()?.record_seat_change(foreign).await.unwrap_err();
    assert_eq!(unknown.code(), Code::NotFound);
    Ok(())
}

/// A change that was proposed for a day that has passed holds from the day on which it is recorded; a unit may leave.
#[tokio::test]
async fn a_change_never_holds_for_the_past_and_a_seat_may_end() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let leader = stage.bureau("scjgj", Some("scjgj-leader"))?;
    let office = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    let end = ProposeSeatChangeRequest {
        ends: true,
        post: String::new(),
        official: String::new(),
        role: SeatRole::Member.into(),
        ..liaison("", "2026-10-13")
    };
    let change = until("the meeting service to know the leader", async || {
        Ok(propose(&leader, end.clone()).await.ok())
    })
    .await?;
    assert!(change.ends);
    stage.set_clock(at("2026-10-20T09:00"))?;
    assert_eq!(record(&office, &change.id).await?, None);
    let all = seats(&leader, "", true).await?;
    let member = all.iter().find(|seat| seat.role() == SeatRole::Member).map(|seat| seat.last_day.as_str());
    assert_eq!(member, Some("2026-10-19"), "not before it was recorded");
    assert!(seats(&leader, "", false).await?.iter().all(|seat| seat.role() != SeatRole::Member));
    let again = propose(
        &leader,
        ProposeSeatChangeRequest { request_id: request_id(), first_day: "2026-10-21".to_owned(), ..end },
    );
    assert_eq!(reason(&again.await.unwrap_err()), "SEAT_TAKEN", "nobody has it");
    Ok(())
}

/// 三（三）: beside the liaison there is a deputy; neither follows the other.
#[tokio::test]
async fn a_liaison_has_a_deputy_who_is_a_seat_of_its_own() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let leader = stage.bureau("scjgj", Some("scjgj-leader"))?;
    let office = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    let asked = ProposeSeatChangeRequest {
        role: SeatRole::DeputyLiaison.into(),
        official: "scjgj-01".to_owned(),
        ..liaison("审批协调科副科长", "2026-10-15")
    };
    let change = until("the meeting service to know the leader and the deputy", async || {
        let again = ProposeSeatChangeRequest { request_id: request_id(), ..asked.clone() };
        Ok(propose(&leader, again).await.ok())
    })
    .await?;
    record(&office, &change.id).await?;
    let seats = seats(&leader, "2026-10-15", false).await?;
    let of = |role| seats.iter().filter(|seat| seat.role() == role).count();
    assert_eq!((of(SeatRole::Liaison), of(SeatRole::DeputyLiaison)), (1, 1));
    Ok(())
}

/// 二（三）: while nobody is the office whoever oversees records which unit becomes it, and is not the office any more by that.
#[tokio::test]
async fn another_unit_becomes_the_office_and_the_change_is_recorded() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let before = stage.bureau("xzspj", Some("xzspj-leader"))?;
    let office = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    let end = ProposeSeatChangeRequest {
        ends: true,
        post: String::new(),
        official: String::new(),
        role: SeatRole::Office.into(),
        ..liaison("", "2026-10-13")
    };
    let ended = until("the meeting service to know the leader", async || {
        let again = ProposeSeatChangeRequest { request_id: request_id(), ..end.clone() };
        Ok(propose(&before, again).await.ok())
    })
    .await?;
    stage.set_clock(at("2026-10-13T09:00"))?;
    assert_eq!(record(&office, &ended.id).await?, None);

    let next = stage.bureau("scjgj", Some("scjgj-leader"))?;
    let begins = ProposeSeatChangeRequest {
        role: SeatRole::Office.into(),
        official: String::new(),
        ..liaison("联席会议办公室", "2026-10-13")
    };
    let begun = propose(&next, begins).await?;
    let seat = record(&office, &begun.id).await?.unwrap_or_default();
    assert_eq!((seat.unit.as_str(), seat.first_day.as_str()), ("scjgj", "2026-10-13"));
    let changes = next.roster()?.list_seat_changes(ListSeatChangesRequest::default()).await?.into_inner();
    assert_eq!(changes.changes.first().map(SeatChange::state), Some(SeatChangeState::Recorded));
    let late = record(&office, &request_id()).await.unwrap_err();
    assert_eq!(reason(&late), "NOT_THE_OFFICE");
    Ok(())
}
