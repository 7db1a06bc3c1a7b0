//! Meetings of the joint meeting (会议): who convenes and presides, materials in time, who is invited, and who is here.

use anyhow::Context;
use proto::meeting::v1::{
    AnswerInvitationRequest, CancelMeetingRequest, GetInvitationRequest, GetMaterialRequest, GetTopicRequest,
    Guest, InvitationAnswer, ListMeetingsRequest, MeetingAct, MeetingKind, MeetingState, MeetingStep,
    Participant, ParticipantKind, PlanMeetingRequest, ProposeSeatChangeRequest, RecordSeatChangeRequest,
    RescheduleMeetingRequest, SeatRole, TopicState,
};
use ring::digest::{SHA256, digest};
use scenarios::stage::{Bureau, Stage, until};
use sqlx::PgPool;
use tonic::Code;

use super::minutes::content;
use crate::{
    answers::{chinese, fields, reason},
    desk::{at, instant, proto_instant},
    joint_meeting::{People, delegate, seen, sign, sign_in},
    ledger::Ledger,
    paper::request_id,
};

/// State and end of the duties to send materials (C13), in the order of their dates.
async fn duties(ledger: &PgPool) -> anyhow::Result<Vec<(String, String)>> {
    let found = sqlx::query_as(
        "select state, to_char(due_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') from notification.duty
         where kind = 'C13' and owed_by = 'xzspj' order by due_at",
    );
    Ok(found.fetch_all(ledger).await?)
}

async fn until_duties(ledger: &PgPool, expected: &[(&str, &str)]) -> anyhow::Result<()> {
    until("the ledger to say so", async || {
        let found = duties(ledger).await?;
        let same =
            found.iter().map(|(state, due)| (state.as_str(), due.as_str())).eq(expected.iter().copied());
        Ok(same.then_some(()))
    })
    .await
}

/// 三（一）2: a convener presides by delegation; 三（四）: materials in time; whoever is invited sees it, answers, and signs in.
#[tokio::test]
async fn a_topical_meeting_is_delegated_invited_to_given_its_materials_and_opened() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let (zjj, slj) = (stage.bureau("zjj", Some("zjj-leader"))?, stage.bureau("slj", Some("slj-leader"))?);
    let ledger = Ledger::open(&stage).notification.context("installed")?;
    let topic = people.consented("变更信息共享", &["zjj", "slj"]).await?;
    let convener = people.seat("xzspj", SeatRole::Convener).await?;
    let mut asked = people.plan(MeetingKind::Topical, ("2026-10-14T15:00", &convener), &[&topic]).await?;
    asked.guests = vec![Guest {
        kind: ParticipantKind::Lawyer.into(),
        organisation: "县法律顾问单位".to_owned(),
    }];
    let meeting = people.planned(asked).await?;
    let id = meeting.id.as_str();
    assert_eq!(meeting.state(), MeetingState::Planned);
    assert_eq!(seen(&zjj, id).await.unwrap_err().code(), Code::NotFound, "nobody is invited yet");

    let missing = people.invite(id).await.unwrap_err();
    assert_eq!(reason(&missing), "CHAIR_NOT_ALLOWED", "the delegation is missing");
    assert!(chinese(&missing).ends_with("（联席会议制度三（一））"), "{}", chinese(&missing));
    assert_eq!(reason(&delegate(&people.office, id, &convener).await.unwrap_err()), "SEAT_NOT_HELD");
    let delegated = delegate(&people.chief, id, &convener).await?;
    assert_eq!(delegated.delegation.context("delegated")?.official, "zfb-leader");
    let invited = people.invite(id).await?;
    let units: Vec<_> = invited.participants.iter().map(|one| (one.unit.as_str(), one.kind())).collect();
    assert_eq!(
        units,
        [
            ("scjgj", ParticipantKind::Member),
            ("slj", ParticipantKind::Member),
            ("zjj", ParticipantKind::Member),
            ("", ParticipantKind::Lawyer)
        ]
    );
    until_duties(&ledger, &[("open", "10-14 00:00")]).await?;

    let (material, after) = people.send(id, "材料一.txt").await?;
    assert_eq!((material.late, after.materials_late), (false, false));
    until_duties(&ledger, &[("discharged", "10-14 00:00")]).await?;
    let hash = digest(&SHA256, "议题材料".as_bytes());
    let hash = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let content =
        zjj.meetings()?.get_material(GetMaterialRequest { id: material.id.clone() }).await?.into_inner();
    assert_eq!((&content.content[..], material.sha256), ("议题材料".as_bytes(), hash));
    let ics =
        zjj.meetings()?.get_invitation(GetInvitationRequest { id: id.to_owned() }).await?.into_inner().ics;
    assert!(ics.contains("DTSTART:20261014T070000Z") && ics.contains("变更信息共享"), "{ics}");
    walls(&stage, id, &material.id).await?;
    Box::pin(answered_and_held(&stage, &people, (&zjj, &slj), id)).await
}

