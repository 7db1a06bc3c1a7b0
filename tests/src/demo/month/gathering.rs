//! The joint meeting (联席会议): a bureau that is written to for the third time in a quarter becomes a topic; the chief convener
//! consents, the members concerned meet, and the minutes rule on it, which closes the letters.

use anyhow::{Context, ensure};
use jiff::civil::{Date, time};
use proto::{
    meeting::v1::{
        ApproveMinutesRequest, ApproveTopicRequest, CirculateMinutesRequest, DraftMinutesRequest,
        InviteToMeetingRequest, IssueMinutesRequest, ListSeatsRequest, ListTopicsRequest, MeetingKind,
        MinutesContent, OpenMeetingRequest, PlanMeetingRequest, ResolutionDraft, ResolutionKind, RulingDraft,
        RulingKind, SeatRole, SendMaterialRequest, SubmitTopicRequest, SummariseTopicRequest, Topic,
    },
    notification::v1::{LetterState, ListLettersRequest},
};
use workdays::Calendar;

use super::{
    office::{IDLE, Office},
    replay::at,
};
use crate::{
    demo::SENDER,
    stage::{Bureau, Stage, until},
};

/// Working days between the chief convener's consent and the meeting.
const AHEAD: u32 = 2;
/// Working days that the minutes give.
const GIVEN: u32 = 5;

/// The joint meeting's office, and its chief convener.
pub(super) struct Gathering {
    office: Bureau,
    chief: Bureau,
    affair: Affair,
}

/// How far it has come.
enum Affair {
    /// Fewer than three letters.
    Letters,
    /// The third was written.
    Raised,
    /// A meeting takes place on this day.
    Invited { meeting: String, topic: String, day: Date },
    /// The minutes were issued.
    Ruled,
}

impl Gathering {
    /// Nothing has happened yet.
    pub(super) fn open(stage: &Stage) -> anyhow::Result<Self> {
        Ok(Self {
            office: stage.bureau(SENDER, Some(&format!("{SENDER}-overseer")))?,
            chief: stage.bureau("zfb", Some("zfb-leader"))?,
            affair: Affair::Letters,
        })
    }

    /// Takes at most one step, on a morning; gives what there is to say of it.
    pub(super) async fn proceed(&mut self, letters: &Office, date: Date) -> anyhow::Result<Option<String>> {
        let (next, line) = match &self.affair {
            Affair::Letters => match self.letters_written().await? {
                0 => return Ok(None),
                1 | 2 => (Affair::Letters, letters.write_again().await?),
                _ => (Affair::Raised, "提请联席会议 the third letter of the quarter is raised".to_owned()),
            },
            Affair::Raised => self.convene(date).await?,
            Affair::Invited { meeting, topic, day } if date >= *day => {
                let number = self.rule(meeting, topic, date).await?;
                (
                    Affair::Ruled,
                    format!("{number} 印发，督办函办结 the minutes rule on it; the letters are closed"),
                )
            }
            Affair::Invited { .. } | Affair::Ruled => return Ok(None),
        };
        self.affair = next;
        Ok(Some(line))
    }

    /// Whether the meeting takes place today.
    pub(super) fn meets_on(&self, date: Date) -> bool {
        matches!(&self.affair, Affair::Invited { day, .. } if date >= *day)
    }

    /// Fails when the circle was not closed.
    pub(super) fn must_be_over(&self) -> anyhow::Result<()> {
        ensure!(matches!(self.affair, Affair::Ruled), "the joint meeting ruled on nothing");
        Ok(())
    }

    async fn letters_written(&self) -> anyhow::Result<usize> {
        let listed = self.office.letters()?.list_letters(ListLettersRequest::default()).await?;
        Ok(listed.into_inner().letters.len())
    }

