//! Reading `notification.duty`: only what was opened. What a unit may see stands in the statement and in the policies.

use database::inconsistent;
use ids::{DutyId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use prost::Message;
use proto::{
    r#type::v1::Deadline,
    words::{
        duty::{SubjectKind, Withdrawal},
        names, notification as words,
    },
};
use sqlx::PgConnection;

use crate::{
    model::{Duty, DutyState},
    rules::lamp::Instants,
};

struct Row {
    id: Uuid,
    kind: String,
    owed_by: String,
    owed_to: String,
    subject_type: String,
    subject_id: Option<Uuid>,
    subject_name: String,
    subject_number: String,
    item_code: String,
    deadline: Option<Vec<u8>>,
    due_at: Option<SqlTimestamp>,
    yellow_at: Option<SqlTimestamp>,
    deep_red_at: Option<SqlTimestamp>,
    state: String,
    ended_at: Option<SqlTimestamp>,
    withdraw_reason: Option<String>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, kind, owed_by, owed_to, subject_type, subject_id, subject_name, subject_number, item_code, deadline,
                    due_at, yellow_at, deep_red_at, state, ended_at, withdraw_reason
             from notification.duty " + $rest
            $(, $argument)*
        )
    };
}

/// Which duties. Empty fields do not restrict.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Only what this unit owes or is owed; none: everything (the office).
    pub(crate) seen_by: Option<UnitCode>,
    pub(crate) owed_by: Vec<String>,
    pub(crate) owed_to: Vec<String>,
    pub(crate) kinds: Option<Vec<String>>,
    pub(crate) item_codes: Vec<String>,
    pub(crate) states: Vec<words::DutyState>,
    /// Only those whose lamp is one of these at `now`: green, yellow, red, deep red.
    pub(crate) lamps: Option<[bool; 4]>,
    pub(crate) late_only: bool,
    /// Only with a place in the list between these: where lamps are asked for, those that the board counts under them.
    pub(crate) due: Option<(Timestamp, Timestamp)>,
    /// By which lamps and lateness are judged.
    pub(crate) now: Timestamp,
    /// Only after this row.
    pub(crate) after: Option<(Timestamp, Uuid)>,
    pub(crate) limit: i64,
}

/// The duties of a filter, those due first at the head.
///
/// Each unit that the filter or the caller names, and open and ended duties, are read along an index of their own, so that a page costs
/// what it holds and not what the county has.
pub(crate) async fn list(tx: &mut PgConnection, filter: &Filter) -> Result<Vec<Duty>, sqlx::Error> {
    let mut found = Vec::new();
    for states in filter.states.chunk_by(|one, next| is_open(*one) == is_open(*next)) {
        for side in filter.sides() {
            found.extend(page_of(tx, filter, states, side).await?);
        }
    }
    found.sort_by_key(Duty::order);
    found.dedup_by_key(|duty| duty.id);
    found.truncate(usize::try_from(filter.limit).unwrap_or(usize::MAX));
    Ok(found)
}

fn is_open(state: words::DutyState) -> bool {
    state == words::DutyState::Open
}

/// Whose duties a page of a list comes from: each side is an index of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side<'a> {
    OwedBy(&'a str),
    OwedTo(&'a str),
    Everything,
}

impl Filter {
    /// The sides that together hold every duty of the filter.
    fn sides(&self) -> Vec<Side<'_>> {
        if !self.owed_by.is_empty() {
            return self.owed_by.iter().map(|unit| Side::OwedBy(unit)).collect();
        }
        if !self.owed_to.is_empty() {
            return self.owed_to.iter().map(|unit| Side::OwedTo(unit)).collect();
        }
        match self.seen_by.as_ref().map(UnitCode::as_str) {
            Some(unit) => vec![Side::OwedBy(unit), Side::OwedTo(unit)],
            None => vec![Side::Everything],
        }
    }

    /// The unit that must see the duties of a side; none of the caller's own, where it sees everything.
    fn must_be_seen_by(&self, side: Side<'_>) -> Option<&str> {
        let unit = self.seen_by.as_ref()?.as_str();
        let own = [Side::OwedBy(unit), Side::OwedTo(unit)].contains(&side);
        Some(unit).filter(|_| !own)
    }
}

