//! `meeting.participant` (参会者): an answer and a signature are of one date, and go when the meeting is moved.

use database::{inconsistent, one};
use ids::{MeetingId, OfficialId, ParticipantId, UnitCode, Uuid};
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::meeting::{InvitationAnswer, ParticipantKind};
use sqlx::PgConnection;

use crate::model::{Answer, Participant, SignedIn, Step, Who};

struct Row {
    id: Uuid,
    meeting_id: Uuid,
    kind: String,
    unit: Option<String>,
    organisation: Option<String>,
    answer: Option<String>,
    answer_text: Option<String>,
    answered_by: Option<String>,
    answered_at: Option<SqlTimestamp>,
    signed_in_at: Option<SqlTimestamp>,
    signed_in_post: Option<String>,
    signed_in_by: Option<String>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, meeting_id, kind, unit, organisation, answer, answer_text, answered_by, answered_at, signed_in_at,
                    signed_in_post, signed_in_by
             from meeting.participant " + $rest
            $(, $argument)*
        )
    };
}

/// Adds whoever is invited.
pub(crate) async fn insert_all(
    tx: &mut PgConnection,
    meeting: MeetingId,
    participants: &[Participant],
) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = participants.iter().map(|participant| participant.id.0).collect();
    let kinds: Vec<String> =
        participants.iter().map(|participant| participant.kind().name().to_owned()).collect();
    let units: Vec<Option<String>> =
        participants.iter().map(|participant| participant.unit().map(ToString::to_string)).collect();
    let organisations: Vec<Option<String>> = participants
        .iter()
        .map(|participant| match &participant.who {
            Who::Guest { organisation, .. } => Some(organisation.clone()),
            Who::Unit { .. } => None,
        })
        .collect();
    sqlx::query!(
        "insert into meeting.participant (id, meeting_id, kind, unit, organisation)
         select id, $1, kind, unit, organisation
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) as row (id, kind, unit, organisation)",
        meeting.0,
        &ids,
        &kinds,
        &units as &[Option<String>],
        &organisations as &[Option<String>],
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Everybody who is invited to a meeting, in the order of invitation.
pub(crate) async fn of_meeting(
    tx: &mut PgConnection,
    meeting: MeetingId,
) -> Result<Vec<Participant>, sqlx::Error> {
    let rows = select!("where meeting_id = $1 order by unit is null, id", meeting.0);
    rows.fetch_all(tx).await?.into_iter().map(Participant::try_from).collect()
}

/// Locks the participant of a unit.
pub(crate) async fn lock_of_unit(
    tx: &mut PgConnection,
    meeting: MeetingId,
    unit: &UnitCode,
) -> Result<Option<Participant>, sqlx::Error> {
    let row = select!("where meeting_id = $1 and unit = $2 for update", meeting.0, unit.as_str());
    row.fetch_optional(tx).await?.map(Participant::try_from).transpose()
}

/// Locks a participant.
pub(crate) async fn lock(
    tx: &mut PgConnection,
    meeting: MeetingId,
    id: ParticipantId,
) -> Result<Option<Participant>, sqlx::Error> {
    let row = select!("where meeting_id = $1 and id = $2 for update", meeting.0, id.0);
    row.fetch_optional(tx).await?.map(Participant::try_from).transpose()
}

/// Keeps the answer, and that somebody is here.
pub(crate) async fn save(tx: &mut PgConnection, participant: &Participant) -> Result<(), sqlx::Error> {
    let answer = participant.answer.as_ref();
    let signed_in = participant.signed_in.as_ref();
    let done = sqlx::query!(
        "update meeting.participant
         set answer = $2, answer_text = $3, answered_by = $4, answered_at = $5, signed_in_at = $6, signed_in_post = $7,
             signed_in_by = $8
         where id = $1",
        participant.id.0,
        answer.map(|(answer, _)| answer.word().name()),
        answer.and_then(|(answer, _)| answer.text()),
        answer.map(|(_, step)| step.by.as_str()),
        answer.map(|(_, step)| SqlTimestamp::from(step.at)) as Option<SqlTimestamp>,
        signed_in.map(|signed_in| SqlTimestamp::from(signed_in.at)) as Option<SqlTimestamp>,
        signed_in.map(|signed_in| signed_in.post.as_str()),
        signed_in.map(|signed_in| signed_in.by.as_str()),
    );
    one(done.execute(tx).await?)
}

/// Forgets the answers to a date that is no more, and who signed in for it.
pub(crate) async fn ask_again(tx: &mut PgConnection, meeting: MeetingId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update meeting.participant
         set answer = null, answer_text = null, answered_by = null, answered_at = null, signed_in_at = null,
             signed_in_post = null, signed_in_by = null
         where meeting_id = $1",
        meeting.0,
    )
    .execute(tx)
    .await?;
    Ok(())
}

impl TryFrom<Row> for Participant {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.participant.{column}"), row.id);
        let official = |text: String, column| text.parse::<OfficialId>().map_err(|_| bad(column));
        let kind = ParticipantKind::named(&row.kind).ok_or_else(|| bad("kind"))?;
        let who = match (row.unit, row.organisation) {
            (Some(unit), None) => Who::Unit { unit: unit.parse().map_err(|_| bad("unit"))?, kind },
            (None, Some(organisation)) => Who::Guest { organisation, kind },
            _ => return Err(bad("unit")),
        };
        let step = match (row.answered_by, row.answered_at) {
            (Some(by), Some(at)) => Some(Step { by: official(by, "answered_by")?, at: at.to_jiff() }),
            _ => None,
        };
        let answer = match (row.answer.as_deref().map(InvitationAnswer::named), row.answer_text, step) {
            (None, None, None) => None,
            (Some(Some(InvitationAnswer::Attends)), None, Some(step)) => Some((Answer::Attends, step)),
            (Some(Some(InvitationAnswer::Leave)), Some(why), Some(step)) => Some((Answer::Leave(why), step)),
            (Some(Some(InvitationAnswer::StandIn)), Some(post), Some(step)) => {
                Some((Answer::StandIn(post), step))
            }
            _ => return Err(bad("answer")),
        };
        let signed_in = match (row.signed_in_at, row.signed_in_post, row.signed_in_by) {
            (Some(at), Some(post), Some(by)) => {
                Some(SignedIn { at: at.to_jiff(), post, by: official(by, "signed_in_by")? })
            }
            _ => None,
        };
        Ok(Self { id: ParticipantId(row.id), meeting: MeetingId(row.meeting_id), who, answer, signed_in })
    }
}