/// A unit that is not invited sees nothing of it, in no list.
async fn walls(stage: &Stage, id: &str, material: &str) -> anyhow::Result<()> {
    let czj = stage.bureau("czj", Some("czj-leader"))?;
    assert_eq!(seen(&czj, id).await.unwrap_err().code(), Code::NotFound);
    let file = czj.meetings()?.get_material(GetMaterialRequest { id: material.to_owned() }).await;
    assert_eq!(file.unwrap_err().code(), Code::NotFound);
    let listed = czj.meetings()?.list_meetings(ListMeetingsRequest::default()).await?.into_inner().meetings;
    assert!(listed.is_empty());
    assert_eq!(sign_in(&czj, id).await.unwrap_err().code(), Code::NotFound);
    Ok(())
}

async fn answered_and_held(
    stage: &Stage,
    people: &People,
    (zjj, slj): (&Bureau, &Bureau),
    id: &str,
) -> anyhow::Result<()> {
    let answer = |answer: InvitationAnswer, leave: &str, post: &str| AnswerInvitationRequest {
        request_id: request_id(),
        id: id.to_owned(),
        answer: answer.into(),
        leave_reason: leave.to_owned(),
        stand_in_post: post.to_owned(),
        reschedule_count: 0,
        validate_only: false,
    };
    let without_reason = slj.meetings()?.answer_invitation(answer(InvitationAnswer::Leave, "", "")).await;
    assert_eq!(fields(&without_reason.unwrap_err()), ["leave_reason"]);
    slj.meetings()?.answer_invitation(answer(InvitationAnswer::Leave, "汛期值守", "")).await?;
    zjj.meetings()?.answer_invitation(answer(InvitationAnswer::StandIn, "", "分管副职")).await?;
    people.scjgj.meetings()?.answer_invitation(answer(InvitationAnswer::Attends, "", "")).await?;
    assert_eq!(reason(&sign_in(zjj, id).await.unwrap_err()), "MEETING_STATE", "it is not the day");
    assert_eq!(reason(&people.open(id, None).await.unwrap_err()), "MEETING_STATE");

    stage.set_clock(at("2026-10-14T14:50"))?;
    assert_eq!(sign_in(zjj, id).await?, "分管副职", "the stand-in");
    assert_eq!(sign_in(&people.scjgj, id).await?, "负责同志", "the post of the seat");
    let none_late = people.open(id, Some(true)).await.unwrap_err();
    assert_eq!(fields(&none_late), ["late_materials_agreed"], "nothing was late");
    let held = people.open(id, None).await?;
    assert_eq!((held.state(), held.late_materials_agreed), (MeetingState::Held, None));
    let refused = slj.meetings()?.answer_invitation(answer(InvitationAnswer::Attends, "", "")).await;
    assert_eq!(reason(&refused.unwrap_err()), "MEETING_STATE", "it was held");
    let cancel = CancelMeetingRequest {
        request_id: request_id(),
        id: id.to_owned(),
        reason: "另行通知".to_owned(),
        validate_only: false,
    };
    let cancelled = people.office.meetings()?.cancel_meeting(cancel).await;
    assert_eq!(reason(&cancelled.unwrap_err()), "MEETING_STATE");
    assert_eq!(seen(slj, id).await?.participants.len(), 1, "what others answered is theirs");
    let after = seen(&people.office, id).await?;
    let here: Vec<_> = after.participants.iter().map(|one| one.sign_in_time.is_some()).collect();
    assert_eq!(here, [true, false, true, false], "who was here stands in the record");
    Ok(())
}

