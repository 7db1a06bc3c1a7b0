//! Licences of supervised subjects, one for each delivery. A returned one stays, and stands in no list.

use ids::{DeliveryId, SubjectId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use prost::Message;
use proto::exchange::v1::LicenceDecision;
use sqlx::PgConnection;

use crate::model::Entry;

/// A licence of the register.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) delivery_id: Uuid,
    pub(crate) claimed: bool,
    pub(crate) decision: Vec<u8>,
    pub(crate) received_at: SqlTimestamp,
}

/// Enters licences under their subjects, unclaimed (未认领).
pub(crate) async fn insert_all(
    tx: &mut PgConnection,
    entries: &[(Entry, SubjectId)],
) -> Result<(), sqlx::Error> {
    let column = |of: fn(&Entry) -> &String| -> Vec<String> {
        entries.iter().map(|(entry, _)| of(entry).clone()).collect()
    };
    let deliveries: Vec<Uuid> = entries.iter().map(|(entry, _)| entry.delivery.0).collect();
    let subjects: Vec<Uuid> = entries.iter().map(|(_, subject)| subject.0).collect();
    let units: Vec<String> = entries.iter().map(|(entry, _)| entry.unit.to_string()).collect();
    let decisions: Vec<Vec<u8>> = entries.iter().map(|(entry, _)| entry.decision.encode_to_vec()).collect();
    let times: Vec<SqlTimestamp> = entries.iter().map(|(entry, _)| entry.received_at.into()).collect();
    sqlx::query!(
        "insert into supervision.licence
             (delivery_id, subject_id, unit, certificate_name, certificate_number, document_number, decision, received_at)
         select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[],
                              $8::timestamptz[])",
        &deliveries,
        &subjects,
        &units,
        &column(|entry| &entry.decision.certificate_name),
        &column(|entry| &entry.certificate_number),
        &column(|entry| &entry.document_number),
        &decisions,
        &times as &[SqlTimestamp],
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes the mark 未认领 off.
pub(crate) async fn mark_claimed(
    tx: &mut PgConnection,
    deliveries: &[DeliveryId],
) -> Result<(), sqlx::Error> {
    let deliveries: Vec<Uuid> = deliveries.iter().map(|delivery| delivery.0).collect();
    sqlx::query!("update supervision.licence set state = 'claimed' where delivery_id = any($1)", &deliveries)
        .execute(tx)
        .await?;
    Ok(())
}

/// Takes a licence out of the lists.
pub(crate) async fn mark_returned(tx: &mut PgConnection, delivery: DeliveryId) -> Result<(), sqlx::Error> {
    sqlx::query!("update supervision.licence set state = 'returned' where delivery_id = $1", delivery.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// Replaces the decision behind these licences by its completed form.
pub(crate) async fn complete(
    tx: &mut PgConnection,
    deliveries: &[DeliveryId],
    decision: &LicenceDecision,
) -> Result<(), sqlx::Error> {
    let deliveries: Vec<Uuid> = deliveries.iter().map(|delivery| delivery.0).collect();
    sqlx::query!(
        "update supervision.licence set decision = $2 where delivery_id = any($1)",
        &deliveries,
        decision.encode_to_vec(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The licences of a subject of the unit, newest first: at most `limit` of those after the row of this key.
pub(crate) async fn list(
    tx: &mut PgConnection,
    subject: SubjectId,
    unit: &UnitCode,
    after: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as!(
        Row,
        r#"select delivery_id, state = 'claimed' as "claimed!", decision, received_at
           from supervision.licence where subject_id = $1 and unit = $2 and state <> 'returned'
             and ($3::timestamptz is null or (received_at, delivery_id) < ($3, $4::uuid))
           order by received_at desc, delivery_id desc
           limit $5"#,
        subject.0,
        unit.as_str(),
        after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        after.map(|(_, id)| id),
        limit,
    )
    .fetch_all(tx)
    .await
}