    /// The topic gets the consent, and a meeting is invited to.
    async fn convene(&self, date: Date) -> anyhow::Result<(Affair, String)> {
        let topic = until("the topic", async || {
            let listed = self.office.topics()?.list_topics(ListTopicsRequest::default()).await?;
            Ok(listed.into_inner().topics.pop())
        })
        .await?;
        self.consent(&topic).await?;
        let seats = self.office.roster()?.list_seats(ListSeatsRequest::default()).await?.into_inner().seats;
        let chief = seats.into_iter().find(|seat| seat.role() == SeatRole::ChiefConvener);
        let chief = chief.context("no chief convener")?.id;
        let day = Calendar::bundled().add(date, AHEAD)?.due_on;
        let start = at(day, time(8, 45, 0, 0));
        let asked = PlanMeetingRequest {
            request_id: request_id(),
            kind: MeetingKind::Topical.into(),
            title: "一季度内三次督办专题联席会议".to_owned(),
            start_time: Some(prost_types::Timestamp { seconds: start.as_second(), nanos: 0 }),
            place: "县政府会议室".to_owned(),
            convened_by: chief.clone(),
            presided_by: chief,
            topic_ids: vec![topic.id.clone()],
            ..PlanMeetingRequest::default()
        };
        let mut meetings = self.office.meetings()?;
        let meeting = meetings.plan_meeting(asked).await?.into_inner().meeting.context("no meeting")?.id;
        let asked =
            InviteToMeetingRequest { request_id: request_id(), id: meeting.clone(), validate_only: false };
        meetings.invite_to_meeting(asked).await?;
        let asked = SendMaterialRequest {
            request_id: request_id(),
            id: meeting.clone(),
            name: "三封督办函办理情况.txt".to_owned(),
            media_type: "text/plain".to_owned(),
            content: topic.title.clone().into_bytes().into(),
            ..SendMaterialRequest::default()
        };
        meetings.send_material(asked).await?;
        let line =
            format!("总召集人同意议题，{day}召开专题联席会议 the topic has the consent; members are invited");
        Ok((Affair::Invited { meeting, topic: topic.id, day }, line))
    }

    async fn consent(&self, topic: &Topic) -> anyhow::Result<()> {
        let mut office = self.office.topics()?;
        let asked = SummariseTopicRequest {
            request_id: request_id(),
            id: topic.id.clone(),
            summary: "研究三次督办仍未办理的处理意见。".to_owned(),
            validate_only: false,
        };
        office.summarise_topic(asked).await?;
        let asked =
            SubmitTopicRequest { request_id: request_id(), id: topic.id.clone(), validate_only: false };
        office.submit_topic(asked).await?;
        let asked =
            ApproveTopicRequest { request_id: request_id(), id: topic.id.clone(), validate_only: false };
        self.chief.topics()?.approve_topic(asked).await?;
        Ok(())
    }

    /// The meeting is held, its minutes are signed and issued, and the letters are closed; gives the number of the minutes.
    async fn rule(&self, meeting: &str, topic: &str, date: Date) -> anyhow::Result<String> {
        let asked = OpenMeetingRequest {
            request_id: request_id(),
            id: meeting.to_owned(),
            ..OpenMeetingRequest::default()
        };
        self.office.meetings()?.open_meeting(asked).await?;
        let mut office = self.office.minutes()?;
        let asked = DraftMinutesRequest {
            request_id: request_id(),
            meeting_id: meeting.to_owned(),
            content: Some(content(topic, date)?),
            base_version: 0,
            validate_only: false,
        };
        let version = office.draft_minutes(asked).await?.into_inner().minutes.context("no minutes")?.version;
        let asked = CirculateMinutesRequest {
            request_id: request_id(),
            meeting_id: meeting.to_owned(),
            comments_until: date.to_string(),
            version,
            validate_only: false,
        };
        office.circulate_minutes(asked).await?;
        let asked = ApproveMinutesRequest {
            request_id: request_id(),
            meeting_id: meeting.to_owned(),
            version,
            validate_only: false,
        };
        self.chief.minutes()?.approve_minutes(asked).await?;
        let asked = IssueMinutesRequest {
            request_id: request_id(),
            meeting_id: meeting.to_owned(),
            version,
            validate_only: false,
        };
        let number = office.issue_minutes(asked).await?.into_inner().minutes.context("no minutes")?.number;
        until("the letters to be closed", async || {
            let listed = self.office.letters()?.list_letters(ListLettersRequest::default()).await?;
            let letters = listed.into_inner().letters;
            Ok(letters.iter().all(|letter| letter.state() == LetterState::Closed).then_some(()))
        })
        .await?;
        Ok(number)
    }
}

/// What the minutes say.
fn content(topic: &str, date: Date) -> anyhow::Result<MinutesContent> {
    let agreed = ResolutionDraft {
        kind: ResolutionKind::Agreed.into(),
        topic_id: topic.to_owned(),
        text: "明确认领岗位和替补人员，清理逾期未认领事项。".to_owned(),
        lead_unit: IDLE.to_owned(),
        co_units: vec![SENDER.to_owned()],
        due_on: Calendar::bundled().add(date, GIVEN)?.due_on.to_string(),
    };
    let ruling = RulingDraft {
        topic_id: topic.to_owned(),
        kind: RulingKind::Advice.into(),
        text: "由该单位限期清理，督办函据此办结。".to_owned(),
        ..RulingDraft::default()
    };
    Ok(MinutesContent {
        opening: "会议听取了三次督办情况汇报，议定如下事项。".to_owned(),
        resolutions: vec![agreed],
        rulings: vec![ruling],
        ..MinutesContent::default()
    })
}

fn request_id() -> String {
    ids::RequestId::generate().0.to_string()
}
