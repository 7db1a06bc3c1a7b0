//! What the joint meeting keeps: texts without numbers of people, whoever writes them there; materials sealed.

use base64::{Engine, engine::general_purpose::STANDARD};
use scenarios::stage::{Bureau, Stage, until};
use serde_json::{Value, json};
use tonic::Code;

use super::{
    ID_NUMBER, NAME, PHONE, contains,
    places::{everything_kept, forms},
};
use crate::{
    asked::{ask, message, rpc},
    cast::{SENDER, request_id},
    played::RECIPIENT,
};

/// What is no secret, and is kept: shows that the search finds.
const PLACE: &str = "县政府三楼会议室";

#[tokio::test]
async fn what_the_joint_meeting_keeps_has_no_numbers_of_people_and_its_materials_are_sealed()
-> anyhow::Result<()> {
    let mut stage = Stage::with_meeting_on_own_broker("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let (meeting, topic) = gathered(&people).await?;
    minuted(&people, &meeting, &topic).await?;
    let places = everything_kept(&mut stage).await?;
    for (place, bytes) in &places {
        for canary in [NAME, ID_NUMBER, PHONE] {
            for (form, needle) in forms(canary) {
                assert!(!contains(bytes, &needle), "{place} holds {canary} as {form}");
            }
        }
    }
    let mut kept = places.iter().filter(|(place, _)| place.starts_with("meeting database"));
    assert!(
        kept.any(|(_, bytes)| contains(bytes, PLACE.as_bytes())),
        "the meeting database does not even hold {PLACE}"
    );
    let broker = places.iter().filter(|(place, _)| place.starts_with("broker"));
    assert!(
        broker.into_iter().any(|(_, bytes)| contains(bytes, b"meeting_announced")),
        "nothing was announced"
    );
    Ok(())
}

struct People {
    office: Bureau,
    chief: Bureau,
    member: Bureau,
}

impl People {
    async fn of(stage: &Stage) -> anyhow::Result<Self> {
        let people = Self {
            office: stage.bureau(SENDER, Some("xzspj-overseer"))?,
            chief: stage.bureau("zfb", Some("zfb-leader"))?,
            member: stage.bureau(RECIPIENT, Some("scjgj-leader"))?,
        };
        for bureau in [&people.office, &people.chief, &people.member] {
            until("the meeting service to know the unit", async || {
                Ok(said(bureau, "RosterService/ListSeats", json!({})).await.ok())
            })
            .await?;
        }
        Ok(people)
    }
}

/// A topic, a meeting with a material, an answer and a change of the roster, all with canaries.
async fn gathered(people: &People) -> anyhow::Result<(String, String)> {
    let People { office, chief, member } = people;
    let seats = said(office, "RosterService/ListSeats", json!({})).await?;
    let chair = seats["seats"].as_array().into_iter().flatten();
    let chair = chair.into_iter().find(|seat| seat["role"] == "SEAT_ROLE_CHIEF_CONVENER");
    let chair = chair.map(|seat| seat["id"].clone());
    let proposed = json!({
        "kind": "TOPIC_KIND_POLICY", "title": with_numbers("议题"), "text": with_numbers("反映")
    });
    let topic = said(member, "TopicService/ProposeTopic", proposed).await?["topic"]["id"].clone();
    said(office, "TopicService/SummariseTopic", json!({"id": topic, "summary": with_numbers("汇总")}))
        .await?;
    said(office, "TopicService/SubmitTopic", json!({"id": topic})).await?;
    said(chief, "TopicService/ReturnTopic", json!({"id": topic, "reason": with_numbers("退回")})).await?;
    said(office, "TopicService/SummariseTopic", json!({"id": topic, "summary": "研究目录。"})).await?;
    said(office, "TopicService/SubmitTopic", json!({"id": topic})).await?;
    said(chief, "TopicService/ApproveTopic", json!({"id": topic})).await?;
    let planned = json!({
        "kind": "MEETING_KIND_TOPICAL", "title": with_numbers("会议"), "startTime": "2026-10-14T07:00:00Z",
        "place": PLACE, "convenedBy": chair, "presidedBy": chair, "topicIds": [topic],
        "guests": [{"kind": "PARTICIPANT_KIND_LAWYER", "organisation": with_numbers("律所")}]
    });
    let meeting = said(office, "MeetingService/PlanMeeting", planned).await?["meeting"]["id"].clone();
    said(office, "MeetingService/InviteToMeeting", json!({"id": meeting})).await?;
    let material = json!({
        "id": meeting, "name": format!("{}.txt", with_numbers("材料")), "mediaType": "text/plain",
        "content": base64(&format!("{NAME}，身份证{ID_NUMBER}，电话{PHONE}"))
    });
    let sent = said(office, "MeetingService/SendMaterial", material).await?["material"]["id"].clone();
    let read = said(member, "MeetingService/GetMaterial", json!({"id": sent})).await?;
    assert_eq!(
        read["content"],
        base64(&format!("{NAME}，身份证{ID_NUMBER}，电话{PHONE}")),
        "whoever may sees all"
    );
    let moved = json!({
        "id": meeting, "startTime": "2026-10-12T07:00:00Z", "reason": with_numbers("改期")
    });
    said(office, "MeetingService/RescheduleMeeting", moved).await?;
    let leave = json!({
        "id": meeting, "answer": "INVITATION_ANSWER_LEAVE", "leaveReason": with_numbers("请假"), "rescheduleCount": 1
    });
    said(member, "MeetingService/AnswerInvitation", leave).await?;
    said(member, "MeetingService/SignIn", json!({"id": meeting, "post": with_numbers("职务")})).await?;
    said(office, "MeetingService/OpenMeeting", json!({"id": meeting, "lateMaterialsAgreed": true})).await?;
    let change = json!({
        "role": "SEAT_ROLE_LIAISON", "post": with_numbers("科长"), "firstDay": "2026-10-20",
        "reason": with_numbers("调整")
    });
    let change = said(member, "RosterService/ProposeSeatChange", change).await?["change"]["id"].clone();
    said(office, "RosterService/DeclineSeatChange", json!({"id": change, "reason": with_numbers("不予")}))
        .await?;
    Ok((id(&meeting), id(&topic)))
}

/// Minutes, a comment, and what is said of a resolution.
async fn minuted(people: &People, meeting: &str, topic: &str) -> anyhow::Result<()> {
    let People { office, chief, member } = people;
    let content = json!({
        "opening": with_numbers("会议听取了汇报"),
        "matters": [{"topicId": topic, "text": with_numbers("会议认为")}],
        "resolutions": [{
            "kind": "RESOLUTION_KIND_AGREED", "topicId": topic, "text": with_numbers("落实"),
            "leadUnit": RECIPIENT, "dueOn": "2026-11-30"
        }]
    });
    let of = |mut request: Value| {
        request["meetingId"] = meeting.into();
        request
    };
    said(office, "MinutesService/DraftMinutes", of(json!({"content": content}))).await?;
    let circulated = json!({"version": 1, "commentsUntil": "2026-10-12"});
    said(office, "MinutesService/CirculateMinutes", of(circulated)).await?;
    said(member, "MinutesService/CommentOnMinutes", of(json!({"text": with_numbers("意见")}))).await?;
    said(chief, "MinutesService/ApproveMinutes", of(json!({"version": 1}))).await?;
    let issued = said(office, "MinutesService/IssueMinutes", of(json!({"version": 1}))).await?;
    let resolution = issued["resolutionIds"][0].clone();
    for (who, act, field) in [
        (member, "ReportProgress", "text"),
        (member, "SubmitResolution", "evidence"),
        (office, "ReopenResolution", "reason"),
    ] {
        let request = json!({"id": resolution, field: with_numbers("办理")});
        said(who, &format!("ResolutionService/{act}"), request).await?;
    }
    let later = json!({"id": resolution, "to": "2026-12-15", "reason": with_numbers("延期")});
    said(member, "ResolutionService/RequestExtension", later).await?;
    said(office, "ResolutionService/IssueBulletin", json!({})).await?;
    Ok(())
}

/// Asks, expects a yes, and that no number of a person is shown; gives the answer.
async fn said(bureau: &Bureau, name: &str, mut request: Value) -> anyhow::Result<Value> {
    let rpc = rpc(name);
    if rpc.input().get_field_by_name("request_id").is_some() {
        request["requestId"] = request_id().into();
    }
    let answer = ask(&bureau.meeting()?, &rpc, vec![message(&rpc, &request)]).await;
    anyhow::ensure!(answer.code() == Code::Ok, "{name}: {answer:?}");
    for canary in [ID_NUMBER, PHONE] {
        assert!(!format!("{answer:?}").contains(canary), "{name} shows {canary}: {answer:?}");
    }
    Ok(serde_json::from_str(&answer.said[0])?)
}

fn with_numbers(text: &str) -> String {
    format!("{text}（{ID_NUMBER}，{PHONE}）")
}

fn id(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn base64(text: &str) -> String {
    STANDARD.encode(text)
}