async fn page_of(
    tx: &mut PgConnection,
    filter: &Filter,
    states: &[words::DutyState],
    side: Side<'_>,
) -> Result<Vec<Duty>, sqlx::Error> {
    let (owed_by, owed_to) = match side {
        Side::OwedBy(unit) => (Some(unit), None),
        Side::OwedTo(unit) => (None, Some(unit)),
        Side::Everything => (None, None),
    };
    let lamps = filter.lamps.unwrap_or([true; 4]);
    let (from, until) = filter.due.unzip();
    let rows = select!(
        "where opened_at is not null
           and ($1::text is null or owed_by = $1)
           and ($2::text is null or owed_to = $2)
           and ($3::text is null or $3 in (owed_by, owed_to))
           and (cardinality($4::text[]) = 0 or owed_to = any($4))
           and ($5::text[] is null or kind = any($5))
           and (cardinality($6::text[]) = 0 or item_code = any($6))
           and state = any($7)
           and ($8 or (state = 'open' and (
                ($9 and (yellow_at is null or $13 < yellow_at))
                or ($10 and $13 >= yellow_at and $13 < due_at)
                or ($11 and $13 >= due_at and (deep_red_at is null or $13 < deep_red_at))
                or ($12 and $13 >= deep_red_at))))
           and (not $14 or due_at <= coalesce(ended_at, $13))
           and ($15::timestamptz is null or due_order >= $15)
           and ($16::timestamptz is null or due_order <= $16)
           and ($17::timestamptz is null or (due_order, id) > ($17, $18::uuid))
         order by due_order, id
         limit $19",
        owed_by,
        owed_to,
        filter.must_be_seen_by(side),
        &filter.owed_to,
        filter.kinds.as_deref(),
        &filter.item_codes,
        &names(states),
        filter.lamps.is_none(),
        lamps[0],
        lamps[1],
        lamps[2],
        lamps[3],
        SqlTimestamp::from(filter.now) as SqlTimestamp,
        filter.late_only,
        from.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        until.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Duty::try_from).collect()
}

/// The duties of these ids that `unit` may see (none: everything), in no order.
pub(crate) async fn find_all(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    ids: &[DutyId],
) -> Result<Vec<Duty>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!(
        "where id = any($1) and opened_at is not null and ($2::text is null or $2 in (owed_by, owed_to))",
        &ids,
        unit.map(UnitCode::as_str),
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Duty::try_from).collect()
}

impl Duty {
    /// Its place in a list: those without a date come last.
    pub(crate) fn order(&self) -> (Timestamp, Uuid) {
        (self.due_at.unwrap_or(UNDATED), self.id.0)
    }
}

/// `due_order` of a duty without a date: 9999-01-01T00:00:00Z.
const UNDATED: Timestamp = Timestamp::constant(253_370_764_800, 0);

impl TryFrom<Row> for Duty {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.duty.{column}"), row.id);
        let state = match (row.state.as_str(), row.ended_at.map(SqlTimestamp::to_jiff)) {
            ("open", None) => DutyState::Open,
            ("discharged", Some(at)) => DutyState::Discharged { at },
            ("withdrawn", Some(at)) => {
                let reason = row.withdraw_reason.as_deref().and_then(Withdrawal::named);
                DutyState::Withdrawn { at, reason: reason.ok_or_else(|| bad("withdraw_reason"))? }
            }
            _ => return Err(bad("state")),
        };
        let deadline = row.deadline.unwrap_or_default();
        Ok(Self {
            id: DutyId(row.id),
            kind: row.kind,
            owed_by: row.owed_by.parse().map_err(|_| bad("owed_by"))?,
            owed_to: match row.owed_to.as_str() {
                "" => None,
                unit => Some(unit.parse().map_err(|_| bad("owed_to"))?),
            },
            subject_type: SubjectKind::named(&row.subject_type).ok_or_else(|| bad("subject_type"))?,
            subject: row.subject_id.ok_or_else(|| bad("subject_id"))?,
            subject_name: row.subject_name,
            subject_number: row.subject_number,
            item_code: row.item_code,
            deadline: Deadline::decode(deadline.as_slice()).map_err(|_| bad("deadline"))?,
            due_at: row.due_at.map(SqlTimestamp::to_jiff),
            instants: row.yellow_at.map(|yellow_at| Instants {
                yellow_at: yellow_at.to_jiff(),
                deep_red_at: row.deep_red_at.map(SqlTimestamp::to_jiff),
            }),
            state,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Side};

    #[test]
    fn a_list_is_read_by_the_units_that_are_named() {
        let codes = vec!["wjw".to_owned(), "zjj".to_owned()];
        let mut filter = Filter { owed_to: codes.clone(), owed_by: codes, ..Filter::default() };
        assert_eq!(filter.sides(), [Side::OwedBy("wjw"), Side::OwedBy("zjj")]);
        filter.owed_by.clear();
        assert_eq!(filter.sides(), [Side::OwedTo("wjw"), Side::OwedTo("zjj")]);
        filter.owed_to.clear();
        assert_eq!(filter.sides(), [Side::Everything]);
        filter.seen_by = Some("scjgj".parse().unwrap());
        assert_eq!(filter.sides(), [Side::OwedBy("scjgj"), Side::OwedTo("scjgj")]);
    }

    #[test]
    fn what_others_owe_must_be_seen_by_the_caller() {
        let mut filter = Filter { seen_by: Some("scjgj".parse().unwrap()), ..Filter::default() };
        assert_eq!(filter.must_be_seen_by(Side::OwedBy("scjgj")), None);
        for foreign in [Side::OwedBy("wjw"), Side::OwedTo("wjw"), Side::Everything] {
            assert_eq!(filter.must_be_seen_by(foreign), Some("scjgj"));
        }
        filter.seen_by = None;
        assert_eq!(filter.must_be_seen_by(Side::Everything), None, "the office sees all");
    }

    #[test]
    fn duties_without_a_date_come_after_every_date() {
        assert_eq!(super::UNDATED.to_string(), "9999-01-01T00:00:00Z");
    }
}