/// 三（四）: across National Day, a minute decides; late material voids nothing; another date has another end.
#[tokio::test]
async fn a_material_one_minute_late_across_a_holiday_is_sent_and_marked_and_the_members_are_asked()
-> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-09-28T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let ledger = Ledger::open(&stage).notification.context("installed")?;
    let topic = people.consented("节后衔接", &["zjj"]).await?;
    let chief = people.seat("zfb", SeatRole::ChiefConvener).await?;
    let asked = people.plan(MeetingKind::Topical, ("2026-10-08T09:00", &chief), &[&topic]).await?;
    let id = people.planned(asked.clone()).await?.id;
    let twice = people.planned(PlanMeetingRequest { request_id: request_id(), ..asked }).await;
    assert_eq!(reason(&twice.unwrap_err()), "TOPIC_STATE", "it is on an agenda");
    let due = people.invite(&id).await?.meeting.and_then(|meeting| meeting.materials_deadline);
    let due = due.context("a deadline")?;
    assert_eq!(instant(due.due_time), at("2026-10-01T00:00"));
    assert!(due.explanation.contains("国庆节"), "{}", due.explanation);
    assert_eq!(due.article, "联席会议制度三（四）");

    stage.set_clock(at("2026-10-01T00:00"))?;
    let (material, after) = people.send(&id, "迟发材料.txt").await?;
    assert_eq!((material.late, after.materials_late), (true, true), "sent all the same, and marked");
    until_duties(&ledger, &[("discharged", "10-01 00:00")]).await?;
    stage.set_clock(at("2026-10-08T09:00"))?;
    let unsaid = people.open(&id, None).await.unwrap_err();
    assert_eq!(fields(&unsaid), ["late_materials_agreed"]);
    let held = people.open(&id, Some(false)).await?;
    assert_eq!((held.state(), held.late_materials_agreed), (MeetingState::Held, Some(false)));
    Ok(())
}

/// An invitation, another date and the cancellation were told to all who are invited, and to whoever convenes and presides.
async fn until_told(ledger: &PgPool) -> anyhow::Result<()> {
    until("all to be told, and whoever convenes and presides", async || {
        let told: Vec<(String, String)> = sqlx::query_as(
            "select kind, string_agg(unit, ' ' order by unit) from notification.announcement
             join notification.announcement_unit on announcement_id = id group by id, kind order by id",
        )
        .fetch_all(ledger)
        .await?;
        let expected = ["invitation", "rescheduled", "cancelled"]
            .map(|kind| (kind.to_owned(), "scjgj zfb zjj".to_owned()));
        Ok((told == expected).then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_meeting_that_is_moved_asks_again_and_one_that_is_cancelled_leaves_its_topics_their_consent()
-> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let ledger = Ledger::open(&stage).notification.context("installed")?;
    let topic = people.consented("证照联动", &["zjj"]).await?;
    let convener = people.seat("zfb", SeatRole::Convener).await?;
    let mut asked = people.plan(MeetingKind::Liaison, ("2026-10-14T15:00", &convener), &[&topic]).await?;
    let chief = people.seat("zfb", SeatRole::ChiefConvener).await?;
    let wrong = PlanMeetingRequest { presided_by: chief, ..asked.clone() };
    assert_eq!(
        reason(&people.planned(wrong).await.unwrap_err()),
        "CHAIR_NOT_ALLOWED",
        "liaisons meet under a convener"
    );
    asked.request_id = request_id();
    let id = people.planned(asked).await?.id;
    people.invite(&id).await?;
    until_duties(&ledger, &[("open", "10-14 00:00")]).await?;
    let attends = AnswerInvitationRequest {
        request_id: request_id(),
        id: id.clone(),
        answer: InvitationAnswer::Attends.into(),
        ..AnswerInvitationRequest::default()
    };
    people.scjgj.meetings()?.answer_invitation(attends.clone()).await?;
    let moved = RescheduleMeetingRequest {
        request_id: request_id(),
        id: id.clone(),
        start_time: Some(proto_instant(at("2026-10-16T09:00"))),
        reason: "会议室占用".to_owned(),
        ..RescheduleMeetingRequest::default()
    };
    let moved = people.office.meetings()?.reschedule_meeting(moved).await?.into_inner().meeting;
    assert_eq!(moved.context("moved")?.reschedule_count, 1);
    let answers: Vec<_> =
        seen(&people.office, &id).await?.participants.iter().map(Participant::answer).collect();
    assert_eq!(answers, [InvitationAnswer::Unspecified; 2], "to the new date nobody has answered");
    let to_the_old_date = AnswerInvitationRequest { request_id: request_id(), ..attends };
    let refused = people.scjgj.meetings()?.answer_invitation(to_the_old_date).await.unwrap_err();
    assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Aborted, "VERSION_CONFLICT"));
    let steps: Vec<_> = seen(&people.office, &id).await?.steps.iter().map(MeetingStep::act).collect();
    assert_eq!(steps, [MeetingAct::Planned, MeetingAct::Invited, MeetingAct::Rescheduled]);
    until_duties(&ledger, &[("withdrawn", "10-14 00:00"), ("open", "10-16 00:00")]).await?;

    let cancel = CancelMeetingRequest {
        request_id: request_id(),
        id: id.clone(),
        reason: "并入下次会议".to_owned(),
        validate_only: false,
    };
    people.office.meetings()?.cancel_meeting(cancel).await?;
    until_duties(&ledger, &[("withdrawn", "10-14 00:00"), ("withdrawn", "10-16 00:00")]).await?;
    until_told(&ledger).await?;
    let topic = people.office.topics()?.get_topic(GetTopicRequest { id: topic }).await?.into_inner().topic;
    assert_eq!(topic.context("a topic")?.state(), TopicState::Approved);
    let ics = people.scjgj.meetings()?.get_invitation(GetInvitationRequest { id }).await?.into_inner().ics;
    assert!(ics.contains("METHOD:CANCEL") && ics.contains("SEQUENCE:2"), "{ics}");
    Ok(())
}

/// 三（一）1: all members take part: whoever joined between the invitation and the meeting is invited as well.
#[tokio::test]
async fn a_member_that_joins_between_invitation_and_meeting_is_invited_before_it_is_opened()
-> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let topic = people.consented("政策统筹", &[]).await?;
    let chief = people.seat("zfb", SeatRole::ChiefConvener).await?;
    let convener = people.seat("xzspj", SeatRole::Convener).await?;
    let asked = people.plan(MeetingKind::Plenary, ("2026-10-14T15:00", &chief), &[&topic]).await?;
    let wrong = PlanMeetingRequest { presided_by: convener, ..asked.clone() };
    assert_eq!(reason(&people.planned(wrong).await.unwrap_err()), "CHAIR_NOT_ALLOWED");
    let asked = PlanMeetingRequest { request_id: request_id(), ..asked };
    let id = people.planned(asked).await?.id;
    let members = people.invite(&id).await?.participants.len();
    assert_eq!(members, 26);
    people.send(&id, "材料.txt").await?;

    let joins = ProposeSeatChangeRequest {
        request_id: request_id(),
        role: SeatRole::Member.into(),
        post: "负责同志".to_owned(),
        first_day: "2026-10-13".to_owned(),
        reason: "新增成员".to_owned(),
        ..ProposeSeatChangeRequest::default()
    };
    let newcomer = stage.bureau("jkq", Some("jkq-leader"))?;
    let change = newcomer.roster()?.propose_seat_change(joins).await?.into_inner().change;
    let record = RecordSeatChangeRequest {
        request_id: request_id(),
        id: change.context("proposed")?.id,
        validate_only: false,
    };
    people.office.roster()?.record_seat_change(record).await?;
    stage.set_clock(at("2026-10-14T15:00"))?;
    let left_out = people.open(&id, None).await.unwrap_err();
    assert_eq!(reason(&left_out), "MEMBERS_NOT_INVITED");
    assert!(chinese(&left_out).contains("jkq"), "{}", chinese(&left_out));
    assert_eq!(people.invite(&id).await?.participants.len(), 27, "and nobody twice");
    assert_eq!(people.open(&id, None).await?.state(), MeetingState::Held);
    Ok(())
}

/// What was not sent by the opening is missing, not late: the members are asked all the same, and nobody is reminded of it any more.
#[tokio::test]
async fn a_meeting_that_is_opened_without_its_materials_asks_the_members_and_ends_the_duty()
-> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let ledger = Ledger::open(&stage).notification.context("installed")?;
    let topic = people.consented("现场材料", &["zjj"]).await?;
    let chief = people.seat("zfb", SeatRole::ChiefConvener).await?;
    let asked = people.plan(MeetingKind::Topical, ("2026-10-14T15:00", &chief), &[&topic]).await?;
    let id = people.planned(asked).await?.id;
    people.invite(&id).await?;
    until_duties(&ledger, &[("open", "10-14 00:00")]).await?;
    stage.set_clock(at("2026-10-14T15:00"))?;
    assert_eq!(fields(&people.open(&id, None).await.unwrap_err()), ["late_materials_agreed"]);
    assert_eq!(people.open(&id, Some(true)).await?.state(), MeetingState::Held);
    until_duties(&ledger, &[("withdrawn", "10-14 00:00")]).await
}

/// 二: the chief convener's post changes between invitation and meeting: whoever follows presides, and signs.
#[tokio::test]
async fn whoever_follows_in_the_seat_presides_over_the_meeting_and_signs_its_minutes() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let topic = people.consented("岗位调整", &["zjj"]).await?;
    let before = people.seat("zfb", SeatRole::ChiefConvener).await?;
    let asked = people.plan(MeetingKind::Topical, ("2026-10-13T15:00", &before), &[&topic]).await?;
    let id = people.planned(asked).await?.id;
    people.invite(&id).await?;
    people.send(&id, "材料.txt").await?;
    let change = ProposeSeatChangeRequest {
        request_id: request_id(),
        role: SeatRole::ChiefConvener.into(),
        post: "县政府另一分管领导".to_owned(),
        first_day: "2026-10-14".to_owned(),
        reason: "分工调整".to_owned(),
        ..ProposeSeatChangeRequest::default()
    };
    let of_another = ProposeSeatChangeRequest { request_id: request_id(), ..change.clone() };
    let of_another = people.scjgj.roster()?.propose_seat_change(of_another).await;
    assert_eq!(reason(&of_another.unwrap_err()), "SEAT_TAKEN", "another unit does not take it");
    let change = people.chief.roster()?.propose_seat_change(change).await?.into_inner().change;
    let record = RecordSeatChangeRequest {
        request_id: request_id(),
        id: change.context("proposed")?.id,
        validate_only: false,
    };
    let after = people.office.roster()?.record_seat_change(record).await?.into_inner().seat;
    let after = after.context("recorded")?.id;
    let moved = RescheduleMeetingRequest {
        request_id: request_id(),
        id: id.clone(),
        start_time: Some(proto_instant(at("2026-10-15T15:00"))),
        reason: "会议室占用".to_owned(),
        ..RescheduleMeetingRequest::default()
    };
    let moved = people.office.meetings()?.reschedule_meeting(moved).await?.into_inner().meeting;
    assert_eq!(moved.context("moved")?.presided_by, after);
    stage.set_clock(at("2026-10-15T15:00"))?;
    assert_eq!(people.open(&id, None).await?.presided_by, after);
    people.draft(&id, content(&topic, "scjgj", "2026-11-30")).await?;
    people.circulate(&id, "2026-10-16").await?;
    assert_eq!(sign(&people.chief, &id, 1).await?.approved_by, "zfb-leader");
    Ok(())
}
